/** One order received at two workstations apart: asked about where people look, and decided by one. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { Pair, PIN } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

let browser;
let pair;
let page;
let person;
let troubles;

before(async () => {
  [browser, pair] = await Promise.all([openBrowser(), Pair.start()]);
  ({ page, troubles } = await openPage(browser, pair.first));
  person = new Person(page);
});
after(async () => {
  await browser?.close();
  await pair?.stop();
});

const made = async (host, action, given) => (await host.act(action, given, PIN)).ids[0];

/** Five ordered, known at both. */
async function ordered() {
  const { first } = pair;
  const location = await made(first, "add_location", { code: "A3", name: "Shelf 3" });
  const kit = { number: "0634-1129", name: "Impeller kit", location, first_count: "1" };
  const part = await made(first, "add_part", kit);
  const supplier = await made(first, "add_supplier", { name: "Jabsco Marine" });
  const item = await made(first, "add_shopping_item", { part, quantity: "5" });
  await first.act("approve_shopping_items", { lines: [{ item }] }, PIN);
  const lines = [{ item, unit_price: "12.50" }];
  const order = await made(first, "create_purchase_order", { supplier, lines, currency: "EUR" });
  await first.act("place_purchase_order", { order }, PIN);
  await pair.meet();
  return order;
}

async function receive(host, order) {
  const opened = await host.act("start_receiving", { orders: [order] }, PIN);
  const [session, line] = opened.ids;
  await host.act("tick_line", { line }, PIN);
  await host.act("move_to_review", { session }, PIN);
  await host.act("commit_receiving", { session }, PIN);
}

test("an order that may have come twice is asked about until somebody says so", async (t) => {
  const order = await ordered();
  await pair.part();
  for (const host of [pair.first, pair.second]) await receive(host, order);
  await pair.meet();

  await person.goTo("record/conflicts");
  const grid = page.getByRole("grid", { name: "Conflicts that wait for a person" });
  await grid.getByText("May have come twice", { exact: true }).waitFor();
  await survey(t, page, "received-twice-list");
  await grid.locator("[data-index]").filter({ hasText: "Impeller kit" }).click();
  const notice = page.locator("main .conflict").filter({ hasText: "did it come twice?" });
  await notice.waitFor();
  assert.match(await notice.innerText(), /Impeller kit, 10 of 5 pcs came/);
  assert.equal(await notice.getByText("5 pcs to stores by RCV-").count(), 2);
  assert.equal(await notice.getByRole("button", { name: /Reverse/ }).count(), 2);
  await survey(t, page, "received-twice-order");

  await notice.getByRole("button", { name: "It came twice", exact: true }).click();
  await person.sheet.waitFor();
  await person.settled();
  await survey(t, page, "sheet-confirm_over_delivery");
  await person.sheetButton("Next").click();
  await person.sheet.getByText("You are about to").waitFor();
  assert.match(await person.sheet.innerText(), /10 pcs Impeller kit came of 5 ordered/);
  await person.sheetButton("It came twice").click();
  await person.seesDone("Kept on record that it came twice");
  await notice.waitFor({ state: "detached" });
  const { total } = await pair.first.call("conflict_list", { filters: {} });
  assert.equal(total, 0);
  assert.deepEqual(troubles.splice(0), []);
});
