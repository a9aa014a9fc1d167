export { folderOf, type LoadedPlugin, type LoadPluginOptions, loadPlugin } from "./load-plugin.js";
export { readConfigFile, readConfigText } from "./read-config.js";
