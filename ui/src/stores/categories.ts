/**
 * The categories in use, for the filter of the parts list. The program has no list of them: they
 * are words that people write on parts, so they are gathered from the parts in use.
 */
import { call, type PartRow } from "../ipc";

const WINDOW_ROWS = 200;
/** Enough for a yacht's stores several times over; beyond, the filter offers what was found so far. */
const ROWS_MAX = 2000;

export function categoriesOf(rows: readonly Pick<PartRow, "category">[]): string[] {
  const found = new Set(rows.map((row) => row.category).filter((category) => category !== null));
  return [...found].sort((a, b) => a.localeCompare(b));
}

export async function categories(): Promise<string[]> {
  const rows: PartRow[] = [];
  for (let offset = 0; offset < ROWS_MAX; offset += WINDOW_ROWS) {
    const window = await call("part_list", { offset, limit: WINDOW_ROWS, filters: {} });
    rows.push(...window.rows);
    if (rows.length >= window.total) break;
  }
  return categoriesOf(rows);
}
