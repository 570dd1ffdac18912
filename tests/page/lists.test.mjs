/** Lists in and out: columns, rows, one signature, progress and stop; by mouse and by keyboard. */
import assert from "node:assert/strict";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { DEMO_PIN } from "../harness/host.mjs";
import { seatOnDemo } from "../harness/seat.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Marta Nowak";
const LONG_ROWS = 50_000;
/** So many parts the list of parts is tried with. */
const MANY = 10_000;
/** A screen shows a dozen rows; a list that draws this many draws everything. */
const DRAWN_MAX = 80;
/** Fifty thousand rows on a busy machine. */
const LONG_MS = 120_000;

let host;
let opened;
let page;
let person;
let keys;
let folder;

seatOnDemo(CHIEF, async (seat) => {
  ({ host, opened, page, person, keys } = seat);
  folder = await mkdtemp(join(tmpdir(), "lists-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const main = () => page.locator("main");
const field = (label) => main().getByLabel(new RegExp(`^\\s*${label}(\\s+required)?\\s*$`)).first();
const says = (text, ms) => main().getByText(text).first().waitFor({ timeout: ms ?? 10_000 });

async function file(name, bytes) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** A list of parts whose place and count follow from the row. */
function longList(rows) {
  const lines = Array.from({ length: rows }, (_, n) => `LONG-${n},Part ${n},R${n % 50},${n % 9}`);
  return ["number,name,place,on hand", ...lines].join("\n");
}

/** The name of a tab of the rows, with its count. */
const tabOf = (label, count) => new RegExp(`^${label}\\s*${count.toLocaleString("en-GB")}$`);

async function choose(kind, path) {
  await person.goTo("settings/lists");
  const another = person.button("Another list").or(person.button("Another file"));
  if (await another.first().isVisible()) await another.first().click();
  await field("What the list holds").click();
  await page.getByRole("option", { name: kind, exact: true }).click();
  await field("File").fill(path);
}

async function read(kind, path) {
  await choose(kind, path);
  await person.button("Read the file").click();
  await person.heading("Columns").waitFor();
}

/** Signs on the page itself. */
async function sign() {
  await person.button("Go on and sign").click();
  await person.heading("Sign").waitFor();
  if (await main().getByRole("group", { name: /^PIN of / }).isVisible()) {
    await page.keyboard.type(DEMO_PIN);
  }
  await person.button("Sign and import").click();
}

test("lists", async (t) => {
  const chapter = chapters(t);

  await chapter("a wrong file and an empty one are refused in one sentence", async (t) => {
    await choose("Parts", await file("picture.csv", Buffer.from("89504e470d0a1a0a0000000d", "hex")));
    await person.button("Read the file").click();
    await says("This is no table: choose a CSV or XLSX file.");
    await survey(t, page, "lists-refused");
    await choose("Parts", await file("empty.csv", ""));
    await person.button("Read the file").click();
    await says("The file is empty.");
  });

  await chapter("columns are guessed, shown with what stands in them, and rows are told", async (t) => {
    const rows = [
      "Artikel-Nr.;Bezeichnung;Hersteller;ME;Lagerort;Bestand;Bestand min",
      "DR-1;Dichtring Ø 20 mm;Müller & Söhne;pcs;R07;4;1,5",
      "DR-2;Dichtring Ø 22 mm;Müller & Söhne;pcs;R07;2;1",
      "DR-3;;Müller & Söhne;pcs;R07;2;1",
      `DR-4;Dichtring Ø 26 mm;Müller & Söhne;${"x".repeat(21)};R07;2;1`,
    ];
    // Windows-1252, as German programs export.
    await read("Parts", await file("lager.csv", Buffer.from(rows.join("\r\n"), "latin1")));
    await says("lager.csv: 4 rows. Choose which column holds what.");
    await says("Dichtring Ø 20 mm, Dichtring Ø 22 mm");
    await survey(t, page, "lists-columns");
    await person.button("Check the rows").click();
    await says("The name is missing. Fill it in.");
    await says("The unit has 21 characters; the limit is 20. Shorten it.");
    await survey(t, page, "lists-rows");
    await main().getByRole("link", { name: /^New\s*2$/ }).click();
    await says("add the part DR-1 Dichtring Ø 20 mm, counted in pcs");
    assert.equal(await person.button("Go on and sign").isDisabled(), true);
  });

  await chapter("wrong rows are left out when the person says so, and one signature takes the rest", async (t) => {
    await main().getByRole("checkbox", { name: /Leave out the 2 wrong rows/ }).check();
    await person.button("Go on and sign").click();
    await says("I import 2 parts from lager.csv, rows 2 to 3.");
    await survey(t, page, "lists-sign");
    if (await main().getByRole("group", { name: /^PIN of / }).isVisible()) {
      await page.keyboard.type(DEMO_PIN);
    }
    await person.button("Sign and import").click();
    await says("2 rows were taken over.");
    await survey(t, page, "lists-done");
    await person.button("See the parts").click();
    await person.settled();
    assert.match(page.url(), /#\/stores/);
  });

  await chapter("the same list a second time writes only what is new, by keyboard alone", async () => {
    const rows = ["number;name;maker", "DR-1;Dichtring Ø 20 mm;Müller & Söhne", "DR-9;O-ring Ø 9 mm;"];
    const path = await file("again.csv", rows.join("\n"));
    await person.goTo("settings/lists");
    const another = person.button("Another list");
    if (await another.isVisible()) {
      await keys.tabTo("Another list");
      await keys.press("Enter");
    }
    await field("File").waitFor();
    // What was chosen last stands there still: parts.
    await keys.tabTo("File");
    await keys.press("Control+a");
    await keys.type(path);
    await keys.press("Enter");
    await person.heading("Columns").waitFor();
    await keys.tabTo("Check the rows");
    await keys.press("Enter");
    await main().getByRole("link", { name: /^Unchanged\s*1$/ }).waitFor();
    await keys.tabTo("Go on and sign");
    await keys.press("Enter");
    await says("I import 1 part from again.csv, row 3.");
    if (await main().getByRole("group", { name: /^PIN of / }).isVisible()) {
      await keys.type(DEMO_PIN);
    }
    await keys.tabTo("Sign and import");
    await keys.press("Enter");
    await says("1 row was taken over.");
    await keys.tabTo("Another list");
    await keys.press("Enter");
    await keys.tabTo("File");
    await keys.press("Enter");
    await person.heading("Columns").waitFor();
    await keys.tabTo("Check the rows");
    await keys.press("Enter");
    await says("The record holds all rows as they are. Nothing is left to write.");
    assert.equal(await person.button("Go on and sign").count(), 0);
  });

  await chapter("fifty thousand rows scroll, and an import is stopped and goes on", async (t) => {
    await read("Parts", await file("long.csv", longList(LONG_ROWS)));
    await person.button("Check the rows").click();
    await person.button("Go on and sign").waitFor({ timeout: LONG_MS });
    const grid = main().getByRole("grid");
    await main().locator(`[role="grid"][aria-rowcount="${LONG_ROWS + 1}"]`).waitFor();
    await grid.getByRole("row").nth(1).focus();
    await page.keyboard.press("End");
    await says("LONG-49999 Part 49999");
    await sign();
    await main().getByRole("progressbar").waitFor({ timeout: LONG_MS });
    await survey(t, page, "lists-running", { gloves: false });
    await person.button("Cancel").click();
    await says(/rows were taken over and stay/, LONG_MS);
    await survey(t, page, "lists-stopped");
    const { total: before } = await host.call("part_list", { text: "LONG", filters: {}, limit: 1 });
    assert.ok(before > 0 && before < MANY, `${before} parts were taken over before the stop`);
    await read("Parts", await file("many.csv", longList(MANY)));
    await person.button("Check the rows").click();
    await main().getByRole("link", { name: tabOf("Unchanged", before) }).waitFor({ timeout: LONG_MS });
    await main().getByRole("link", { name: tabOf("New", MANY - before) }).waitFor();
    await sign();
    await says(`${(MANY - before).toLocaleString("en-GB")} rows were taken over.`, LONG_MS);
  });

  await chapter("ten thousand parts are listed, filtered, sorted and walked to the end", async (t) => {
    await person.button("See the parts").click();
    const grid = page.getByRole("grid", { name: "Parts" });
    const shows = (count) => page.locator(`[role="grid"][aria-rowcount="${count + 1}"]`).waitFor();
    const drawn = () => grid.locator("[data-index]").count();
    const listed = (await host.call("part_list", { filters: { is_retired: ["false"] }, limit: 1 })).total;
    assert.ok(listed >= MANY, `${listed} parts`);
    await shows(listed);
    assert.ok((await drawn()) <= DRAWN_MAX);
    await grid.locator('[data-index="0"]').focus();
    await page.keyboard.press("End");
    await grid.locator(`[data-index="${listed - 1}"][data-key]`).waitFor();
    assert.ok((await drawn()) <= DRAWN_MAX);

    const long = Array.from({ length: MANY }, (_, n) => n);
    await page.getByRole("textbox", { name: "Find a part by name, number or maker" }).fill("LONG-77");
    await shows(long.filter((n) => String(n).startsWith("77")).length);
    await page.getByRole("combobox", { name: "Stock" }).click();
    await page.getByRole("option", { name: "Out of stock" }).click();
    await shows(long.filter((n) => String(n).startsWith("77") && n % 9 === 0).length);
    await person.button("Clear").click();
    await shows(listed);
    await page.getByRole("combobox", { name: "Place" }).fill("R7");
    await page.getByRole("option").filter({ hasText: /^R7\b/ }).first().click();
    await shows(long.filter((n) => n % 50 === 7).length);
    await survey(t, page, "part-list-of-a-place");
    await page.getByRole("columnheader", { name: "In stores" }).getByRole("button").click();
    await person.settled();
    const figure = (nth) => grid.locator("[data-key]").nth(nth).getByRole("gridcell").last().innerText();
    assert.match(await figure(0), /^0 pcs/);
    await page.getByRole("columnheader", { name: "In stores" }).getByRole("button").click();
    await grid.locator("[data-key]").first().getByText("8 pcs").waitFor();
    await person.button("Clear").click();
    await shows(listed);
  });

  await chapter("everything is exported into a folder, and not into a filled one", async (t) => {
    await person.goTo("settings/lists");
    await person.button("Another list").click();
    await field("Folder").fill(join(folder, "export"));
    await person.button("Export").click();
    await says(/tables with .* rows and \d+ files were written\./, LONG_MS);
    await survey(t, page, "lists-exported");
    assert.equal((await stat(join(folder, "export", "schema.md"))).isFile(), true);
    await person.button("Export").click();
    await says("The folder holds other files. Choose a new folder or an empty one.");
  });
});
