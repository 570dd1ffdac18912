/**
 * On a vessel that began empty: somebody asks in the engine room, a head of department decides on the
 * bridge, the purser orders, the manager looks; and two decisions made apart are settled by a person.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { CHIEF, Pair, PIN } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

const WIPER = "Ana Cruz";
const PURSER = "Beatriz Gonçalves";
const MANAGER = "Sofia Lindqvist";
const THING = "Shaft seal, Ø 45 mm";
const SUPPLIER = "Jabsco Marine";

let browser;
let pair;
/** The person in the engine room and the one on the bridge. */
let below;
let above;
const troubles = [];

before(async () => {
  [browser, pair] = await Promise.all([openBrowser(), Pair.start()]);
  for (const [name, role, department] of [
    [WIPER, "crew", "engineering"],
    [PURSER, "purser", "interior"],
    [MANAGER, "manager", "management"],
  ]) {
    await pair.first.act("add_crew", { name, rank: role, role, department, pin: PIN }, PIN);
  }
  await pair.meet();
  const [first, second] = await Promise.all([
    openPage(browser, pair.first),
    openPage(browser, pair.second),
  ]);
  troubles.push(first.troubles, second.troubles);
  below = new Person(first.page);
  above = new Person(second.page);
});
after(async () => {
  await browser?.close();
  await pair?.stop();
});

async function change(person, name) {
  await person.button("Change user").click();
  await person.signIn(name, PIN);
}

const row = (person, name) =>
  person.page.getByRole("grid", { name: "Shopping list" }).locator("[data-key]", { hasText: name });
const drawer = (person) => person.page.getByRole("region", { name: "The chosen item" });
const itemOf = async (host, tab) =>
  (await host.call("shopping_list", { text: THING, filters: { tab: [tab] }, offset: 0 })).rows[0];

/** Opens an act from the item's drawer. */
async function from(person, name) {
  await drawer(person).getByRole("button", { name, exact: true }).click();
  await person.sheet.waitFor();
  await person.settled();
}

test("buying on two workstations", async (t) => {
  const chapter = chapters(t);

  await chapter("a wiper asks in the engine room", async () => {
    await change(below, WIPER);
    await below.goTo("stores/shopping");
    await below.page.getByText("Nothing on the shopping list yet").waitFor();
    await below.button("Add to shopping list").first().click();
    await below.sheet.waitFor();
    await below.settled();
    await below.field("Name of the part").fill(THING);
    await below.sheetButton("Add").click();
    await below.seesDone("Added");
    await row(below, THING).waitFor();
  });

  await chapter("the chief engineer verifies and approves on the bridge", async () => {
    await pair.meet();
    await above.goTo("stores/suppliers");
    await above.openAct("Add supplier");
    await above.field("Name").fill(SUPPLIER);
    await above.sheetButton("Add").click();
    await above.seesDone("Supplier added");
    await above.goTo("stores/shopping");
    await row(above, THING).click();
    await from(above, "Verify part");
    await above.field("Part number").fill("SS-45");
    await above.sign("Verify");
    await above.seesDone("Part verified");
    await from(above, "Approve");
    await above.find("Supplier", "jabsco", SUPPLIER);
    await above.sign("Approve");
    await above.seesDone("Approved");
  });

  await chapter("the purser orders, back in the engine room", async () => {
    await pair.meet();
    await change(below, PURSER);
    await below.goTo("stores/shopping?tab=under_review");
    await row(below, THING).click();
    await from(below, "Put on an order");
    await below.sheet.getByRole("textbox", { name: "Price of one" }).fill("12,50");
    await below.field("Currency of the prices").fill("EUR");
    await below.sign("Make draft");
    await below.sheet.getByText("Draft made", { exact: true }).waitFor();
    await below.sheetButton("Open the order").click();
    await below.heading(SUPPLIER).waitFor();
    await below.openAct("Place order");
    await below.sign("Sign and place", PIN);
    await below.seesDone("Order placed");
  });

  await chapter("the manager sees it, with what it will cost", async (t) => {
    await pair.meet();
    await above.page.reload();
    await change(above, MANAGER);
    await above.goTo("stores/orders");
    await above.page.getByRole("grid", { name: "Orders" }).getByText(SUPPLIER).waitFor();
    await above.page.getByRole("link", { name: /^Committed, 12.50 EUR/ }).waitFor();
    await survey(t, above.page, "buying-apart-orders");
    assert.equal((await itemOf(pair.second, "ordered")).state, "ordered");
  });

  await chapter(
    "approved here and rejected there, both stand until a person settles",
    async (t) => {
      await pair.first.signIn(CHIEF, PIN);
      await pair.second.signIn(CHIEF, PIN);
      const part = (await itemOf(pair.first, "ordered")).part.id;
      const asked = await pair.first.act("add_shopping_item", { part, quantity: "2" }, PIN);
      const [item] = asked.ids;
      await pair.meet();
      await pair.part();
      await pair.first.act("approve_shopping_items", { lines: [{ item, quantity: "2" }] }, PIN);
      await pair.second.act(
        "reject_shopping_items",
        { items: [item], reason: "Two lie in the forward locker" },
        PIN,
      );
      await pair.meet();
      await below.page.reload();
      await below.goTo(`stores/shopping?item=${item}`);
      const notice = drawer(below).locator(".conflict");
      await notice.first().waitFor();
      await survey(t, below.page, "buying-apart-conflict");
      await notice.getByRole("button").first().click();
      await below.sheet.waitFor();
      await below.settled();
      await survey(t, below.page, "buying-apart-settle");
    },
  );

  assert.deepEqual(troubles.flat(), []);
});
