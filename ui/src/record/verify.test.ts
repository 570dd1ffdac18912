import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { VerifyState } from "../ipc";
import { VerifyRun } from "./verify.svelte";

const at = (state: VerifyState["state"], done: number): VerifyState => ({
  state,
  done,
  total: 100,
  report: null,
  message: null,
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("follows a run until it is done, and then asks no more", async () => {
  const answers = [at("running", 40), at("running", 80), at("done", 100)];
  const state = vi.fn(() => Promise.resolve(answers.shift() ?? at("done", 100)));
  const run = new VerifyRun({
    start: () => Promise.resolve(at("running", 0)),
    state,
    cancel: () => Promise.reject(new Error("not asked")),
  });
  await run.start();
  expect(run.isRunning).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect([run.isRunning, run.state?.done, state.mock.calls.length]).toEqual([false, 100, 3]);
});

it("stops asking when the page is left", async () => {
  const state = vi.fn(() => Promise.resolve(at("running", 1)));
  const run = new VerifyRun({ start: state, state, cancel: state });
  const stop = run.follow();
  await vi.advanceTimersByTimeAsync(1000);
  const asked = state.mock.calls.length;
  stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(state.mock.calls.length).toBe(asked);
});

it("says so when the program does not answer", async () => {
  const gone = () => Promise.reject(new TypeError("Failed to fetch"));
  const run = new VerifyRun({ start: gone, state: gone, cancel: gone });
  await run.start();
  expect(run.error?.code).toBe("no_answer");
});
