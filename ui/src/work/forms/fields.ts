/** Fields that several forms of work share. Limits are those of the program. */
import type { FieldSpec, Option } from "../../act";
import { words } from "../../words";

export const TITLE_MAX = 200;
export const TITLE_MIN = 3;
export const CODE_MAX = 200;
export const PLACE_MAX = 100;
export const TEXT_MAX = 5000;
export const REASON_MAX = 1000;
export const LINE_NOTE_MAX = 500;

/** A catalogue's names as options, in the order of the catalogue. */
export function optionsOf(
  table: Readonly<Record<string, string>>,
  meanings: Readonly<Record<string, string>> = {},
): Option[] {
  return Object.entries(table).map(([value, label]) => {
    const detail = meanings[value];
    return detail === undefined ? { value, label } : { value, label, detail };
  });
}

export const department: FieldSpec = {
  key: "department",
  kind: "select",
  label: words.work.form.department,
  options: optionsOf(words.enumerations.department),
};

/** Why something is opened again or will not be done. */
export const reason: FieldSpec = {
  key: "reason",
  kind: "textarea",
  label: words.work.form.reason,
  required: true,
  least: TITLE_MIN,
  limit: REASON_MAX,
  rows: 3,
};

/** Something the prefill shows beside a form. */
export type Fact = Readonly<Record<string, unknown>>;

export function isFact(value: unknown): value is Fact {
  return typeof value === "object" && value !== null;
}

/** A fact of the prefill by its name; an empty one where there is none. */
export function factOf(facts: Fact, key: string): Fact {
  const fact = facts[key];
  return isFact(fact) ? fact : {};
}

/** A text inside a fact; empty when it is none. */
export function textOf(fact: Fact, key: string): string {
  const text = fact[key];
  return typeof text === "string" ? text : "";
}
