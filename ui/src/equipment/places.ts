/** Links between the pages of equipment, and to what lies on them. */
import { pageOf } from "../act";
import { href } from "../kit";

export const treeHref = href("equipment");
export const hoursHref = href("equipment", "hours");
export const equipmentHref = (id: string): string => href("equipment", id);

/** A record of another noun; its own place when that noun has registered none. */
export const recordHref = (table: string, id: string): string => pageOf(table, id) ?? treeHref;
