/** Options of a filter: everything, then a catalogue's names. */
import { words } from "../words";

interface Option {
  value: string | null;
  label: string;
}

export function anyOf(
  table: Readonly<Record<string, string>>,
  before: readonly Option[] = [],
): Option[] {
  const named = Object.entries(table).map(([value, label]) => ({ value, label }));
  return [{ value: null, label: words.work.any }, ...before, ...named];
}
