/** The rows of the search: hits by kind, commands and choices, in one list that arrows go through. */
import type { HitLine, ManualHitLine, SearchKind, SearchResult } from "../ipc";
import { words } from "../words";
import type { Command } from "./commands";

const w = words.search;

export type Row =
  | { is: "hit"; hit: HitLine }
  | { is: "passage"; passage: ManualHitLine }
  | { is: "command"; command: Command; on: Subject | null; text: string }
  | { is: "meaning"; word: string; means: string }
  | { is: "more"; kind: SearchKind };

/** The equipment that a command is about. */
export interface Subject {
  id: string;
  label: string;
  code: string;
}

export interface Group {
  key: string;
  title: string;
  rows: readonly Row[];
  /** A sentence under the rows. */
  note?: string;
}

export const KINDS = Object.keys(w.kind) as SearchKind[];

/** The kind after the one shown, or before it; null stands for all of them. */
export function nextKind(kind: SearchKind | null, step: 1 | -1): SearchKind | null {
  const all: (SearchKind | null)[] = [null, ...KINDS];
  return all[(all.indexOf(kind) + step + all.length) % all.length] ?? null;
}

/** What was found, grouped. */
export function foundGroups(result: SearchResult): Group[] {
  const groups: Group[] = result.ambiguous.map(({ word, means }) => ({
    key: `meaning ${word}`,
    title: w.meaning(word),
    rows: means.map((meant) => ({ is: "meaning", word, means: meant })),
  }));
  if (result.numbered.length > 0) {
    groups.push({ key: "numbered", title: w.numbered, rows: result.numbered.map(toHit) });
  }
  const numbered = new Set(result.numbered.map(({ id }) => id));
  for (const { kind, hits, has_more } of result.groups) {
    const rows: Row[] = hits.filter(({ id }) => !numbered.has(id)).map(toHit);
    if (has_more) rows.push({ is: "more", kind });
    if (rows.length > 0) groups.push({ key: kind, title: w.kind[kind], rows });
  }
  const passages: Row[] = result.passages.map((passage) => ({ is: "passage", passage }));
  if (result.has_more_passages) passages.push({ is: "more", kind: "manual" });
  if (passages.length > 0) groups.push({ key: "passages", title: w.passages, rows: passages });
  return groups;
}

/** One line for a command; where its words name several things, a line for each, and one for none. */
export function commandGroup(
  command: Command,
  subjects: { equipment: readonly Subject[]; has_more: boolean; rest: string } | null,
): Group {
  const row = (on: Subject | null, rest: string): Row => ({
    is: "command",
    command: { ...command, rest },
    on,
    text: w.command[command.verb](on?.label ?? "", rest),
  });
  const equipment = subjects?.equipment ?? [];
  const [only] = equipment;
  if (!subjects || !only) {
    return { key: "command", title: w.commands, rows: [row(null, command.rest)] };
  }
  if (equipment.length === 1) {
    return { key: "command", title: w.commands, rows: [row(only, subjects.rest)] };
  }
  const none: Row = {
    ...row(null, command.rest),
    text: `${w.noneOfThese}: ${command.rest}`,
  } as Row;
  return {
    key: "command",
    title: w.choose,
    rows: [...equipment.map((on) => row(on, subjects.rest)), none],
    ...(subjects.has_more ? { note: w.chooseMore } : {}),
  };
}

export function hitGroup(key: string, title: string, hits: readonly HitLine[]): Group {
  return { key, title, rows: hits.map(toHit) };
}

/** How a record stands, in words; empty where nothing is worth saying. */
export function stateOf(hit: HitLine): string {
  const states: Readonly<Record<string, string>> = w.state[hit.kind];
  return states[hit.state] ?? "";
}

/** What tells a record apart: for people the department in words. */
export function moreOf(hit: HitLine): string {
  const departments: Readonly<Record<string, string>> = w.department;
  return hit.kind === "person" ? (departments[hit.more] ?? "") : hit.more;
}

/** The tone of a state: what needs a person stands out. */
export function toneOf(hit: HitLine): "plain" | "quiet" | "warning" | "danger" {
  if (hit.kind !== "part") {
    const settled = [
      "resolved",
      "completed",
      "cancelled",
      "retired",
      "done",
      "withdrawn",
      "superseded",
    ];
    return settled.includes(hit.state) ? "quiet" : "plain";
  }
  if (hit.state === "data_error") return "danger";
  return ["out_of_stock", "critical", "low"].includes(hit.state) ? "warning" : "quiet";
}

function toHit(hit: HitLine): Row {
  return { is: "hit", hit };
}
