/**
 * Listens to the keys of the whole window, before anything else does, and takes whole scans out of
 * them. Characters fall where they fall, so that a hand is never delayed; once Enter shows that it
 * was a scan, the field gets back what stood in it and nothing else hears of that Enter.
 */
import { fieldOf, keepField } from "./field";
import { Wedge, type Key, type Scanned } from "./wedge";

/** Outside of fields, keys of a burst this long are no orders to buttons and lists any more. */
const ORDERS_MAX = 2;
/** Marks what collects keys by itself (a PIN); it is told by the event of this name to drop them. */
export const SCAN_TAKEN = "scantaken";
const COLLECTS = "[data-collects-keys]";

/** Calls `onscan` for each scan until the returned function is called. */
export function listenForScans(
  onscan: (scanned: Scanned) => void,
  on: Window = window,
): () => void {
  const wedge = new Wedge();
  const swallowed = new Set<string>();
  let putBack: (() => void) | null = null;

  function silence(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    swallowed.add(event.code);
  }

  function down(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const verdict = wedge.press(keyOf(event));
    if (verdict.what === "begins") {
      const field = fieldOf(target);
      putBack = field && keepField(field);
    } else if (verdict.what === "goes on") {
      const isOrder = fieldOf(target) === null && collector(target) === null;
      if (isOrder && verdict.length > ORDERS_MAX) silence(event);
    } else if (verdict.what === "trails") {
      silence(event);
    } else if (verdict.what === "scan") {
      silence(event);
      putBack?.();
      putBack = null;
      collector(target)?.dispatchEvent(new CustomEvent(SCAN_TAKEN));
      onscan(verdict.scanned);
    }
  }

  /** A button acts when Space comes up again. */
  function up(event: KeyboardEvent): void {
    if (!swallowed.delete(event.code)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  const forget = () => wedge.forget();
  on.addEventListener("keydown", down, true);
  on.addEventListener("keyup", up, true);
  on.addEventListener("pointerdown", forget, true);
  on.addEventListener("blur", forget);
  return () => {
    on.removeEventListener("keydown", down, true);
    on.removeEventListener("keyup", up, true);
    on.removeEventListener("pointerdown", forget, true);
    on.removeEventListener("blur", forget);
  };
}

function collector(target: EventTarget | undefined): Element | null {
  return target instanceof Element ? target.closest(COLLECTS) : null;
}

function keyOf(event: KeyboardEvent): Key {
  const isAltGr = event.getModifierState("AltGraph");
  return {
    key: event.key,
    code: event.code,
    shift: event.shiftKey,
    command: event.metaKey || (!isAltGr && (event.ctrlKey || event.altKey)),
    repeats: event.repeat,
    atMs: event.timeStamp,
  };
}
