/** Stores: its screens, and its forms, which register themselves. */
import "./forms";

export const screens = [
  { path: ["stores"], page: () => import("./PartsPage.svelte") },
  { path: ["stores", "parts", ":id"], page: () => import("./PartPage.svelte") },
  { path: ["stores", "locations"], page: () => import("./LocationsPage.svelte") },
] as const;
