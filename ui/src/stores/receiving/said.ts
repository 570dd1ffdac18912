/** What a delivery and its rows say of themselves in the window. Pure. */
import type { Amount, DeliveryPage, DeliveryRow } from "../../ipc";
import { showDecimal, shipTime } from "../../kit";
import { nameOf, words } from "../../words";

const w = words.receiving;

export const amountOf = (quantity: string, row: Pick<DeliveryRow, "part">): string =>
  [showDecimal(quantity), row.part?.unit].filter(Boolean).join(" ");

export const moneyOf = ({ amount, currency }: Amount): string =>
  `${showDecimal(amount)} ${currency}`;

export const linkSaid = ({ code, label }: { code: string; label: string }): string =>
  code === "" ? label : `${code} · ${label}`;

export const titleOf = (page: DeliveryPage): string =>
  w.ofOrders(
    page.session.number,
    page.orders.map(({ number }) => number),
  );

/** The quiet line under the title. */
export function factsOf(page: DeliveryPage): (string | null)[] {
  const { session, rows } = page;
  return [
    page.supplier?.label ?? w.noSupplier,
    session.slip_number === null ? null : w.slip(session.slip_number),
    w.standing(page.ticked, rows.length),
    page.unknown > 0 ? w.toResolve(page.unknown) : null,
    page.discrepant > 0 ? w.wrongRows(page.discrepant) : null,
  ];
}

export const wrongSaid = (row: DeliveryRow): string[] =>
  row.wrong.map(({ kind, quantity }) =>
    w.counting.wrong(
      nameOf(words.enumerations.discrepancy, kind).toLocaleLowerCase(),
      showDecimal(quantity),
    ),
  );

export const signedSaid = (signed: { at: string; by: string; signed_by: string | null }): string =>
  signed.signed_by === null
    ? w.page.committedBy(signed.by, shipTime.show(signed.at))
    : w.page.signedBy(signed.signed_by, shipTime.show(signed.at));
