import { beforeEach, expect, it } from "vitest";
import { useTransport } from "../ipc";
import type { ActForm } from "./form";
import { ActSession } from "./session.svelte";

type Answer = (args: Record<string, unknown>) => unknown;

const SIGNED = { method: "pin", needs_pin: true, signers: [], self_may: true };
const COMMITTED = {
  entry: { device: 1, seq: 1 },
  ids: [],
  numbers: [],
  corrected_by: null,
  next: [],
};
const calls: [string, Record<string, unknown>][] = [];
let answers: Record<string, Answer>;

const refusal = (code: string, detail: unknown = null) =>
  Object.assign(new Error(`said ${code}`), { code, detail });

beforeEach(() => {
  calls.length = 0;
  answers = {
    action_prefill: () => ({ values: { title: "Pump" }, basis: { r: 1 }, facts: {} }),
    action_check: () => ({ duplicates: [], warnings: [] }),
    action_preview: () => ({
      writes: ["x"],
      unchanged: [],
      findings: { duplicates: [], warnings: [] },
      basis: { r: 2 },
      signing: SIGNED,
    }),
    action_commit: () => COMMITTED,
  };
  useTransport({
    call(name, args) {
      const given = args as Record<string, unknown>;
      calls.push([name, given]);
      return Promise.resolve().then(() => answers[name]?.(given));
    },
    listen: () => () => undefined,
  });
});

const FORM: ActForm = {
  action: "create_work_order",
  preview: true,
  check: "after",
  fields: [{ key: "title", kind: "text", label: "Title", required: true, limit: 200 }],
};
const names = () => calls.map(([name]) => name);

async function filled(form: ActForm = FORM): Promise<ActSession> {
  const session = new ActSession(form, { fault: "f1" });
  await session.open();
  return session;
}

it("walks fill, check, sign, done and commits the previewed plan with its basis", async () => {
  const session = await filled();
  await session.next();
  expect(session.phase).toBe("check");
  await session.next();
  expect(session.phase).toBe("sign");
  await session.commit({ person: "p1", pin: "123456" });
  expect(session.phase).toBe("done");
  expect(calls.at(-1)?.[1]).toEqual({
    action: "create_work_order",
    params: { fault: "f1", title: "Pump" },
    basis: { r: 2 },
    form_id: session.formId,
    sign: { person: "p1", pin: "123456" },
  });
});

it("two clicks on sign call the program once", async () => {
  const session = await filled();
  await session.next();
  await session.next();
  await Promise.all([
    session.commit({ person: "p1", pin: "1" }),
    session.commit({ person: "p1", pin: "1" }),
  ]);
  expect(names().filter((name) => name === "action_commit")).toHaveLength(1);
});

it("a retry after an answer that got lost carries the same form id", async () => {
  const session = await filled({ ...FORM, preview: false });
  answers["action_commit"] = () => {
    throw new Error("connection lost");
  };
  await session.next();
  expect(session.refusal?.code).toBe("no_answer");
  answers["action_commit"] = () => COMMITTED;
  await session.next();
  const ids = calls.filter(([name]) => name === "action_commit").map(([, args]) => args["form_id"]);
  expect(ids).toEqual([session.formId, session.formId]);
});

it("a wrong PIN stays on the sign step and keeps everything", async () => {
  const session = await filled();
  session.values["title"] = "Pump 2";
  await session.next();
  await session.next();
  answers["action_commit"] = () => {
    throw refusal("wrong_pin");
  };
  await session.commit({ person: "p1", pin: "000000" });
  expect([session.phase, session.refusal?.code, session.values["title"]]).toEqual([
    "sign",
    "wrong_pin",
    "Pump 2",
  ]);
});

it("a change under the form keeps what was typed and takes the new basis", async () => {
  const session = await filled();
  session.values["title"] = "Pump 2";
  answers["action_preview"] = () => {
    throw refusal("changed");
  };
  await session.next();
  expect(session.refusal?.code).toBe("changed");
  answers["action_prefill"] = () => ({
    values: { title: "Pump", priority: "high" },
    basis: { r: 9 },
    facts: {},
  });
  await session.takeNewState();
  expect(session.values).toEqual({ title: "Pump 2", priority: "high" });
  expect(session.phase).toBe("fill");
});

it("shows duplicates before the form and opens it only after going on", async () => {
  answers["action_check"] = () => ({
    duplicates: [{ kind: "work_order", id: "w1" }],
    warnings: [],
  });
  const session = await filled({ ...FORM, check: "before", anyway: "create_anyway" });
  expect([session.phase, names()]).toEqual(["duplicates", ["action_check"]]);
  await session.goOn();
  expect([session.phase, session.values["create_anyway"]]).toEqual(["fill", true]);
});

it("asks for a signature that an act without preview turns out to need", async () => {
  const session = await filled({ ...FORM, preview: false });
  answers["action_commit"] = ({ sign }) => {
    if (sign === undefined) throw refusal("signature_needed");
    return COMMITTED;
  };
  await session.next();
  expect(session.phase).toBe("sign");
  await session.commit({ person: "p2", pin: "123456" });
  expect(session.phase).toBe("done");
});

it("puts a refusal about a field beside the field", async () => {
  const session = await filled({ ...FORM, preview: false });
  answers["action_commit"] = () => {
    throw refusal("too_long", { field: "title" });
  };
  await session.next();
  expect([session.phase, session.errors, session.refusal]).toEqual([
    "fill",
    { title: "said too_long" },
    null,
  ]);
});

it("another person signing in goes back to the form and asks anew who may sign", async () => {
  const session = await filled();
  await session.next();
  session.personChanged();
  expect([session.phase, session.preview, session.values["title"]]).toEqual(["fill", null, "Pump"]);
});

it("is dirty only once something was typed", async () => {
  const session = await filled();
  expect(session.dirty).toBe(false);
  session.values["title"] = "Other";
  expect(session.dirty).toBe(true);
});

it("prefills the rest from another chosen record and keeps what was typed", async () => {
  const session = await filled({ ...FORM, preview: false });
  session.values["title"] = "Pump 2";
  session.values["equipment"] = "e1";
  answers["action_prefill"] = () => ({
    values: { title: "Pump", equipment: "e1", department: "deck" },
    basis: {},
    facts: {},
  });
  await session.refill("equipment");
  expect(calls.at(-1)?.[1]).toEqual({
    action: "create_work_order",
    given: { fault: "f1", equipment: "e1" },
  });
  expect(session.values).toEqual({ title: "Pump 2", equipment: "e1", department: "deck" });
});

it("puts a refusal about a line of a field beside that field", async () => {
  const session = await filled({ ...FORM, preview: false });
  answers["action_commit"] = () => {
    throw refusal("invalid", { field: "title.0.quantity" });
  };
  await session.next();
  expect(session.errors).toEqual({ title: "said invalid" });
});

it("goes past warnings before the form by key, but never past what may exist already", async () => {
  const form: ActForm = { ...FORM, check: "before" };
  answers["action_check"] = () => ({ duplicates: [], warnings: [{ code: "x", message: "x" }] });
  const warned = await filled(form);
  await warned.next();
  expect(warned.phase).toBe("fill");
  answers["action_check"] = () => ({ duplicates: [{ id: "w1" }], warnings: [] });
  const doubled = await filled(form);
  await doubled.next();
  expect(doubled.phase).toBe("duplicates");
});

it("says a refusal about a field that is not shown above the form", async () => {
  const fields = [{ ...FORM.fields[0], hidden: () => true }] as ActForm["fields"];
  const session = await filled({ ...FORM, preview: false, fields });
  answers["action_commit"] = () => {
    throw refusal("missing", { field: "title" });
  };
  await session.next();
  expect([session.errors, session.refusal?.code]).toEqual([{}, "missing"]);
});
