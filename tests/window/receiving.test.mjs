/**
 * Deliveries in the real window: a part of an order comes, one unit damaged, one installed; killed while it
 * is counted and after it was signed; the rest comes later.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { Workstation } from "../harness/workstation.mjs";
import { CHIEF, PIN } from "./story.mjs";

const SHEET = "aside";
const KIT = "Impeller kit, raw water pump";
const NOZZLE = "Injector nozzle, cylinder 4";

const rowsOf = (station, table) => station.celeste("show", table).rows;
const actsOf = (station, action) =>
  rowsOf(station, "pms_audit_log").filter((row) => row.action === action).length;

test("an order is received in two deliveries in the real window", async (t) => {
  const chapter = chapters(t);
  const station = await Workstation.onDemo();
  let window = await station.open();
  after(() => station.stop());
  await window.signIn(CHIEF, PIN);
  const committed = actsOf(station, "commit_receiving");

  const act = async (action, given) => {
    const { values, basis } = await window.call("action_prefill", { action, given });
    const { person } = await window.call("session_state", {});
    const done = await window.call("action_commit", {
      action,
      params: { ...values, ...given },
      basis,
      form_id: crypto.randomUUID(),
      sign: { person: person.id, pin: PIN },
    });
    return done.ids[0];
  };
  const supplier = await act("add_supplier", { name: "Marine Spares Palma", code: "MSP-7" });
  const [{ location: place }] = await window.call("location_list", {});
  const items = [];
  for (const name of [KIT, NOZZLE]) {
    const part = await act("add_part", { number: name, name, unit: "pcs", location: place.id });
    items.push(await act("add_shopping_item", { part, quantity: "4" }));
  }
  await act("approve_shopping_items", { lines: items.map((item) => ({ item, supplier })) });
  const order = await act("create_purchase_order", {
    supplier,
    currency: "EUR",
    lines: items.map((item) => ({ item, unit_price: "12.50" })),
  });
  await act("place_purchase_order", { order });
  const { number } = (await window.call("order_page", { id: order })).order;

  /** Opens a delivery from the order's page; its id. */
  async function receive() {
    await window.click("link", "~Stores", "nav.navigation");
    await window.click("link", "~Orders", "main");
    await window.click("text", number, "main");
    await window.click("button", "Receive", "main");
    await window.click("button", "Open delivery", SHEET);
    await window.see("button", "Leave counting (saved)", "main");
    const { deliveries } = await window.call("order_page", { id: order });
    return deliveries[0].id;
  }

  /** Goes to the review and signs; a double click commits once. */
  async function sign() {
    await window.click("button", "Review", "main");
    await window.see("text", "This will be written, and nothing else.", "main");
    await window.click("button", "Sign and commit", "main");
    await window.see("heading", "You are about to", SHEET);
    await window.click("button", "Sign", SHEET);
    await window.see("text", "~You sign as", SHEET);
    await window.type(PIN);
    await window.doubleClick("button", "Sign and commit", SHEET);
    await window.see("text", "~Delivery committed", SHEET);
    await window.press("Escape");
    await window.gone("dialog", "~Commit a delivery");
  }

  async function onRow(name, label) {
    await window.click("button", `Acts on ${name}`, "main");
    await window.click("menuitem", `~${label}`);
  }

  let first;
  let session;
  const read = () => window.call("delivery_page", { id: session });
  const becomes = (what, is) => window.until(what, async () => is(await read()));

  await chapter("the order leads to its delivery, and nothing is ticked", async () => {
    session = first = await receive();
    assert.equal((await read()).ticked, 0);
  });

  await chapter("a tick is kept, though the program is killed right then", async () => {
    await window.click("tick", `Tick ${KIT}`, "main");
    await becomes("the tick on record", ({ ticked }) => ticked === 1);
    assert.equal(await window.kill(), 1);
    assert.equal(station.celeste("audit", "verify").is_intact, true);
    window = await station.open();
    await window.signIn(CHIEF, PIN);
    assert.equal((await read()).ticked, 1);
  });

  await chapter("the banner leads back, and one of three is damaged", async () => {
    await window.click("text", "~resume");
    await window.see("button", "Leave counting (saved)", "main");
    await window.fill(`Delivered of ${KIT}`, "3", "main");
    await becomes("three of it", ({ rows }) => rows[0].delivered === "3");
    await onRow(KIT, "Something is wrong");
    await window.click("choice", "Damaged", SHEET);
    await window.fill("How many", "1", SHEET);
    await window.fill("Note", "Blades bent", SHEET);
    await window.click("button", "Save", SHEET);
    await becomes("the damaged one", ({ rows }) => rows[0].accepted === "2");
  });

  await chapter("one is installed straight away", async () => {
    await onRow(NOZZLE, "Install now");
    await window.fill("How many", "1", SHEET);
    await window.click("button", "Save", SHEET);
    await becomes("the installed one", ({ rows }) => rows[1].installed === "1");
    await window.click("tick", `Tick ${NOZZLE}`, "main");
    await becomes("both ticks", ({ ticked }) => ticked === 2);
  });

  await chapter("one signature writes what the review said, and a kill loses nothing", async () => {
    await sign();
    assert.equal(actsOf(station, "commit_receiving"), committed + 1);
    assert.equal(await window.kill(), 1);
    assert.equal(station.celeste("audit", "verify").is_intact, true);
    window = await station.open();
    await window.signIn(CHIEF, PIN);
    const { session: signed, rows } = await read();
    assert.deepEqual(
      [signed.status, rows.map(({ to_stores: stored }) => stored)],
      ["committed", ["2", "3"]],
    );
    const { state, lines } = await window.call("order_page", { id: order });
    assert.deepEqual(
      [state, lines.map(({ awaited }) => awaited)],
      ["partially_received", ["2", "0"]],
    );
  });

  await chapter("the rest comes later, and nothing more is awaited", async () => {
    session = await receive();
    assert.notEqual(session, first);
    const { rows } = await read();
    assert.deepEqual(
      rows.map(({ part, expected }) => [part.name, expected]),
      [[KIT, "2"]],
    );
    await window.click("tick", `Tick ${KIT}`, "main");
    await becomes("the tick on record", ({ ticked }) => ticked === 1);
    await sign();
    assert.equal(actsOf(station, "commit_receiving"), committed + 2);
    const { state } = await window.call("order_page", { id: order });
    assert.equal(state, "received");
  });
});
