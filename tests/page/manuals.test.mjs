/** Manuals: from a fault to the page and back, read by keys, taken in, confirmed, pinned. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

/** A PDF of one page. */
const PDF = readFileSync(
  new URL("../../crates/manuals/tests/reading/fixtures/restricted.pdf", import.meta.url),
);
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

  await chapter("Ctrl+F goes to the words, Enter and N to the next page with them", async (t) => {
    await main().locator(".stage").focus();
    await keys.press("Control+f");
    const field = main().getByRole("textbox", { name: "Find in this manual" });
    assert.ok(await field.evaluate((input) => input === document.activeElement));
    await field.fill("coolant");
    await keys.press("Enter");
    await page.getByText(/^\d+ of \d+ pages$/).waitFor();
    const at = Number(await pageField().inputValue());
    await main().locator(".stage").focus();
    await keys.press("n");
    await page.waitForFunction(
      (before) => Number(document.querySelector(".goto input")?.value) !== before,
      at,
    );
    await survey(t, page, "manual-found");
    await main().getByRole("textbox", { name: "Find in this manual" }).fill(code);
    await keys.press("Enter");
    await shows(best.page);
  });

  await chapter("the section in sight is printed by keys", async (t) => {
    await main().locator(".stage").focus();
    await keys.press("Control+p");
    const box = page.getByRole("dialog", { name: "Print pages …" });
    await box.getByRole("textbox", { name: "From page" }).fill("2");
    await box.getByRole("textbox", { name: "To page" }).fill("first");
    await box.getByRole("textbox", { name: "Write to" }).fill(`${host.place.state}/pages.pdf`);
    await survey(t, page, "manual-print", { gloves: false });
    await keys.press("Enter");
    await box.getByText(/Give two page numbers/).waitFor();
    await box.getByRole("textbox", { name: "To page" }).fill("3");
    await box.getByRole("textbox", { name: "Write to" }).focus();
    await keys.press("Enter");
    await box.getByText("2 pages written").waitFor();
    await keys.press("Escape");
    await box.waitFor({ state: "hidden" });
    assert.equal(await host.entries(), entries, "printing left a trace");
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

  await chapter("the search bar leads to the page that holds the words", async (t) => {
    const { sections } = await host.call("manual_contents", {
      id: best.document,
    });
    const section = sections.find(({ title }) => title.split(" ").length > 2 && title.length < 60);
    await main().locator(".stage").focus();
    await keys.press("Control+k");
    await page.keyboard.type(section.title);
    const pages = page.getByRole("group", {
      name: "In the pages of manuals",
    });
    await pages.getByRole("option").first().waitFor();
    await survey(t, page, "search-passages", { gloves: false });
    await pages.getByRole("option").filter({ hasText: section.title }).first().click();
    await main().locator(".stage").waitFor();
    assert.match(page.url(), /manuals\/[0-9a-f-]+\/read\?/);
    assert.equal(await host.entries(), entries, "searching left a trace");
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

  await chapter("a file that is dropped on the list comes into the form", async () => {
    const file = {
      name: "Dropped manual.pdf",
      type: "application/pdf",
      bytes: [...PDF],
    };
    await page.evaluate(({ name, type, bytes }) => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array(bytes)], name, { type }));
      const options = {
        bubbles: true,
        cancelable: true,
        dataTransfer: carried,
      };
      document.body.dispatchEvent(new DragEvent("drop", options));
    }, file);
    await person.sheet.waitFor();
    await person.sheet.getByRole("textbox", { name: "Title" }).waitFor();
    const title = await person.sheet.getByRole("textbox", { name: "Title" }).inputValue();
    assert.equal(title, "Dropped manual");
    await keys.press("Escape");
    await person.button("Close without saving").click();
    await person.sheet.waitFor({ state: "hidden" });
  });

  await chapter("a file that vanished is found again on the manual's page", async (t) => {
    const { line } = await host.call("document_page", { id: best.document });
    const digest = line.document.sha256;
    const path = `${host.place.replica}/blobs/${digest.slice(0, 2)}/${digest.slice(2)}`;
    const elsewhere = `${host.place.state}/found again.pdf`;
    await rename(path, elsewhere);
    await person.goTo("manuals");
    await person.goTo(`manuals/${best.document}`);
    await page.getByText(/^Its file is not on this workstation/).waitFor();
    await survey(t, page, "manual-missing");
    const field = main().getByRole("textbox", {
      name: "Its file on this machine",
    });
    await field.fill("/nowhere/manual.pdf");
    await keys.press("Enter");
    await page.getByText(/^The file cannot be read/).waitFor();
    await field.fill(elsewhere);
    await keys.press("Enter");
    await field.waitFor({ state: "hidden" });
    await person.button("Open", { exact: true }).waitFor();
  });
});
