/** A new PIN typed twice. What a PIN may be is checked by the program; this only spares a round. */
import { words } from "../../words";

const DIGITS_MIN = 6;

export interface TypedPin {
  /** The PIN, once both boxes hold the same good one. */
  pin: string | null;
  /** What is wrong so far, said at the box it is about. */
  firstError: string | null;
  againError: string | null;
}

export function typedPin(first: string, again: string): TypedPin {
  const w = words.settings;
  const firstError = !/^\d*$/.test(first)
    ? w.pinDigits
    : first !== "" && first.length < DIGITS_MIN
      ? w.pinShort
      : null;
  const againError = firstError === null && again !== first ? w.pinDiffers : null;
  const isGood = first !== "" && firstError === null && againError === null;
  return { pin: isGood ? first : null, firstError, againError };
}
