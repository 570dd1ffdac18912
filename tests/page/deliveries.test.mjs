/** Deliveries: their list, opening one from orders or without, and what says on every screen that one is open. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const GREEK =
  "Ναυτιλιακά Ανταλλακτικά Πειραιώς και Σία Ομόρρυθμη Εταιρεία – Piraeus Marine Spares, Ship Chandlers and Bonded Stores of the Whole Aegean";
const CHINESE =
  "离心泵机械密封套件 Σωλήνας ψύξης εναλλάκτη with two flanges, DN 80, drawing 4711-08-A";

let host;
let page;
let person;
/** Made here, so that nothing depends on what the demo vessel bought. */
let supplier;
let orders;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, page, person } = seat);
  const act = async (action, params) => (await host.act(action, params)).ids[0];
  supplier = await act("add_supplier", { name: GREEK, code: "PIR-1" });
  orders = [];
  for (const name of [CHINESE, "Shaft seal"]) {
    const item = await act("add_shopping_item", {
      part: await act("add_part", { number: `4711-${orders.length}`, name, unit: "pcs" }),
      quantity: "4",
    });
    await host.act("approve_shopping_items", { lines: [{ item, supplier }] });
    const order = await act("create_purchase_order", { supplier, lines: [{ item }] });
    await host.act("place_purchase_order", { order });
    orders.push(await host.call("order_page", { id: order }));
  }
});

const grid = () => page.getByRole("grid", { name: "Deliveries" });
const listed = async (filters = {}, text = "") =>
  (await host.call("delivery_list", { text, filters, offset: 0 })).rows;
const counts = (rows) =>
  grid()
    .and(page.locator(`[aria-rowcount="${rows + 1}"]`))
    .waitFor();
const newest = async () => (await listed({ supplier_id: [supplier] }))[0];
const banner = () => page.getByRole("navigation", { name: "Open deliveries" });
const section = (name) =>
  page.getByRole("navigation", { name: "Parts of the list" }).getByRole("link", { name });

test("deliveries", async (t) => {
  const chapter = chapters(t);

  await chapter("the list shows part by part what is open and what is over", async (t) => {
    const before = await host.call("audit_list", { limit: 1 });
    await person.goTo("stores/deliveries");
    for (const [word, name] of [
      ["open", "Open"],
      ["to_look_through", "To look through"],
      ["history", "History"],
    ]) {
      const rows = await listed({ section: [word] });
      assert.notEqual(rows.length, 0, word);
      await section(new RegExp(`^${name} ${rows.length}$`)).click();
      await counts(rows.length);
      await survey(t, page, `deliveries-${word}`);
    }
    const cancelled = await listed({ section: ["history"], status: ["cancelled"] });
    await page.getByRole("main").getByRole("combobox", { name: "State" }).click();
    await page.getByRole("option", { name: "Cancelled" }).click();
    await counts(cancelled.length);
    await page.getByRole("textbox", { name: /Find a delivery/ }).fill("no such delivery");
    await page.getByText("No delivery matches").waitFor();
    await survey(t, page, "deliveries-none");
    await person.button("Clear").first().click();
    assert.deepEqual(await host.call("audit_list", { limit: 1 }), before, "looking writes nothing");
  });

  await chapter("an order is received from its page, and the delivery opens", async (t) => {
    await person.goTo(`stores/orders/${orders[0].order.id}`);
    await person.openAct("Receive");
    const own = person.sheet.getByRole("checkbox", {
      name: `It brings ${orders[0].order.number}`,
    });
    await own.waitFor();
    assert.equal(await own.isChecked(), true);
    await survey(t, page, "deliveries-start");
    await person.field("Number on the packing slip").fill("LS-2026-88");
    await person.sheetButton("Open delivery").click();
    const delivery = await waitFor(newest);
    await page.waitForFunction((id) => location.hash.includes(id), delivery.id);
    assert.deepEqual(
      [delivery.slip_number, delivery.rows, delivery.ticked, delivery.orders[0].code],
      ["LS-2026-88", 1, 0, orders[0].order.number],
    );
    assert.equal(await banner().count(), 0, "the delivery's own page says it itself");
  });

  await chapter("every other screen says that it is open, and a key goes on with it", async (t) => {
    const delivery = await newest();
    for (const place of ["now", "work", "settings"]) {
      await person.goTo(place);
      await banner()
        .getByRole("link", { name: new RegExp(`${delivery.number}.*0 of 1 ticked.*resume`) })
        .waitFor();
    }
    await survey(t, page, "deliveries-banner");
    const link = banner().getByRole("link").first();
    await link.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => location.hash.includes(id), delivery.id);
    await person.goTo("work");
    const { more, rows } = await host.call("deliveries_open", {});
    await banner()
      .getByRole("link", { name: `and ${rows.length - 1 + more} more` })
      .click();
    await page.waitForFunction(() => location.hash.endsWith("stores/deliveries"));
  });

  await chapter(
    "what is counted already and a slip seen before are said, and may be gone past",
    async (t) => {
      const before = (await listed({ supplier_id: [supplier] })).length;
      await person.goTo(`stores/suppliers/${supplier}`);
      await person.openAct("Receive");
      for (const { order } of orders) {
        const tick = person.sheet.getByRole("checkbox", { name: `It brings ${order.number}` });
        await tick.waitFor();
        assert.equal(await tick.isChecked(), false, "only a finger ticks");
        await tick.click();
      }
      await person.field("Number on the packing slip").fill("LS-2026-88");
      await person.sheetButton("Open delivery").click();
      await person.sheet.getByText(/counts lines of/).waitFor();
      await survey(t, page, "deliveries-twice");
      assert.equal((await listed({ supplier_id: [supplier] })).length, before);
      await person.sheetButton("Go on").click();
      const delivery = await waitFor(async () => {
        const rows = await listed({ supplier_id: [supplier] });
        return rows.length > before ? rows[0] : null;
      });
      assert.deepEqual([delivery.rows, delivery.orders.length], [2, 2]);
    },
  );

  await chapter("boxes without an order are received by keys alone", async () => {
    const before = (await listed()).length;
    await person.goTo("stores/deliveries");
    await grid().waitFor();
    await person.openByKeys("Alt+a");
    await person.sheet.getByText("Orders that it brings").waitFor();
    await page.keyboard.press("Control+Enter");
    await waitFor(async () => (await listed()).length > before);
    const [made] = await listed();
    assert.deepEqual([made.supplier, made.orders, made.rows], [null, [], 0]);
    await page.waitForFunction((id) => location.hash.includes(id), made.id);
  });

  await chapter("a delivery that nobody finishes is taken over or cancelled", async (t) => {
    const [other] = (await listed({ section: ["to_look_through"] })).filter(
      ({ holder }) => holder.name !== CHIEF,
    );
    await person.goTo(`stores/deliveries/${other.id}`);
    await person.openAct("Take over");
    await person.sheet.getByText(`Seen to by ${other.holder.name} so far.`).waitFor();
    await survey(t, page, "deliveries-take-over");
    await person.sheetButton("Take over").click();
    await person.sheet.getByText("Taken over", { exact: true }).waitFor();
    await person.finish();
    const { rows } = await host.call("deliveries_open", {});
    assert.equal(rows.find(({ id }) => id === other.id).is_own, true);
  });
});

/** What is true soon; the program answers while the window still draws. */
async function waitFor(ask) {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await ask();
    if (answer) return answer;
    await page.waitForTimeout(50);
  }
  throw new Error("it did not come about");
}
