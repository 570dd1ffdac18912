/** The parts of one sheet, before they are planned. Pure. */
import type { Choice, Duplicate, PartWish } from "../../ipc";
import { isPositive } from "../../kit";

export interface PartLine {
  part: Choice;
  /** Canonical text; empty while what is typed is no number. */
  quantity: string;
  note: string;
  /** Lines of the work order that plan this part already. */
  already: readonly Duplicate[];
  /** What a person chose about them: a line's id to raise, or a line of its own. */
  answer: string | null;
}

/** The answer that asks for a line of its own. */
export const SEPARATE = "separate";

export function newLine(part: Choice, already: readonly Duplicate[]): PartLine {
  return { part, quantity: "1", note: "", already, answer: null };
}

export function hasQuantity(line: PartLine): boolean {
  return line.quantity !== "" && isPositive(line.quantity);
}

/** The same part stands on the work order, and nobody has said yet what that means. */
export function isUndecided(line: PartLine): boolean {
  return line.already.length > 0 && line.answer === null;
}

export function areReady(lines: readonly PartLine[]): boolean {
  return lines.every((line) => hasQuantity(line) && !isUndecided(line));
}

export function wishesOf(lines: readonly PartLine[]): PartWish[] {
  return lines.map(({ part, quantity, note, answer }) => ({
    part: part.id,
    quantity,
    ...(note.trim() === "" ? {} : { note: note.trim() }),
    ...(answer === null || answer === SEPARATE ? {} : { raise_line: answer }),
  }));
}
