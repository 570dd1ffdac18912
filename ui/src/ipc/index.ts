export { changes } from "./changes.svelte";
export { call, onChanged, onLocked, onSync, picture, useTransport } from "./client";
export { asIpcError, IpcError } from "./error";
export { hasDialogs, pick, picker, viewer, type Pick, type Wanted } from "./files";
export { base64 } from "./pieces";
export { Reading } from "./reading.svelte";
export type { Transport } from "./transport";
export type * from "./generated";
