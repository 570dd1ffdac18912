/**
 * How an act's form is declared. A form names fields; which values are right, who may sign and
 * what will be written is the program's business, never the form's.
 */
import type { Component } from "svelte";
import type { CommitResult } from "../ipc";
import type { RecordOption } from "../kit";
import type { ActWords } from "../words";

export type Values = Record<string, unknown>;
export type Facts = Record<string, unknown>;

export interface Option {
  value: string;
  label: string;
  detail?: string;
}

/** What a field or an option list may depend on. */
export interface Context {
  values: Values;
  facts: Facts;
  /** What the form was opened with; left out outside of a form. */
  given?: Values;
}

/** Where a record is found outside of any form: in filters, in a panel. */
export const NO_FORM: Context = { given: {}, values: {}, facts: {} };

interface FieldBase {
  /** The parameter's name. */
  key: string;
  label: string;
  help?: string;
  required?: boolean;
  hidden?: (context: Context) => boolean;
  /** Emptied, it is sent as an empty text, which means "none"; nothing at all means "as it was". */
  clearable?: boolean;
  /** Another value here prefills the rest anew; what a person typed stays. */
  refills?: boolean;
}

type Options = readonly Option[] | ((context: Context) => readonly Option[]);

export type FieldSpec = FieldBase &
  (
    | { kind: "text"; limit: number; least?: number }
    | { kind: "textarea"; limit: number; least?: number; warnAbove?: number; rows?: number }
    | { kind: "select"; options: Options }
    | { kind: "segments"; options: Options }
    | { kind: "number"; unit?: string; positive?: boolean }
    | { kind: "quantity"; unit?: string | ((context: Context) => string); least?: string }
    | { kind: "instant"; notFuture?: boolean }
    | { kind: "date" }
    | { kind: "tick"; detail?: string }
    | ({ kind: "record" } & RecordSource)
    | ({ kind: "records" } & RecordSource)
    | { kind: "custom"; component: Component<CustomFieldProps> }
  );

export interface RecordSource {
  /** Choices for the words typed; the empty text gives those shown first. */
  search: (text: string, context: Context) => Promise<readonly RecordOption[]>;
  /** The name of a prefilled id. */
  resolve: (id: string, context: Context) => Promise<RecordOption | null>;
}

/** A field drawn by the noun itself; it reads `value` and reports through `set`. */
export interface CustomFieldProps {
  label: string;
  value: unknown;
  required: boolean;
  error: string | null;
  /** Where in a field with lines the error belongs: "3.quantity"; null for the whole field. */
  errorAt?: string | null;
  context: Context;
  set: (value: unknown) => void;
  /** Sets another parameter of the form, where one control says two things. */
  setBeside: (key: string, value: unknown) => void;
  /** Tells the form that what stands in the field is no value, so that it does not go on. */
  setWrong: (isWrong: boolean) => void;
}

/** Another act that a warning of this one leads to. */
export interface Detour {
  label: string;
  action: string;
  given: (given: Values) => Values;
}

export interface ActForm {
  action: string;
  /** Other words than the act's own: retiring read backwards is "take back". */
  said?: (given: Values) => ActWords | undefined;
  fields: readonly FieldSpec[];
  /** Shown under the title: what the act is about. */
  subject?: (context: Context) => string | undefined;
  /** A sentence above the fields: what the act means. */
  intro?: string;
  /** Read-only context above the fields: open faults on the same equipment, live stock. */
  facts?: Component<{ context: Context }>;
  /** True for acts whose plan is shown before it is carried out. */
  preview: boolean;
  /** There is nothing to fill in: it begins with what will be written. */
  straight?: boolean;
  /** When duplicates are looked for: before the form opens, after it is filled in, or never. */
  check: "before" | "after" | "never";
  /** The parameter set to true once a person has gone on past duplicates or warnings. */
  anyway?: string;
  /** The button that goes on past them: "Go on without". */
  goOnLabel?: string;
  /** Its warnings lead back to the filled form ("Go back") instead of closing it. */
  goesBack?: boolean;
  /** False while there is nothing to write: the way on is closed. */
  isReady?: (context: Context) => boolean;
  /** Acts that settle a warning, by its code: their form opens in front and leads back here. */
  detours?: Readonly<Record<string, Detour>>;
  /** Where the record lies that the act wrote; gives the done step "Open …". */
  opens?: (committed: CommitResult, context: Context) => { label: string; href: string } | null;
  /** What the window itself kept for this form is done with: a draft. */
  ondone?: (given: Values) => void;
  /** What was sent ahead for a form that is given up: files. */
  oncancel?: (values: Values) => void;
  /** Closes at once after the commit, without a done step (a tick in a list). */
  quick?: boolean;
  /** Closes at once after the commit too, and goes to where the record lies (a delivery to count). */
  goes?: boolean;
}
