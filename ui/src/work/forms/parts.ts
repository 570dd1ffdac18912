/** The forms of parts: planning several, changing one line, logging what was taken, bringing it back. */
import { chooseFrom, type ActForm, type FieldSpec } from "../../act";
import { words } from "../../words";
import { factOf, LINE_NOTE_MAX, textOf } from "./fields";
import PartsField from "./PartsField.svelte";
import ReturnField from "./ReturnField.svelte";
import UsageField from "./UsageField.svelte";
import { areReady, linesOf } from "./usageLines";

const said = words.work.form;
/** Characters of a word on a movement. */
const WORD_MAX = 200;

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

/** Opened without a work order (from a part), it asks for one: no usage stands without. */
const workOrder: FieldSpec = {
  key: "work_order",
  kind: "record",
  label: said.workOrder,
  required: true,
  refills: true,
  hidden: ({ given }) => given?.["work_order"] !== undefined,
  ...chooseFrom("pms_work_orders"),
};

const logUsage: ActForm = {
  action: "log_part_usage",
  preview: true,
  check: "never",
  goesBack: true,
  goOnLabel: words.work.usage.goOn,
  intro: words.work.usage.intro,
  isReady: ({ values }) => areReady(linesOf(values["lines"])),
  fields: [
    workOrder,
    {
      key: "lines",
      kind: "custom",
      label: words.work.usage.lines,
      required: true,
      component: UsageField,
    },
  ],
};

const returnParts: ActForm = {
  action: "return_to_stores",
  preview: true,
  check: "never",
  intro: words.work.usage.returnIntro,
  isReady: ({ values }) => areReady(linesOf(values["lines"])),
  fields: [
    {
      key: "lines",
      kind: "custom",
      label: words.work.usage.returned,
      required: true,
      component: ReturnField,
    },
    { key: "note", kind: "text", label: said.lineNote, limit: WORD_MAX },
  ],
};

export const partForms: readonly ActForm[] = [addParts, changeLine, logUsage, returnParts];
