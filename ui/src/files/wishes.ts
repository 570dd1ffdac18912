/** The files of a form as it sends them, and how they read. Pure. */
import type { FileWish } from "../ipc";
import { words } from "../words";

/** As many as the program takes in one act. */
export const FILES_MAX = 10;
const MEGABYTE = 1_000_000;

export function wishesOf(value: unknown): FileWish[] {
  return Array.isArray(value) ? (value as FileWish[]) : [];
}

/** Something is chosen, and all of it has come over. */
export function isReady(value: unknown): boolean {
  return wishesOf(value).length > 0;
}

/** "2.1 MB", "240 kB". */
export function sizeWords(bytes: number): string {
  return bytes >= MEGABYTE
    ? words.files.megabytes((bytes / MEGABYTE).toFixed(1).replace(/\.0$/, ""))
    : words.files.kilobytes(Math.ceil(bytes / 1000).toString());
}

/** The files that a drop or a paste carries. */
export function filesOf(carried: DataTransfer | null): File[] {
  return [...(carried?.files ?? [])];
}

/** Whether a drag carries files rather than text. */
export function carriesFiles(carried: DataTransfer | null): boolean {
  return carried?.types.includes("Files") ?? false;
}
