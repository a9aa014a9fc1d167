export { folderOf, type LoadedPlugin, type LoadPluginOptions, loadPlugin } from "./load-plugin.js";
export { makeFolder } from "./make-folder.js";
export { readConfigFile, readConfigText } from "./read-config.js";
export { cannotWrite, OutputError, writeWhole } from "./write-whole.js";
