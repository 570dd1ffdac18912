import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SyncStrip } from "../../ipc";
import { Strip } from "./strip.svelte";

const noFiles = { to_send: 0, to_fetch: 0, elsewhere: 0, bytes: 0, trouble: null };

const offline = (nextMs: number | null): SyncStrip => ({
  state: "offline",
  is_paused: false,
  waiting: 1,
  today_bytes: 0,
  budget_bytes: null,
  last_success_at: null,
  trouble: null,
  files: noFiles,
  links: [
    {
      peer: 1,
      kind: "shore",
      name: "Shore",
      address: "shore.example.com:7443",
      state: "offline",
      waiting: 1,
      today_bytes: 0,
      budget_bytes: null,
      last_success_at: null,
      trouble: null,
      next_in_ms: nextMs,
      is_paused: false,
      progress: null,
      files: noFiles,
      connect: null,
    },
  ],
  listening: null,
  held: 0,
  parked: 0,
  void: 0,
  conflicts: 0,
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("counts down between two answers and asks again every five seconds", async () => {
  const read = vi.fn(() => Promise.resolve(offline(20_000)));
  const strip = new Strip({ read, listen: () => () => undefined });
  const stop = strip.follow();
  await vi.advanceTimersByTimeAsync(3_000);
  expect([strip.nextMs, read.mock.calls.length]).toEqual([17_000, 1]);
  await vi.advanceTimersByTimeAsync(2_500);
  expect(read.mock.calls.length).toBe(2);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read.mock.calls.length).toBe(2);
});

it("asks nothing by itself while no countdown shows", async () => {
  const read = vi.fn(() => Promise.resolve(offline(null)));
  const strip = new Strip({ read, listen: () => () => undefined });
  const stop = strip.follow();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(read.mock.calls.length).toBe(1);
  stop();
});

it("reads once for news that come in a burst", async () => {
  const read = vi.fn(() => Promise.resolve(offline(null)));
  let tell: () => void = () => undefined;
  const listen = (handler: () => void) => {
    tell = handler;
    return () => undefined;
  };
  const strip = new Strip({ read, listen });
  const stop = strip.follow();
  await vi.advanceTimersByTimeAsync(0);
  for (let count = 0; count < 50; count += 1) tell();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read.mock.calls.length).toBe(2);
  stop();
});

it("keeps asking after the program did not answer", async () => {
  const read = vi.fn<() => Promise<SyncStrip>>().mockRejectedValueOnce(new TypeError("gone"));
  read.mockResolvedValue(offline(null));
  const strip = new Strip({ read, listen: () => () => undefined });
  const stop = strip.follow();
  await vi.advanceTimersByTimeAsync(0);
  expect(strip.error?.code).toBe("no_answer");
  await vi.advanceTimersByTimeAsync(6_000);
  expect([strip.error, strip.value?.state]).toEqual([null, "offline"]);
  stop();
});
