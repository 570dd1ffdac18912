import { en } from "./en";

/** The catalogue in use. Another language is another object of the same shape. */
export const words = en;

export type { ActWords } from "./en/acts";

/**
 * The name of a stored value in one of the catalogue's tables. A value that the table does not
 * know (written by a newer version) is shown as it is, with spaces for underscores.
 */
export function nameOf(table: Readonly<Record<string, string>>, value: string | null): string {
  if (value === null) return "";
  return table[value] ?? value.replaceAll("_", " ");
}
