/** The forms of a work order but for its completion: create, edit, assign, start, cancel. */
import { chooseFrom, type ActForm, type Context, type FieldSpec } from "../../act";
import { href } from "../../kit";
import type { CommitResult } from "../../ipc";
import { words } from "../../words";
import EquipmentField from "./EquipmentField.svelte";
import {
  department,
  factOf,
  optionsOf,
  PLACE_MAX,
  reason,
  TEXT_MAX,
  textOf,
  TITLE_MAX,
  TITLE_MIN,
} from "./fields";

const said = words.work.form;

const title: FieldSpec = {
  key: "title",
  kind: "text",
  label: said.title,
  required: true,
  least: TITLE_MIN,
  limit: TITLE_MAX,
};
const equipment: FieldSpec = {
  key: "equipment",
  kind: "custom",
  label: said.equipment,
  required: true,
  component: EquipmentField,
};
const location: FieldSpec = {
  key: "location",
  kind: "text",
  label: said.location,
  limit: PLACE_MAX,
};
const description: FieldSpec = {
  key: "description",
  kind: "textarea",
  label: said.workDescription,
  limit: TEXT_MAX,
  rows: 5,
};
const priority: FieldSpec = {
  key: "priority",
  kind: "segments",
  label: said.priority,
  required: true,
  options: optionsOf(words.enumerations.priority),
};
const kind: FieldSpec = {
  key: "kind",
  kind: "segments",
  label: said.kind,
  options: optionsOf(words.enumerations.workOrderKind),
};
const dueOn: FieldSpec = { key: "due_on", kind: "date", label: said.dueOn };
const assignedTo: FieldSpec = {
  key: "assigned_to",
  kind: "record",
  label: said.assignedTo,
  help: said.assignedHelp,
  ...chooseFrom("pms_crew"),
};

const opens = ({ ids }: CommitResult) =>
  ids[0] === undefined ? null : { label: said.openOrder, href: href("work", "orders", ids[0]) };

/** The fault's name also where the form was opened from another one's done step. */
function faultOf({ facts }: Context): string | undefined {
  const fault = factOf(facts, "fault");
  return [textOf(fault, "number"), textOf(fault, "title")].filter(Boolean).join(" · ") || undefined;
}

const createFromFault: ActForm = {
  action: "create_work_order_from_fault",
  preview: true,
  check: "before",
  anyway: "create_anyway",
  goOnLabel: said.createAnyway,
  subject: faultOf,
  fields: [title, equipment, location, description, priority, dueOn, assignedTo, department],
  opens,
};

const create: ActForm = {
  action: "create_work_order",
  preview: true,
  check: "never",
  fields: [
    title,
    { ...equipment, refills: true },
    kind,
    priority,
    location,
    description,
    dueOn,
    assignedTo,
    department,
  ],
  opens,
};

const edit: ActForm = {
  action: "edit_work_order",
  preview: false,
  check: "never",
  fields: [
    title,
    equipment,
    kind,
    priority,
    { ...location, clearable: true },
    { ...description, clearable: true },
    { ...dueOn, clearable: true },
    department,
  ],
};

const assign: ActForm = {
  action: "assign_work_order",
  preview: false,
  check: "never",
  fields: [assignedTo],
};

const start: ActForm = {
  action: "start_work_order",
  preview: false,
  check: "never",
  intro: said.startText,
  fields: [],
};

const cancel: ActForm = {
  action: "cancel_work_order",
  preview: false,
  check: "never",
  intro: said.cancelText,
  fields: [reason],
};

export const orderForms: readonly ActForm[] = [
  createFromFault,
  create,
  edit,
  assign,
  start,
  cancel,
];
