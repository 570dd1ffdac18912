/** Manuals: from a fault to the page and back, read by keys, taken in, confirmed, pinned. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";

let host;
let page;
let person;
let keys;

seatOnDemo(CHIEF, (seat) => ({ host, page, person, keys } = seat));

const main = () => page.locator("main");
const drawn = (number) =>
  page.waitForFunction(
    (label) => document.querySelector(`section[aria-label="${label}"] canvas.drawn`) !== null,
    `Page ${number}`,
  );
const pageField = () => main().getByRole("textbox", { name: "Page", exact: true });
const shows = (number) =>
  page.waitForFunction(
    (wanted) => document.querySelector(".goto input")?.value === wanted,
    String(number),
  );

/** A fault of the demo vessel whose code stands in a manual, and where. */
async function coded() {
  const { rows } = await host.call("fault_list", { limit: 200, filters: {} });
  for (const { id, code } of rows) {
    if (code === null) continue;
    const { best } = await host.call("manual_find", {
      fault: id,
      everywhere: false,
    });
    if (best?.reason.includes(code)) return { id, code, best };
  }
  throw new Error("no fault of the demo vessel has a code that stands in a manual");
}

test("manuals", async (t) => {
  const chapter = chapters(t);
  const { id, code, best } = await coded();
  const entries = await host.entries();

  await chapter("a fault leads to the page of its code and back", async (t) => {
    await person.goTo(`work/faults/${id}`);
    await person.button("Open manual").click();
    await page.getByText(`Why this page: ${best.reason}`).waitFor();
    await shows(best.page);
    await drawn(best.page);
    await survey(t, page, "manual-reader");
    assert.equal(await host.entries(), entries, "reading left a trace");
    await page
      .getByRole("region", { name: best.title })
      .or(main().locator(".stage"))
      .first()
      .focus();
    await keys.press("b");
    await person.button("Open manual").waitFor();
  });

  await chapter("pages are turned, found and left again by keys", async () => {
    await person.goTo(`manuals/${best.document}/read?page=${best.page}`);
    await drawn(best.page);
    await main().locator(".stage").focus();
    await keys.press("PageUp");
    await shows(best.page - 1);
    await keys.press("g");
    await page.keyboard.type("2");
    await keys.press("Enter");
    await shows(2);
    await drawn(2);
    await main().locator(".stage").focus();
    await keys.press("b");
    await shows(best.page - 1);
    await main().getByRole("textbox", { name: "Find in this manual" }).fill(code);
    await keys.press("Enter");
    await page.getByText(/^\d+ of \d+ pages?$/).waitFor();
    assert.equal(await host.entries(), entries, "reading left a trace");
  });

  await chapter("what stands on a page can be selected", async () => {
    const line = main().locator(".text span").filter({ hasText: code }).first();
    await line.waitFor({ state: "attached" });
    const selected = await line.evaluate((span) => {
      getSelection().selectAllChildren(span);
      return getSelection().toString();
    });
    assert.ok(selected.includes(code), selected);
  });

  await chapter("the search bar leads there by a verb, a machine and a code", async () => {
    const { equipment } = await host.call("fault_page", { id });
    await main().locator(".stage").focus();
    await keys.press("Control+k");
    await page.keyboard.type(`manual ${equipment.label} ${code}`);
    // Not before all of it was read: a part of the words may open another page.
    const line = page.getByRole("option").filter({ hasText: `on ${equipment.label}: ${code}` });
    await line.first().waitFor();
    await keys.press("Enter");
    await page.getByText(/^Why this page: /).waitFor();
    await shows(best.page);
  });

  await chapter("the list is found through, and its text searched", async (t) => {
    await person.goTo("manuals");
    await main().getByRole("textbox", { name: "Words in the text of all manuals" }).fill(code);
    await keys.press("Enter");
    await main()
      .getByText(/places? in the text/)
      .first()
      .waitFor();
    await survey(t, page, "manual-list");
  });

  await chapter("a proposal is confirmed and the fault says so", async (t) => {
    await person.goTo(`manuals/${best.document}`);
    await main().getByRole("button", { name: "Choose all that are shown" }).waitFor();
    await survey(t, page, "manual-page");
    const before = (await host.call("document_page", { id: best.document })).mappings.length;
    await main().getByRole("checkbox").first().locator("xpath=ancestor::label").click();
    await person.button("Confirm 1 code").click();
    await person.sheet.waitFor();
    await person.sign("Confirm");
    await person.seesDone("Codes confirmed");
    const after = (await host.call("document_page", { id: best.document })).mappings.length;
    assert.equal(after, before + 1);
  });

  await chapter("a file is taken in by its path, and the same one is known", async (t) => {
    const { document } = (await host.call("document_list", {})).rows.find(
      ({ document }) => document.sha256 !== null,
    );
    const digest = document.sha256;
    const path = `${host.place.replica}/blobs/${digest.slice(0, 2)}/${digest.slice(2)}`;
    await person.goTo("manuals");
    await person.openByKeys("Alt+a");
    await person.field("File or folder").fill(path);
    await person.sheetButton("Take in").click();
    await person.sheet.getByText(/^Here already, as/).waitFor();
    await survey(t, page, "manual-intake");
    await keys.press("Escape");
    await person.sheet.waitFor({ state: "hidden" });
  });
});
