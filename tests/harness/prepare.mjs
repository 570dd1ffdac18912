/**
 * Makes the vessels of which several files of tests take copies, before the files run beside each
 * other: the large one takes its time once, and no test's time.
 */
import { Host, LARGE_ROWS } from "./host.mjs";

for (const rows of [undefined, LARGE_ROWS]) {
  const host = await Host.onDemo({ rows });
  await host.stop();
}
