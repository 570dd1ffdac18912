/** Stores: its screens and its forms. */
export { registerStores } from "./forms";

export const storesScreens = [
  { path: ["stores"], page: () => import("./PartsPage.svelte") },
  { path: ["stores", "parts", ":id"], page: () => import("./PartPage.svelte") },
  { path: ["stores", "labels"], page: () => import("./labels/LabelsPage.svelte") },
  { path: ["stores", "locations"], page: () => import("./LocationsPage.svelte") },
] as const;
