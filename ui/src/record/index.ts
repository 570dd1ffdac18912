/** Record and settings: their screens and their forms. */
export { registerSettings } from "./settings/forms";

export const recordScreens = [
  { path: ["record"], page: () => import("./RecordPage.svelte") },
  { path: ["record", ":device", ":seq"], page: () => import("./EntryPage.svelte") },
] as const;

export const settingsScreens = [
  { path: ["settings"], page: () => import("./settings/WorkstationPage.svelte") },
  { path: ["settings", "people"], page: () => import("./settings/PeoplePage.svelte") },
  { path: ["settings", "time"], page: () => import("./settings/ShipTimePage.svelte") },
  { path: ["settings", "about"], page: () => import("./settings/AboutPage.svelte") },
] as const;
