/** What a form holds against its fields: required, too short, too long. Pure. */
import { words } from "../words";
import type { Context, FieldSpec, Values } from "./form";

export type FieldErrors = Readonly<Record<string, string>>;

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}

function errorOf(field: FieldSpec, value: unknown): string | null {
  if (isEmpty(value)) return field.required ? words.kit.missing : null;
  if ((field.kind !== "text" && field.kind !== "textarea") || typeof value !== "string") {
    return null;
  }
  const used = Array.from(value.trim()).length;
  if (used > field.limit) return words.kit.tooLong(field.limit);
  return field.least && used < field.least ? words.kit.tooShort(field.least) : null;
}

/** Errors by parameter. `wrong` names fields whose typed text is no value at all. */
export function errorsOf(
  fields: readonly FieldSpec[],
  context: Context,
  wrong: ReadonlySet<string>,
): FieldErrors {
  const errors: Record<string, string> = {};
  for (const field of fields) {
    if (field.hidden?.(context)) continue;
    // The field itself says what is wrong with it; the form only must not go on.
    const error = wrong.has(field.key) ? "" : errorOf(field, context.values[field.key]);
    if (error !== null) errors[field.key] = error;
  }
  return errors;
}

/**
 * The parameters of a call: text without outer blanks, emptied fields as null. An emptied clearable
 * field is an empty text, because to acts that edit null means "left as it was".
 */
export function paramsOf(given: Values, values: Values, fields: readonly FieldSpec[] = []): Values {
  const clearable = new Set(fields.filter((field) => field.clearable).map((field) => field.key));
  const params: Values = { ...given };
  for (const [key, value] of Object.entries(values)) {
    const kept = typeof value === "string" ? value.trim() : (value ?? "");
    params[key] = kept === "" && !clearable.has(key) ? null : kept;
  }
  return params;
}

/** What the form starts from: prefilled values, and texts that the page it was opened on gave. */
export function withGiven(fields: readonly FieldSpec[], given: Values, prefilled: Values): Values {
  const texts = fields.filter(({ kind, key }) => kind === "text" && typeof given[key] === "string");
  return { ...prefilled, ...Object.fromEntries(texts.map(({ key }) => [key, given[key]])) };
}

/** Fresh prefilled values, with those a person has changed meanwhile put back. */
export function keepTyped(before: Values, typed: Values, fresh: Values): Values {
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  const kept = Object.entries(typed).filter(([key, value]) => !same(value, before[key]));
  return { ...fresh, ...Object.fromEntries(kept) };
}
