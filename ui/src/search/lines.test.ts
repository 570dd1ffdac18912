import { describe, expect, it } from "vitest";
import type { HitLine, SearchResult } from "../ipc";
import { commandGroup, foundGroups, nextKind, stateOf, toneOf } from "./lines";

const hit = (id: string, more: Partial<HitLine> = {}): HitLine => ({
  kind: "fault",
  id,
  on_page: id,
  title: "Oil leak",
  code: "F-2026-E0001",
  more: "Generator No. 2",
  state: "open",
  on_hand: null,
  is_mistaken: false,
  ...more,
});

const result: SearchResult = {
  numbered: [hit("1")],
  groups: [
    { kind: "fault", hits: [hit("1"), hit("2")], has_more: true },
    { kind: "note", hits: [hit("1")], has_more: false },
  ],
  passages: [
    {
      document: "9",
      title: "Service manual",
      page: 212,
      label: "3-12",
      heading: "Oil leaks",
      around: "… look for oil leaks …",
    },
  ],
  has_more_passages: true,
  ambiguous: [{ word: "boat", means: ["Tender", "Rescue boat"] }],
  building: null,
  is_behind: false,
};

describe("rows", () => {
  it("show a numbered record once, and a way to more of a kind", () => {
    const groups = foundGroups(result);
    expect(groups.map(({ key, rows }) => [key, rows.length])).toEqual([
      ["meaning boat", 2],
      ["numbered", 1],
      ["fault", 2],
      ["passages", 2],
    ]);
    expect(groups[3]?.rows[1]).toEqual({ is: "more", kind: "manual" });
    expect(groups[2]?.rows[1]).toEqual({ is: "more", kind: "fault" });
  });

  it("of a command are one line, or a chooser where several things are called so", () => {
    const command = { verb: "report_fault", rest: "gen leaks" } as const;
    const gen = (id: string) => ({ id, label: `Generator No. ${id}`, code: `651.0${id}` });
    const texts = (equipment: ReturnType<typeof gen>[]) =>
      commandGroup(command, { equipment, has_more: false, rest: "leaks" }).rows.map((row) =>
        row.is === "command" ? row.text : "",
      );
    expect(texts([])).toEqual(["Report a fault: gen leaks"]);
    expect(texts([gen("2")])).toEqual(["Report a fault on Generator No. 2: leaks"]);
    expect(texts([gen("1"), gen("2")])).toEqual([
      "Report a fault on Generator No. 1: leaks",
      "Report a fault on Generator No. 2: leaks",
      "None of these: gen leaks",
    ]);
  });

  it("go round the kinds in both directions", () => {
    expect(nextKind(null, 1)).toBe("equipment");
    expect(nextKind("equipment", -1)).toBeNull();
    expect(nextKind(null, -1)).toBe("person");
    expect(nextKind("person", 1)).toBeNull();
  });

  it("say how a record stands in words, and nothing where all is usual", () => {
    expect(stateOf(hit("1"))).toBe("Open");
    expect(stateOf(hit("1", { kind: "work_order", state: "candidate" }))).toBe("Not started");
    expect(stateOf(hit("1", { kind: "equipment", state: "in_use" }))).toBe("");
    expect(toneOf(hit("1", { kind: "part", state: "data_error" }))).toBe("danger");
    expect(toneOf(hit("1", { kind: "part", state: "low" }))).toBe("warning");
  });
});
