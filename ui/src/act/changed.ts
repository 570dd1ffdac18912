/** What a record holds now, after a commit was refused with `changed`. Pure. */
import type { IpcError } from "../ipc";
import type { ActForm, Context, FieldSpec, Values } from "./form";

export interface ChangedField {
  label: string;
  /** How the new value reads; null where it is a record, whose name is read with the form. */
  now: string | null;
}

/** The fields of the form whose prefilled value is another one now. */
export function changedFields(
  form: ActForm,
  prefilled: Values,
  refusal: IpcError,
  context: Context,
): ChangedField[] {
  const fresh = freshValues(refusal);
  return form.fields
    .filter((field) => field.key in fresh)
    .filter((field) => text(fresh[field.key]) !== text(prefilled[field.key]))
    .map((field) => ({
      label: field.label,
      now: shown(field, fresh[field.key], context),
    }));
}

function freshValues({ detail }: IpcError): Values {
  if (typeof detail !== "object" || detail === null || !("values" in detail)) return {};
  const { values } = detail;
  return typeof values === "object" && values !== null ? { ...values } : {};
}

const text = (value: unknown): string => JSON.stringify(value ?? null);

function shown(field: FieldSpec, value: unknown, context: Context): string | null {
  if (typeof value !== "string") return null;
  if (field.kind === "select" || field.kind === "segments") {
    const options = typeof field.options === "function" ? field.options(context) : field.options;
    return options.find((option) => option.value === value)?.label ?? null;
  }
  return ["text", "textarea", "number", "quantity"].includes(field.kind) ? value : null;
}
