/**
 * Tells a keyboard-wedge scanner from a typing hand, by time alone: a scanner types a whole code and
 * Enter (or Tab) faster than any hand. Pure; the time of each key comes with it.
 */
import { usCharacter } from "./layout";

/** A scanner's key may be late once, over the air or on a busy computer. */
export const GAP_MS_MAX = 100;
/** Scanners send a key every 1–30 ms. Two keys may roll under a hand that fast, a word never does. */
export const MEAN_GAP_MS_MAX = 35;
/** Shorter codes cannot be told from a roll of the hand; they are typed. */
export const CHARACTERS_MIN = 4;
/** The longest code that is read, in characters; our own QR has some 50. */
export const CHARACTERS_MAX = 256;

export interface Key {
  /** As the layout reads it: `KeyboardEvent.key`. */
  key: string;
  /** The key's place: `KeyboardEvent.code`. */
  code: string;
  shift: boolean;
  /** Ctrl, Alt or Meta is held, and not as AltGr. */
  command: boolean;
  /** A held key that repeats. */
  repeats: boolean;
  atMs: number;
}

export interface Scanned {
  text: string;
  /**
   * The same keys on a US keyboard, where that differs: scanners type as one unless they were set
   * to the layout of the computer.
   */
  asUs: string | null;
  characters: number;
}

export type Verdict =
  | { what: "nothing" }
  /** A first key: from here on it may become a scan. */
  | { what: "begins" }
  /** Fast so far; `length` keys with this one. */
  | { what: "goes on"; length: number }
  | { what: "scan"; scanned: Scanned }
  /** Belongs to the scan before it and means nothing more. */
  | { what: "trails" };

const NOTHING: Verdict = { what: "nothing" };
const ENDS = ["Enter", "Tab"];
/** Keys that say how the next one is meant. */
const MODIFIERS = ["Shift", "CapsLock", "AltGraph", "Alt", "Control"];
/** What a layout or an input method could not read by itself; the key's place still says it. */
const UNREAD = ["Dead", "Process", "Unidentified"];

export class Wedge {
  private read: { as: string; us: string }[] = [];
  private firstMs = 0;
  private lastMs = 0;
  private endedMs = -Infinity;

  press(key: Key): Verdict {
    if (MODIFIERS.includes(key.key)) return NOTHING;
    if (this.trails(key)) return { what: "trails" };
    if (ENDS.includes(key.key) && !key.command && !key.shift) return this.end(key.atMs);
    const us = usCharacter(key.code, key.shift);
    const isCharacter = Array.from(key.key).length === 1;
    const isUnread = UNREAD.includes(key.key) && us !== null;
    if (key.command || key.repeats || (!isCharacter && !isUnread)) {
      this.forget();
      return NOTHING;
    }
    return this.add({ as: isCharacter ? key.key : "", us: us ?? key.key }, key.atMs);
  }

  /** What was read so far is no scan: a pointer was pressed, the window lost its focus. */
  forget(): void {
    this.read = [];
  }

  private add(one: { as: string; us: string }, atMs: number): Verdict {
    const isFast = this.read.length > 0 && atMs - this.lastMs <= GAP_MS_MAX;
    if (!isFast || this.read.length >= CHARACTERS_MAX) {
      this.read = [];
      this.firstMs = atMs;
    }
    this.read.push(one);
    this.lastMs = atMs;
    const { length } = this.read;
    return length === 1 ? { what: "begins" } : { what: "goes on", length };
  }

  private end(atMs: number): Verdict {
    const { read } = this;
    this.read = [];
    const isFast =
      read.length >= CHARACTERS_MIN &&
      atMs - this.lastMs <= GAP_MS_MAX &&
      (atMs - this.firstMs) / read.length <= MEAN_GAP_MS_MAX;
    if (!isFast) return NOTHING;
    const us = read
      .map((one) => one.us)
      .join("")
      .trim();
    const text =
      read
        .map((one) => one.as)
        .join("")
        .trim() || us;
    if (text === "") return NOTHING;
    this.endedMs = atMs;
    const asUs = us === text ? null : us;
    return { what: "scan", scanned: { text, asUs, characters: read.length } };
  }

  /** Scanners that end in CR and LF send a second Enter, or Ctrl+J, right behind the first. */
  private trails({ key, atMs, command }: Key): boolean {
    if (this.read.length > 0 || atMs - this.endedMs > GAP_MS_MAX) return false;
    return ENDS.includes(key) || (command && key.toLowerCase() === "j");
  }
}
