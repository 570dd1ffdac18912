/** Lists in and out: columns, rows, one signature, progress and stop; by mouse and by keyboard. */
import assert from "node:assert/strict";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { DEMO_PIN, Host } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Marta Nowak";
const LONG_ROWS = 50_000;
/** Fifty thousand rows on a busy machine. */
const LONG_MS = 120_000;

let browser;
let host;
let opened;
let page;
let person;
let folder;

before(async () => {
  [browser, host, folder] = await Promise.all([
    openBrowser(),
    Host.onDemo(),
    mkdtemp(join(tmpdir(), "lists-")),
  ]);
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
  await person.signIn(CHIEF);
});
after(async () => {
  await browser?.close();
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
});

const main = () => page.locator("main");
const field = (label) => main().getByLabel(new RegExp(`^\\s*${label}(\\s+required)?\\s*$`)).first();
const says = (text, ms) => main().getByText(text).first().waitFor({ timeout: ms ?? 10_000 });

async function file(name, bytes) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

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

  await chapter("the same list a second time writes nothing, by keyboard alone", async () => {
    const path = await file("again.csv", "number;name;maker\nDR-1;Dichtring Ø 20 mm;Müller & Söhne\n");
    await choose("Parts", path);
    await field("File").focus();
    await page.keyboard.press("Enter");
    await person.heading("Columns").waitFor();
    await person.button("Check the rows").focus();
    await page.keyboard.press("Enter");
    await says("The record holds all rows as they are. Nothing is left to write.");
    assert.equal(await person.button("Go on and sign").count(), 0);
  });

  await chapter("fifty thousand rows scroll, and an import is stopped and goes on", async (t) => {
    const lines = ["number,name,place,on hand"];
    for (let n = 0; n < LONG_ROWS; n += 1) lines.push(`LONG-${n},Part ${n},R${n % 50},${n % 9}`);
    const path = await file("long.csv", lines.join("\n"));
    await read("Parts", path);
    await person.button("Check the rows").click();
    await person.button("Go on and sign").waitFor({ timeout: LONG_MS });
    const grid = main().getByRole("grid");
    assert.equal(await grid.getAttribute("aria-rowcount"), String(LONG_ROWS + 1));
    await grid.getByRole("row").nth(1).focus();
    await page.keyboard.press("End");
    await says("LONG-49999 Part 49999");
    await sign();
    await main().getByRole("progressbar").waitFor({ timeout: LONG_MS });
    await survey(t, page, "lists-running", { gloves: false });
    await person.button("Cancel").click();
    await says(/rows were taken over and stay/, LONG_MS);
    await survey(t, page, "lists-stopped");
  });

  await chapter("everything is exported into a folder, and not into a filled one", async (t) => {
    await person.button("Another list").click();
    await field("Folder").fill(join(folder, "export"));
    await person.button("Export").click();
    await says(/tables with .* rows were written\./, LONG_MS);
    await survey(t, page, "lists-exported");
    assert.equal((await stat(join(folder, "export", "schema.md"))).isFile(), true);
    await person.button("Export").click();
    await says("The folder holds other files. Choose a new folder or an empty one.");
  });
});
