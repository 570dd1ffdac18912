/** What stands of a record's whereabouts and conflicts, in words. Pure. */
import type { ConflictLine, RecordWhereabouts, WhereaboutsWord } from "../ipc";
import { nameOf, words } from "../words";

const said = words.standing;

/** How far something has got, in words. */
export function placeWords(
  state: WhereaboutsWord,
  ashoreAt: string | null,
  show: (at: string) => string,
): string {
  if (state === "workstation_only") return said.workstationOnly;
  if (state === "on_board") return said.onBoard;
  return ashoreAt === null ? said.ashoreNow : said.ashore(show(ashoreAt));
}

/** One line: where the record is, then what is the matter with it. */
export function whereaboutsOf(found: RecordWhereabouts, show: (at: string) => string): string[] {
  return [
    placeWords(found.state, found.ashore_at, show),
    ...(found.held ? [said.held] : []),
    ...(found.parked ? [said.parked] : []),
    ...(found.void ? [said.void] : []),
  ];
}

/** What a conflict is about: the column's name, or as the program says it. */
export function subjectOf({ column }: Pick<ConflictLine, "column">): string {
  const name = nameOf(words.columns, column);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

export function headOf(line: ConflictLine): string {
  return said.head[line.kind](subjectOf(line), line.values.length);
}
