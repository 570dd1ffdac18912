/** The forms by which the shore and workstations come and go, opened where the window offers them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { BRIDGE, CHIEF, founded, joined, MATE, PIN, until, VESSEL } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { Shore } from "../harness/shore.mjs";
import { survey } from "../harness/survey.mjs";

let browser;
let shore;
let first;
let second;
let page;
let person;
let troubles;

before(async () => {
  let words;
  [browser, shore, { first, words }] = await Promise.all([openBrowser(), Shore.start(), founded()]);
  await first.call("enrol", { address: shore.address, code: await shore.code() });
  await until(
    "the vessel is ashore",
    async () => (await first.call("sync_strip")).state === "up_to_date",
  );
  // The vessel has not confirmed the shore, so nobody aboard takes its word for the second one.
  second = await joined(shore.address, await shore.code(VESSEL), words);
  await second.act("report_fault", { title: "Searchlight dark", severity: "low" }, PIN);
  await until("the second one's acts are here", async () => {
    await Promise.all([first.call("sync_now"), second.call("sync_now")]);
    return (await workstation("unconfirmed")) !== undefined;
  });
  ({ page, troubles } = await openPage(browser, first));
  person = new Person(page);
});
after(async () => {
  await browser?.close();
  await Promise.all([first?.stop(), second?.stop()]);
  await shore?.stop();
});

async function workstation(state) {
  const all = await first.call("workstation_list");
  return all.find((one) => one.kind === "workstation" && one.state === state);
}

/** An act of the row in the list of workstations: its button, or one of its "More". */
async function openOnRow(letter, act) {
  await person.goTo("settings/workstations");
  const cell = page.getByRole("cell", { name: letter, exact: true });
  const row = page.getByRole("row").filter({ has: cell });
  await row.waitFor();
  const button = row.getByRole("button", { name: act, exact: true });
  if (!(await button.isVisible())) {
    await row.getByRole("button").first().click();
    await page.getByRole("menuitem", { name: act }).click();
  } else await button.click();
  await person.sheet.waitFor();
  await person.settled();
}

async function written(commit, done) {
  const entries = await first.entries();
  await person.sign(commit, PIN);
  await person.sheet.getByText(done, { exact: true }).waitFor();
  assert.ok((await first.entries()) > entries);
}

test("workstations come and go", async (t) => {
  const chapter = chapters(t);

  await chapter("a workstation whose acts wait is confirmed by hand", async (t) => {
    const waiting = await workstation("unconfirmed");
    assert.match(waiting.given.public_key, /^[0-9a-f]{64}$/);
    const { rows } = await first.call("fault_list", { filters: {} });
    assert.equal(rows.length, 0, "its acts wait");
    await openOnRow(waiting.letter, "Confirm");
    assert.equal(await person.field("Letter").inputValue(), waiting.letter);
    await person.field("Where it stands").fill(BRIDGE);
    assert.match(await person.sheet.innerText(), new RegExp(waiting.given.public_key));
    await survey(t, page, "sheet-confirm_device");
    await written("Sign and confirm", "Workstation confirmed");
    await person.finish();
    const { rows: now } = await first.call("fault_list", { filters: {} });
    assert.deepEqual(
      now.map(({ title }) => title),
      ["Searchlight dark"],
    );
  });

  await chapter("the list of entries says what waited", async () => {
    await person.goTo("record");
    await page.getByText("Searchlight dark").first().waitFor();
    assert.equal(await page.getByText("waits", { exact: true }).count(), 0);
  });

  await chapter("the vessel is connected with the shore", async (t) => {
    await person.goTo("settings/sync");
    await person.openAct("Confirm the shore");
    await survey(t, page, "sheet-connect_shore");
    await written("Sign and connect", "Connected with the shore");
    await person.finish();
  });

  await chapter("a record is accepted ashore, with the time", async () => {
    const { rows } = await first.call("fault_list", { filters: {} });
    await person.goTo(`work/faults/${rows[0].id}`);
    await page.getByText(/^Accepted ashore at \d\d:\d\d$/).waitFor();
  });

  await chapter("closing says what it does, and which entry is the last that counts", async (t) => {
    const { last_seq: held, letter } = await workstation("confirmed");
    await openOnRow(letter, "Close this workstation");
    const last = person.field("Last entry that counts");
    assert.equal(await last.inputValue(), String(held));
    const means = new RegExp(`wrote after entry ${held} are kept but do not count`);
    assert.match(await person.sheet.innerText(), means);
    await last.fill(String(held + 1));
    await person.sheet.getByText(`Write a whole number from 0 to ${held}.`).waitFor();
    await last.fill(String(held - 1));
    await person.sheet.getByText(`wrote after entry ${held - 1} are kept`).waitFor();
    await survey(t, page, "sheet-close_device");
    await person.field("Reason").fill("Left on the quay.");
    await written("Sign and close", "Workstation closed");
    await person.finish();
    assert.equal((await workstation("closed")).name, BRIDGE);
  });

  await chapter("what it wrote after that is marked in the record", async (t) => {
    await person.goTo("record");
    await page.getByText("without effect", { exact: true }).first().waitFor();
    await survey(t, page, "record-without-effect");
    await page.getByRole("row").filter({ hasText: "without effect" }).first().focus();
    await page.keyboard.press("Enter");
    await page.getByText("Its workstation was closed before it.", { exact: false }).waitFor();
    assert.deepEqual(troubles.splice(0), []);
  });

  await chapter("the closed one says so on every screen, and what to do", async (t) => {
    await second.signIn(CHIEF, PIN);
    await second.act("report_fault", { title: "After the close", severity: "low" }, PIN);
    const closed = await openPage(browser, second);
    const strip = closed.page.getByRole("contentinfo", { name: "Link" });
    await until("it has heard of its close", async () => {
      await second.call("sync_now");
      const { trouble } = await second.call("sync_strip");
      return trouble?.code === "closed_device";
    });
    await strip.getByText("This workstation was closed").first().waitFor();
    await new Person(closed.page).goTo("settings/sync");
    await closed.page
      .getByText(/Ask for a new code there and enrol this workstation again/)
      .waitFor();
    await survey(t, closed.page, "closed-workstation");
    const { rows } = await second.call("fault_list", { filters: {} });
    assert.ok(
      rows.some(({ title }) => title === "After the close"),
      "its own acts stay in sight",
    );
    await closed.close();
  });

  await chapter("whose role it is not may fill in, and somebody else signs", async () => {
    await first.signIn(MATE, PIN);
    const list = await first.call("workstation_list");
    const offers = list.flatMap((one) => one.offers);
    assert.ok(offers.length > 0 && offers.every(({ by_other }) => by_other));
    const device = (await workstation("founder")).device;
    const closing = first.act("close_device", { device, reason: "I should like to." }, PIN);
    await assert.rejects(closing, { code: "wrong_role" });
    await first.signIn(CHIEF, PIN);
  });
});
