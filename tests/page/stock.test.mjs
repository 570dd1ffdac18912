/** Stock at the page: figures open their movements, and every act that moves them, by mouse and keys. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Keys } from "../harness/keys.mjs";
import { Person } from "../harness/person.mjs";
import { glance, survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
/** As people name things: long, and in their own letters. */
const NAME =
  "Φίλτρο λαδιού κύριας μηχανής με μακρύ όνομα που δεν χωράει πουθενά, 主机滑油滤清器滤芯 MTU 16V4000";
const NUMBER = "MTU 0180943002-ÖL/Γ-滤";

/** Buttons and menu items that move stock. */
const MOVING = ["Count", "Count this place", "Transfer", "Write off", "Reverse", "Log usage"];

let browser;
let host;
let page;
let person;
let keys;
let opened;
let part;
/** Two places of the engine department. */
let places;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
  await host.signIn(CHIEF);
  const nodes = await host.call("location_list", {});
  places = nodes
    .map(({ location }) => location)
    .filter(({ department, is_retired }) => department === "engineering" && !is_retired)
    .slice(0, 2);
  const added = await host.act("add_part", {
    name: NAME,
    number: NUMBER,
    unit: "pcs",
    location: places[0].id,
    first_count: "10",
    minimum: "3",
    department: "engineering",
  });
  part = added.ids[0];
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
  keys = new Keys(page);
  await person.goTo("now");
});
after(async () => {
  await browser.close();
  await host.stop();
});

const main = () => page.locator("main");
const partPath = () => `stores/parts/${part}`;
const read = () => host.call("part_page", { id: part });
const at = async (place) =>
  (await read()).places.find(({ location }) => location.id === place.id)?.quantity ?? "0";

/** Opens an act of one place from the part's page. */
async function openAt(place, act) {
  await person.button(`Stock acts for ${place.name}`).click();
  await page.getByRole("menuitem", { name: act, exact: true }).click();
  await person.sheet.waitFor();
  await person.settled();
}

test("stock of one part", async (t) => {
  const chapter = chapters(t);

  await chapter("a new part shows its first count and where it lies", async (t) => {
    await person.goTo(partPath());
    await person.heading(NAME).waitFor();
    await main().getByRole("link", { name: "10 pcs: see the movements that make it" }).first().waitFor();
    await survey(t, page, "part-one-movement");
  });

  await chapter("a transfer by mouse, with live stock beside the choice", async (t) => {
    await openAt(places[0], "Transfer");
    await person.sheet.getByText("Recorded there now").waitFor();
    await person.find("To", places[1].code, places[1].name);
    await person.field("Quantity").fill("4");
    await survey(t, page, "transfer-form");
    await person.sheetButton("Transfer").click();
    await person.seesDone("Stock transferred");
    assert.deepEqual([await at(places[0]), await at(places[1])], ["6", "4"]);
    assert.equal((await read()).stock.total, "10");
  });

  await chapter("more than lies there is warned of; going back keeps the form", async () => {
    await openAt(places[1], "Transfer");
    await person.find("To", places[0].code, places[0].name);
    await person.field("Quantity").fill("5");
    await person.sheetButton("Transfer").click();
    await person.sheet.getByText(/Not enough in stores: 4 .*there, 5 .*wanted/).waitFor();
    await glance(page, "transfer-shortage");
    await person.sheetButton("Go back").click();
    await person.field("Quantity").waitFor();
    assert.equal(await person.field("Quantity").inputValue(), "5");
    assert.equal(await at(places[1]), "4", "nothing moved");
    await person.field("Quantity").fill("1");
    await person.sheetButton("Transfer").click();
    await person.seesDone("Stock transferred");
    assert.equal(await at(places[1]), "3");
  });

  await chapter("a count of one part, signed with the PIN", async () => {
    await openAt(places[0], "Count");
    await person.field("Counted").fill("8");
    await person.field("Reason").fill("Found one more behind the shelf");
    await person.sign("Sign and write");
    await person.seesDone("Count written");
    assert.equal(await at(places[0]), "8");
  });

  await chapter("a write-off below zero goes through when a person says so, in red", async (t) => {
    await openAt(places[1], "Write off");
    await person.field("Quantity").fill("5");
    await person.field("Reason").fill("Rusted through in the bilge");
    await person.sheetButton("Next").click();
    await person.sheet.getByText(/Not enough in stores: 3 .*there, 5 .*wanted/).waitFor();
    await person.sheetButton("Write anyway").click();
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheetButton("Sign").click();
    await person.enterPin();
    await person.sheetButton("Sign and write off").click();
    await person.seesDone("Written off");
    assert.equal(await at(places[1]), "-2");
    await main().getByText(/It went below zero .*: written off −5 pcs, by Nikólaos Papadákis/).first().waitFor();
    await survey(t, page, "part-negative");
  });

  await chapter("the red figure opens its movements, the first below zero marked", async (t) => {
    await main()
      .getByRole("link", { name: "−2 pcs: see the movements that make it" })
      .first()
      .click();
    await person.heading(`Movements of ${NAME}`).waitFor();
    await person.settled();
    const rows = page.getByRole("grid", { name: "Movements" }).locator("[data-key]");
    const said = await rows.allInnerTexts();
    assert.equal(said.length, 3);
    assert.match(said[0], /Written off[\s\S]*Here it went below zero[\s\S]*−5 pcs[\s\S]*−2 pcs/);
    assert.match(said[2], /Transferred[\s\S]*\+4 pcs[\s\S]*4 pcs/);
    await rows.first().click();
    await main().getByText("Rusted through in the bilge").last().waitFor();
    await survey(t, page, "movements");
  });

  await chapter("it is reversed once, by keys, and offers no second reversal", async () => {
    await keys.press("Alt+r");
    await person.sheet.waitFor();
    await person.settled();
    await keys.at("Reason");
    await keys.type("It was the other box");
    await keys.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await keys.press("Control+Enter");
    await person.sheet.getByText("Movement reversed").waitFor();
    await keys.press("Escape");
    assert.equal(await at(places[1]), "3");
    const rows = page.getByRole("grid", { name: "Movements" }).locator("[data-key]");
    await rows.first().getByText("Reversal").waitFor();
    await rows.nth(1).click();
    await main().getByText("Reversed", { exact: true }).last().waitFor();
    assert.equal(await main().getByRole("button", { name: "Reverse", exact: true }).count(), 0);
  });

  await chapter("the recorded level is drawn, and stands in a table", async (t) => {
    await person.goTo(partPath());
    const chart = main().getByRole("img", { name: /Recorded level/ });
    await chart.scrollIntoViewIfNeeded();
    assert.match(await chart.getAttribute("aria-labelledby"), /title/);
    await glance(page, "part-level");
    await person.button("Show as table").click();
    await main().getByRole("group", { name: "Recorded level" }).getByText("10 pcs").first().waitFor();
    await survey(t, page, "part-level-table");
  });
});

test("the list of parts", async (t) => {
  const chapter = chapters(t);
  const rows = () => page.getByRole("grid", { name: "Parts" }).locator("[data-key]");

  await chapter("is narrowed to what lies below zero, and to a place", async () => {
    await host.act("write_off", {
      part,
      location: places[1].id,
      quantity: "7",
      reason: "Rusted through in the bilge",
    });
    await person.goTo("stores");
    await page.getByRole("combobox", { name: "Stock" }).click();
    await page.getByRole("option", { name: "Below zero" }).click();
    await rows().filter({ hasText: NUMBER }).waitFor();
    const below = (await host.call("part_list", { filters: { stock_status: ["negative"] } })).total;
    assert.equal(await rows().count(), below);
    const place = page.getByRole("combobox", { name: "Place" });
    await place.fill(places[1].code);
    await page.getByRole("option").filter({ hasText: places[1].name }).first().click();
    await rows().filter({ hasText: NUMBER }).waitFor();
  });

  await chapter("is written as CSV as it is shown", async (t) => {
    await survey(t, page, "part-list-filtered");
    const { mkdtemp, readFile, rm } = await import("node:fs/promises");
    const folder = await mkdtemp("/tmp/celeste-csv-");
    await person.button("Write this list as CSV").click();
    await page.getByRole("textbox", { name: "Write to" }).fill(`${folder}/parts.csv`);
    await person.button("Write").click();
    await main().getByText(/\d+ parts? written/).waitFor();
    await glance(page, "part-csv-written");
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).click();
    const text = await readFile(`${folder}/parts.csv`, "utf8");
    assert.ok(text.includes(NAME), "the part below zero is in the file");
    const shown = await rows().count();
    assert.equal(text.trim().split("\n").length, shown + 1, "one line per row, and the head");
    await rm(folder, { recursive: true });
  });

  await chapter("is sorted by stock", async () => {
    await person.button("Clear").click();
    await page.getByRole("columnheader", { name: "In stores" }).getByRole("button").click();
    await person.settled();
    const first = (await host.call("part_list", { sort: "stock", filters: { is_retired: ["false"] } }))
      .rows[0];
    await rows().first().getByText(first.number).waitFor();
  });
});

test("who may not move stock alone sees the figures, and that somebody else signs", async () => {
  await person.goTo("now");
  await person.button("Change user").click();
  await person.signIn("Rodel Villanueva");
  await person.goTo(partPath());
  await person.heading(NAME).waitFor();
  await person.button(`Stock acts for ${places[0].name}`).click();
  const items = await page.getByRole("menuitem").allInnerTexts();
  assert.deepEqual(items.map((item) => item.split(/\s*\n\s*/)), [
    ["Count", "Somebody else signs"],
    ["Write off", "Somebody else signs"],
    ["Count this place", "Somebody else signs"],
  ]);
  await keys.press("Escape");
  await main().getByRole("link", { name: /see the movements that make it/ }).first().click();
  await person.heading(`Movements of ${NAME}`).waitFor();
  await page.getByRole("grid").locator("[data-key]").first().click();
  await main().getByText("Signed by").waitFor();
});

/** Which of the acts that move stock a page shows, on itself and under each "More". */
async function moving(path, said) {
  await person.goTo(path);
  await main().getByText(said).first().waitFor();
  await person.settled();
  const seen = new Set();
  const look = async (role) => {
    for (const name of MOVING) {
      if (await page.getByRole(role, { name, exact: true }).count()) seen.add(name);
    }
  };
  await look("button");
  for (const more of await main().getByRole("button", { name: /^More$|^Stock acts for / }).all()) {
    await more.click();
    await look("menuitem");
    await keys.press("Escape");
  }
  return [...seen];
}

test("a manager ashore sees every figure and is shown no act that moves stock", async () => {
  const [order] = (await host.call("work_order_list", { filters: { status: ["active"] }, limit: 1 })).rows;
  const PAGES = [
    [partPath(), "Where it fits", ["Count", "Transfer", "Write off", "Count this place"]],
    [`stores/locations?at=${places[0].id}`, places[0].code, ["Count this place"]],
    [`work/orders/${order.id}`, "What happened", ["Log usage"]],
  ];
  const as = async (name) => {
    await person.goTo("now");
    await person.button("Change user").click();
    await person.signIn(name);
  };
  await as(CHIEF);
  for (const [path, said, expected] of PAGES) {
    assert.deepEqual((await moving(path, said)).sort(), expected.sort(), `the chief on ${path}`);
  }
  await as("Eléni Vassilíou");
  for (const [path, said] of PAGES) {
    assert.deepEqual(await moving(path, said), [], `the manager on ${path}`);
  }
  await person.goTo(`${partPath()}/movements`);
  await page.getByRole("grid").locator("[data-key]").first().click();
  await main().getByText("Then there").last().waitFor();
  assert.equal(await person.button("Reverse").count(), 0);
  await person.goTo(`stores/locations/${places[0].id}/count`);
  await person.heading(`Count sheet of ${places[0].code}`).waitFor();
  await page.getByRole("textbox", { name: /^Counted of / }).first().fill("1");
  await person.button("Review").click();
  await main().getByText("Only heads of department count and sign.").waitFor();
  assert.equal(await person.button("Write the count").count(), 0);
  assert.deepEqual(opened.troubles, []);
});
