import { expect, it } from "vitest";
import type { HistoryLine, NoteLine } from "../ipc";
import { noteIdOf, timelineOf } from "./history";

const note = (id: string, at: string, more: Partial<NoteLine> = {}): NoteLine => ({
  id,
  at,
  by: "Marta Nowak",
  category: "diagnosis",
  text: "Sea water flow low.",
  corrects: null,
  ...more,
});
const line = (seq: number, at: string, more: Partial<HistoryLine> = {}): HistoryLine => ({
  at,
  by: "Marta Nowak",
  signed_by: null,
  action: "start_work_order",
  text: "Started",
  entry: { device: "00000000000e", seq },
  ...more,
});

it("merges notes and system lines, newest first, the first note above the start it caused", () => {
  const events = timelineOf(
    [note("n2", "2026-11-22T12:20:00.000Z"), note("n1", "2026-11-22T11:40:00.000Z")],
    [
      line(3, "2026-11-22T11:40:00.000Z", { text: "Started with the first note" }),
      line(1, "2026-11-22T11:31:00.000Z", { text: "Created", signed_by: "Marta Nowak" }),
    ],
  );
  expect(events.map((event) => [noteIdOf(event), event.text])).toEqual([
    ["n2", "Sea water flow low."],
    ["n1", "Sea water flow low."],
    [null, "Started with the first note · Marta Nowak"],
    [null, "Created, signed by Marta Nowak"],
  ]);
});

it("names who signed and who filled in when they are two people", () => {
  const [event] = timelineOf(
    [],
    [line(4, "2026-11-22T12:00:00.000Z", { text: "Completed", signed_by: "Jens Albrecht" })],
  );
  expect(event?.text).toBe("Completed, signed by Jens Albrecht, filled in by Marta Nowak");
});

it("says what a note corrects, shortened", () => {
  const [event] = timelineOf(
    [note("n1", "2026-11-22T12:00:00.000Z", { corrects: "x".repeat(200) })],
    [],
  );
  expect(event?.detail).toBe(`corrects: “${"x".repeat(119)}…”`);
  expect(event?.kind).toBe("diagnosis");
});
