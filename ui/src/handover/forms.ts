/** The forms of handover: entries, signing over, taking over. Limits are those of the program. */
import { chooseFrom, type ActForm, type Context, type FieldSpec, type Values } from "../act";
import { nameOf, words } from "../words";
import PeriodFacts from "./PeriodFacts.svelte";
import { handoverHref, signedHref } from "./places";

const said = words.handover.form;
const names = words.enumerations;

const TITLE_MAX = 200;
const DETAILS_MAX = 2000;
const REASON_MIN = 3;
const REASON_MAX = 1000;

function optionsOf(
  table: Readonly<Record<string, string>>,
  meanings: Readonly<Record<string, string>> = {},
) {
  return Object.entries(table).map(([value, label]) => ({
    value,
    label,
    ...(meanings[value] === undefined ? {} : { detail: meanings[value] }),
  }));
}

const title: FieldSpec = {
  key: "title",
  kind: "text",
  label: said.title,
  help: said.titleHelp,
  required: true,
  limit: TITLE_MAX,
};
const details: FieldSpec = {
  key: "details",
  kind: "textarea",
  label: said.details,
  limit: DETAILS_MAX,
  rows: 5,
};
const category: FieldSpec = {
  key: "category",
  kind: "select",
  label: said.category,
  required: true,
  options: optionsOf(names.handoverCategory, names.handoverCategoryMeaning),
};
const priority: FieldSpec = {
  key: "priority",
  kind: "segments",
  label: said.priority,
  options: optionsOf(names.priority),
};
const kind: FieldSpec = {
  key: "kind",
  kind: "segments",
  label: said.kind,
  options: optionsOf(names.handoverKind),
};
const department: FieldSpec = {
  key: "department",
  kind: "select",
  label: said.department,
  options: optionsOf(names.department),
};

/** An entry opened on a record speaks of that record; one from nothing may name a machine or space. */
const RECORDS = ["fault", "work_order", "equipment", "part"];
const isAboutRecord = ({ given = {} }: Context) =>
  RECORDS.some((key) => typeof given[key] === "string");

const reason = (label: string, required: boolean, hidden: FieldSpec["hidden"]): FieldSpec => ({
  key: "reason",
  kind: "textarea",
  label,
  limit: REASON_MAX,
  rows: 3,
  ...(required ? { required, least: REASON_MIN } : {}),
  ...(hidden ? { hidden } : {}),
});
const isBack = ({ values }: Context) => values["back"] === true;
const isForth = (context: Context) => !isBack(context);
const reopened = ({ back }: Values) => (back === true ? said.reopenSaid : undefined);

/** "Engineering, watch". */
function relief({ values }: Context): string | undefined {
  const of = (key: string) => (typeof values[key] === "string" ? values[key] : null);
  const [chosen, kindOf] = [of("department"), of("kind")];
  if (chosen === null || kindOf === null) return undefined;
  return words.handover.of(nameOf(names.department, chosen), nameOf(names.handoverKind, kindOf));
}

export const handoverForms: readonly ActForm[] = [
  {
    action: "add_to_handover",
    preview: false,
    check: "after",
    goOnLabel: said.addAnyway,
    goesBack: true,
    fields: [
      title,
      category,
      details,
      {
        key: "equipment",
        kind: "record",
        label: said.equipment,
        hidden: isAboutRecord,
        ...chooseFrom("pms_equipment"),
      },
      kind,
      priority,
      department,
    ],
    opens: ({ ids }) =>
      ids[0] === undefined ? null : { label: said.openHandover, href: handoverHref },
  },
  {
    action: "edit_handover_entry",
    preview: false,
    check: "never",
    fields: [title, category, { ...details, clearable: true }, kind, priority, department],
  },
  {
    action: "close_handover_entry",
    said: reopened,
    preview: false,
    check: "never",
    fields: [reason(said.remark, false, isBack), reason(said.reason, true, isForth)],
  },
  {
    action: "withdraw_handover_entry",
    said: reopened,
    preview: false,
    check: "never",
    intro: said.withdrawText,
    fields: [reason(said.reason, true, undefined)],
  },
  {
    action: "sign_over_handover",
    preview: true,
    check: "never",
    subject: relief,
    intro: said.signOverIntro,
    facts: PeriodFacts,
    fields: [
      {
        key: "remark",
        kind: "textarea",
        label: said.toNext,
        limit: REASON_MAX,
        rows: 3,
      },
      {
        key: "with_appendix",
        kind: "tick",
        label: said.appendix,
        detail: said.appendixDetail,
      },
    ],
    opens: ({ ids }) =>
      ids[0] === undefined ? null : { label: words.handover.signed, href: signedHref(ids[0]) },
  },
  {
    action: "acknowledge_handover",
    preview: true,
    check: "never",
    facts: PeriodFacts,
    fields: [
      {
        key: "answer",
        kind: "segments",
        label: said.answer,
        required: true,
        options: optionsOf(said.answers),
      },
      {
        key: "remark",
        kind: "textarea",
        label: said.answerRemark,
        limit: REASON_MAX,
        rows: 3,
        hidden: ({ values }) => values["answer"] === "not_accepted",
      },
      {
        key: "remark",
        kind: "textarea",
        label: said.because,
        required: true,
        least: REASON_MIN,
        limit: REASON_MAX,
        rows: 3,
        hidden: ({ values }) => values["answer"] !== "not_accepted",
      },
    ],
  },
];
