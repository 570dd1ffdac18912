/** A delivery is counted row by row, looked through and committed by one signature. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { Scanner } from "../harness/scanner.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const CHINESE =
  "离心泵机械密封套件 Σωλήνας ψύξης εναλλάκτη with two flanges, DN 80, drawing 4711-08-A";
const NAMES = [CHINESE, "Thermostat insert 71 °C", "Injector nozzle, cyl. 4", "V-belt AVX13×1000"];

let host;
let page;
let person;
let opened;
/** Made here, so that nothing depends on what the demo vessel bought. */
let supplier;
let parts;
let place;
let order;
let delivery;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, page, person, opened } = seat);
  const act = async (action, params) => (await host.act(action, params)).ids[0];
  supplier = await act("add_supplier", { name: "Marine Spares Palma", code: "MSP-9" });
  const locations = await host.call("location_list", {});
  place = locations.find(({ location }) => !location.is_retired).location;
  parts = [];
  const items = [];
  for (const [index, name] of NAMES.entries()) {
    // The last one has no usual place.
    const usual = index < 3 ? { location: place.id } : {};
    const part = await act("add_part", {
      number: `RT-${100 + index}`,
      name,
      unit: "pcs",
      barcode: `40063813339${30 + index}`,
      ...usual,
    });
    parts.push(part);
    items.push(await act("add_shopping_item", { part, quantity: "4" }));
  }
  await host.act("approve_shopping_items", { lines: items.map((item) => ({ item, supplier })) });
  const prices = ["12.50", "100", "7.25", null];
  order = await act("create_purchase_order", {
    supplier,
    currency: "EUR",
    lines: items.map((item, index) => ({
      item,
      ...(prices[index] === null ? {} : { unit_price: prices[index] }),
    })),
  });
  await host.act("place_purchase_order", { order });
  delivery = await act("start_receiving", { orders: [order], slip_number: "88213" });
});

const main = () => page.getByRole("main");
const read = () => host.call("delivery_page", { id: delivery });
const row = (name) =>
  page
    .getByRole("row")
    .filter({ has: page.getByRole("checkbox", { name: `Tick ${name}`, exact: true }) });
const tick = (name) => row(name).getByRole("checkbox");
const figure = (name) => row(name).getByRole("textbox", { name: `Delivered of ${name}` });
const saved = () => page.getByText("Everything counted so far is saved.").waitFor();

/** Waits until the record says it, and says what it said last. */
async function becomes(wanted, ask) {
  let last;
  for (let tries = 0; tries < 100; tries += 1) {
    last = await ask();
    if (JSON.stringify(last) === JSON.stringify(wanted)) return;
    await page.waitForTimeout(50);
  }
  assert.deepEqual(last, wanted);
}

async function openOn(name, act) {
  await page.getByRole("button", { name: `Acts on ${name}` }).click();
  await page.getByRole("menuitem", { name: act }).click();
  await person.sheet.waitFor();
  await person.settled();
}

test("receiving", async (t) => {
  const chapter = chapters(t);

  await chapter("counting takes the whole window, and nothing is ticked", async (t) => {
    await person.goTo(`stores/deliveries/${delivery}`);
    await page.getByText("0 of 4 ticked").first().waitFor();
    assert.equal(await page.getByRole("navigation", { name: "Places" }).count(), 0);
    await person.button("Leave counting (saved)").waitFor();
    const { rows } = await read();
    assert.deepEqual(
      rows.map(({ is_ticked: ticked, delivered }) => [ticked, delivered]),
      rows.map(() => [false, "4"]),
    );
    await survey(t, page, "receiving-prepared");
  });

  await chapter("space ticks and moves on, and the record has it at once", async (t) => {
    await tick(CHINESE).focus();
    await page.keyboard.press("Space");
    assert.ok(await tick(NAMES[1]).evaluate((at) => at === document.activeElement));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("3");
    await page.keyboard.press("Enter");
    await saved();
    await becomes([true, true, false, false], async () =>
      (await read()).rows.map(({ is_ticked: ticked }) => ticked),
    );
    await row(NAMES[1]).getByText("1 stay on the order").waitFor();
    assert.equal((await read()).session.status, "active");
    assert.equal((await read()).rows[1].ticked_by.name, CHIEF);
    await survey(t, page, "receiving-counting");
  });

  await chapter("minus and plus count, and a tick stays what it was", async () => {
    await row(NAMES[2]).getByRole("button", { name: "One more" }).click();
    await row(NAMES[2]).getByRole("button", { name: "One more" }).click();
    await row(NAMES[2]).getByText("2 more than awaited").waitFor();
    await becomes(["6", false], async () => {
      const { delivered, is_ticked: ticked } = (await read()).rows[2];
      return [delivered, ticked];
    });
    await figure(NAMES[2]).fill("4");
    await tick(NAMES[2]).focus();
    await becomes("4", async () => (await read()).rows[2].delivered);
  });

  await chapter("what is wrong is said with quantity and note", async (t) => {
    await tick(NAMES[1]).focus();
    await page.keyboard.press("w");
    await person.sheet.getByRole("radio", { name: "Damaged" }).check({ force: true });
    await person.sheet.getByRole("textbox", { name: /How many/ }).fill("1");
    await person.field("Note").fill("Flange cracked");
    await survey(t, page, "receiving-wrong");
    await person.sheetButton("Save").click();
    await row(NAMES[1]).getByText("damaged 1").waitFor();
    const { rows } = await read();
    assert.deepEqual([rows[1].accepted, rows[1].to_stores], ["2", "2"]);
    await openOn(NAMES[1], "Ask anew");
    await person.sheet.getByRole("checkbox").check({ force: true });
    await person.sheetButton("Save").click();
    await row(NAMES[1]).getByText("asked for anew").waitFor();
  });

  await chapter("some are installed straight away, and the rest goes to stores", async (t) => {
    await openOn(NAMES[2], "Install now");
    await person.sheet.getByRole("textbox", { name: /How many/ }).fill("1");
    await survey(t, page, "receiving-install");
    await person.sheetButton("Save").click();
    await row(NAMES[2]).getByText("install 1 pcs now").waitFor();
    await tick(NAMES[2]).focus();
    await page.keyboard.press("Enter");
    await becomes(3, async () => (await read()).ticked);
  });

  await chapter("a row without a place, or that nobody knows, holds the review up", async (t) => {
    await person.button("Add row").click();
    await person.sheet.waitFor();
    await person.field("What the slip calls it").fill("GASKET SET W/P");
    await person.sheetButton("Add").click();
    await page.getByText("“GASKET SET W/P”").waitFor();
    await tick("GASKET SET W/P").focus();
    await page.keyboard.press("Space");
    await saved();
    await person.button("Review").click();
    await page.getByText(/GASKET SET W\/P.*is not resolved/).waitFor();
    await survey(t, page, "receiving-not-yet");
    await person.button("Go to the row").click();
    assert.ok(await tick("GASKET SET W/P").evaluate((at) => at === document.activeElement));
    await row("GASKET SET W/P")
      .getByRole("button", { name: /Say what it is/ })
      .click();
    await person.sheet.waitFor();
    await survey(t, page, "receiving-resolve");
    await person.sheet.getByRole("radio", { name: "A new part" }).check({ force: true });
    await person.field("Name").fill("Gasket set, water pump");
    await survey(t, page, "receiving-resolve-new");
    await person.sheet.locator("footer").getByRole("button").last().click();
    await row("Gasket set, water pump").getByText("No place yet").waitFor();
    await openOn("Gasket set, water pump", "Storage place");
    await person.field("Storage place").fill(place.code);
    await page.getByRole("option").first().click();
    await person.sheetButton("Save").click();
    await person.sheet.waitFor({ state: "hidden" });
    await survey(t, page, "receiving-resolved");
  });

  await chapter("a scanned code leads to the row and its figure", async () => {
    const scanner = await Scanner.on(page);
    await scanner.scan("4006381333933");
    await page.waitForFunction(
      (name) => document.activeElement?.getAttribute("aria-label") === name,
      `Delivered of ${NAMES[3]}`,
    );
  });

  await chapter("rows are found, filtered and sorted, and looking writes nothing", async (t) => {
    const before = await host.entries();
    await main().getByRole("combobox", { name: "Show" }).click();
    await page.getByRole("option", { name: /^Open/ }).click();
    await page.getByRole("table").and(page.locator('[aria-rowcount="2"]')).waitFor();
    await main().getByRole("combobox", { name: "Show" }).click();
    await page.getByRole("option", { name: /^To resolve/ }).click();
    await page.getByText("No row matches").waitFor();
    await survey(t, page, "receiving-no-row");
    await person.button("Show all rows").click();
    assert.equal(await host.entries(), before);
  });

  await chapter("the review says what the commit will write", async (t) => {
    await person.button("Review").click();
    await page.getByText("This will be written, and nothing else.").waitFor();
    await page.getByRole("heading", { name: "To stores (4)" }).waitFor();
    await page.getByRole("heading", { name: "Installed (1)" }).waitFor();
    await page.getByRole("heading", { name: "Discrepancies (1)" }).waitFor();
    await page.getByText("Spend: 279.00 EUR").waitFor();
    await survey(t, page, "receiving-review");
    await person.button("Back to counting").click();
    await person.button("Leave counting (saved)").waitFor();
    await person.button("Review").click();
    await person.button("Sign and commit").waitFor();
  });

  await chapter("one signature commits it, and a committed delivery stands", async (t) => {
    const review = await host.call("delivery_review", { id: delivery });
    await person.button("Sign and commit").click();
    await person.sheet.waitFor();
    await survey(t, page, "receiving-commit");
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheetButton("Sign").click();
    await person.enterPin();
    await person.sheetButton("Sign and commit").click();
    await person.seesDone("Delivery committed");
    await page.getByRole("heading", { name: "What came" }).waitFor();
    const after = await read();
    assert.equal(after.session.status, "committed");
    for (const { part, place: at, after: level } of review.to_stores) {
      const [stock] = (await host.call("location_stock", { location: at.id })).filter(
        (kept) => kept.part.id === part.id,
      );
      assert.equal(stock.on_hand, level);
    }
    const bought = await host.call("order_page", { id: order });
    assert.equal(bought.state, review.orders[0].after);
    await survey(t, page, "receiving-committed");
  });

  await chapter("the rest comes weeks later, from the order's own page", async (t) => {
    await person.goTo(`stores/orders/${order}`);
    await person.button("Receive").click();
    await person.sheet.waitFor();
    await person.settled();
    await person.sheetButton("Open delivery").click();
    await page.getByText("0 of 2 ticked").first().waitFor();
    const rest = page.url().split("/").at(-1);
    const awaited = async () =>
      (await host.call("delivery_page", { id: rest })).rows.map((row) => [
        row.part.name,
        row.expected,
      ]);
    assert.deepEqual(await awaited(), [
      [NAMES[1], "2"],
      [NAMES[3], "4"],
    ]);
    await tick(NAMES[1]).focus();
    await page.keyboard.press("Space");
    await tick(NAMES[3]).focus();
    await page.keyboard.press("l");
    await person.sheet.waitFor();
    await person.settled();
    await person.field("Storage place").fill(place.code);
    await page.getByRole("option").first().click();
    await person.sheetButton("Save").click();
    await person.sheet.waitFor({ state: "hidden" });
    await tick(NAMES[3]).focus();
    await page.keyboard.press("Space");
    await saved();
    await person.button("Review").click();
    await page.getByText("Partly received → Received").waitFor();
    await person.button("Sign and commit").click();
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheetButton("Sign").click();
    await person.enterPin();
    await person.sheetButton("Sign and commit").click();
    await person.seesDone("Delivery committed");
    const bought = await host.call("order_page", { id: order });
    assert.equal(bought.state, "received");
    assert.deepEqual(
      bought.deliveries.map(({ id }) => id),
      [rest, delivery],
    );
    await person.goTo(`stores/orders/${order}`);
    await page.getByRole("heading", { name: "Deliveries" }).waitFor();
    await survey(t, page, "receiving-order-after");
  });

  await chapter("labels are made of what came, and a committed delivery is printed", async (t) => {
    await person.goTo(`stores/deliveries/${delivery}`);
    await page.getByRole("heading", { name: "What came" }).waitFor();
    await page.keyboard.press("Control+p");
    await page.getByRole("heading", { name: "Print record …" }).waitFor();
    await survey(t, page, "receiving-print");
    await person.goTo(`stores/labels?delivery=${delivery}`);
    await page.getByText(NAMES[1]).first().waitFor();
    await survey(t, page, "receiving-labels");
  });

  await chapter("the window had nothing to complain about", () => {
    assert.deepEqual(opened.troubles, []);
  });
});
