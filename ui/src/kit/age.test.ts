import { expect, it } from "vitest";
import { ageOf } from "./age";

const NOW = Date.parse("2026-11-22T12:00:00.000Z");

it("says ages in whole minutes, hours and days", () => {
  const ages = [
    "2026-11-22T11:59:30.000Z",
    "2026-11-22T11:01:00.000Z",
    "2026-11-21T11:00:00.000Z",
    "2026-11-20T12:00:00.000Z",
    "2026-08-01T12:00:00.000Z",
  ].map((at) => ageOf(at, NOW));
  expect(ages).toEqual(["just now", "59 min ago", "25 h ago", "2 days ago", "113 days ago"]);
});

it("calls a moment ahead of this clock just now", () => {
  expect(ageOf("2026-11-22T12:03:00.000Z", NOW)).toBe("just now");
});
