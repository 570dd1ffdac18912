/** The forms of suppliers. */
import type { ActForm, FieldSpec } from "../../act";
import { words } from "../../words";
import { supplierHref } from "../places";

const w = words.stock;

/** The program's own text rules, in characters. */
const LINE_CHARACTERS_MAX = 200;
const CODE_CHARACTERS_MAX = 40;
const TEXT_CHARACTERS_MAX = 5000;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 1000;

const line = (key: string, label: string, clearable: boolean, help?: string): FieldSpec => ({
  kind: "text",
  key,
  label,
  limit: LINE_CHARACTERS_MAX,
  clearable,
  ...(help ? { help } : {}),
});
const area = (key: string, label: string, clearable: boolean, rows: number): FieldSpec => ({
  kind: "textarea",
  key,
  label,
  limit: TEXT_CHARACTERS_MAX,
  rows,
  clearable,
});

/** `clearable` where an emptied field empties the record. */
function description(clearable: boolean): FieldSpec[] {
  return [
    {
      kind: "text",
      key: "name",
      label: w.supplierName,
      limit: LINE_CHARACTERS_MAX,
      required: true,
    },
    {
      kind: "text",
      key: "code",
      label: w.supplierCode,
      help: w.supplierCodeHelp,
      limit: CODE_CHARACTERS_MAX,
      clearable,
    },
    line("contact", w.supplierContact, clearable),
    line("email", w.supplierEmail, clearable),
    line("phone", w.supplierPhone, clearable),
    area("address", w.supplierAddress, clearable, 3),
    line("account_number", w.supplierAccount, clearable, w.supplierAccountHelp),
    area("remark", w.supplierRemark, clearable, 3),
  ];
}

export const supplierForms: readonly ActForm[] = [
  {
    action: "add_supplier",
    preview: false,
    check: "after",
    fields: description(false),
    opens: ({ ids }, { values }) => {
      const [id] = ids;
      const name = String(values["name"]);
      return id ? { label: words.stores.open(name), href: supplierHref(id) } : null;
    },
  },
  { action: "edit_supplier", preview: false, check: "never", fields: description(true) },
  {
    action: "retire_supplier",
    said: ({ back }) => (back === true ? w.supplierAgainSaid : undefined),
    preview: false,
    check: "never",
    intro: w.retireSupplierText,
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
  },
];
