/**
 * The places of the window and the pages in them. Each noun exports its screens; this list joins
 * them. A place stands in the navigation from its first screen on.
 */
import type { Component } from "svelte";
import { equipmentScreens, registerEquipment } from "../equipment";
import { handoverScreens, registerHandover } from "../handover";
import { registerFiles } from "../files";
import type { IconName } from "../kit";
import { manualScreens, registerManuals } from "../manuals";
import { nowScreens } from "../now";
import {
  recordScreens,
  registerConflicts,
  registerDevices,
  registerSettings,
  settingsScreens,
} from "../record";
import { registerStores, storesScreens } from "../stores";
import { words } from "../words";
import { registerWork, workScreens } from "../work";

export interface Screen {
  /** Parts of the hash path; `:name` matches anything and is handed to the page as a prop. */
  path: readonly string[];
  page: () => Promise<{ default: Component<never> }>;
}

export interface PlaceOfScreens {
  key: keyof typeof words.frame.places;
  icon: IconName;
  screens: readonly Screen[];
  /** False for places that are reached from another one. */
  inNavigation: boolean;
}

registerWork();
registerEquipment();
registerStores();
registerHandover();
registerFiles();
registerManuals();
registerSettings();
registerDevices();
registerConflicts();

/** In the order of the navigation. */
export const places: readonly PlaceOfScreens[] = [
  { key: "now", icon: "now", inNavigation: true, screens: nowScreens },
  { key: "work", icon: "work", inNavigation: true, screens: workScreens },
  { key: "equipment", icon: "equipment", inNavigation: true, screens: equipmentScreens },
  { key: "stores", icon: "stores", inNavigation: true, screens: storesScreens },
  { key: "manuals", icon: "manuals", inNavigation: true, screens: manualScreens },
  { key: "handover", icon: "handover", inNavigation: true, screens: handoverScreens },
  { key: "record", icon: "record", inNavigation: true, screens: recordScreens },
  { key: "settings", icon: "settings", inNavigation: true, screens: settingsScreens },
];

/** The screen for a path, with the values of its `:names`; null when there is none. */
export function screenFor(
  among: readonly PlaceOfScreens[],
  path: readonly string[],
): { place: PlaceOfScreens; screen: Screen; props: Record<string, string> } | null {
  for (const place of among) {
    for (const screen of place.screens) {
      const props = matched(screen.path, path);
      if (props) return { place, screen, props };
    }
  }
  return null;
}

function matched(
  pattern: readonly string[],
  path: readonly string[],
): Record<string, string> | null {
  if (pattern.length !== path.length) return null;
  const props: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const actual = path[index] ?? "";
    if (part.startsWith(":")) props[part.slice(1)] = actual;
    else if (part !== actual) return null;
  }
  return props;
}
