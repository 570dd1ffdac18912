/**
 * Palette, size and idle time of this workstation. The program keeps them, so that the window is
 * painted right before the page loads; the kit holds what is in force.
 */
import { call, type Preferences } from "../ipc";
import { display, idle, PALETTES, SIZES } from "../kit";

/** To be called while the frame is set up. */
export function keepPreferences(): void {
  let kept = "";

  $effect(() => {
    void call("preferences", {}).then(
      (stored) => {
        kept = JSON.stringify(inOrder(stored));
        const asked = location.hash;
        const palette = PALETTES.find((known) => known === stored.palette);
        const size = SIZES.find((known) => known === stored.size);
        if (palette && !asked.includes("palette=")) display.palette = palette;
        if (size && !asked.includes("size=")) display.size = size;
        idle.minutes = stored.idle_minutes;
      },
      // Preferences that cannot be read leave what the page was painted with.
      () => undefined,
    );
  });

  $effect(() => {
    const now = inOrder({
      palette: display.palette,
      size: display.size,
      idle_minutes: idle.minutes,
    });
    if (kept === "" || kept === JSON.stringify(now)) return;
    kept = JSON.stringify(now);
    // Refused (a read-only disk): the choice holds until the window closes, as the program says.
    call("preferences_set", now).catch(() => undefined);
  });
}

function inOrder({ palette, size, idle_minutes }: Preferences): Preferences {
  return { palette, size, idle_minutes };
}
