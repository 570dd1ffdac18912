/** The forms of parts and storage places. */
import { chooseFrom, registerForms, registerPage, type ActForm, type FieldSpec } from "../act";
import { words } from "../words";
import {
  deliveryHref,
  itemHref,
  locationHref,
  orderHref,
  partHref,
  postingHref,
  supplierHref,
} from "./places";
import { orderForms } from "./orders/forms";
import { receivingForms } from "./receiving/forms";
import { startForms } from "./receiving/startForms";
import { itemForms } from "./shopping/forms";
import { spendForms } from "./spend/forms";
import { stockForms } from "./stock/forms";
import { supplierForms } from "./suppliers/forms";

const w = words.stores;

/** The program's own text rules, in characters. */
const LINE_CHARACTERS_MAX = 200;
const CODE_CHARACTERS_MAX = 40;
const UNIT_CHARACTERS_MAX = 20;
const TEXT_CHARACTERS_MAX = 5000;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 1000;

type TextField = Extract<FieldSpec, { kind: "text" }>;
type NumberField = Extract<FieldSpec, { kind: "number" }>;

const line = (key: string, label: string, more: Partial<TextField> = {}): TextField => ({
  kind: "text",
  key,
  label,
  limit: LINE_CHARACTERS_MAX,
  ...more,
});
const level = (key: string, label: string, more: Partial<NumberField>): NumberField => ({
  kind: "number",
  key,
  label,
  ...more,
});

const department: FieldSpec = {
  kind: "select",
  key: "department",
  label: w.department,
  options: Object.entries(words.enumerations.department).map(([value, label]) => ({
    value,
    label,
  })),
};
const usualPlace: FieldSpec = {
  kind: "record",
  key: "location",
  label: w.usualPlace,
  ...chooseFrom("pms_locations"),
};
const reason: FieldSpec = {
  kind: "textarea",
  key: "reason",
  label: w.reason,
  required: true,
  least: REASON_CHARACTERS_MIN,
  limit: REASON_CHARACTERS_MAX,
  rows: 3,
};

/** `clearable` where an emptied field empties the record. */
function description(clearable: boolean): FieldSpec[] {
  return [
    line("name", w.name, { required: true }),
    line("number", w.number, { required: true, help: w.numberHelp }),
    line("maker", w.maker, { clearable }),
    line("other_numbers", w.otherNumbers, { clearable, help: w.otherNumbersHelp }),
    line("unit", w.unit, { required: true, help: w.unitHelp, limit: UNIT_CHARACTERS_MAX }),
    line("category", w.category, { clearable, help: w.categoryHelp }),
    department,
    usualPlace,
    ...(clearable ? [] : [level("first_count", w.firstCount, { help: w.firstCountHelp })]),
    level("minimum", w.minimum, { clearable, help: w.minimumHelp }),
    level("critical", w.critical, { clearable, help: w.criticalHelp }),
    level("maximum", w.maximum, { clearable, help: w.maximumHelp }),
    line("barcode", w.barcode, { clearable }),
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

const opens =
  (page: (id: string) => string): NonNullable<ActForm["opens"]> =>
  ({ ids }, { values }) => {
    const [id] = ids;
    return id ? { label: w.open(String(values["name"])), href: page(id) } : null;
  };

const place: FieldSpec[] = [
  line("code", w.code, { required: true, help: w.codeHelp, limit: CODE_CHARACTERS_MAX }),
  line("name", w.name, { required: true }),
  {
    kind: "record",
    key: "parent",
    label: w.standsIn,
    help: w.parentHelp,
    ...chooseFrom("pms_locations"),
  },
  department,
];

const forms: readonly ActForm[] = [
  {
    action: "add_part",
    preview: false,
    check: "after",
    fields: description(false),
    opens: opens(partHref),
  },
  { action: "edit_part", preview: false, check: "never", fields: description(true) },
  {
    action: "retire_part",
    said: ({ back }) => (back === true ? w.keepAgainSaid : undefined),
    preview: false,
    check: "before",
    intro: w.retirePartText,
    fields: [reason],
  },
  {
    action: "add_location",
    preview: false,
    check: "never",
    fields: place,
    opens: opens(locationHref),
  },
  { action: "edit_location", preview: false, check: "never", fields: place },
  {
    action: "retire_location",
    said: ({ back }) => (back === true ? w.useAgainSaid : undefined),
    preview: false,
    check: "before",
    intro: w.retirePlaceText,
    fields: [reason],
  },
];

/** To be called once, before a sheet can open. */
export function registerStores(): void {
  registerForms(
    ...forms,
    ...stockForms,
    ...supplierForms,
    ...itemForms,
    ...orderForms,
    ...startForms,
    ...spendForms,
    ...receivingForms,
  );
  registerPage("pms_parts", partHref);
  registerPage("pms_suppliers", supplierHref);
  registerPage("pms_locations", locationHref);
  registerPage("pms_shopping_list_items", itemHref);
  registerPage("pms_purchase_orders", orderHref);
  registerPage("pms_receiving_sessions", deliveryHref);
  registerPage("pms_finance_transactions", postingHref);
}
