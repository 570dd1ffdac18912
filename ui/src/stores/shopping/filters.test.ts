import { expect, test } from "vitest";
import type { ItemLine } from "../../ipc";
import { chosen } from "./chosen.svelte";
import { askedOf, ITEM_FILTERS, narrowedTo, tabOf, togetherOf } from "./filters";

const offer = (action: string, by_other = false) => ({ action, by_other });
const row = (id: string, actions: readonly string[], supplier: string | null = null) =>
  ({
    id,
    offers: actions.map((action) => offer(action)),
    supplier: supplier === null ? null : { id: supplier, label: supplier, code: "" },
  }) as unknown as ItemLine;

test("the list is asked for its tab, the counts for all of them", () => {
  const values = { ...ITEM_FILTERS, text: " pump ", department: "deck", age: "30" };
  expect(narrowedTo(values)).toEqual({
    text: "pump",
    filters: { department: ["deck"], age_days: ["30"] },
  });
  expect(askedOf("ordered", values).filters).toEqual({
    department: ["deck"],
    age_days: ["30"],
    tab: ["ordered"],
  });
});

test("a state narrows only the tab that holds several", () => {
  const values = { ...ITEM_FILTERS, status: "approved" };
  expect(askedOf("under_review", values).filters["status"]).toEqual(["approved"]);
  expect(askedOf("candidate", values).filters["status"]).toBeUndefined();
});

test("an address that names no tab shows what is asked for", () => {
  expect([tabOf("history"), tabOf(undefined), tabOf("nonsense")]).toEqual([
    "history",
    "candidate",
    "candidate",
  ]);
});

test("what somebody else must sign is not done for many", () => {
  const one = { offers: [offer("approve_shopping_items", true), offer("start_review")] };
  expect(togetherOf(one as unknown as ItemLine)).toEqual(["start_review"]);
});

test("many are decided about only by what all of them allow", () => {
  chosen.clear();
  chosen.toggle(row("a", ["start_review", "approve_shopping_items"], "S"));
  chosen.toggle(row("b", ["approve_shopping_items", "create_purchase_order"], "S"));
  expect(chosen.acts).toEqual(["approve_shopping_items"]);
  expect(chosen.given("start_review")).toEqual({ items: ["a", "b"] });
  expect(chosen.given("create_purchase_order")).toEqual({
    lines: [{ item: "a" }, { item: "b" }],
    supplier: "S",
  });
  chosen.choose(["b", "c"], ["reject_shopping_items"]);
  expect([chosen.count, chosen.acts]).toEqual([3, []]);
  expect(chosen.given("create_purchase_order")["supplier"]).toBeUndefined();
  chosen.toggle(row("a", []));
  expect(chosen.has("a")).toBe(false);
  chosen.clear();
});
