/** A count sheet: scanned and typed, left open and resumed, reviewed once and signed once. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Keys } from "../harness/keys.mjs";
import { until } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { Scanner } from "../harness/scanner.mjs";
import { glance, survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const EAN = "4006381333931";

let browser;
let host;
let page;
let person;
let keys;
let scanner;
let opened;
let place;
/** Parts kept there: seal, bolt, oil; and one kept nowhere. */
const parts = {};

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
  await host.signIn(CHIEF);
  place = { code: "ZC-1", name: "Ντουλάπι συνεργείου, workshop locker 工具柜" };
  const { ids } = await host.act("add_location", { ...place, department: "engineering" });
  place.id = ids[0];
  const add = async (key, name, count, more = {}) => {
    const given = { name, number: `ZC-${key}`, department: "engineering", ...more };
    const at = count === null ? {} : { location: place.id, first_count: count };
    parts[key] = { name, id: (await host.act("add_part", { ...given, ...at })).ids[0] };
  };
  await add("seal", "Shaft seal 40 × 62", "4", { barcode: EAN });
  await add("bolt", "Hexagon bolt M12 × 60, 10.9", "20");
  await add("oil", "Compressor oil VDL 100", "12.5", { unit: "l" });
  await add("hose", "Hose clamp 60–80 mm", null);
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
  keys = new Keys(page);
  scanner = await Scanner.on(page);
});
after(async () => {
  await browser.close();
  await host.stop();
});

const main = () => page.locator("main");
const sheetPath = () => `stores/locations/${place.id}/count`;
const counted = (key) => page.locator(`[data-part="${parts[key].id}"] input`);
const drafts = () => host.call("draft_list", {});
const onHand = async (key) =>
  (await host.call("part_page", { id: parts[key].id })).places.find(
    ({ location }) => location.id === place.id,
  )?.quantity;
async function facts(text) {
  await main().getByText(text, { exact: false }).first().waitFor();
}

test("a count sheet", async (t) => {
  const chapter = chapters(t);

  await chapter("lists what is kept there, nothing counted", async (t) => {
    await person.goTo(`stores/locations?at=${place.id}`);
    await person.button("Count this place").click();
    await person.heading("Count sheet of ZC-1").waitFor();
    await facts("0 of 3 counted");
    const said = await main().getByRole("list", { name: "Count sheet" }).innerText();
    assert.doesNotMatch(said, /\b(20|12\.5)\b/, "the record's figures lead no count");
    await survey(t, page, "count-sheet-empty");
  });

  await chapter("is filled by scans and by typing", async () => {
    for (let scan = 0; scan < 3; scan += 1) await scanner.scan(EAN);
    await page.getByRole("region", { name: "Scanned codes" }).getByText("counted 3").first().waitFor();
    assert.equal(await counted("seal").inputValue(), "3");
    await counted("bolt").fill("20");
    await facts("2 of 3 counted");
    assert.equal(await counted("oil").inputValue(), "", "what nobody counted stays uncounted");
  });

  await chapter("takes a part that was not expected there, by its number", async () => {
    await scanner.scan("ZC-hose");
    await page.getByRole("region", { name: "Scanned codes" }).getByText("counted 1").first().waitFor();
    await facts("3 of 4 counted");
    assert.equal(await counted("hose").inputValue(), "1");
    await person.button("Clear found").click();
  });

  await chapter("outlives the window, is listed, and is gone on with", async (t) => {
    await until("the sheet is kept", async () => (await drafts()).length === 1);
    await page.reload();
    await person.goTo("stores/locations");
    await main().getByText("Count sheet of ZC-1 left open, 3 counted").waitFor();
    await survey(t, page, "count-left-open");
    await person.button("Go on counting").click();
    await facts("3 of 4 counted");
    assert.equal(await counted("seal").inputValue(), "3");
  });

  await chapter("is reviewed with the record's figures, by keys", async (t) => {
    await keys.tabTo("Review");
    await keys.press("Enter");
    await facts("2 differences · 1 as recorded · 1 not counted");
    const rows = await main().getByRole("row").allInnerTexts();
    assert.match(rows.find((row) => row.includes("Shaft seal")), /4 pcs\s+3 pcs\s+−1 pcs/);
    assert.match(rows.find((row) => row.includes("Hose clamp")), /0 pcs\s+1 pcs\s+\+1 pcs/);
    await survey(t, page, "count-review");
  });

  await chapter("is written with one reason and one signature", async () => {
    const entries = await host.entries();
    await keys.tabTo("Write the count");
    await keys.press("Enter");
    await person.sheet.waitFor();
    await person.settled();
    await keys.at("Reason");
    await keys.type("Yearly count");
    await keys.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await glance(page, "count-preview");
    await keys.press("Control+Enter");
    await person.enterPin();
    await keys.press("Control+Enter");
    await person.sheet.getByText("Count written").waitFor();
    await keys.press("Escape");
    assert.equal(await host.entries(), entries + 1, "one act");
    assert.deepEqual(
      [await onHand("seal"), await onHand("bolt"), await onHand("oil"), await onHand("hose")],
      ["3", "20", "12.5", "1"],
    );
    await until("the sheet is gone", async () => (await drafts()).length === 0);
  });

  await chapter("is begun, left and discarded by keys alone, without a trace", async () => {
    const entries = await host.entries();
    await person.goTo("stores/locations");
    await keys.tabTo("Find a place by name or code");
    await keys.press("Control+a");
    await keys.type("ZC-1");
    await page.getByRole("treeitem", { name: /ZC-1/ }).waitFor();
    await keys.tabTo("ZC-1");
    await keys.press("Enter");
    await keys.tabTo("Count this place");
    await keys.press("Enter");
    await person.heading("Count sheet of ZC-1").waitFor();
    await keys.tabTo(`Counted of ${parts.oil.name}`);
    await keys.type("9");
    await facts("1 of 4 counted");
    await until("the sheet is kept", async () => (await drafts()).length === 1);
    await keys.tabTo("Close");
    await keys.press("Enter");
    await keys.tabTo("Discard the sheet");
    await keys.press("Enter");
    await main().getByText("Discard this count sheet?").waitFor();
    await glance(page, "count-discard");
    await keys.tabTo("Discard the sheet");
    await keys.press("Enter");
    await main().getByText(/left open/).waitFor({ state: "hidden" });
    await until("the sheet is gone", async () => (await drafts()).length === 0);
    assert.equal(await host.entries(), entries);
    assert.deepEqual(opened.troubles, []);
  });
});
