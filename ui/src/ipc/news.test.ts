import { afterEach, expect, it, vi } from "vitest";
import { onChanged, onSync, useTransport } from ".";

let tell: (payload: unknown) => void = () => undefined;
const stopped = vi.fn();
const listen = vi.fn((handler: (payload: unknown) => void) => {
  tell = handler;
  return stopped;
});

afterEach(() => vi.clearAllMocks());

it("tells pages of records only, and the strip of links too, over one line", () => {
  useTransport({ call: () => Promise.reject(new Error("not asked")), listen });
  const records = vi.fn();
  const links = vi.fn();
  const stops = [onChanged(records), onSync(links)];
  tell({ tables: ["pms_faults"], sync: false });
  tell({ tables: [], sync: true });
  expect([records.mock.calls.length, links.mock.calls.length]).toEqual([1, 2]);
  expect([listen.mock.calls.length, stopped.mock.calls.length]).toEqual([1, 0]);
  stops[0]?.();
  expect(stopped.mock.calls.length).toBe(0);
  stops[1]?.();
  expect(stopped.mock.calls.length).toBe(1);
});

it("listens again after everybody had stopped", () => {
  const heard = vi.fn();
  const stop = onSync(heard);
  tell({ tables: [], sync: true });
  stop();
  expect([listen.mock.calls.length, heard.mock.calls.length]).toEqual([1, 1]);
});
