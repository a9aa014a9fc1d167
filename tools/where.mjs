// @ts-check
import { dirname, relative } from "node:path";

/**
 * The folder from which paths of a command count: where its user stands. npm runs scripts in the root of a clone and
 * says in INIT_CWD where it was called; that counts only if it was called for this script of this clone, and not
 * inherited from an npm that runs further out.
 * @param {string} root - the repository
 * @param {Record<string, string | undefined>} env
 * @returns {string}
 */
export function userFolder(root, { INIT_CWD, npm_lifecycle_event, npm_package_json }) {
  const ours = npm_lifecycle_event === "start" && relative(root, dirname(npm_package_json ?? "/")) === "";
  return ours && INIT_CWD ? INIT_CWD : root;
}
