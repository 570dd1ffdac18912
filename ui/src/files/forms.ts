/** The forms of attaching and withdrawing. */
import type { ActForm, Values } from "../act";
import { call } from "../ipc";
import { words } from "../words";
import FilesField from "./FilesField.svelte";
import { isReady, wishesOf } from "./wishes";

const said = words.files;
/** As long as a reason may be. */
const REASON_MAX = 1000;
const REASON_MIN = 3;

/** What was sent for a form that was given up is let go of: it leaves no trace. */
export function forget(values: Values): void {
  for (const { upload } of wishesOf(values["files"])) {
    // A file that the program no longer holds is what is wanted.
    if (upload) void call("upload_drop", { upload }).catch(() => undefined);
  }
}

const attachBy = (action: string): ActForm => ({
  action,
  preview: false,
  check: "after",
  anyway: "attach_anyway",
  fields: [
    { key: "files", kind: "custom", label: said.field, required: true, component: FilesField },
  ],
  isReady: ({ values }) => isReady(values["files"]),
  oncancel: forget,
});

const withdraw: ActForm = {
  action: "withdraw_attachment",
  preview: false,
  check: "never",
  intro: said.withdrawText,
  fields: [
    {
      key: "reason",
      kind: "textarea",
      label: said.reason,
      required: true,
      least: REASON_MIN,
      limit: REASON_MAX,
      rows: 3,
    },
  ],
};

export const fileForms: readonly ActForm[] = [
  attachBy("attach_file"),
  attachBy("attach_order_document"),
  withdraw,
];
