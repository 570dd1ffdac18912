import { describe, expect, it } from "vitest";
import { instantOf, offsetAt, shipClock, showInstant, type Offset } from "./shipTime";

const PALMA: Offset[] = [{ offset_minutes: 120, from_at: "2026-01-01T00:00:00.000Z" }];
/** Westwards over the date line: +12:00 until 10 June 12:00 UTC, then −12:00. */
const DATE_LINE: Offset[] = [
  { offset_minutes: 720, from_at: "2026-01-01T00:00:00.000Z" },
  { offset_minutes: -720, from_at: "2026-06-10T12:00:00.000Z" },
];
const MUMBAI: Offset[] = [{ offset_minutes: 330, from_at: "2026-01-01T00:00:00.000Z" }];
const ms = (instant: string) => Date.parse(instant);

it("shows half-hour zones", () => {
  expect(shipClock(MUMBAI, ms("2026-11-22T20:00:00Z"))).toEqual({
    date: "2026-11-23",
    time: "01:30",
    offset: "+05:30",
  });
});

it("takes the offset in force at the instant, in whatever order settings arrive", () => {
  const shuffled = [...DATE_LINE].reverse();
  expect(offsetAt(shuffled, ms("2026-06-10T11:59:59Z"))).toBe(720);
  expect(offsetAt(shuffled, ms("2026-06-10T12:00:00Z"))).toBe(-720);
});

it("lives the same date twice over the date line", () => {
  expect(shipClock(DATE_LINE, ms("2026-06-10T11:00:00Z")).date).toBe("2026-06-10");
  expect(shipClock(DATE_LINE, ms("2026-06-10T13:00:00Z")).date).toBe("2026-06-10");
  expect(shipClock(DATE_LINE, ms("2026-06-11T13:00:00Z")).date).toBe("2026-06-11");
});

describe("showInstant", () => {
  const now = ms("2026-11-22T13:00:00Z");
  it.each([
    ["2026-11-22T12:20:00Z", "14:20"],
    ["2026-11-21T22:30:00Z", "00:30"],
    ["2026-11-21T21:30:00Z", "21 Nov 23:30"],
    ["2026-01-04T08:05:00Z", "4 Jan 10:05"],
    // Before the first setting the first one holds, so no old record jumps an hour.
    ["2025-12-31T21:59:00Z", "31 Dec 2025 23:59"],
  ])("%s reads %s", (at, text) => expect(showInstant(PALMA, ms(at), now)).toBe(text));
});

describe("instantOf", () => {
  it("is the inverse of the ship's clocks", () => {
    expect(instantOf(MUMBAI, "2026-11-23", "01:30")).toBe("2026-11-22T20:00:00.000Z");
    expect(instantOf(PALMA, "2026-11-22", "9:05")).toBe("2026-11-22T07:05:00.000Z");
  });
  it("means the later passing of a repeated hour", () => {
    const back: Offset[] = [
      { offset_minutes: 120, from_at: "2026-01-01T00:00:00Z" },
      { offset_minutes: 60, from_at: "2026-10-25T01:00:00Z" },
    ];
    expect(instantOf(back, "2026-10-25", "02:30")).toBe("2026-10-25T01:30:00.000Z");
  });
  it("counts a skipped hour on from the offset before", () => {
    const ahead: Offset[] = [
      { offset_minutes: 60, from_at: "2026-01-01T00:00:00Z" },
      { offset_minutes: 120, from_at: "2026-03-29T01:00:00Z" },
    ];
    expect(instantOf(ahead, "2026-03-29", "02:30")).toBe("2026-03-29T01:30:00.000Z");
  });
  it.each([
    ["2026-02-30", "10:00"],
    ["22.11.2026", "10:00"],
    ["2026-11-22", "25:00"],
    ["2026-11-22", ""],
  ])("refuses %s %s", (date, time) => expect(instantOf(PALMA, date, time)).toBeNull());
});
