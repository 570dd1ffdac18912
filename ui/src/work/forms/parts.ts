/** The forms of planned parts: several in one sheet, and the change of one line. */
import type { ActForm } from "../../act";
import { words } from "../../words";
import { factOf, LINE_NOTE_MAX, textOf } from "./fields";
import PartsField from "./PartsField.svelte";

const said = words.work.form;

const addParts: ActForm = {
  action: "add_part_to_work_order",
  preview: false,
  // Each part is looked up as it is chosen, and asked about in its own line.
  check: "never",
  fields: [
    { key: "parts", kind: "custom", label: said.parts, required: true, component: PartsField },
  ],
};

const changeLine: ActForm = {
  action: "change_part_line",
  preview: false,
  check: "never",
  subject: ({ facts }) => textOf(factOf(facts, "part"), "name") || undefined,
  fields: [
    {
      key: "quantity",
      kind: "quantity",
      label: said.quantity,
      required: true,
      unit: ({ facts }) => textOf(factOf(facts, "part"), "unit"),
    },
    {
      key: "note",
      kind: "textarea",
      label: said.lineNote,
      limit: LINE_NOTE_MAX,
      rows: 2,
      clearable: true,
    },
    {
      key: "status",
      kind: "segments",
      label: said.partState,
      options: [
        { value: "planned", label: said.planned },
        { value: "not_used", label: said.notUsed },
      ],
    },
  ],
};

export const partForms: readonly ActForm[] = [addParts, changeLine];
