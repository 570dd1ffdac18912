/** Replicas for one test each: a demo vessel is made once and copied, an empty one is a folder. */
import { cp, mkdir, mkdtemp, rename, rm, stat, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { below } from "./ground.mjs";

const KEPT = below("pages", "vessels");

/** A folder of its own for one test, with names for replica and state. */
export async function emptyPlace() {
  await mkdir(KEPT, { recursive: true });
  const folder = await mkdtemp(path.join(KEPT, "place-"));
  return placeIn(folder);
}

const placeIn = (folder) => ({
  folder,
  replica: path.join(folder, "replica"),
  state: path.join(folder, "state"),
  remove: () => rm(folder, { recursive: true, force: true }),
});

/**
 * A copy of the demo vessel. `make(place)` makes it the first time, and again when the program
 * that makes it is newer than what is kept.
 */
export async function demoPlace(name, maker, make) {
  const kept = placeIn(path.join(KEPT, name));
  if (!(await isFresh(kept, maker))) {
    const fresh = await emptyPlace();
    await make(fresh);
    await writeFile(path.join(fresh.folder, "made"), "");
    await kept.remove();
    await rename(fresh.folder, kept.folder);
  }
  const copy = await emptyPlace();
  await cp(kept.replica, copy.replica, { recursive: true });
  await cp(kept.state, copy.state, { recursive: true });
  return copy;
}

async function isFresh(kept, maker) {
  const mark = path.join(kept.folder, "made");
  if (!existsSync(mark)) return false;
  return (await stat(mark)).mtimeMs > (await stat(maker)).mtimeMs;
}
