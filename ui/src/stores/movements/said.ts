/** Movements in words. Pure. */
import type { MovementLine } from "../../ipc";
import { showDecimal } from "../../kit";
import { nameOf, words } from "../../words";

const w = words.stock;

/** `+3 pcs`, `−2 pcs`: a movement always says its direction. */
export function signed(quantity: string, unit: string): string {
  const figure = showDecimal(quantity);
  return `${quantity.startsWith("-") || quantity === "0" ? figure : `+${figure}`} ${unit}`;
}

export const kindOf = (line: MovementLine): string =>
  nameOf(words.enumerations.movement, line.kind);

/** Who, for which work order, to or from where, why: one quiet line under the kind. */
export function detailOf(line: MovementLine): string {
  return [
    line.by?.name,
    line.work_order?.number,
    line.other_place &&
      `${line.quantity.startsWith("-") ? w.to : w.from} ${line.other_place.label}`,
    line.reason,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What makes a movement worth a second look. */
export function marksOf(line: MovementLine): string[] {
  return [
    line.reversed_by !== null ? w.reversed : null,
    line.crossed_zero ? w.crossedZero : null,
    line.may_be_counted_twice ? w.countedTwice : null,
    line.is_after_completion ? w.afterCompletion : null,
  ].filter((mark) => mark !== null);
}
