import { expect, it } from "vitest";
import { auditArgs, dayAfter } from "./filters";

const NONE = { person: "", action: "", device: "", from: null, to: null };
const midnight = (date: string) => `${date}T00:00:00.000Z`;

it("sends only what is chosen", () => {
  expect(auditArgs(NONE, midnight)).toEqual({});
  expect(auditArgs({ ...NONE, action: "report_fault" }, midnight)).toEqual({
    action: "report_fault",
  });
});

it("takes the last day in whole", () => {
  expect(auditArgs({ ...NONE, from: "2026-11-20", to: "2026-11-22" }, midnight)).toEqual({
    from_at: "2026-11-20T00:00:00.000Z",
    to_at: "2026-11-23T00:00:00.000Z",
  });
});

it("knows the day after the last of a month and of a year", () => {
  expect([dayAfter("2028-02-28"), dayAfter("2026-12-31")]).toEqual(["2028-02-29", "2027-01-01"]);
});
