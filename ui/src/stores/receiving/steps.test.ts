import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { IpcError } from "../../ipc";
import { Steps } from "./steps.svelte";

const ROW = "row-1";
let written: [string, Record<string, unknown>][];
let answers: (() => void)[];

/** Each step waits until the program answers it. */
const slow = (action: string, params: Record<string, unknown>) => {
  written.push([action, params]);
  return new Promise<void>((done) => answers.push(done));
};

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  answers = [];
});
afterEach(() => vi.useRealTimers());

async function answer(): Promise<void> {
  answers.shift()?.();
  await vi.advanceTimersByTimeAsync(0);
}

it("writes steps one after the other, in the order in which they were made", async () => {
  const steps = new Steps(() => undefined, slow);
  steps.tick("a", true);
  steps.tick("b", true);
  expect(written.map(([, { line }]) => line)).toEqual(["a"]);
  await answer();
  expect(written.map(([, { line }]) => line)).toEqual(["a", "b"]);
});

it("writes a figure once the hand rests, and only the last one", async () => {
  const steps = new Steps(() => undefined, slow);
  for (const quantity of ["3", "4", "5"]) steps.deliver(ROW, quantity, "2");
  expect([written, steps.said[ROW]]).toEqual([[], { delivered: "5" }]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written).toEqual([["set_delivered", { line: ROW, quantity: "5" }]]);
});

it("writes the figure before the tick that follows it at once", async () => {
  const steps = new Steps(() => undefined, slow);
  steps.deliver(ROW, "3", "2");
  steps.tick(ROW, true);
  await answer();
  expect(written.map(([action]) => action)).toEqual(["set_delivered", "tick_line"]);
});

it("takes an empty figure for no answer, and what stands there for nothing new", async () => {
  const steps = new Steps(() => undefined, slow);
  steps.deliver(ROW, "", "2");
  steps.deliver(ROW, "2", "2");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written).toEqual([]);
});

it("shows what the record holds where a step is refused, and why", async () => {
  const refuse = () => Promise.reject(new IpcError("wrong_state", "It is in review.", null));
  const steps = new Steps(() => undefined, refuse);
  steps.tick(ROW, true);
  await vi.advanceTimersByTimeAsync(0);
  expect([steps.said, steps.trouble]).toEqual([{}, { [ROW]: "It is in review." }]);
  steps.dismiss(ROW);
  expect(steps.trouble).toEqual({});
});

it("drops the tick that rests on a refused figure, and writes other rows on", async () => {
  const written: unknown[] = [];
  const steps = new Steps(
    () => undefined,
    (action, params) => {
      written.push([action, params["line"]]);
      const isRefused = action === "set_delivered";
      const error = new IpcError("invalid", "Write a whole number.", null);
      return isRefused ? Promise.reject(error) : Promise.resolve();
    },
  );
  steps.deliver(ROW, "2.5", "4");
  steps.tick(ROW, true);
  steps.tick("other", true);
  await vi.advanceTimersByTimeAsync(0);
  expect(written).toEqual([
    ["set_delivered", ROW],
    ["tick_line", "other"],
  ]);
  expect([steps.said[ROW], steps.trouble[ROW]]).toEqual([undefined, "Write a whole number."]);
});

it("takes a figure back that was emptied before it was written", async () => {
  const steps = new Steps(() => undefined, slow);
  steps.deliver(ROW, "3", "2");
  steps.deliver(ROW, "", "2");
  await vi.advanceTimersByTimeAsync(1_000);
  expect([written, steps.said[ROW]]).toEqual([[], undefined]);
});

it("opens the form where the vessel wants the step signed", async () => {
  const sign = vi.fn();
  const wants = () => Promise.reject(new IpcError("signature_needed", "", null));
  const steps = new Steps(sign, wants);
  steps.tick(ROW, true);
  await vi.advanceTimersByTimeAsync(0);
  expect(sign).toHaveBeenCalledWith({ row: ROW, action: "tick_line" });
});

it("keeps what was said until the record says it, or says otherwise twice", async () => {
  const steps = new Steps(() => undefined, slow);
  const old = () => ({ ticked: false, delivered: "2" });
  steps.tick(ROW, true);
  steps.heard(old);
  expect(steps.said[ROW]).toEqual({ ticked: true });
  await answer();
  steps.heard(old);
  expect(steps.said[ROW]).toEqual({ ticked: true });
  steps.heard(old);
  expect(steps.said[ROW]).toBeUndefined();
});

it("is settled once everything was answered, figures that still rest too", async () => {
  const steps = new Steps(() => undefined, slow);
  steps.deliver(ROW, "7", "2");
  let isSettled = false;
  void steps.settled().then(() => (isSettled = true));
  await vi.advanceTimersByTimeAsync(0);
  expect([isSettled, written.length]).toEqual([false, 1]);
  await answer();
  expect(isSettled).toBe(true);
});
