/** What a form knows of the manuals that it takes in. */
import { base64, call, type DocumentWish, type IntakeState } from "../ipc";

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

/** Whether the file may be a manual, as far as its name and kind tell. */
export function isPdf({ name, type }: File): boolean {
  return type === "application/pdf" || name.toLowerCase().endsWith(".pdf");
}

/**
 * Sends a file that was dropped on the window, piece by piece; ends early once it was left out.
 *
 * @throws {IpcError} with one sentence.
 */
export async function sendManual(file: File, hear: (state: IntakeState) => void): Promise<void> {
  const begun = await call("manual_intake_begin", { name: file.name, size_bytes: file.size });
  const { upload, piece_bytes: pieceBytes } = begun;
  let offset = 0;
  do {
    const piece = await base64(file.slice(offset, offset + pieceBytes));
    const state = await call("manual_intake_chunk", { upload, offset, piece });
    hear(state);
    if (!state.items.some((item) => item.upload === upload)) return;
    offset += pieceBytes;
  } while (offset < file.size);
}
