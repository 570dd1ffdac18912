/** The forms of a fault: report, edit, resolve, reopen. */
import { chooseFrom, type ActForm, type FieldSpec } from "../../act";
import { FilesField, forget } from "../../files";
import { href } from "../../kit";
import { words } from "../../words";
import EquipmentField from "./EquipmentField.svelte";
import { CODE_MAX, department, optionsOf, reason, TEXT_MAX, TITLE_MAX, TITLE_MIN } from "./fields";
import OpenFaultsHere from "./OpenFaultsHere.svelte";
import RemainingWork from "./RemainingWork.svelte";

const said = words.work.form;

const title: FieldSpec = {
  key: "title",
  kind: "text",
  label: said.faultTitle,
  help: said.faultTitleHelp,
  required: true,
  least: TITLE_MIN,
  limit: TITLE_MAX,
};
const severity: FieldSpec = {
  key: "severity",
  kind: "segments",
  label: said.severity,
  required: true,
  options: optionsOf(words.enumerations.severity, words.enumerations.severityMeaning),
};
const noticedAt: FieldSpec = {
  key: "noticed_at",
  kind: "instant",
  label: said.noticedAt,
  notFuture: true,
};
const code: FieldSpec = { key: "code", kind: "text", label: said.code, limit: CODE_MAX };
const description: FieldSpec = {
  key: "description",
  kind: "textarea",
  label: said.description,
  limit: TEXT_MAX,
  rows: 4,
};
const equipment: FieldSpec = {
  key: "equipment",
  kind: "custom",
  label: said.equipment,
  component: EquipmentField,
};

const report: ActForm = {
  action: "report_fault",
  preview: false,
  check: "never",
  facts: OpenFaultsHere,
  fields: [
    title,
    { ...equipment, refills: true },
    severity,
    code,
    description,
    noticedAt,
    { key: "reported_by", kind: "record", label: said.reportedBy, ...chooseFrom("pms_crew") },
    {
      key: "reported_by_text",
      kind: "text",
      label: said.reportedByText,
      help: said.reportedByTextHelp,
      limit: TITLE_MAX,
    },
    department,
    { key: "files", kind: "custom", label: words.files.field, component: FilesField },
  ],
  oncancel: forget,
  opens: ({ ids }) =>
    ids[0] === undefined ? null : { label: said.openFault, href: href("work", "faults", ids[0]) },
};

const edit: ActForm = {
  action: "edit_fault",
  preview: false,
  check: "never",
  fields: [
    title,
    equipment,
    severity,
    { ...code, clearable: true },
    { ...description, clearable: true },
    noticedAt,
    department,
  ],
};

const resolve: ActForm = {
  action: "resolve_fault",
  preview: false,
  check: "never",
  facts: RemainingWork,
  fields: [
    {
      key: "how",
      kind: "select",
      label: said.how,
      required: true,
      options: optionsOf(words.enumerations.resolution),
    },
    { key: "note", kind: "textarea", label: said.note, limit: TEXT_MAX, rows: 4 },
  ],
};

const reopen: ActForm = {
  action: "reopen_fault",
  preview: false,
  check: "never",
  fields: [reason],
};

export const faultForms: readonly ActForm[] = [report, edit, resolve, reopen];
