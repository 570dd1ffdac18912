/** Links between the pages of the stores, and to records of other nouns. */
import { pageOf } from "../act";
import { href } from "../kit";

export const partsHref = href("stores");
export const locationsHref = href("stores", "locations");
export const partHref = (id: string): string => href("stores", "parts", id);
export const locationHref = (id: string): string => `${locationsHref}?at=${encodeURIComponent(id)}`;

const labelsHref = href("stores", "labels");
/** Labels of one part, of everything at a place, or of the parts that the list shows. */
export const partLabelsHref = (id: string): string =>
  `${labelsHref}?part=${encodeURIComponent(id)}`;
export const placeLabelsHref = (id: string): string => `${labelsHref}?at=${encodeURIComponent(id)}`;
export const shownLabelsHref = `${labelsHref}?shown`;

export const recordHref = (table: string, id: string): string => pageOf(table, id) ?? partsHref;
