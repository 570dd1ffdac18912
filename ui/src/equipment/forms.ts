/** The forms of equipment, its spare-part lists and its running hours. */
import { chooseFrom, registerForms, registerPage, type ActForm, type FieldSpec } from "../act";
import { words } from "../words";
import { equipmentHref } from "./places";
import ReadingsGiven from "./ReadingsGiven.svelte";

const w = words.equipment;

/** Limits of domain.md and the program's own text rules, in characters. */
const LINE_CHARACTERS_MAX = 200;
const CODE_CHARACTERS_MAX = 40;
const TEXT_CHARACTERS_MAX = 5000;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 1000;

const options = <K extends string>(
  names: Readonly<Record<K, string>>,
  details?: Readonly<Record<K, string>>,
) =>
  (Object.entries(names) as [K, string][]).map(([value, label]) => ({
    value,
    label,
    ...(details ? { detail: details[value] } : {}),
  }));

const line = (key: string, label: string, more: Partial<FieldSpec> = {}): FieldSpec =>
  ({ kind: "text", key, label, limit: LINE_CHARACTERS_MAX, ...more }) as FieldSpec;

const parent: FieldSpec = {
  kind: "record",
  key: "parent",
  label: w.parent,
  help: w.parentHelp,
  ...chooseFrom("pms_equipment"),
};

/** Name, code and kind; `clearable` where an emptied field empties the record. */
function description(clearable: boolean): FieldSpec[] {
  return [
    line("name", w.name, { required: true }),
    line("code", w.code, { required: true, help: w.codeHelp, limit: CODE_CHARACTERS_MAX }),
    { kind: "segments", key: "kind", label: w.kind, options: options(w.kinds, w.kindMeaning) },
    ...(clearable ? [] : [{ ...parent, refills: true }]),
    line("location", w.location, { clearable }),
    line("maker", w.maker, { clearable }),
    line("model", w.model, { clearable }),
    line("serial", w.serial, { clearable }),
    line("system", w.system, { clearable }),
    {
      kind: "segments",
      key: "criticality",
      label: w.criticality,
      options: options(words.enumerations.criticality, w.criticalityMeaning),
    },
    {
      kind: "select",
      key: "department",
      label: w.department,
      options: options(words.enumerations.department),
    },
    { kind: "tick", key: "has_counter", label: w.hasCounter },
    {
      kind: "textarea",
      key: "remark",
      label: w.remark,
      limit: TEXT_CHARACTERS_MAX,
      rows: 3,
      clearable,
    },
  ];
}

const add: ActForm = {
  action: "add_equipment",
  preview: false,
  check: "never",
  fields: description(false),
  opens: ({ ids }, { values }) => {
    const [id] = ids;
    return id ? { label: w.open(String(values["name"])), href: equipmentHref(id) } : null;
  },
};

const edit: ActForm = {
  action: "edit_equipment",
  preview: false,
  check: "never",
  fields: description(true),
};

const move: ActForm = {
  action: "move_equipment",
  preview: false,
  check: "never",
  intro: w.moveText,
  fields: [parent],
};

const retire: ActForm = {
  action: "retire_equipment",
  said: ({ back }) => (back === true ? w.takeBackSaid : undefined),
  preview: false,
  check: "before",
  intro: w.retireText,
  fields: [
    {
      kind: "textarea",
      key: "reason",
      label: w.reason,
      required: true,
      least: REASON_CHARACTERS_MIN,
      limit: REASON_CHARACTERS_MAX,
      rows: 3,
    },
  ],
};

const link: ActForm = {
  action: "link_part",
  preview: false,
  check: "after",
  fields: [
    {
      kind: "record",
      key: "equipment",
      label: w.equipment,
      required: true,
      ...chooseFrom("pms_equipment"),
    },
    { kind: "record", key: "part", label: w.part, required: true, ...chooseFrom("pms_parts") },
    { kind: "number", key: "quantity_fitted", label: w.quantityFitted, positive: true },
    line("position", w.position, { help: w.positionHelp }),
  ],
};

const unlink: ActForm = {
  action: "unlink_part",
  preview: false,
  check: "never",
  intro: w.unlinkText,
  fields: [],
};

/** Opened by the grid where this vessel wants readings signed; the readings come with it. */
const hours: ActForm = {
  action: "record_running_hours",
  preview: true,
  check: "never",
  facts: ReadingsGiven,
  fields: [],
};

/** To be called once, before a sheet can open. */
export function registerEquipment(): void {
  registerForms(add, edit, move, retire, link, unlink, hours);
  registerPage("pms_equipment", equipmentHref);
}
