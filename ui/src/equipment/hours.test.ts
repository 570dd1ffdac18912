import { expect, it } from "vitest";
import { IpcError } from "../ipc";
import type { Counter, Warning } from "../ipc";
import { HoursGrid, type HoursSheet } from "./hours.svelte";

const counter = (id: string): Counter => ({
  equipment: { id, label: `Machine ${id}`, code: id },
  department: "engineering",
  hours: "1200",
  read_at: "2026-11-01T08:00:00.000Z",
  is_old: false,
});

function grid(warn: Record<string, string> = {}, refuse?: IpcError) {
  const checked: HoursSheet[] = [];
  const committed: HoursSheet[] = [];
  const made = new HoursGrid({
    check: (sheet) => {
      checked.push(sheet);
      const said = sheet.readings.map(({ equipment }): Warning | null => {
        const message = warn[equipment];
        return message ? { code: equipment, message } : null;
      });
      return Promise.resolve(said.filter((warning) => warning !== null));
    },
    commit: (sheet) => {
      if (refuse) return Promise.reject(refuse);
      committed.push(sheet);
      return Promise.resolve();
    },
  });
  made.take(["g1", "g2", "g3"].map(counter));
  const row = (id: string) => {
    const found = made.rows.find((known) => known.counter.equipment.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  return { made, row, checked, committed };
}

it("writes typed rows in one commit and leaves empty rows out", async () => {
  const { made, row, committed } = grid();
  made.type(row("g1"), "1210,5");
  made.type(row("g3"), "1300");
  expect(await made.record()).toBe("written");
  expect(committed).toEqual([
    {
      readings: [
        { equipment: "g1", hours: "1210.5", confirmed: false },
        { equipment: "g3", hours: "1300", confirmed: false },
      ],
      read_at: null,
    },
  ]);
  expect(made.written).toBe(2);
  expect(made.filled).toEqual([]);
});

it("asks about a doubtful figure once, and commits it as confirmed", async () => {
  const { made, row, checked, committed } = grid({ g2: "lower than the last reading" });
  made.type(row("g2"), "1100");
  await made.left(row("g2"));
  await made.left(row("g2"));
  expect(checked.length).toBe(1);
  expect(row("g2").doubt).toBe("lower than the last reading");
  expect(await made.record()).toBe("doubts");
  made.keep(row("g2"));
  expect(await made.record()).toBe("written");
  expect(checked.length).toBe(1);
  expect(committed[0]?.readings[0]?.confirmed).toBe(true);
});

it("asks again about another figure", async () => {
  const { made, row, checked } = grid({ g2: "lower" });
  made.type(row("g2"), "1100");
  await made.left(row("g2"));
  made.keep(row("g2"));
  made.type(row("g2"), "1101");
  expect(row("g2").confirmed).toBe(false);
  expect(await made.record()).toBe("doubts");
  expect(checked.length).toBe(2);
});

it("asks about rows that nobody left before it writes", async () => {
  const { made, row, committed } = grid({ g1: "more than 24 hours a day" });
  made.type(row("g1"), "9999");
  expect(await made.record()).toBe("doubts");
  expect(committed).toEqual([]);
});

it("does not send letters", async () => {
  const { made, row, checked } = grid();
  made.type(row("g1"), "12h");
  expect(await made.record()).toBe("wrong");
  expect(row("g1").error).toMatch(/Write a number/);
  expect(checked).toEqual([]);
});

it("keeps what was typed when counters are read anew", () => {
  const { made, row } = grid();
  made.type(row("g1"), "1210");
  made.take(["g0", "g1"].map(counter));
  expect(made.rows.map(({ text }) => text)).toEqual(["", "1210"]);
});

it("asks anew when the time of reading changes", async () => {
  const { made, row } = grid({ g1: "more than 24 hours a day" });
  made.type(row("g1"), "1400");
  await made.left(row("g1"));
  made.keep(row("g1"));
  made.readAtChanged("2026-11-02T08:00:00.000Z");
  expect(row("g1").confirmed).toBe(false);
  expect(await made.record()).toBe("doubts");
});

it("shows a refusal on the row it is about", async () => {
  const refusal = new IpcError("invalid", "too large", { field: "readings.1.hours" });
  const { made, row } = grid({}, refusal);
  made.type(row("g1"), "1210");
  made.type(row("g3"), "99999999");
  expect(await made.record()).toBe("refused");
  expect(row("g3").error).toBe("too large");
  expect(made.failure).toBeNull();
  expect(row("g1").text).toBe("1210");
});
