/** The icons in use, by our names. One import per icon keeps the bundle small. */
import "@oicl/openbridge-webcomponents/dist/icons/icon-alert-list.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-arrow-down-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-arrow-up-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-backspace-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-check-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-chevron-down-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-chevron-left-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-chevron-right-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-chevron-up-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-close-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-command-locked.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-drop-down-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-edit-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-engine.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-filter.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-history-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-home.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-info.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-list-alt-check-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-menu-iec.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-more-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-palette-day-night-iec.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-search.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-settings-iec.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-user.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-warning-google.js";
import "@oicl/openbridge-webcomponents/dist/icons/icon-wrench.js";

export const icons = {
  now: "obi-home",
  work: "obi-wrench",
  equipment: "obi-engine",
  stores: "obi-list-alt-check-google",
  record: "obi-history-google",
  settings: "obi-settings-iec",
  menu: "obi-menu-iec",
  palette: "obi-palette-day-night-iec",
  lock: "obi-command-locked",
  user: "obi-user",
  close: "obi-close-google",
  more: "obi-more-google",
  search: "obi-search",
  filter: "obi-filter",
  check: "obi-check-google",
  edit: "obi-edit-google",
  info: "obi-info",
  warning: "obi-warning-google",
  alert: "obi-alert-list",
  up: "obi-chevron-up-google",
  down: "obi-chevron-down-google",
  left: "obi-chevron-left-google",
  right: "obi-chevron-right-google",
  ascending: "obi-arrow-up-google",
  descending: "obi-arrow-down-google",
  dropDown: "obi-drop-down-google",
  backspace: "obi-backspace-google",
} as const;

export type IconName = keyof typeof icons;
