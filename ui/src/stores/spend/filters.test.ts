import { describe, expect, it } from "vitest";
import { asked, periodsOf, readLink, spendHref, type ListFilters, type View } from "./filters";

const queryOf = (link: string) => new Map(new URLSearchParams(link.split("?")[1] ?? ""));

describe("the link to what makes a figure", () => {
  it("leads back to the same filters, whatever stands in them", () => {
    const cases: [View, ListFilters][] = [
      ["actual", {}],
      ["budgets", { department: "deck" }],
      ["committed", { supplier: "0190", system: "Fuel & lube = 1+1 #2", currency: "EUR" }],
      ["outstanding", { unpriced: true, period: "2026-Q4" }],
      ["actual", { from: "2026-11-01", before: "2026-12-01", order: "a", item: "b" }],
    ];
    for (const [view, filters] of cases) {
      expect(readLink(queryOf(spendHref(view, filters)))).toEqual({ view, filters });
    }
  });

  it("leaves out what it does not know", () => {
    const query = new Map([
      ["show", "forecast"],
      ["department", "galley"],
      ["unpriced", "maybe"],
      ["colour", "red"],
    ]);
    expect(readLink(query)).toEqual({ view: "actual", filters: {} });
  });

  it("asks for a list with the figure's filters and its own", () => {
    expect(asked("committed", { department: "deck", currency: "EUR" })).toEqual({
      figure: "committed",
      department: "deck",
      currency: "EUR",
      unpriced: false,
    });
  });
});

describe("periods to choose from", () => {
  it("are this month, the one before, the quarter, the year and the one before", () => {
    expect(periodsOf("2026-11-22")).toEqual(["2026-11", "2026-10", "2026-Q4", "2026", "2025"]);
    expect(periodsOf("2026-01-01")).toEqual(["2026-01", "2025-12", "2026-Q1", "2026", "2025"]);
    expect(periodsOf("2026-06-30")[2]).toBe("2026-Q2");
  });
});
