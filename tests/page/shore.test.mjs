/** A vessel that worked alone is connected with the shore in its window; the gateway goes and returns. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { CHIEF, founded, MATE, PIN, until } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { Shore } from "../harness/shore.mjs";
import { survey } from "../harness/survey.mjs";

const EXCHANGE_MS = 20_000;

let browser;
let host;
let shore;
let opened;
let person;

before(async () => {
  [browser, { first: host }, shore] = await Promise.all([openBrowser(), founded(), Shore.start()]);
  opened = await openPage(browser, host);
  person = new Person(opened.page);
});
after(async () => {
  await browser.close();
  await Promise.all([host.stop(), shore.stop()]);
});

const main = () => opened.page.locator("main");
const strip = () => opened.page.getByRole("contentinfo", { name: "Link" });
const says = (text) => strip().getByText(text).first().waitFor({ timeout: EXCHANGE_MS });
const field = (label) => main().getByLabel(new RegExp(`^\\s*${label}(\\s+required)?\\s*$`));
const place = (code) => host.act("add_location", { code, name: `Shelf ${code}` }, PIN);

test("a vessel and its shore", async (t) => {
  const chapter = chapters(t);

  await chapter("a wrong code is refused in words, and what was typed stays", async (t) => {
    await person.goTo("settings/sync");
    await person.button("Connect by code").click();
    await field("Address").fill(shore.address);
    await field("Code").fill("ABCD-EFGH");
    await person.button("Connect").click();
    await main()
      .getByText(/^Check the code/)
      .waitFor();
    await survey(t, opened.page, "connect-refused");
    assert.equal(await field("Address").inputValue(), shore.address);
  });

  await chapter("with the right one everything that was done alone goes ashore", async () => {
    await field("Code").fill(await shore.code());
    await person.button("Connect").click();
    await main()
      .getByText(/^Connected for /)
      .waitFor({ timeout: EXCHANGE_MS });
    await says("Up to date");
    const [link] = (await host.call("sync_strip")).links;
    assert.deepEqual([link.kind, link.waiting, link.state], ["shore", 0, "up_to_date"]);
  });

  await chapter("the vessel confirms its shore by a signed act", async (t) => {
    await main()
      .getByText("The shore counts once the vessel confirms it. Sign that next.")
      .waitFor();
    await survey(t, opened.page, "connect-confirm");
    await person.button("Confirm the shore").click();
    await person.sheet.waitFor();
    await person.settled();
    await person.sign("Sign and connect", PIN);
    await person.seesDone("Connected with the shore");
    await main().getByText("The shore counts once").waitFor({ state: "hidden" });
    const [entry] = await host.newest();
    assert.deepEqual([entry.action, entry.signed_by], ["connect_shore", CHIEF]);
  });

  await chapter(
    "the gateway stops: the strip says so; it returns: nothing waits any more",
    async () => {
      await until("all is ashore", async () => (await host.call("sync_strip")).waiting === 0);
      await shore.stopGateway();
      await place("A1");
      await says("1 act waits here");
      await says("Offline");
      await shore.startGateway();
      await until("the act is ashore", async () => (await host.call("sync_strip")).waiting === 0);
      await says("Up to date");
      await says("nothing waits");
      await person.goTo("settings/exchanges");
      await main().getByText("Failed").first().waitFor();
      assert.deepEqual(opened.troubles, []);
    },
  );

  await chapter("who may not set links sees how they stand, and may sync now", async (t) => {
    await person.button("Change user").click();
    await person.signIn(MATE, PIN);
    await person.goTo("settings/sync");
    await main().getByText("Chief engineer, captain and manager change these settings.").waitFor();
    for (const name of ["Pause all", "Connect by code", "Save"]) {
      assert.equal(await person.button(name).count(), 0, `${name} is not offered`);
    }
    await survey(t, opened.page, "sync-may-not");
    const scrolled = await opened.page.evaluate(() => {
      const { scrollHeight, clientHeight } = document.getElementById("app");
      return scrollHeight - clientHeight;
    });
    assert.equal(scrolled, 0, "the window itself does not scroll");
    const before = (await host.call("exchange_log", { offset: 0, filters: {} })).total;
    await main()
      .getByRole("button", { name: /^Sync now/ })
      .click();
    await until("an exchange more", async () => {
      const { total } = await host.call("exchange_log", { offset: 0, filters: {} });
      return total > before;
    });
  });
});
