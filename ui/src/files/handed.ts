/**
 * Files that were dropped or pasted on a page, on their way into the form that opens for them. While
 * such a form is open it takes what is dropped anywhere.
 */
type Take = (files: readonly File[]) => void;

let waiting: readonly File[] = [];
let taker: Take | null = null;

/** The open form takes files from now on, and those that wait for it at once. Returns how to stop. */
export function takeHanded(take: Take): () => void {
  taker = take;
  const first = waiting;
  waiting = [];
  if (first.length > 0) take(first);
  return () => {
    if (taker === take) taker = null;
  };
}

/** Hands files to the open form; false where none is open. */
export function handOver(files: readonly File[]): boolean {
  taker?.(files);
  return taker !== null;
}

/** Keeps files for the form that is about to open. */
export function handToNext(files: readonly File[]): void {
  waiting = files;
}
