/** Work: faults and work orders. */
import { registerForms, registerPage } from "../act";
import { workForms } from "./forms";
import { faultHref, orderHref } from "./places";

export const workScreens = [
  { path: ["work"], page: () => import("./WorkHome.svelte") },
  { path: ["work", "faults"], page: () => import("./FaultList.svelte") },
  { path: ["work", "faults", ":id"], page: () => import("./FaultPage.svelte") },
  { path: ["work", "orders"], page: () => import("./OrderList.svelte") },
  { path: ["work", "orders", ":id"], page: () => import("./OrderPage.svelte") },
];

/** Makes the acts of work known to the window, and where its records have their pages. */
export function registerWork(): void {
  registerForms(...workForms);
  registerPage("pms_faults", faultHref);
  registerPage("pms_work_orders", orderHref);
}
