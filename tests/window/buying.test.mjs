/** What is missing aboard, in the real window: asked for, approved, ordered by a signature, and killed on the way. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { Workstation } from "../harness/workstation.mjs";
import { CHIEF, CREW, PIN } from "./story.mjs";

const THING = "Pressure gauge 0–16 bar, glycerine";
const SHEET = "aside";

const rowsOf = (station, table) => station.celeste("show", table).rows;
const actsOf = (station, action) =>
  rowsOf(station, "pms_audit_log").filter((row) => row.action === action).length;

async function change(window, person) {
  await window.click("button", "Change user");
  await window.click("button", `~${person}`);
  await window.see("heading", person);
  await window.type(PIN);
  await window.press("Enter");
  await window.see("heading", "Stores", "main");
}

test("an item wanders from the wish to the order in the real window", async (t) => {
  const chapter = chapters(t);
  const station = await Workstation.onDemo();
  const window = await station.open();
  after(() => station.stop());
  const placed = actsOf(station, "place_purchase_order");
  const itemOf = () => {
    const part = rowsOf(station, "pms_parts").find(({ name }) => name === THING);
    return rowsOf(station, "pms_shopping_list_items").find(({ part_id }) => part_id === part.id);
  };

  await chapter("a crew member asks for what nobody keeps", async () => {
    await window.signIn(CREW, PIN);
    await window.click("link", "~Stores", "nav.navigation");
    await window.click("link", "~Shopping list", "main");
    await window.click("button", "Add to shopping list", "main");
    await window.fill("Name of the part", THING, SHEET);
    await window.click("button", "Add", SHEET);
    await window.see("text", "~Added", SHEET);
    await window.press("Escape");
    await window.gone("dialog", "~Add to the shopping list");
    assert.equal(itemOf().status, "candidate");
  });

  await chapter("the chief engineer verifies the part and approves", async () => {
    await change(window, CHIEF);
    await window.click("text", THING, "main");
    await window.click("button", "Verify part", "main");
    await window.fill("Part number", "PG-16-G", SHEET);
    await window.click("button", "Next", SHEET);
    await window.see("heading", "You are about to", SHEET);
    await window.click("button", "Verify", SHEET);
    await window.see("text", "~Part verified", SHEET);
    await window.press("Escape");
    await window.gone("dialog", "~Verify a part");
    await window.click("button", "Approve", "main");
    await window.see("text", "~asked for: 1 pcs", SHEET);
    await window.click("button", "Next", SHEET);
    await window.see("heading", "You are about to", SHEET);
    await window.click("button", "Approve", SHEET);
    await window.see("text", "~Approved", SHEET);
    await window.press("Escape");
    await window.gone("dialog", "~Approve items");
    assert.equal(itemOf().status, "approved");
  });

  await chapter("it is put on an order, and a double click places it once", async () => {
    await window.click("button", "Put on an order", "main");
    await window.fill("Supplier", "palma", SHEET);
    await window.click("option", "~MTU Service Palma", SHEET);
    await window.see("text", "~1 of", SHEET);
    await window.click("button", "Next", SHEET);
    await window.see("heading", "You are about to", SHEET);
    await window.click("button", "Make draft", SHEET);
    await window.see("text", "~Draft made", SHEET);
    await window.click("button", "Open the order", SHEET);
    await window.see("heading", "MTU Service Palma", "main");
    await window.click("button", "Place order", "main");
    await window.click("button", "Next", SHEET);
    await window.see("heading", "You are about to", SHEET);
    await window.click("button", "Sign", SHEET);
    await window.see("text", "~You sign as", SHEET);
    await window.type(PIN);
    await window.doubleClick("button", "Sign and place", SHEET);
    await window.see("text", "~Order placed", SHEET);
    assert.equal(actsOf(station, "place_purchase_order"), placed + 1);
    assert.equal(itemOf().status, "ordered");
  });

  await chapter("killed right then, everything that was signed is there", async () => {
    assert.equal(await window.kill(), 1);
    assert.equal(station.celeste("audit", "verify").is_intact, true);
    const again = await station.open();
    await again.signIn(CHIEF, PIN);
    const { rows } = await again.call("shopping_list", {
      text: "PG-16-G",
      filters: { tab: ["ordered"] },
      offset: 0,
    });
    assert.deepEqual(
      rows.map(({ state, order }) => [state, order.label]),
      [["ordered", "MTU Service Palma"]],
    );
    await again.close();
  });
});
