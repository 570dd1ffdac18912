/** The forms of budgets and prices. How an amount is read is the program's business. */
import type { ActForm, FieldSpec } from "../../act";
import { showDecimal } from "../../kit";
import { words } from "../../words";
import { postingHref } from "../places";

const w = words.spend;

/** The program's own text rules, in characters. */
const PERIOD_CHARACTERS_MAX = 7;
const CURRENCY_CHARACTERS_MAX = 3;
const AMOUNT_CHARACTERS_MAX = 24;
const REASON_CHARACTERS_MAX = 200;

const currency: FieldSpec = {
  kind: "text",
  key: "currency",
  label: w.currency,
  help: w.budgetCurrencyHelp,
  limit: CURRENCY_CHARACTERS_MAX,
  required: true,
};

interface Posted {
  quantity: string;
  unit: string;
  part: string;
  order: string;
}

export const spendForms: readonly ActForm[] = [
  {
    action: "set_budget",
    preview: true,
    check: "never",
    intro: w.budgetIntro,
    fields: [
      {
        kind: "select",
        key: "department",
        label: w.department,
        required: true,
        refills: true,
        options: Object.entries(words.enumerations.department).map(([value, label]) => ({
          value,
          label,
        })),
      },
      {
        kind: "text",
        key: "period",
        label: w.budgetPeriod,
        help: w.budgetPeriodHelp,
        limit: PERIOD_CHARACTERS_MAX,
        required: true,
      },
      currency,
      {
        kind: "text",
        key: "amount",
        label: w.budgetAmount,
        help: w.budgetAmountHelp,
        limit: AMOUNT_CHARACTERS_MAX,
        clearable: true,
      },
    ],
  },
  {
    action: "price_posting",
    preview: true,
    check: "never",
    intro: w.priceIntro,
    subject: ({ facts }) => {
      const posted = facts["posting"] as Posted | undefined;
      if (!posted) return undefined;
      return `${showDecimal(posted.quantity)} ${posted.unit} · ${posted.part} · ${posted.order}`;
    },
    fields: [
      {
        kind: "text",
        key: "unit_price",
        label: w.unitPrice,
        limit: AMOUNT_CHARACTERS_MAX,
        required: true,
      },
      currency,
      { kind: "text", key: "reason", label: w.priceReason, limit: REASON_CHARACTERS_MAX },
    ],
    opens: (_, { values, facts }) => {
      const posted = facts["posting"] as Posted | undefined;
      const id = values["posting"];
      return typeof id === "string"
        ? { label: words.stores.open(posted?.part ?? w.title), href: postingHref(id) }
        : null;
    },
  },
];
