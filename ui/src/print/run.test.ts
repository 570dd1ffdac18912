import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PrintState } from "../ipc";
import { PrintRun } from "./run.svelte";

const running: PrintState = {
  run: 7,
  state: "running",
  done: 3,
  total: 10,
  made: null,
  trouble: null,
};
const made = { pages: 2, path: "/tmp/card.pdf", unprintable: [] };
const card = { paper: "card", work_order: "x" } as const;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const port = (answers: PrintState[]) => ({
  start: vi.fn(() => Promise.resolve(running)),
  state: vi.fn(() => Promise.resolve(answers.shift() ?? running)),
  cancel: vi.fn(() => Promise.resolve(running)),
});

test("a paper is followed until it is written, and then looked at no more", async () => {
  const way = port([
    { ...running, done: 8 },
    { ...running, state: "done", done: 10, made },
  ]);
  const run = new PrintRun(way);
  await run.start(card, "/tmp/card.pdf");
  expect(run.isBusy).toBe(true);
  await vi.advanceTimersByTimeAsync(260);
  expect(run.state?.done).toBe(8);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(run.state?.made).toEqual(made);
  expect(run.isBusy).toBe(false);
  expect(way.state).toHaveBeenCalledTimes(2);
  expect(way.state).toHaveBeenCalledWith(7);
});

test("a refused path is said, and forgotten when another one is typed", async () => {
  const way = port([]);
  way.start.mockRejectedValueOnce({ code: "invalid", message: "There is no folder.", detail: {} });
  const run = new PrintRun(way);
  await run.start(card, "/nowhere/card.pdf");
  expect(run.trouble).toBe("There is no folder.");
  expect(run.isBusy).toBe(false);
  run.forget();
  expect(run.trouble).toBe(null);
});

test("a stop names the paper, and a second start waits for the first", async () => {
  const way = port([{ ...running, state: "cancelled" }]);
  const run = new PrintRun(way);
  await run.start(card, "/tmp/card.pdf");
  await run.start(card, "/tmp/other.pdf");
  expect(way.start).toHaveBeenCalledTimes(1);
  await run.cancel();
  expect(way.cancel).toHaveBeenCalledWith(7);
  await vi.advanceTimersByTimeAsync(300);
  expect(run.state?.state).toBe("cancelled");
});
