/** The forms of manuals. Limits are those of the program. */
import { chooseFrom, type ActForm, type Context, type FieldSpec, type Values } from "../act";
import { words } from "../words";
import { forgetIntake, isTaken } from "./intake";
import IntakeField from "./IntakeField.svelte";
import { manualHref } from "./places";

const said = words.manuals.form;
const LINE_MAX = 200;
const TITLE_MIN = 3;
const LONG_MAX = 2000;
const PRINTED_MAX = 1000;
const CODE_MAX = 40;
const REASON_MIN = 3;

const line = (
  key: string,
  label: string,
  rest: { required?: boolean; least?: number } = {},
): FieldSpec => ({
  key,
  kind: "text",
  label,
  limit: LINE_MAX,
  ...(rest.required ? {} : { clearable: true }),
  ...rest,
});
const long = (key: string, label: string, limit: number): FieldSpec => ({
  key,
  kind: "textarea",
  label,
  limit,
  rows: 3,
  clearable: true,
});
const reason: FieldSpec = {
  key: "reason",
  kind: "textarea",
  label: said.reason,
  required: true,
  least: REASON_MIN,
  limit: PRINTED_MAX,
  rows: 3,
};
const page: FieldSpec = {
  key: "page",
  kind: "number",
  label: said.page,
  required: true,
  positive: true,
};
const document: FieldSpec = {
  key: "document",
  kind: "record",
  label: said.document,
  required: true,
  ...chooseFrom("pms_documents"),
  hidden: ({ given = {} }) => typeof given["document"] === "string",
};
const isBack = ({ values }: Context) => values["back"] === true;
/** Which manual it is, above the fields. */
const subject = ({ facts }: Context) =>
  typeof facts["title"] === "string" ? facts["title"] : undefined;
const opens: ActForm["opens"] = (_, { values }) =>
  typeof values["document"] === "string"
    ? { label: words.manuals.open, href: manualHref(values["document"]) }
    : null;

const add: ActForm = {
  action: "add_document",
  preview: false,
  check: "after",
  fields: [
    {
      key: "files",
      kind: "custom",
      label: words.manuals.take,
      required: true,
      component: IntakeField,
    },
    {
      key: "equipment",
      kind: "records",
      label: said.equipment,
      ...chooseFrom("pms_equipment"),
    },
  ],
  isReady: ({ values }) => isTaken(values["files"]),
  opens: ({ ids }) =>
    ids[0] === undefined ? null : { label: words.manuals.open, href: manualHref(ids[0]) },
  oncancel: forgetIntake,
};

const edit: ActForm = {
  action: "edit_document",
  preview: false,
  check: "never",
  fields: [
    line("title", said.title, { required: true, least: TITLE_MIN }),
    line("maker", said.maker),
    line("model", said.model),
    line("revision", said.revision),
    long("remark", said.remark, LONG_MAX),
  ],
  opens,
};

const supersede: ActForm = {
  action: "supersede_document",
  preview: false,
  check: "never",
  subject,
  said: ({ back }: Values) => (back === true ? said.workAgain : undefined),
  fields: [
    {
      key: "by",
      kind: "record",
      label: said.by,
      required: true,
      ...chooseFrom("pms_documents"),
      hidden: isBack,
    },
  ],
  opens,
};

const retire: ActForm = {
  action: "retire_document",
  preview: false,
  check: "never",
  subject,
  said: ({ back }: Values) => (back === true ? said.takeBack : undefined),
  fields: [reason],
  opens,
};

const link: ActForm = {
  action: "link_document",
  preview: false,
  check: "never",
  subject,
  fields: [
    { key: "link", kind: "records", label: said.link, ...chooseFrom("pms_equipment") },
    { key: "unlink", kind: "records", label: said.unlink, ...chooseFrom("pms_equipment") },
  ],
  opens,
};

const code: FieldSpec = {
  key: "code",
  kind: "text",
  label: said.code,
  required: true,
  limit: CODE_MAX,
};

const correct: ActForm = {
  action: "correct_mapping",
  preview: false,
  check: "never",
  subject,
  fields: [
    document,
    code,
    page,
    line("heading", said.heading),
    long("meaning", said.meaning, PRINTED_MAX),
    long("remedy", said.remedy, PRINTED_MAX),
  ],
};

/** Chosen on the manual's page; the form shows what will be confirmed. */
const confirm: ActForm = {
  action: "confirm_mapping",
  preview: true,
  check: "never",
  subject,
  fields: [],
};

const withdraw: ActForm = {
  action: "withdraw_mapping",
  preview: false,
  check: "never",
  fields: [reason],
};

const pin: ActForm = {
  action: "pin_page",
  preview: false,
  check: "never",
  subject,
  fields: [
    {
      key: "work_order",
      kind: "record",
      label: said.workOrder,
      required: true,
      ...chooseFrom("pms_work_orders"),
    },
    document,
    page,
    line("heading", said.heading),
  ],
};

const unpin: ActForm = {
  action: "unpin_page",
  preview: false,
  check: "never",
  fields: [reason],
};

export const manualForms: readonly ActForm[] = [
  add,
  edit,
  supersede,
  retire,
  link,
  confirm,
  correct,
  withdraw,
  pin,
  unpin,
];
