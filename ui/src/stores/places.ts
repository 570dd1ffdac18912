/** Links between the pages of the stores, and to records of other nouns. */
import { pageOf } from "../act";
import { href } from "../kit";

export const partsHref = href("stores");
export const locationsHref = href("stores", "locations");
export const partHref = (id: string): string => href("stores", "parts", id);
export const locationHref = (id: string): string => `${locationsHref}?at=${encodeURIComponent(id)}`;

export const recordHref = (table: string, id: string): string => pageOf(table, id) ?? partsHref;
