/** Purchase orders: put together from approved items, placed by a signature, cancelled, printed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const CREW = "Rodel Villanueva";
const GREEK =
  "Ναυτιλιακά Ανταλλακτικά Πειραιώς και Σία Ομόρρυθμη Εταιρεία – Piraeus Marine Spares, Ship Chandlers and Bonded Stores of the Whole Aegean";
const CHINESE =
  "离心泵机械密封套件 Σωλήνας ψύξης εναλλάκτη with two flanges, DN 80, drawing 4711-08-A";

let host;
let page;
let person;
let opened;
/** Made here, so that nothing depends on what the demo vessel bought. */
let supplier;
let items;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, page, person, opened } = seat);
  const act = async (action, params) => (await host.act(action, params)).ids[0];
  supplier = await act("add_supplier", { name: GREEK, code: "PIR-1" });
  const unknown = await act("add_part", { number: "4711-08-A", name: CHINESE, unit: "pcs" });
  const { rows } = await host.call("part_list", { text: "0634-1129", filters: {} });
  items = [];
  for (const part of [unknown, rows[0].id]) {
    items.push(await act("add_shopping_item", { part, quantity: "4" }));
  }
  await host.act("approve_shopping_items", {
    lines: items.map((item) => ({ item, supplier })),
  });
});

const main = () => page.getByRole("main");
const grid = () => page.getByRole("grid", { name: "Orders" });
const orders = async (filters = {}, text = "") =>
  (await host.call("order_list", { text, filters, offset: 0 })).rows;
const counts = (rows) =>
  grid()
    .and(page.locator(`[aria-rowcount="${rows + 1}"]`))
    .waitFor();
const mine = async () => (await orders({ supplier_id: [supplier] }))[0];

test("orders", async (t) => {
  const chapter = chapters(t);

  await chapter(
    "the list is narrowed by what came of orders, and looking writes nothing",
    async (t) => {
      const before = await host.call("audit_list", { limit: 1 });
      await person.goTo("stores/orders");
      await counts((await orders()).length);
      await survey(t, page, "orders-list");
      await main().getByRole("combobox", { name: "State" }).click();
      await page.getByRole("option", { name: "Cancelled" }).click();
      await counts((await orders({ state: ["cancelled"] })).length);
      await page.getByRole("textbox", { name: /Find an order/ }).fill("no such order");
      await page.getByText("No order matches").waitFor();
      await survey(t, page, "orders-none");
      await person.button("Clear").first().click();
      await counts((await orders()).length);
      assert.deepEqual(await host.call("audit_list", { limit: 1 }), before);
    },
  );

  await chapter("an order is put together on the supplier's page by mouse", async (t) => {
    await person.goTo(`stores/suppliers/${supplier}`);
    await page.getByText("Nothing was ordered from this supplier yet.").waitFor();
    await person.openAct("New order");
    await person.sheet.getByText("0 of").waitFor();
    await tick(CHINESE);
    await person.sheet.getByRole("textbox", { name: "Price of one" }).fill("1,234");
    await person.sheetButton("Next").click();
    await person.sheet
      .getByRole("listitem")
      .filter({ hasText: CHINESE })
      .getByText(/can be read in two ways/)
      .waitFor();
    await survey(t, page, "orders-new-refused");
    await person.sheet.getByRole("textbox", { name: "Price of one" }).fill("1234,50");
    await person.sheetButton("Next").click();
    await person.sheet.getByText("Choose the currency of the prices.").waitFor();
    await person.field("Currency of the prices").fill("eur");
    await person.sheetButton("Next").click();
    await person.sheet.getByText(/at 1234.50 EUR each/).waitFor();
    await survey(t, page, "orders-new-check");
    await person.sheetButton("Make draft").click();
    await person.sheet.getByText("Draft made", { exact: true }).waitFor();
    await person.sheetButton("Open the order").click();
    // The supplier's page, which this leaves, has the same heading.
    await person.button("Place order").waitFor();
    await page.getByRole("heading", { level: 1, name: GREEK }).waitFor();
    const order = await mine();
    assert.deepEqual([order.state, order.sum.amount, order.lines], ["draft", "4938.00 EUR", 1]);
    await survey(t, page, "orders-draft");
  });

  await chapter("a draft takes another item by keys and lets one go again", async (t) => {
    await person.openByKeys("Alt+e");
    await person.sheet.getByText("More approved items").waitFor();
    await person.sheet
      .getByRole("checkbox", { name: /^Put .*on the order$/ })
      .first()
      .waitFor();
    await person.field("Deliver to").fill("Club de Mar, Palma\nberth 214");
    const name = "Impeller kit";
    await person.sheet
      .getByRole("checkbox", { name: new RegExp(`^Put ${name}`) })
      .first()
      .focus();
    await page.keyboard.press("Space");
    await survey(t, page, "orders-edit");
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText(/You are about to/).waitFor();
    await page.keyboard.press("Control+Enter");
    await person.seesDone("Draft changed");
    assert.equal((await mine()).lines, 2);
    await person.openByKeys("Alt+e");
    await person.sheet
      .getByRole("checkbox", { name: new RegExp(`^${name}.*stays on the order`) })
      .uncheck({ force: true });
    await person.sheet.getByText("Comes off; the item stays approved").waitFor();
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText(/take .* off it; the item stays approved/).waitFor();
    await page.keyboard.press("Control+Enter");
    await person.seesDone("Draft changed");
    assert.equal((await mine()).lines, 1);
  });

  await chapter(
    "an order is placed by a signature, and a second click places nothing",
    async (t) => {
      const { id } = await mine();
      await person.openAct("Place order");
      await person.sheet.getByText(/It comes to: 1 line, 4938.00 EUR/).waitFor();
      await survey(t, page, "orders-place");
      await person.sign("Sign and place");
      await person.seesDone("Order placed");
      await page.getByText("1 line awaited").waitFor();
      assert.equal((await mine()).state, "ordered");
      await survey(t, page, "orders-placed");
      const refused = await host
        .call("action_preview", {
          action: "place_purchase_order",
          params: { order: id },
        })
        .then(
          () => "not refused",
          (error) => error.message,
        );
      assert.match(refused, /was placed already/);
    },
  );

  await chapter("what is awaited of a line is cancelled, and the order says so", async (t) => {
    await person.button(`Acts on ${CHINESE}`).click();
    await page.getByRole("menuitem", { name: "Cancel" }).click();
    await person.sheet.waitFor();
    await person.field("How much is cancelled").fill("1");
    await person.field("Why").fill("Found one aboard");
    await person.sheetButton("Next").click();
    await person.sheet.getByText(/You are about to/).waitFor();
    await person.sheetButton("Cancel quantity").click();
    await person.seesDone("Cancelled");
    await main().getByText("1 pcs cancelled").waitFor();
    assert.equal((await mine()).sum.amount, "3703.50 EUR");
    await survey(t, page, "orders-line-cancelled");
  });

  await chapter("the whole order is cancelled, with what becomes of its items", async (t) => {
    await person.openByKeys("Alt+c");
    await person.field("Why").fill("The yard takes over");
    await person.sheet.getByRole("radio", { name: "Not wanted" }).check({ force: true });
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText(/You are about to/).waitFor();
    await page.keyboard.press("Control+Enter");
    await person.seesDone("Order cancelled");
    assert.equal((await mine()).state, "cancelled");
    await survey(t, page, "orders-cancelled");
  });

  await chapter("a number in the search leads to the order", async () => {
    const { number } = await mine();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().fill(number);
    await page
      .getByRole("option", { name: new RegExp(number) })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: GREEK }).waitFor();
  });

  await chapter("papers stand on the order, and Ctrl+P prints it", async (t) => {
    const begun = await orders({ state: ["partially_received"] });
    const papers = await Promise.all(
      begun.map(({ id }) => host.call("attachment_list", { order: id })),
    );
    const confirmed = begun.find((_, index) => papers[index].length > 0);
    await person.goTo(`stores/orders/${confirmed.id}`);
    await main().getByText("Their confirmation: no hose clamps").first().waitFor();
    await survey(t, page, "orders-papers");
    const before = await host.entries();
    await page.keyboard.press("Control+p");
    await page.getByRole("dialog", { name: "Print order …" }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await host.entries(), before);
    await person.goTo(`stores/orders/${(await mine()).id}`);
  });

  await chapter("the page stands in a narrow window", async (t) => {
    const wide = page.viewportSize();
    await page.setViewportSize({ width: 640, height: 720 });
    await survey(t, page, "orders-narrow");
    await page.setViewportSize(wide);
  });
});

test("crew read orders and change none", async () => {
  await person.button("Change user").click();
  await person.signIn(CREW);
  const { id } = await mine();
  await person.goTo(`stores/orders/${id}`);
  await page.getByRole("heading", { level: 1, name: GREEK }).waitFor();
  assert.equal(await main().getByRole("button", { name: "Place order" }).count(), 0);
  await person.goTo("stores/orders");
  assert.equal(await main().getByRole("button", { name: "New order" }).count(), 0);
  assert.deepEqual(opened.troubles, []);
});

async function tick(name) {
  await person.sheet
    .getByRole("checkbox", { name: `Put ${name} on the order` })
    .check({ force: true });
}
