/** Links between the pages of work. */
import { href } from "../kit";

export const workHref = href("work");
export const faultsHref = href("work", "faults");
export const ordersHref = href("work", "orders");
export const faultHref = (id: string): string => href("work", "faults", id);
export const orderHref = (id: string): string => href("work", "orders", id);
