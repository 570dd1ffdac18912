/** Where things lie: our programs, and the folders that a run may fill. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");

/** A path below cargo's target folder. */
export const below = (...parts) => path.join(target, ...parts);

/**
 * One of our programs: named by its variable, as the build house does, else the debug build.
 * A test that needs it fails when it is missing.
 */
export function program(variable, name) {
  const file = process.env[variable] ?? below("debug", name);
  if (!existsSync(file)) throw new Error(`${name} is not built (${file})`);
  return file;
}
