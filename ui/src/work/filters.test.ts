import { expect, it } from "vitest";
import { asked, FAULT_DEFAULTS, fromQuery, ORDER_DEFAULTS } from "./filters";

it("asks for everything that is open when nothing was chosen", () => {
  expect(asked(FAULT_DEFAULTS, "p1")).toEqual({ status: ["open"] });
  expect(asked(ORDER_DEFAULTS, "p1")).toEqual({ status: ["candidate", "active"] });
});

it("turns me into the person signed in, and asks for nothing where nobody is", () => {
  const chosen = { ...ORDER_DEFAULTS, status: null, assigned_to: "me", priority: "urgent" };
  expect(asked(chosen, "p1")).toEqual({ priority: ["urgent"], assigned_to: ["p1"] });
  expect(asked(chosen, null)).toEqual({ priority: ["urgent"] });
});

it("asks for overdue work by its own filter, because it is no column", () => {
  expect(asked({ ...ORDER_DEFAULTS, status: "overdue" }, null)).toEqual({ is_overdue: ["true"] });
});

it("never sends the words to find as a column", () => {
  expect(asked({ ...FAULT_DEFAULTS, status: null, text: "pump" }, null)).toEqual({});
});

it("takes a link's filters with all others at their default", () => {
  const query = new Map([["status", "active"]]);
  expect(fromQuery(query, ORDER_DEFAULTS)).toEqual({ ...ORDER_DEFAULTS, status: "active" });
  expect(fromQuery(new Map([["status", "any"]]), FAULT_DEFAULTS)?.["status"]).toBeNull();
});

it("leaves what is remembered when a link names no filter", () => {
  expect(fromQuery(new Map([["palette", "night"]]), FAULT_DEFAULTS)).toBeNull();
});
