/** A form in front of another: completing leads to logging the parts, and back. */
import { beforeEach, expect, it, vi } from "vitest";
import { useTransport } from "../ipc";
import type { ActForm } from "./form";
import { registerForms } from "./registry";
import { ActSession } from "./session.svelte";
import { closeAct, openAct, openDetour, sheet } from "./sheet.svelte";

const COMPLETE: ActForm = {
  action: "mark_work_order_complete",
  preview: true,
  check: "before",
  fields: [{ key: "completion_note", kind: "textarea", label: "Note", limit: 5000 }],
};
const LOG: ActForm = {
  action: "log_part_usage",
  preview: true,
  check: "never",
  isReady: ({ values }) => values["lines"] !== "none",
  fields: [],
};
registerForms(COMPLETE, LOG);

const UNLOGGED = { code: "unlogged_parts", message: "1 planned part is not logged: Impeller." };
const called: string[] = [];
let warnings: { code: string; message: string }[];
let lines: string;

const answers: Record<string, () => unknown> = {
  action_prefill: () => ({ values: { completion_note: "", lines }, basis: {}, facts: {} }),
  action_check: () => ({ duplicates: [], warnings }),
  action_preview: () => ({
    writes: [],
    unchanged: [],
    findings: { duplicates: [], warnings },
    basis: {},
    signing: { method: "none", needs_pin: false, signers: [], self_may: true, statement: "" },
  }),
  action_commit: () => ({ ids: [], numbers: [], corrected_by: null, next: [] }),
};

beforeEach(() => {
  called.length = 0;
  warnings = [UNLOGGED];
  lines = "one";
  sheet.session = null;
  useTransport({
    call(name) {
      called.push(name);
      return Promise.resolve().then(() => answers[name]?.());
    },
    listen: () => () => undefined,
  });
});

const settled = () => new Promise((resolve) => setTimeout(resolve));
/** What the sheet does once an act in front of another is done. */
async function log(): Promise<void> {
  await settled();
  await sheet.session?.next();
  await sheet.session?.next();
  expect(sheet.session?.phase).toBe("done");
  warnings = [];
  closeAct();
  await settled();
}

it("leads from the list of parts not logged to logging, and back to the form to fill in", async () => {
  openAct("mark_work_order_complete", { work_order: "w1" });
  await settled();
  const completing = sheet.session;
  expect(completing?.phase).toBe("duplicates");
  openDetour("log_part_usage", { work_order: "w1" });
  expect(sheet.session?.waiting).toBe(completing);
  await log();
  expect(sheet.session).toBe(completing);
  expect([completing?.phase, completing?.doneMeanwhile]).toEqual(["fill", "log_part_usage"]);
});

it("comes back to the filled form with what was typed, and makes its plan anew", async () => {
  openAct("mark_work_order_complete", { work_order: "w1" });
  await settled();
  const completing = sheet.session;
  await completing?.goOn();
  if (completing) completing.values["completion_note"] = "Impeller renewed.";
  await completing?.next();
  expect(completing?.preview?.findings.warnings).toEqual([UNLOGGED]);
  openDetour("log_part_usage", { work_order: "w1" });
  await log();
  expect([completing?.phase, completing?.values["completion_note"]]).toEqual([
    "fill",
    "Impeller renewed.",
  ]);
  await completing?.next();
  expect(completing?.phase).toBe("check");
  expect(completing?.preview?.findings.warnings).toEqual([]);
});

it("closing the form in front writes nothing and leaves the other as it was", async () => {
  openAct("mark_work_order_complete", { work_order: "w1" });
  await settled();
  const completing = sheet.session;
  openDetour("log_part_usage", { work_order: "w1" });
  await settled();
  const before = called.length;
  closeAct();
  await settled();
  expect([sheet.session, completing?.phase, completing?.doneMeanwhile, called.length]).toEqual([
    completing,
    "duplicates",
    null,
    before,
  ]);
});

it("does not go on while there is nothing to write", async () => {
  lines = "none";
  openAct("log_part_usage", { work_order: "w1" });
  await settled();
  expect(sheet.session?.isReady).toBe(false);
  await sheet.session?.next();
  expect([sheet.session?.phase, called]).toEqual(["fill", ["action_prefill"]]);
});

it("tells for half a second that it came back, so that a double click goes no further", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  try {
    const session = new ActSession(COMPLETE, {});
    session.phase = "check";
    await session.comeBack("log_part_usage");
    expect([session.phase, session.rests]).toEqual(["fill", true]);
    vi.advanceTimersByTime(500);
    expect(session.rests).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});
