/** Orders in words: sums as they are read, and what came of a line. Pure. */
import type { OrderSum, PurchaseLine } from "../../ipc";
import { isPositive, showDecimal } from "../../kit";
import { words } from "../../words";

const w = words.orders;

/** "1250.50 EUR", as the program says it, with its thousands apart. */
export function money(amount: string): string {
  const [figure = "", code] = amount.split(" ");
  return [showDecimal(figure), code].filter(Boolean).join(" ");
}

/** What an order comes to; what is not known is said and never counted as nothing. */
export function sumSaid({ amount, is_beyond }: OrderSum): string {
  if (is_beyond) return w.beyond;
  if (amount === null) return w.noPrices;
  return money(amount);
}

/** The lines that the sum leaves out, where it leaves any out. */
export const leftOut = ({ amount, unpriced }: OrderSum): string | null =>
  amount !== null && unpriced > 0 ? w.unpriced(unpriced) : null;

/** "2 pcs installed · 3 pcs awaited": only what is not nothing. */
export function tallySaid(line: Pick<PurchaseLine, "tally" | "awaited" | "unit">): string[] {
  const { tally, awaited, unit } = line;
  if (!isPositive(tally.ordered)) return [w.tally.notOrdered];
  const figures: [string, (amount: string) => string][] = [
    [awaited, w.tally.awaited],
    [tally.accepted, w.tally.accepted],
    [tally.installed, w.tally.installed],
    [tally.missing, w.tally.missing],
    [tally.cancelled, w.tally.cancelled],
  ];
  return figures
    .filter(([quantity]) => isPositive(quantity))
    .map(([quantity, say]) => say(`${showDecimal(quantity)} ${unit}`.trim()));
}
