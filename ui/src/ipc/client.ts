/** The typed client over the generated command table. */
import { asIpcError } from "./error";
import type { Commands, PictureArgs } from "./generated";
import { chooseTransport, type Transport } from "./transport";

let transport: Transport | undefined;

/** Puts another transport in place (tests and kit pages); the window itself never calls it. */
export function useTransport(other: Transport): void {
  transport = other;
}

/** The way in that this window uses; for this folder alone. */
export function currentTransport(): Transport {
  transport ??= chooseTransport();
  return transport;
}

/**
 * Runs one command.
 *
 * @throws {IpcError} with the program's code, message and detail.
 */
export async function call<N extends keyof Commands>(
  name: N,
  args: Commands[N]["args"],
): Promise<Commands[N]["result"]> {
  try {
    return (await currentTransport().call(name, args)) as Commands[N]["result"];
  } catch (raised) {
    const error = asIpcError(raised);
    if (error.code === "locked") for (const tell of lockedHandlers) tell();
    throw error;
  }
}

/**
 * A picture of a file, as bytes for this window's own memory.
 *
 * @throws {IpcError} with the program's code, message and detail.
 */
export async function picture(args: PictureArgs): Promise<Blob> {
  try {
    const drawn = await currentTransport().picture?.(args);
    if (!drawn) throw new Error("no_answer");
    return drawn;
  } catch (raised) {
    const error = asIpcError(raised);
    if (error.code === "locked") for (const tell of lockedHandlers) tell();
    throw error;
  }
}

const lockedHandlers = new Set<() => void>();

/** Calls `handler` when the program answers that nobody is signed in. Returns how to stop. */
export function onLocked(handler: () => void): () => void {
  lockedHandlers.add(handler);
  return () => lockedHandlers.delete(handler);
}

const newsHandlers = new Set<(payload: unknown) => void>();
let stopNews: (() => void) | undefined;

/** All of the window listens over one line: a browser keeps few of them open to one place. */
function onNews(handler: (payload: unknown) => void): () => void {
  newsHandlers.add(handler);
  stopNews ??= currentTransport().listen((payload) => {
    for (const tell of newsHandlers) tell(payload);
  });
  return () => {
    newsHandlers.delete(handler);
    if (newsHandlers.size > 0) return;
    stopNews?.();
    stopNews = undefined;
  };
}

/** Calls `handler` after each commit, here or from another workstation. Returns how to stop. */
export function onChanged(handler: () => void): () => void {
  return onNews((payload) => {
    if (changedRecords(payload)) handler();
  });
}

/** Calls `handler` after each commit, and when a link has come to another state. */
export function onSync(handler: () => void): () => void {
  return onNews(() => handler());
}

/** A link that comes and goes changes no record: pages are not read anew for it. */
function changedRecords(payload: unknown): boolean {
  if (typeof payload !== "object" || payload === null || !("tables" in payload)) return true;
  return !Array.isArray(payload.tables) || payload.tables.length > 0;
}
