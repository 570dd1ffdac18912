/** A count sheet: what lies at a place, and what a person has counted of it. Pure. */
import type { PartAtPlace, PartRow } from "../../ipc";
import { stepDecimal } from "../../kit";

/** What was counted, by part. A part that is not in it is not counted, which is not zero. */
export type Counted = Readonly<Record<string, string>>;

export interface SheetLine {
  part: PartRow;
  /** What the record says lies there; shown in the review only. */
  recorded: string;
  isUsual: boolean;
}

export interface ReviewLine extends SheetLine {
  counted: string;
  /** Counted minus recorded, canonical. */
  difference: string;
}

/** The parts kept at a place, and behind them those that a person found there. */
export function linesOf(
  stock: readonly PartAtPlace[],
  found: readonly PartRow[],
): readonly SheetLine[] {
  const kept = stock.map(({ part, on_hand, is_usual }) => ({
    part,
    recorded: on_hand,
    isUsual: is_usual,
  }));
  const known = new Set(kept.map(({ part }) => part.id));
  const added = found
    .filter(({ id }) => !known.has(id))
    .map((part) => ({ part, recorded: "0", isUsual: false }));
  return [...kept, ...added];
}

/** One more of a part: what a scan means on a count sheet. */
export function countOne(counted: Counted, part: string): Counted {
  return { ...counted, [part]: stepDecimal(counted[part] ?? "0", 1, "0") };
}

/** `quantity` is canonical text; empty takes the part off the count. */
export function setCount(counted: Counted, part: string, quantity: string): Counted {
  if (quantity !== "") return { ...counted, [part]: quantity };
  return Object.fromEntries(Object.entries(counted).filter(([id]) => id !== part));
}

export function reviewOf(lines: readonly SheetLine[], counted: Counted): readonly ReviewLine[] {
  return lines.flatMap((line) => {
    const quantity = counted[line.part.id];
    if (quantity === undefined) return [];
    return [{ ...line, counted: quantity, difference: minus(quantity, line.recorded) }];
  });
}

/** Exact difference of two canonical decimals. */
export function minus(a: string, b: string): string {
  const places = Math.max(fractionOf(a), fractionOf(b));
  const value = scaled(a, places) - scaled(b, places);
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}

const fractionOf = (decimal: string): number => decimal.split(".")[1]?.length ?? 0;

function scaled(decimal: string, places: number): bigint {
  const missing = places - fractionOf(decimal);
  return BigInt(decimal.replace(".", "") + "0".repeat(missing));
}
