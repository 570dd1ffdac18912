/** Equipment: its screens and its forms. */
export { registerEquipment } from "./forms";

export const equipmentScreens = [
  { path: ["equipment"], page: () => import("./TreePage.svelte") },
  { path: ["equipment", "hours"], page: () => import("./HoursPage.svelte") },
  { path: ["equipment", ":id"], page: () => import("./EquipmentPage.svelte") },
] as const;
