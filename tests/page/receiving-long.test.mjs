/** A delivery of 200 rows by nothing but keys, and what asks a hand that is too quick. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const ROWS = 200;
/** A row is looked at before it is ticked: thirty within five seconds are asked about. */
const LOOK_MS = 175;
/** A hand that does not look; keys that come closer together are a scanner's. */
const QUICK_MS = 125;

let host;
let page;
let person;
let opened;
let keys;
let order;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, page, person, keys, opened } = seat);
  const act = async (action, params) => (await host.act(action, params)).ids[0];
  const supplier = await act("add_supplier", { name: "Piraeus Marine Spares", code: "PMS-9" });
  const listed = async (offset) =>
    (await host.call("part_list", { text: "", filters: {}, offset, limit: 200 })).rows;
  const verified = [...(await listed(0)), ...(await listed(200))].filter(
    ({ is_candidate: isCandidate }) => !isCandidate,
  );
  const rows = verified.slice(0, ROWS);
  const [{ location: place }] = await host.call("location_list", {});
  const items = [];
  for (const part of rows) {
    items.push(
      await act("add_shopping_item", {
        part: part.id,
        quantity: "2",
        department: "engineering",
      }),
    );
  }
  for (let from = 0; from < ROWS; from += 100) {
    const lines = items.slice(from, from + 100).map((item) => ({ item, supplier }));
    await host.act("approve_shopping_items", { lines });
  }
  order = await act("create_purchase_order", {
    supplier,
    currency: "EUR",
    lines: items.map((item) => ({ item, unit_price: "1.50" })),
  });
  await host.act("place_purchase_order", { order });
  // Parts without a usual place are given one on the way.
  stored = place.id;
});

let stored;

const read = (id) => host.call("delivery_page", { id });
const ticks = () => page.getByRole("row").getByRole("checkbox");
const saved = () => page.getByText("Everything counted so far is saved.").waitFor();

test("a long delivery", async (t) => {
  const chapter = chapters(t);
  let delivery;

  await chapter("who ticks thirty rows in five seconds is asked once", async (t) => {
    delivery = (await host.act("start_receiving", { orders: [order] })).ids[0];
    await person.goTo(`stores/deliveries/${delivery}`);
    await ticks().first().focus();
    const asked = page.getByRole("alertdialog", { name: "You confirmed 30 items." });
    for (let count = 0; count < 30; count += 1) {
      await page.keyboard.press("Space");
      // A scanner's keys come closer together, and tick nothing.
      await page.waitForTimeout(QUICK_MS);
    }
    // A key too many ticks nothing while the question stands.
    await asked.waitFor();
    await page.keyboard.press("Space");
    await survey(t, page, "receiving-pace");
    await keys.tabTo("Proceed");
    await page.keyboard.press("Enter");
    await asked.waitFor({ state: "hidden" });
    await saved();
    assert.equal((await read(delivery)).ticked, 30);
    await host.act("cancel_receiving", { session: delivery, reason: "Tried how quick a hand is" });
  });

  await chapter("200 rows are counted and committed by keys alone", async (t) => {
    delivery = (await host.act("start_receiving", { orders: [order] })).ids[0];
    for (const row of (await read(delivery)).rows.filter(({ place }) => place === null)) {
      await host.act("set_storage_location", { line: row.id, location: stored });
    }
    const began = Date.now();
    await person.goTo(`stores/deliveries/${delivery}`);
    await page.getByText("0 of 200 ticked").first().waitFor();
    t.diagnostic(`200 rows stand after ${Date.now() - began} ms`);
    // Where Tab leads first, the first row follows soon.
    const first = (await read(delivery)).rows[0].part.name;
    await keys.tabTo(`Tick ${first}`);
    const counting = Date.now();
    for (let row = 0; row < ROWS; row += 1) {
      if (row % 20 === 7) {
        await page.keyboard.press("ArrowRight");
        await page.keyboard.type("1");
        await page.keyboard.press("Enter");
      } else await page.keyboard.press("Space");
      await page.waitForTimeout(LOOK_MS);
    }
    await saved();
    t.diagnostic(`${ROWS} rows were ticked in ${Date.now() - counting} ms`);
    await page.getByText("200 of 200 ticked").first().waitFor();
    const { rows } = await read(delivery);
    assert.equal(rows.filter(({ delivered }) => delivered === "1").length, ROWS / 20);
    // At the end of the rows, so that none lies half beneath the totals.
    await page.getByRole("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await survey(t, page, "receiving-long");
    await keys.tabTo("Review");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `To stores (${ROWS})` }).waitFor();
    await keys.tabTo("Sign and commit");
    await page.keyboard.press("Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await page.keyboard.press("Control+Enter");
    await person.enterPin();
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText("Delivery committed", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal((await read(delivery)).session.status, "committed");
    assert.equal((await host.call("order_page", { id: order })).awaited, ROWS / 20);
  });

  await chapter("there is no way to tick all", async () => {
    const acts = await host.call("action_list", {});
    const ticking = acts.filter(({ name }) => /tick/.test(name)).map(({ name }) => name);
    assert.deepEqual(ticking.sort(), ["tick_checklist", "tick_line", "untick_line"]);
    delivery = (await host.act("start_receiving", { orders: [order] })).ids[0];
    await person.goTo(`stores/deliveries/${delivery}`);
    await page.getByText("0 of 10 ticked").first().waitFor();
    assert.equal(await ticks().count(), 10);
    assert.equal(await page.getByRole("checkbox").count(), 10);
    assert.equal(await page.getByText(/(tick|select|mark) all/i).count(), 0);
  });

  await chapter("the window had nothing to complain about", () => {
    assert.deepEqual(opened.troubles, []);
  });
});
