/** Record and settings: their screens and their forms. */
export { registerConflicts } from "./conflicts/forms";
export { registerDevices } from "./settings/deviceForms";
export { Attempt } from "./sync/attempt.svelte";
export { default as Refusal } from "./sync/Refusal.svelte";
export { listsHref, syncHref } from "./places";
export { registerSettings } from "./settings/forms";
export {
  fillingOf,
  needsPerson,
  shortTrouble,
  stateIcons,
  stateText,
  stripFacts,
} from "./sync/said";
export { strip } from "./sync/strip.svelte";

export const recordScreens = [
  { path: ["record"], page: () => import("./RecordPage.svelte") },
  { path: ["record", "unseen"], page: () => import("./UnseenPage.svelte") },
  { path: ["record", "conflicts"], page: () => import("./conflicts/ConflictsPage.svelte") },
  { path: ["record", "conflicts", ":id"], page: () => import("./conflicts/ConflictPage.svelte") },
  { path: ["record", ":device", ":seq"], page: () => import("./EntryPage.svelte") },
] as const;

export const settingsScreens = [
  { path: ["settings"], page: () => import("./settings/WorkstationPage.svelte") },
  { path: ["settings", "people"], page: () => import("./settings/PeoplePage.svelte") },
  { path: ["settings", "time"], page: () => import("./settings/ShipTimePage.svelte") },
  { path: ["settings", "sync"], page: () => import("./sync/SyncPage.svelte") },
  { path: ["settings", "workstations"], page: () => import("./sync/WorkstationsPage.svelte") },
  { path: ["settings", "exchanges"], page: () => import("./sync/ExchangesPage.svelte") },
  { path: ["settings", "lists"], page: () => import("./lists/ListsPage.svelte") },
  { path: ["settings", "words"], page: () => import("./settings/OwnWordsPage.svelte") },
  { path: ["settings", "about"], page: () => import("./settings/AboutPage.svelte") },
] as const;
