/** What must hold when luck is bad: two hands at once, hasty clicks, the wrong person, no answer. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { Host, LARGE_ROWS } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";
import { glance } from "../harness/survey.mjs";

const ORDERS_MIN = 10_000;
const DRAWN_MAX = 200;

const CHIEF = "Nikólaos Papadákis";
const ENGINEER = "Marta Nowak";
const CREW = "Rodel Villanueva";
const DECKHAND = "Sipho Dlamini";

let browser;
let host;
let opened;
let page;
let person;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo({ rows: LARGE_ROWS })]);
});
after(async () => {
  await browser.close();
  await host.stop();
});
beforeEach(async () => {
  await host.call("lock");
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
});
afterEach(async () => {
  const { troubles } = opened;
  await opened.close();
  assert.deepEqual(troubles, []);
});

const firstOf = async (command, filters) =>
  (await host.call(command, { filters, limit: 1 })).rows[0];

test("ten thousand work orders: few are drawn, the last one is reached and opens", async () => {
  await person.signIn(ENGINEER);
  await person.goTo("work/orders?status=any");
  const grid = page.getByRole("grid");
  const { total } = await host.call("work_order_list", { limit: 1 });
  assert.ok(total >= ORDERS_MIN, `${total} work orders`);
  assert.equal(Number(await grid.getAttribute("aria-rowcount")), total + 1);
  const drawn = () => grid.getByRole("row").count();
  assert.ok((await drawn()) < DRAWN_MAX, `${await drawn()} rows are drawn`);
  await grid.locator('[data-index="0"]').focus();
  await page.keyboard.press("End");
  await grid.locator(`[data-index="${total - 1}"][data-key]`).waitFor();
  assert.ok((await drawn()) < DRAWN_MAX);
  await page.keyboard.press("Enter");
  await page.locator("main").getByText("What happened").waitFor();
});

test("two hasty clicks on an act without a signature write once", async () => {
  await person.signIn(CREW);
  const entries = await host.entries();
  await person.openAct("Report fault");
  await person.field("What is wrong").fill("Two hasty clicks");
  await person.sheetButton("Report").dblclick();
  await person.sheet.getByText("Fault reported").waitFor();
  assert.equal(await host.entries(), entries + 1);
});

test("hasty Ctrl+Enter signs nothing that was not read", async () => {
  await person.signIn(ENGINEER);
  const order = await firstOf("work_order_list", { status: ["active"] });
  const entries = await host.entries();
  await person.goTo(`work/orders/${order.id}`);
  await person.openAct("Add note");
  await person.field("Note").fill("Hasty hands on the keys");
  for (let count = 0; count < 4; count += 1) await page.keyboard.press("Control+Enter");
  await page.locator("main").getByText("Hasty hands on the keys").waitFor();
  assert.equal(await host.entries(), entries + 1);
});

test("a role without the right does not see the act, anywhere", async () => {
  await person.signIn(DECKHAND);
  const order = await firstOf("work_order_list", {
    status: ["active"],
    department: ["engineering"],
  });
  const { rows } = await host.call("fault_list", { filters: { status: ["open"] }, limit: 50 });
  const fault = rows.find((row) => row.equipment);
  const part = await firstOf("part_list", {});
  // Signed acts are absent here: whoever fills them in may fetch somebody who signs.
  const HIDDEN = {
    [`work/orders/${order.id}`]: ["Add note", "Add part", "Log usage", "Return to stores", "Edit", "Start"],
    [`work/faults/${fault.id}`]: ["Resolve", "Edit"],
    equipment: ["Add equipment", "Record hours"],
    [`equipment/${fault.equipment.id}`]: ["Edit", "Add spare part"],
    stores: ["Add part"],
    [`stores/parts/${part.id}`]: ["Edit", "Add where it fits"],
    "stores/locations": ["Add storage place"],
    "settings/time": ["Set ship’s time"],
  };
  for (const [path, acts] of Object.entries(HIDDEN)) {
    await person.goTo(path);
    await page.locator("main").getByRole("heading").first().waitFor();
    for (const act of acts) {
      assert.equal(await person.button(act).count(), 0, `${act} on ${path}`);
    }
  }
  await person.goTo("equipment/hours");
  await page.getByText("Your role reads running hours here but does not record them.").waitFor();
  assert.equal(await page.locator("main").getByRole("grid").getByRole("textbox").count(), 0);
  await glance(page, "hours-without-right");
});

test("somebody else finishes the record while a form stands open on it", async () => {
  await person.signIn(ENGINEER);
  const { rows } = await host.call("fault_list", { filters: { status: ["open"] }, limit: 50 });
  const fault = rows.find((row) => row.open_work_orders === 0);
  await person.goTo(`work/faults/${fault.id}`);
  await person.openAct("Edit");
  await person.field("What is wrong").fill("Typed before the other was faster");
  await host.act("resolve_fault", {
    fault: fault.id,
    how: "false_alarm",
    note: "It was the lamp.",
  });
  const entries = await host.entries();
  await person.sheetButton("Save").click();
  await person.sheet
    .getByText(/changed meanwhile|is resolved/)
    .first()
    .waitFor();
  await glance(page, "resolved-meanwhile");
  assert.equal(await host.entries(), entries);
  assert.equal(
    await person.field("What is wrong").inputValue(),
    "Typed before the other was faster",
  );
});

test("a change of user keeps the form and asks anew who may sign it", async () => {
  await person.signIn(CHIEF);
  await person.goTo("settings/people");
  await person.openAct("Add person");
  await person.field("Name").fill("Half a name");
  await page.keyboard.press("Control+l");
  await person.heading("Who are you?").waitFor();
  assert.equal(await page.getByText("Half a name").count(), 0, "a locked window shows no form");
  await person.signIn(ENGINEER);
  assert.equal(await person.field("Name").inputValue(), "Half a name");
  const entries = await host.entries();
  await person.field("Rank").fill("Deckhand");
  await person.select("Role", "Crew");
  await person.select("Department", "Deck");
  await person.sheetButton("Next").click();
  const refused = person.sheet.getByText(/Your role/).first();
  await refused.or(person.sheetButton("Sign")).first().waitFor();
  if (!(await refused.isVisible())) {
    await person.sheetButton("Sign").click();
    await person.sheet.getByText("Your role does not sign this act.").waitFor();
  }
  assert.equal(await host.entries(), entries);
});

test("a program that does not answer is said in words, and the form stays", async () => {
  await person.signIn(CREW);
  const entries = await host.entries();
  await person.openAct("Report fault");
  await person.field("What is wrong").fill("Written while nothing answers");
  await page.route("**/ipc/action_commit", (route) => route.abort());
  await person.sheetButton("Report").click();
  await person.sheet.getByText("This did not work").waitFor();
  await person.sheet.getByText("The program does not answer").waitFor();
  await glance(page, "no-answer");
  assert.equal(await person.field("What is wrong").inputValue(), "Written while nothing answers");
  await page.unroute("**/ipc/action_commit");
  await person.sheetButton("Report").click();
  await person.sheet.getByText("Fault reported").waitFor();
  assert.equal(await host.entries(), entries + 1);
  // The browser itself tells of the request that was cut.
  opened.troubles.splice(0);
});

test("an answer lost after the commit does not write a second time", async () => {
  await person.signIn(CREW);
  const entries = await host.entries();
  await person.openAct("Report fault");
  await person.field("What is wrong").fill("The answer got lost");
  await page.route("**/ipc/action_commit", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await person.sheetButton("Report").click();
  await person.sheet.getByText("This did not work").waitFor();
  assert.equal(await host.entries(), entries + 1, "it was written, only nobody heard");
  await page.unroute("**/ipc/action_commit");
  await person.sheetButton("Report").click();
  await person.sheet.getByText("Fault reported").waitFor();
  assert.equal(await host.entries(), entries + 1);
  assert.match(await person.sheet.innerText(), /F-2026-E\d{4}/);
  opened.troubles.splice(0);
});
