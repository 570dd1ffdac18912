/** The real frame on the mock: `?first` for an empty replica, `?in` signed in, `?act` with a sheet. */
import { mount } from "svelte";
import { openAct, registerForms, type ActForm } from "../src/act";
import { useTransport } from "../src/ipc";
import "../src/kit";
import { words } from "../src/words";
import { mockTransport } from "./mock";

const asked = new URLSearchParams(location.search);
useTransport(mockTransport({ empty: asked.has("first"), signedIn: asked.has("in") }));

const people = [
  { id: "p0", label: "Marta Nowak" },
  { id: "p1", label: "Jens Albrecht" },
];
const complete: ActForm = {
  action: "mark_work_order_complete",
  preview: true,
  check: "after",
  subject: () => "WO-2026-E0042 · Generator 2 – coolant temperature high",
  fields: [
    {
      key: "outcome",
      kind: "segments",
      label: "Outcome",
      required: true,
      options: Object.entries(words.enumerations.outcome).map(([value, label]) => ({
        value,
        label,
      })),
    },
    { key: "hours", kind: "number", label: "Hours", unit: "person-hours", positive: true },
    { key: "done_at", kind: "instant", label: "Done at", notFuture: true },
    {
      key: "done_by",
      kind: "records",
      label: "Done by",
      required: true,
      search: () => Promise.resolve(people),
      resolve: (id) => Promise.resolve(people.find((p) => p.id === id) ?? null),
    },
    {
      key: "note",
      kind: "textarea",
      label: "Completion note",
      required: true,
      least: 3,
      limit: 5000,
    },
    { key: "resolve_fault", kind: "tick", label: "Mark fault F-2026-E0113 resolved" },
  ],
};
registerForms(complete);

const { default: App } = await import("../src/frame/App.svelte");
const target = document.getElementById("app");
if (target) mount(App, { target });
if (asked.has("act"))
  setTimeout(() => openAct("mark_work_order_complete", { work_order: "w1" }), 100);
