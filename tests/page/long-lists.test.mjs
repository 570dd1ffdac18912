/** Lists of many thousand rows: few of them are in the page, and every one can be reached. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { Host, LARGE_ROWS } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";

/** A screen shows a dozen rows; a list that draws this many draws everything. */
const DRAWN_MAX = 80;

let browser;
let host;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo({ rows: LARGE_ROWS })]);
});
after(async () => {
  await browser.close();
  await host.stop();
});

test("a list of ten thousand rows draws only what is in sight and reaches its end", async () => {
  const { page, troubles } = await openPage(browser, host);
  const person = new Person(page);
  await person.signIn("Marta Nowak");
  await person.goTo("record");
  const grid = page.getByRole("grid");
  const total = Number(await grid.getAttribute("aria-rowcount")) - 1;
  assert.ok(total >= 10_000, `${total} rows`);
  const drawn = () => grid.locator("[data-index]").count();
  assert.ok((await drawn()) <= DRAWN_MAX);
  await grid.locator('[data-index="0"]').focus();
  await page.keyboard.press("End");
  await grid.locator(`[data-index="${total - 1}"][data-key]`).waitFor();
  assert.ok((await drawn()) <= DRAWN_MAX);
  await page.keyboard.press("Home");
  await grid.locator('[data-index="0"][data-key]').waitFor();
  assert.deepEqual(troubles, []);
});

test("filters and sorting are remembered when the person comes back", async () => {
  const { page } = await openPage(browser, host);
  const person = new Person(page);
  if (await page.getByRole("heading", { name: "Who are you?" }).isVisible())
    await person.signIn("Marta Nowak");
  await person.goTo("work/faults");
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Resolved" }).click();
  await page.getByRole("columnheader", { name: "Number" }).getByRole("button").click();
  await person.settled();
  await person.goTo("equipment");
  await person.goTo("work/faults");
  assert.equal(
    (await page.getByRole("combobox", { name: "State" }).innerText()).trim(),
    "Resolved",
  );
  const head = page.getByRole("columnheader", { name: "Number" });
  assert.ok(["ascending", "descending"].includes(await head.getAttribute("aria-sort")));
});
