import { expect, it, vi } from "vitest";
import { RowWindow } from "./rowWindow.svelte";

const settle = () => new Promise((resolve) => setTimeout(resolve));

function numbers(total: number) {
  return vi.fn(({ offset, limit }: { offset: number; limit: number }) =>
    Promise.resolve({
      total,
      rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => offset + index),
    }),
  );
}

it("fetches only windows that are looked at, each once", async () => {
  const load = numbers(100_000);
  const rows = new RowWindow<number>(() => load);
  rows.restart(null);
  await settle();
  rows.need(50_050, 50_120);
  rows.need(50_050, 50_120);
  await settle();
  expect(load.mock.calls.map(([ask]) => ask.offset)).toEqual([0, 50_000, 50_100]);
  expect(rows.row(50_111)).toBe(50_111);
  expect(rows.row(700)).toBeUndefined();
});

it("forgets answers to an older question", async () => {
  let release: (page: { total: number; rows: string[] }) => void = () => undefined;
  const slow = () => new Promise<{ total: number; rows: string[] }>((done) => (release = done));
  let load: () => Promise<{ total: number; rows: string[] }> = slow;
  const rows = new RowWindow<string>(() => load);
  rows.restart(null);
  load = () => Promise.resolve({ total: 1, rows: ["new"] });
  rows.restart({ key: "title", descending: false });
  release({ total: 1, rows: ["old"] });
  await settle();
  expect(rows.row(0)).toBe("new");
});

it("keeps rows in sight while a refresh is under way", async () => {
  const rows = new RowWindow<number>(() => numbers(10));
  rows.restart(null);
  await settle();
  rows.refresh(0, 9);
  expect(rows.row(3)).toBe(3);
});

it("tells an error and recovers from it", async () => {
  let fail = true;
  const rows = new RowWindow<number>(() => () => {
    return fail ? Promise.reject(new Error("busy")) : Promise.resolve({ total: 1, rows: [7] });
  });
  rows.restart(null);
  await settle();
  expect(rows.error).toBeInstanceOf(Error);
  fail = false;
  rows.restart(null);
  await settle();
  expect([rows.error, rows.row(0)]).toEqual([null, 7]);
});
