/** A delivery in the real window: opened from an order, counted, killed on the way, resumed and signed. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { Workstation } from "../harness/workstation.mjs";
import { CHIEF, PIN } from "./story.mjs";

const SHEET = "aside";

const rowsOf = (station, table) => station.celeste("show", table).rows;
const actsOf = (station, action) =>
  rowsOf(station, "pms_audit_log").filter((row) => row.action === action).length;

test("a delivery is counted, killed, resumed and committed in the real window", async (t) => {
  const chapter = chapters(t);
  const station = await Workstation.onDemo();
  let window = await station.open();
  after(() => station.stop());
  await window.signIn(CHIEF, PIN);
  const ordered = await window.call("order_list", {
    text: "",
    filters: { state: ["ordered", "partially_received"] },
    offset: 0,
  });
  let order;
  for (const { id } of ordered.rows) {
    const page = await window.call("order_page", { id });
    if (page.offers.some(({ action }) => action === "start_receiving")) order ??= page;
  }
  const committed = actsOf(station, "commit_receiving");
  const part = order.lines.find(({ awaited }) => awaited !== "0").part;
  let session;
  const read = () => window.call("delivery_page", { id: session });

  await chapter("the order leads to its delivery, and nothing is ticked", async () => {
    await window.click("link", "~Stores", "nav.navigation");
    await window.click("link", "~Orders", "main");
    await window.click("text", order.order.number, "main");
    await window.click("button", "Receive", "main");
    await window.click("button", "Open delivery", SHEET);
    await window.see("text", "~0 of", "main");
    await window.see("button", "Leave counting (saved)", "main");
    const opened = rowsOf(station, "pms_receiving_sessions");
    session = opened
      .toSorted((a, b) => (a.number < b.number ? 1 : -1))
      .find(({ status }) => status === "candidate").id;
    assert.equal((await read()).ticked, 0);
  });

  await chapter("a tick is kept, though the program is killed right then", async () => {
    await window.click("tick", `Tick ${part.label}`, "main");
    await window.until("the tick on record", async () => (await read()).ticked === 1);
    assert.equal(await window.kill(), 1);
    assert.equal(station.celeste("audit", "verify").is_intact, true);
    window = await station.open();
    await window.signIn(CHIEF, PIN);
    assert.equal((await read()).ticked, 1);
  });

  await chapter("the banner leads back to the counting", async () => {
    await window.click("text", "~resume");
    await window.see("text", "~1 of", "main");
    await window.see("button", "Leave counting (saved)", "main");
  });

  await chapter("the review says what will be written, and one signature writes it", async () => {
    const { rows } = await read();
    const open = rows.find(({ is_ticked: ticked, place }) => ticked && place === null);
    if (open) {
      await window.click("button", `Acts on ${part.label}`, "main");
      await window.click("menuitem", "~Storage place");
      await window.fill("Storage place", "A", SHEET);
      await window.click("option", "~Store A", SHEET);
      await window.click("button", "Save", SHEET);
      await window.until("the place on record", async () =>
        (await read()).rows.some(({ is_ticked: ticked, place }) => ticked && place !== null),
      );
    }
    await window.click("button", "Review", "main");
    await window.see("text", "This will be written, and nothing else.", "main");
    await window.click("button", "Sign and commit", "main");
    await window.see("heading", "You are about to", SHEET);
    await window.click("button", "Sign", SHEET);
    await window.see("text", "~You sign as", SHEET);
    await window.type(PIN);
    await window.doubleClick("button", "Sign and commit", SHEET);
    await window.see("text", "~Delivery committed", SHEET);
    assert.equal(actsOf(station, "commit_receiving"), committed + 1);
    assert.equal((await read()).session.status, "committed");
  });

  await chapter("killed again, what was signed stands", async () => {
    assert.equal(await window.kill(), 1);
    assert.equal(station.celeste("audit", "verify").is_intact, true);
    const received = rowsOf(station, "pms_inventory_transactions").filter(
      (row) => row.receiving_line_id !== null && row.part_id === part.id,
    );
    assert.equal(received.at(-1).kind, "received");
  });
});
