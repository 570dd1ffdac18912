/** Equipment: its screens, and its forms, which register themselves. */
import "./forms";

export const screens = [
  { path: ["equipment"], page: () => import("./TreePage.svelte") },
  { path: ["equipment", "hours"], page: () => import("./HoursPage.svelte") },
  { path: ["equipment", ":id"], page: () => import("./EquipmentPage.svelte") },
] as const;
