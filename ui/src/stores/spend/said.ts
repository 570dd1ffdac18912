/** Amounts as people read them: figures first, then the currency's three letters. */
import type { Amount } from "../../ipc";
import { showDecimal } from "../../kit";

/** "1,250.00 EUR" */
export const money = ({ amount, currency }: Amount): string => `${showDecimal(amount)} ${currency}`;
