/** Which option of an open list is current, and how keys move it. Shared by select and search. */

/** First option at or after `from` whose label starts with `letters`, or -1. */
export function typedIndex(labels: readonly string[], letters: string, from: number): number {
  const wanted = letters.toLocaleLowerCase();
  for (let step = 0; step < labels.length; step++) {
    const index = (from + step) % labels.length;
    if (labels[index]?.toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}

/** Where a navigation key leads in a list of `count` options; null when the key is no such key. */
export function movedIndex(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  const page = 8;
  const to = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    Home: 0,
    End: count - 1,
    PageDown: index + page,
    PageUp: index - page,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}
