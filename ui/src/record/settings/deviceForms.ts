/** The forms by which workstations and the shore come and go. Whoever signs them answers for them. */
import { registerForms, type ActForm, type FieldSpec } from "../../act";
import { words } from "../../words";
import ClosingMeans from "./ClosingMeans.svelte";
import DeviceGiven from "./DeviceGiven.svelte";
import LastEntryField from "./LastEntryField.svelte";
import MinutesField from "./MinutesField.svelte";

const w = words.devices;
const LINE_CHARACTERS_MAX = 200;
const NAME_CHARACTERS_MIN = 2;
const LETTER_CHARACTERS_MAX = 2;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 1000;

const name = (label: string, help: string, required = true): FieldSpec => ({
  kind: "text",
  key: "name",
  label,
  help,
  required,
  ...(required ? { least: NAME_CHARACTERS_MIN } : {}),
  limit: LINE_CHARACTERS_MAX,
});

const invite: ActForm = {
  action: "invite_workstation",
  preview: true,
  check: "never",
  intro: w.inviteIntro,
  fields: [
    name(w.name, w.nameHelp),
    { kind: "custom", key: "minutes", label: w.minutes, component: MinutesField },
  ],
};

const confirm: ActForm = {
  action: "confirm_device",
  preview: true,
  check: "never",
  intro: w.confirmIntro,
  facts: DeviceGiven,
  fields: [
    {
      kind: "text",
      key: "letter",
      label: w.letter,
      help: w.letterHelp,
      required: true,
      limit: LETTER_CHARACTERS_MAX,
    },
    name(w.name, w.nameHelp),
  ],
};

const close: ActForm = {
  action: "close_device",
  preview: true,
  check: "never",
  facts: ClosingMeans,
  fields: [
    {
      kind: "custom",
      key: "last_seq",
      label: w.lastSeq,
      required: true,
      component: LastEntryField,
    },
    {
      kind: "textarea",
      key: "reason",
      label: w.reason,
      help: w.reasonHelp,
      required: true,
      least: REASON_CHARACTERS_MIN,
      limit: REASON_CHARACTERS_MAX,
      rows: 3,
    },
  ],
};

const connect: ActForm = {
  action: "connect_shore",
  preview: true,
  check: "never",
  intro: w.connectIntro,
  facts: DeviceGiven,
  fields: [name(w.shoreName, w.shoreNameHelp, false)],
};

export function registerDevices(): void {
  registerForms(connect, invite, confirm, close);
}
