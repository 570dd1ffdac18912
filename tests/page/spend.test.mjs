/** What buying costs: figures that open what makes them, groups, prices given later, budgets. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { glance, survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
/** As people name things: long, and in their own letters. */
const LONG =
  "Ναυτιλιακά Ανταλλακτικά Πειραιώς 比雷埃夫斯船舶备件有限公司 and Sons, Marine Spares and Repairs";

let host;
let page;
let person;
let keys;
let opened;
let supplier;
/** The posting without a price. */
let posting;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, page, person, keys, opened } = seat);
  supplier = (await host.act("add_supplier", { name: LONG })).ids[0];
  for (const [price, currency] of [
    ["1234567.8901", "EUR"],
    ["12.5", "USD"],
    ["980000", "JPY"],
  ]) {
    await bought(price, currency);
  }
  posting = await bought(null, null);
});

/** Three of the first part, bought and installed at once; answers the posting. */
async function bought(price, currency) {
  const [part] = (await host.call("part_list", { limit: 1, filters: {} })).rows;
  const [item] = (
    await host.act("add_shopping_item", {
      part: part.id,
      quantity: "3",
      department: "engineering",
    })
  ).ids;
  await host.act("approve_shopping_items", { lines: [{ item }] });
  const lines = [{ item, ...(price ? { unit_price: price } : {}) }];
  const [order] = (
    await host.act("create_purchase_order", { supplier, lines, ...(currency ? { currency } : {}) })
  ).ids;
  await host.act("place_purchase_order", { order });
  return (await host.act("mark_item_installed", { item, quantity: "3" })).ids[1];
}

const main = () => page.locator("main");
const list = (name = "Spent") => page.getByRole("grid", { name, exact: true });
const lines = (name) => list(name).locator("[data-key]");
const holds = (count, name) =>
  list(name)
    .and(page.locator(`[aria-rowcount="${count + 1}"]`))
    .waitFor();
const figures = (args) => host.call("spend_figures", args);

test("spend", async (t) => {
  const chapter = chapters(t);

  await chapter("a supplier’s page says what was spent there, each currency apart", async (t) => {
    await person.goTo(`stores/suppliers/${supplier}`);
    const spent = main().getByRole("link", { name: /^Spent, / });
    await spent.first().waitFor();
    assert.deepEqual(await spent.allTextContents().then((all) => all.map((one) => one.trim())), [
      "3,703,703.6703 EUR",
      "2,940,000 JPY",
      "37.50 USD",
    ]);
    await glance(page, "spend-supplier");
    await main().getByRole("link", { name: "Spent, 37.50 USD: see what makes it" }).click();
    await person.heading("Spend").waitFor();
    await holds(1);
    assert.match(await lines().first().textContent(), /37\.50 USD/);
  });

  await chapter(
    "filters that came with the figure stand in sight and can be taken away",
    async (t) => {
      await person.button(`Supplier: ${LONG}`).waitFor();
      await survey(t, page, "spend-narrowed");
      await person.button("Currency: USD").click();
      await holds(4);
      await person.button("Clear").click();
      const { total } = await host.call("posting_list", {});
      await holds(total);
      assert.equal(new URL(page.url()).hash, "#/stores/postings");
    },
  );

  await chapter("groups are opened by keys, and a bar leads to what makes it", async (t) => {
    await keys.tabTo("Show in groups");
    await keys.press("Enter");
    await main().getByRole("table", { name: "Spent in EUR, by department" }).waitFor();
    await main().getByText("Supplier", { exact: true }).first().click();
    const chart = main().getByRole("table", { name: "Spent in EUR, by supplier" });
    await chart.waitFor();
    await survey(t, page, "spend-groups");
    const { charts } = await figures({ by: "supplier" });
    const euros = charts.find(({ currency }) => currency === "EUR");
    const shown = await chart.locator("tbody tr:last-child td").first().textContent();
    assert.equal(shown.replaceAll(",", "").trim(), `${euros.amount} EUR`);
    await chart.getByRole("link", { name: LONG }).click();
    await holds(1);
    await person.button("Hide the groups").click();
  });

  await chapter("what came without a price is found, opened by keys and priced", async (t) => {
    await person.goTo("stores/postings");
    await main().getByText("Only without a price").click();
    const before = (await figures({})).actual.unpriced;
    await holds(before);
    await keys.tabToRow();
    await keys.press("Enter");
    await main().getByText("Its price is not known yet").first().waitFor();
    await person.goTo(`stores/postings/${posting}`);
    await survey(t, page, "posting");
    await person.openByKeys("Alt+p");
    await person.field("Price of one").fill("99.95");
    await person.field("Currency").fill("eur");
    await keys.press("Control+Enter");
    await person.sheet
      .getByText(/^price 3 /i)
      .first()
      .waitFor();
    await person.commitByKeys("Price given");
    await main().getByText("299.85 EUR").first().waitFor();
    assert.equal((await figures({})).actual.unpriced, before - 1);
    await glance(page, "posting-priced");
  });

  await chapter("the list is written into a file, exact and by names", async () => {
    await person.goTo(`stores/postings?supplier=${supplier}`);
    await holds(4);
    const path = join(host.folder ?? "/tmp", `spend-${process.pid}-${Date.now()}.csv`);
    await person.button("Write this list as CSV").click();
    await page.getByRole("textbox", { name: "Write to" }).fill(path);
    await page.getByRole("button", { name: "Write", exact: true }).click();
    await page.getByText("4 lines written").waitFor();
    const text = readFileSync(path, "utf8");
    assert.match(text, /1234567,8901;3703703,6703;EUR/);
    assert.doesNotMatch(text, new RegExp(supplier));
    await page.getByRole("button", { name: "Close", exact: true }).click();
  });

  await chapter(
    "a budget is set, exceeded in words and with a mark, and blocks nothing",
    async (t) => {
      await person.goTo("stores/postings?show=budgets");
      await person.openAct("Set budget");
      await person.select("Department", "Engineering");
      await person.field("Currency").fill("USD");
      await person.field("Amount").fill("10,50");
      await person.sheetButton("Next").click();
      await person.sheetButton("Set").click();
      await person.seesDone("Budget set");
      const row = main().getByRole("row", { name: /USD/ });
      await row.getByText("Over by 27.00 USD").first().waitFor();
      await survey(t, page, "budgets");
      await bought("1", "USD");
      await row.getByRole("button", { name: "Change" }).click();
      await person.field("Amount").fill("");
      await person.sheetButton("Next").click();
      await person.sheetButton("Set").click();
      await person.seesDone("Budget set");
      await row.waitFor({ state: "detached" });
    },
  );
});

test("crew read what was spent and change none of it", async () => {
  await person.button("Change user").click();
  await person.signIn("Rodel Villanueva");
  await person.goTo(`stores/postings/${posting}`);
  await main().getByRole("heading", { level: 1 }).waitFor();
  await person.settled();
  assert.equal(await main().getByRole("button", { name: "Give price" }).count(), 0);
  await person.goTo("stores/postings?show=budgets");
  await main().getByRole("table").first().waitFor();
  assert.equal(await main().getByRole("button", { name: "Set budget" }).count(), 0);
  assert.deepEqual(opened.troubles, []);
});
