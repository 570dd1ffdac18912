/** Which other workstations were not heard of late, in words. Pure. */
import type { SilentWorkstation } from "../ipc";
import { words } from "../words";

/** "without Bridge since 06:10 · without Mess, never heard"; empty when everybody was heard. */
export function silenceOf(
  silent: readonly SilentWorkstation[],
  show: (at: string) => string,
): string {
  const { neverHeard, silent: since } = words.stock;
  return silent
    .map((one) => (one.since === null ? neverHeard(one.name) : since(one.name, show(one.since))))
    .join(" · ");
}
