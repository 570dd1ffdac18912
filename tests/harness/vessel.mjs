/** Replicas for one test each: a demo vessel is made once and copied, an empty one is a folder. */
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
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
  // What a window left running may still write for a moment.
  remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
});

/**
 * A copy of the demo vessel. `make(place)` makes it the first time, and again when the program that
 * makes it was built anew. Files of tests run beside each other: who comes second with a vessel
 * takes the first one's.
 */
export async function demoPlace(name, maker, make) {
  const { mtimeMs } = await stat(maker);
  const kept = placeIn(path.join(KEPT, `${name}@${mtimeMs}`));
  if (!existsSync(kept.folder)) {
    const fresh = await emptyPlace();
    await make(fresh);
    await dropOlder(name, kept);
    await rename(fresh.folder, kept.folder).catch(async (error) => {
      if (!existsSync(kept.folder)) throw error;
      await fresh.remove();
    });
  }
  const copy = await emptyPlace();
  await cp(kept.replica, copy.replica, { recursive: true });
  await cp(kept.state, copy.state, { recursive: true });
  return copy;
}

/** Vessels that an older build of the program made. */
async function dropOlder(name, kept) {
  const older = (await readdir(KEPT)).filter((folder) => folder.split("@")[0] === name);
  for (const folder of older.map((found) => path.join(KEPT, found))) {
    if (folder !== kept.folder) await rm(folder, { recursive: true, force: true });
  }
}
