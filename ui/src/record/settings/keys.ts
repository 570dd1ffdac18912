/** The keys of the window, as the "About" page lists them. `/` stands between keys that do the same. */
import { words } from "../../words";

const w = words.settings;
const s = w.shortcuts;

export interface KeyGroup {
  title: string;
  keys: readonly (readonly [pressed: string, meaning: string])[];
}

export const keys: readonly KeyGroup[] = [
  {
    title: w.keysEverywhere,
    keys: [
      ["Ctrl+K", s.search],
      ["F8 / Ctrl+B", s.palette],
      ["Ctrl+L", s.lock],
      ["Tab / Shift+Tab", s.skip],
    ],
  },
  {
    title: w.keysLists,
    keys: [
      ["↑ ↓", s.rows],
      ["PgUp PgDn", s.pages],
      ["Home End", s.ends],
      ["Enter", s.open],
      ["→ ←", s.fold],
      [s.letters, s.jump],
    ],
  },
  {
    title: w.keysForms,
    keys: [
      ["Ctrl+Enter", s.commit],
      ["Esc", s.cancel],
    ],
  },
  {
    title: w.keysPages,
    keys: [
      ["Alt+A", s.add],
      ["Alt+E", s.edit],
      ["Alt+M", s.move],
      ["Alt+R", s.retire],
      ["Alt+H", s.hours],
      ["Alt+S", s.clocks],
    ],
  },
];
