/** What a form knows of the manuals that it takes in. */
import { call, type DocumentWish } from "../ipc";

/** The manuals of a form, as they will be sent. */
export function wishesOf(value: unknown): DocumentWish[] {
  return Array.isArray(value) ? (value as DocumentWish[]) : [];
}

/** Whether there is something to add, with a title each. */
export function isTaken(value: unknown): boolean {
  const wishes = wishesOf(value);
  return wishes.length > 0 && wishes.every(({ title }) => title.trim() !== "");
}

/** What was copied for a form that was given up is let go of: it leaves no trace. */
export function forgetIntake(): void {
  // What the program no longer holds is what is wanted.
  void call("manual_intake_drop", {}).catch(() => undefined);
}
