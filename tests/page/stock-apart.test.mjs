/**
 * Stock of two workstations that were apart: what may be counted twice stands where the figure stands
 * until a person counts again, and beside each figure whoever was not heard of.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Keys } from "../harness/keys.mjs";
import { BRIDGE, CHIEF, Pair, PIN, until } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

const NAME = "Πτερωτή αντλίας θαλασσινού νερού 0634-1129";
/** Longer than the hour after which a workstation counts as not heard. */
const AHEAD_HOURS = 3;

let browser;
let pair;
let page;
let person;
let troubles;
/** A part of which ten lie at one place. */
let part;
let location;

before(async () => {
  [browser, pair] = await Promise.all([openBrowser(), Pair.start()]);
  const made = async (action, given) => (await pair.first.act(action, given, PIN)).ids[0];
  location = await made("add_location", { code: "A3", name: "Shelf 3", department: "engineering" });
  const given = { name: NAME, number: "0634-1129", location, first_count: "10" };
  part = await made("add_part", { ...given, department: "engineering" });
  await pair.meet();
  await look();
});
after(async () => {
  await browser?.close();
  await pair?.stop();
});

/** A window on the first workstation. */
async function look() {
  ({ page, troubles } = await openPage(browser, pair.first));
  person = new Person(page);
}

const main = () => page.locator("main");
const count = (host, counted, reason) =>
  host.act("adjust_stock", { part, location, counted, reason }, PIN);
const shelf = async (host) => (await host.call("part_page", { id: part })).places[0];
const doubt = () => main().locator(".conflict").filter({ hasText: "On hand at A3 Shelf 3" });
const marks = () => main().getByText("May be counted twice", { exact: true });

test("stock written apart", async (t) => {
  const chapter = chapters(t);

  await chapter("nothing is doubted while both know of each other", async () => {
    await person.goTo(`stores/parts/${part}`);
    await person.heading(NAME).waitFor();
    assert.equal(await marks().count(), 0);
  });

  await chapter("two counts made apart are both kept, and the place says so", async (t) => {
    await pair.part();
    await pair.first.signIn(CHIEF, PIN);
    await count(pair.first, "8", "Counted at the shelf");
    await count(pair.second, "7", "Counted from the bridge");
    await pair.meet();
    assert.deepEqual([(await shelf(pair.first)).quantity, (await shelf(pair.second)).quantity], ["5", "5"]);
    await marks().first().waitFor();
    await doubt().waitFor();
    const said = await doubt().innerText();
    assert.match(said, /Counted 8 pcs: −2 pcs/);
    assert.match(said, /Counted 7 pcs: −3 pcs/);
    assert.ok(said.includes(BRIDGE), "where the other was written");
    await survey(t, page, "part-counted-twice");
  });

  await chapter("each of the two movements says it, and why", async (t) => {
    await person.goTo(`stores/parts/${part}/movements`);
    const rows = page.getByRole("grid", { name: "Movements" }).locator("[data-key]");
    await rows.nth(2).waitFor();
    const marked = rows.filter({ hasText: "May be counted twice" });
    assert.equal(await marked.count(), 2);
    await marked.first().click();
    await main().getByText(/wrote a count or a movement here at about the same time/).waitFor();
    await survey(t, page, "movement-counted-twice");
  });

  await chapter("the record counts it among what needs a person", async () => {
    await page.getByRole("link", { name: "Record, 1 conflict to settle" }).waitFor();
  });

  await chapter("a count that knows of both settles it, by keys, on both workstations", async () => {
    const keys = new Keys(page);
    await person.goTo(`stores/parts/${part}`);
    await doubt().waitFor();
    await keys.tabTo("Count");
    await keys.press("Enter");
    await person.sheet.waitFor();
    await person.settled();
    await keys.tabTo("Counted");
    await keys.type("7");
    await keys.tabTo("Reason");
    await keys.type("Counted again, by two of us");
    await keys.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await keys.press("Control+Enter");
    await person.enterPin(PIN);
    await keys.press("Control+Enter");
    await person.sheet.getByText("Count written").waitFor();
    await keys.press("Escape");
    await doubt().waitFor({ state: "detached" });
    await pair.meet();
    for (const host of [pair.first, pair.second]) {
      const { quantity, may_be_counted_twice: isDoubted } = await shelf(host);
      assert.deepEqual([quantity, isDoubted], ["7", false]);
    }
    assert.equal(await marks().count(), 0);
    assert.deepEqual(troubles, []);
  });
});

test("whoever was not heard for an hour stands beside the figure, wherever a part is chosen", async (t) => {
  await pair.part();
  await pair.first.end();
  pair.first = await Host.start(pair.first.place, ["--ahead-hours", String(AHEAD_HOURS)]);
  await pair.first.signIn(CHIEF, PIN);
  await look();
  const [silent] = await pair.first.call("stock_silence");
  assert.equal(silent.name, BRIDGE);
  await person.goTo(`stores/parts/${part}`);
  const said = main().getByText(new RegExp(`^without ${BRIDGE} since \\d\\d:\\d\\d$`)).first();
  await said.waitFor();
  await survey(t, page, "part-without-bridge");
  await person.button("Stock acts for Shelf 3").click();
  await page.getByRole("menuitem", { name: "Transfer", exact: true }).click();
  await person.sheet.getByText(new RegExp(`without ${BRIDGE} since`)).waitFor();
  await until("the sheet says what lies there", () =>
    person.sheet.getByText("Recorded there now").isVisible(),
  );
  await person.sheetButton("Cancel").click();
  assert.deepEqual(troubles, []);
});
