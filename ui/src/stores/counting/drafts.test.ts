import { beforeEach, expect, it, vi } from "vitest";
import { useTransport } from "../../ipc";
import { CountDrafts } from "./drafts.svelte";

type Kept = Record<string, unknown>;
let saved: Kept[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  saved = [];
  useTransport({
    call(name, args) {
      if (name !== "draft_list") saved.push({ name, ...(args as Kept) });
      const lines = [{ part: "seal", counted: "4" }, "no line"];
      const given = { location: "e01", lines };
      const list = [
        { form_id: "d1", action: "count_location", given, saved_at: "" },
        { form_id: "d2", action: "report_fault", given: {}, saved_at: "" },
      ];
      return Promise.resolve(name === "draft_list" ? list : []);
    },
    listen: () => () => undefined,
  });
});

it("reads the sheets that were left open, and no other forms", async () => {
  const drafts = new CountDrafts();
  await drafts.read();
  expect(drafts.list).toEqual([{ id: "d1", location: "e01", counted: { seal: "4" } }]);
});

it("saves once the hand rests, under the same name each time", async () => {
  const drafts = new CountDrafts();
  await drafts.read();
  drafts.keep("e01", { seal: "5" });
  drafts.keep("e01", { seal: "5", bolt: "0" });
  expect([drafts.of("e01")?.counted, saved]).toEqual([{ seal: "5", bolt: "0" }, []]);
  await vi.advanceTimersByTimeAsync(500);
  expect(saved).toEqual([
    {
      name: "draft_save",
      form_id: "d1",
      action: "count_location",
      given: {
        location: "e01",
        lines: [
          { part: "seal", counted: "5" },
          { part: "bolt", counted: "0" },
        ],
      },
    },
  ]);
});

it("forgets a sheet on which nothing is counted any more, unsaved changes included", async () => {
  const drafts = new CountDrafts();
  await drafts.read();
  drafts.keep("e01", { seal: "6" });
  drafts.keep("e01", {});
  await vi.advanceTimersByTimeAsync(500);
  expect(saved).toEqual([{ name: "draft_drop", form_id: "d1" }]);
  expect(drafts.list).toEqual([]);
});

it("says when a sheet could not be saved, until the next saving goes through", async () => {
  const drafts = new CountDrafts();
  useTransport({
    call: () => Promise.reject(new Error("disk")),
    listen: () => () => undefined,
  });
  drafts.keep("e02", { seal: "1" });
  await vi.advanceTimersByTimeAsync(500);
  expect(drafts.error).not.toBeNull();
  expect(drafts.of("e02")?.counted).toEqual({ seal: "1" });
});

it("does not bring back a sheet that was dropped while the sheets were read", async () => {
  const drafts = new CountDrafts();
  await drafts.read();
  let answer: (kept: Kept[]) => void = () => undefined;
  const kept = [{ form_id: "d1", action: "count_location", given: { location: "e01", lines: [] } }];
  const answers = [new Promise<Kept[]>((resolve) => (answer = resolve)), Promise.resolve([])];
  useTransport({
    call: (name) => (name === "draft_list" ? answers.shift() : undefined) ?? Promise.resolve([]),
    listen: () => () => undefined,
  });
  const reading = drafts.read();
  await vi.advanceTimersByTimeAsync(0);
  drafts.drop("e01");
  answer(kept);
  await reading;
  expect(drafts.list).toEqual([]);
});
