/** The shopping list: asked for in two taps, decided for many at once, followed to its end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const LONG =
  "Σωλήνας αναρρόφησης ψύξης εναλλάκτη 冷却水泵吸入软管 with two flanges, DN 80, as on drawing 4711-08-A";

let host;
let page;
let person;
let keys;
let opened;

seatOnDemo(CHIEF, (seat) => ({ host, page, person, keys, opened } = seat));

const grid = () => page.getByRole("grid", { name: "Shopping list" });
const rows = () => grid().locator("[data-key]");
const row = (name) => rows().filter({ hasText: name });
const drawer = () => page.getByRole("region", { name: "The chosen item" });
const bar = () => page.getByRole("group", { name: "What is done with the chosen items" });
const tick = (name) => row(name).getByRole("checkbox").check({ force: true });
const listed = async (tab, text = "") =>
  (await host.call("shopping_list", { text, filters: { tab: [tab] }, offset: 0 })).rows;
const named = (items) => items.map((item) => item.part.label);

async function openTab(name) {
  await page
    .getByRole("navigation", { name: "Parts of the shopping list" })
    .getByRole("link", { name: new RegExp(`^${name}`) })
    .click();
  await person.settled();
}

/** Waits until the list has so many rows. */
const counts = (items) =>
  grid()
    .and(page.locator(`[aria-rowcount="${items + 1}"]`))
    .waitFor();

/** What is awaited and of which units were marked. */
async function marked() {
  for (const item of await listed("awaiting_receipt")) {
    const { marks } = await host.call("shopping_item_page", { id: item.id });
    if (marks.length > 0) return item;
  }
  throw new Error("nothing that is awaited was marked");
}

/** Something of which nothing has come yet. */
async function orderOne() {
  const act = async (action, given) => (await host.act(action, given)).ids[0];
  const { rows: found } = await host.call("part_list", { text: "0634-1129", filters: {} });
  const supplier = await act("add_supplier", { name: "Marine Spares Palma", code: "MSP-8" });
  const item = await act("add_shopping_item", { part: found[0].id, quantity: "2" });
  await host.act("approve_shopping_items", { lines: [{ item, supplier }] });
  const order = await act("create_purchase_order", { supplier, lines: [{ item }] });
  await host.act("place_purchase_order", { order });
}

test("shopping", async (t) => {
  const chapter = chapters(t);

  await chapter("its parts are tabs with counts, and looking writes nothing", async (t) => {
    const before = await host.call("audit_list", { limit: 1 });
    await person.goTo("stores/shopping");
    const asked = await listed("candidate");
    await counts(asked.length);
    await survey(t, page, "shopping-candidates");
    for (const tab of ["Under review", "Ordered", "Awaiting receipt", "History"]) {
      await openTab(tab);
      const word = tab.toLowerCase().replaceAll(" ", "_");
      await counts((await listed(word)).length);
    }
    await survey(t, page, "shopping-history");
    const after = await host.call("audit_list", { limit: 1 });
    assert.deepEqual(after, before);
  });

  await chapter("a part that nobody knows is asked for by keys", async (t) => {
    await openTab("Candidate");
    await person.openByKeys("Alt+a");
    await keys.at("Part");
    await keys.tabTo("Name of the part");
    await keys.type(LONG);
    await survey(t, page, "shopping-add");
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText("Added", { exact: true }).waitFor();
    await keys.press("Escape");
    const [found] = await listed("candidate", "4711-08-A");
    assert.deepEqual(
      [found.part.label, found.is_candidate_part, found.quantity, found.state, found.source],
      [LONG, true, "1", "candidate", "by_hand"],
    );
  });

  await chapter("bad quantities get a sentence at their field and lose nothing", async () => {
    const before = (await listed("candidate")).length;
    await person.openByKeys("Alt+a");
    await person.field("Name of the part").fill("Hose");
    for (const [typed, said] of [
      ["0", /above zero|more than/i],
      ["1.5", /whole number/],
      ["9999999999999999", /./],
    ]) {
      await person.field("Quantity").fill(typed);
      await person.sheetButton("Add").click();
      await person.sheet.getByText(said).first().waitFor();
      assert.equal(await person.field("Name of the part").inputValue(), "Hose");
    }
    await person.sheet.getByRole("radio", { name: "Critical" }).check({ force: true });
    await person.field("Quantity").fill("1");
    await person.field("Why that soon").fill("now");
    await person.sheetButton("Add").click();
    await person.sheet
      .getByText(/at least 10 characters/)
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await person.button("Close without saving").click();
    await person.sheet.waitFor({ state: "hidden" });
    assert.equal((await listed("candidate")).length, before);
  });

  await chapter("a part is asked for from its page in two taps", async () => {
    const { rows: parts } = await host.call("part_list", { text: "0634-1129", filters: {} });
    await person.goTo(`stores/parts/${parts[0].id}`);
    await person.button("Add to shopping list").click();
    await person.sheet.waitFor();
    await person.settled();
    await person.sheetButton("Add").click();
    const go = person.sheetButton("Add anyway").or(person.sheetButton("Go on"));
    await person.sheet.getByText("Added", { exact: true }).or(go).first().waitFor();
    if (await go.isVisible()) await go.click();
    await person.seesDone("Added");
    const mine = (await listed("candidate", "0634-1129")).filter(({ by }) => by.name === CHIEF);
    assert.deepEqual(
      mine.map(({ source }) => source),
      ["part"],
    );
  });

  await chapter("a planned part is asked for from its work order in two taps", async () => {
    const { rows: orders } = await host.call("work_order_list", {
      filters: { status: ["active"] },
      offset: 0,
    });
    let order;
    for (const one of orders) {
      const found = await host.call("work_order_page", { id: one.id });
      if (found.parts.length > 0) {
        order = found;
        break;
      }
    }
    const [line] = order.parts;
    await person.goTo(`work/orders/${order.work_order.id}`);
    await person.button(`Add ${line.part.label} to the shopping list`).first().click();
    await person.sheet.waitFor();
    await person.settled();
    await person.sheetButton("Add").click();
    const go = person.sheetButton("Add anyway").or(person.sheetButton("Go on"));
    await person.sheet.getByText("Added", { exact: true }).or(go).first().waitFor();
    if (await go.isVisible()) await go.click();
    await person.seesDone("Added");
    const all = await listed("candidate", line.part.code);
    const mine = all.find(({ by }) => by.name === CHIEF);
    assert.equal(mine.work_order.code, order.work_order.number);
    assert.equal(mine.quantity, line.quantity);
  });

  await chapter("chosen items are taken up for review in one go, by keys", async (t) => {
    await person.goTo("stores/shopping");
    const before = (await listed("under_review")).length;
    await row("0634-1129").first().waitFor();
    await rows().first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await bar().getByText("2 items chosen").waitFor();
    await survey(t, page, "shopping-chosen");
    await bar().getByRole("button", { name: "Review selected" }).click();
    await person.sheet.waitFor();
    await person.settled();
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await person.commitByKeys("Under review");
    assert.equal((await listed("under_review")).length, before + 2);
    await bar()
      .getByText(/Space chooses a row/)
      .waitFor();
  });

  await chapter("several are approved with other quantities and a supplier", async (t) => {
    await openTab("Under review");
    const waiting = (await listed("under_review")).filter(({ state }) => state === "under_review");
    await bar().getByRole("button", { name: "Choose all" }).click();
    // The program says what all of them allow: who was asked once is not taken up again.
    await bar().getByRole("button", { name: "Reject" }).waitFor();
    assert.equal(await bar().getByRole("button", { name: "Review selected" }).count(), 0);
    await bar().getByRole("button", { name: "Approve" }).click();
    await person.sheet.waitFor();
    await person.settled();
    const mine = waiting.find(({ department }) => department === "engineering");
    const quantity = person.sheet.getByRole("textbox", { name: `Quantity of ${mine.part.label}` });
    await quantity.first().fill("0");
    await person.sheetButton("Next").click();
    await person.sheet
      .getByRole("alert")
      .or(person.sheet.getByText(/above zero|more than/i))
      .first()
      .waitFor();
    await quantity.first().fill("3");
    await survey(t, page, "shopping-approve");
    await person.sheetButton("Next").click();
    const goOn = person.sheetButton("Go on");
    const about = person.sheet.getByText("You are about to");
    await about.or(goOn).first().waitFor();
    if (await goOn.isVisible()) await goOn.click();
    await about.waitFor();
    await survey(t, page, "shopping-approve-check");
    await person.sheetButton("Approve").click();
    await person.seesDone("Approved");
    const after = (await listed("under_review")).find(({ id }) => id === mine.id);
    assert.deepEqual([after.state, after.quantity], ["approved", "3"]);
  });

  await chapter("an item’s drawer tells its story and offers its acts", async (t) => {
    await orderOne();
    await openTab("Ordered");
    await rows().first().click();
    await drawer().getByRole("heading", { name: "Why it is wanted" }).waitFor();
    await survey(t, page, "shopping-drawer");
    await page.keyboard.press("Escape");
    await drawer().waitFor({ state: "hidden" });
    await openTab("Awaiting receipt");
    await page.locator(`[data-key="${(await marked()).id}"]`).focus();
    await page.keyboard.press("Enter");
    await drawer().getByRole("heading", { name: "Missing and installed" }).waitFor();
    await survey(t, page, "shopping-drawer-marks");
  });

  await chapter("the rest is marked as missing, and the mark is taken back", async () => {
    const item = await marked();
    await drawer().getByRole("button", { name: "More", exact: true }).first().click();
    await page.getByRole("menuitem", { name: /^Missing/ }).click();
    await person.sheet.waitFor();
    await person.settled();
    await person.field("How it is known").fill("The supplier says it was never made");
    await person.sheetButton("Next").click();
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheetButton("Mark missing").click();
    await person.seesDone("Marked as missing");
    assert.equal(
      (await listed("history", item.part.code)).some(({ id }) => id === item.id),
      true,
    );
    await drawer().getByRole("button", { name: "More on this mark" }).first().click();
    await page.getByRole("menuitem", { name: /^Take back/ }).click();
    await person.sheet.waitFor();
    await person.settled();
    await person.field("Why it is taken back").fill("It came after all");
    await person.sheetButton("Next").click();
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheetButton("Take back").click();
    await person.seesDone("Mark taken back");
    const page_ = await host.call("shopping_item_page", { id: item.id });
    assert.equal(page_.state, "partially_fulfilled");
  });

  await chapter("a candidate part is verified from its item", async () => {
    const [item] = await listed("candidate", "4711-08-A").then(async (found) =>
      found.length > 0 ? found : listed("under_review", "4711-08-A"),
    );
    await person.goTo(`stores/shopping?item=${item.id}`);
    await drawer().getByRole("button", { name: "Verify part" }).click();
    await person.sheet.waitFor();
    await person.settled();
    await person.field("Part number").fill("4711-08-A");
    await person.sheetButton("Next").click();
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheetButton("Verify").click();
    await person.seesDone("Part verified");
    const after = await host.call("shopping_item_page", { id: item.id });
    assert.deepEqual([after.part.is_candidate, after.part.number], [false, "4711-08-A"]);
  });

  await chapter("an item is rejected with a reason, and stands in the history", async () => {
    const before = (await listed("history")).length;
    const all = await listed("candidate");
    const mine = all.find(({ department }) => department === "engineering");
    const asked = await listed("under_review");
    const target = mine ?? asked.find(({ department }) => department === "engineering");
    await person.goTo(`stores/shopping?item=${target.id}`);
    await drawer().getByRole("button", { name: "Reject" }).click();
    await person.sheet.waitFor();
    await person.settled();
    await person.field("Why it is not bought").fill("no");
    await person.sheetButton("Next").click();
    await person.sheet
      .getByText(/at least 10/i)
      .first()
      .waitFor();
    await person.field("Why it is not bought").fill("There are enough of them on the shelf.");
    await person.sheetButton("Next").click();
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheetButton("Reject").click();
    await person.seesDone("Rejected");
    assert.equal((await listed("history")).length, before + 1);
    await drawer().getByText("There are enough of them on the shelf.").first().waitFor();
  });

  await chapter("filters narrow list and counts alike, and an empty list says so", async (t) => {
    await person.goTo("stores/shopping?tab=history");
    await page.getByRole("textbox", { name: /Find an item/ }).fill("no such thing at all");
    await page.getByText("No item matches").waitFor();
    await page.getByRole("button", { name: /^Filters/ }).click();
    await survey(t, page, "shopping-no-match");
    await person.button("Clear").click();
    await counts((await listed("history")).length);
  });

  await chapter("whoever only asks is shown no decision", async () => {
    await host.call("lock", {});
    await page.reload();
    await person.signIn("Lukáš Novotný");
    await person.goTo("stores/shopping");
    await person.settled();
    assert.equal(await rows().getByRole("checkbox").count(), 0);
    assert.equal(await bar().count(), 0);
  });

  assert.deepEqual(opened.errors ?? [], []);
});
