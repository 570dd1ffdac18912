/**
 * The system's own dialogs and viewers. They exist in the desktop window only: where a function
 * here answers undefined, a person types the path, and reads where the file was written.
 */
import { currentTransport } from "./client";
import { asIpcError } from "./error";

/** What a person is to choose by the system's dialog. */
export interface Wanted {
  mode: "open" | "save" | "folder";
  title: string;
  /** The file name that a dialog for saving begins with. */
  name?: string;
  /** Kinds of file that are shown: `{ name: "PDF", extensions: ["pdf"] }`. */
  filters?: readonly { name: string; extensions: readonly string[] }[];
}

/** Asks a person; null where the dialog was closed without a choice. */
export type Pick = () => Promise<string | null>;

/** Whether this window has dialogs at all. */
export function hasDialogs(): boolean {
  return currentTransport().files !== undefined;
}

/** Shows the dialog. Null where it was closed, and where there is none. */
export async function pick(wanted: Wanted): Promise<string | null> {
  try {
    return (await currentTransport().files?.pick(wanted)) ?? null;
  } catch (raised) {
    throw asIpcError(raised);
  }
}

/** `pick` as a `PathField` takes it: undefined where there is no dialog. */
export function picker(wanted: Wanted): Pick | undefined {
  return hasDialogs() ? () => pick(wanted) : undefined;
}

/** Shows a written PDF or table in the system's viewer; undefined where there is none. */
export function viewer(path: string): (() => Promise<void>) | undefined {
  const { files } = currentTransport();
  if (!files) return undefined;
  return async () => {
    try {
      await files.openWritten(path);
    } catch (raised) {
      throw asIpcError(raised);
    }
  };
}
