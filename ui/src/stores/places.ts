/** Links between the pages of the stores, and to records of other nouns. */
import { pageOf } from "../act";
import { href } from "../kit";

export const partsHref = href("stores");
export const locationsHref = href("stores", "locations");
export const suppliersHref = href("stores", "suppliers");
export const partHref = (id: string): string => href("stores", "parts", id);
export const locationHref = (id: string): string => `${locationsHref}?at=${encodeURIComponent(id)}`;
export const supplierHref = (id: string): string => href("stores", "suppliers", id);
export const countHref = (location: string): string =>
  href("stores", "locations", location, "count");
export const locationMovementsHref = (id: string): string =>
  href("stores", "locations", id, "movements");

/** The movements that make a part's figure, in total or at one place. */
export function movementsHref(part: string, location?: string): string {
  const link = href("stores", "parts", part, "movements");
  return location === undefined ? link : `${link}?at=${encodeURIComponent(location)}`;
}

/** The shopping list; one of its items stands in a drawer beside it. */
export const shoppingHref = href("stores", "shopping");
export const itemHref = (id: string): string => `${shoppingHref}?item=${encodeURIComponent(id)}`;
/** Deliveries; one that is open is counted or looked through on its page. */
export const deliveriesHref = href("stores", "deliveries");
export const deliveryHref = (id: string): string => href("stores", "deliveries", id);
export const ordersHref = href("stores", "orders");
export const orderHref = (id: string): string => href("stores", "orders", id);
/** Deliveries; `section` is a part of the list. */
/** The postings that make a figure of spend; the query narrows them as the figure was. */
export const postingsHref = href("stores", "postings");
export const postingHref = (id: string): string => href("stores", "postings", id);

const labelsHref = href("stores", "labels");
/** Labels of one part, of everything at a place, or of the parts that the list shows. */
export const partLabelsHref = (id: string): string =>
  `${labelsHref}?part=${encodeURIComponent(id)}`;
export const placeLabelsHref = (id: string): string => `${labelsHref}?at=${encodeURIComponent(id)}`;
export const deliveryLabelsHref = (id: string): string =>
  `${labelsHref}?delivery=${encodeURIComponent(id)}`;
export const shownLabelsHref = `${labelsHref}?shown`;

export const recordHref = (table: string, id: string): string => pageOf(table, id) ?? partsHref;
