/**
 * The two ways from the window to the program: the shell's one command, or the test host over
 * HTTP. Nothing outside this folder knows which one is in use.
 */
import { hasShell, tauriTransport } from "./tauri";
import { httpTransport } from "./http";
import type { Wanted } from "./files";

/** Sets of records that a commit changed, by table name. */
export type ChangedHandler = (payload: unknown) => void;

export interface Transport {
  /** Runs one command; rejects with the raw `api::Error` object when it is refused. */
  call(name: string, args: unknown): Promise<unknown>;
  /** Answers a picture as bytes; rejects with the raw `api::Error` object. */
  picture?(args: unknown): Promise<Blob>;
  /** Calls `handler` after each commit; the returned function stops it. */
  listen(handler: ChangedHandler): () => void;
  /** The system's dialogs and viewers, where there are any. */
  readonly files?: {
    pick(wanted: Wanted): Promise<string | null>;
    openWritten(path: string): Promise<void>;
  };
}

/** The transport of this window: the shell if it is there, else HTTP. */
export function chooseTransport(): Transport {
  return hasShell() ? tauriTransport() : httpTransport();
}
