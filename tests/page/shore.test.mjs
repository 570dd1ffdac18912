/** A vessel that worked alone is connected with the shore in its window; the gateway goes and returns. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { CHIEF, founded, MATE, PIN, until } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { png, uploaded } from "../harness/photos.mjs";
import { Shore } from "../harness/shore.mjs";
import { glance, survey } from "../harness/survey.mjs";

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

const nothingWaits = () =>
  until("all is ashore", async () => (await host.call("sync_strip")).waiting === 0);
const set = (links) =>
  host.call("sync_settings_set", { is_paused: false, is_metered: false, ...links });

/** Takes every call at that address, and says nothing. */
async function silentAt(address) {
  const { hostname, port } = new URL(address);
  const open = new Set();
  const server = createServer((end) => {
    open.add(end);
    end.on("error", () => end.destroy());
  });
  server.listen(Number(port), hostname);
  await once(server, "listening");
  return async () => {
    open.forEach((end) => end.destroy());
    server.close();
    await once(server, "close");
  };
}

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
      await nothingWaits();
      await shore.stopGateway();
      await place("A1");
      await says("1 act waits here");
      await says("Offline");
      await shore.startGateway();
      await nothingWaits();
      await says("Up to date");
      await says("nothing waits");
      await person.goTo("settings/exchanges");
      await main().getByText("Failed").first().waitFor();
      assert.deepEqual(opened.troubles, []);
    },
  );

  await chapter("on a metered link an act waits for others, and sync now ends it", async () => {
    await set({ is_metered: true });
    await place("B1");
    await says("Waiting");
    await says("1 act waits here");
    await glance(opened.page, "strip-waiting");
    await person.goTo("settings/sync");
    await main()
      .getByRole("button", { name: /^Sync now/ })
      .click();
    await nothingWaits();
    await says("Up to date");
  });

  await chapter("on a metered link photos wait for a number of bytes a day", async (t) => {
    await set({ is_metered: true });
    const upload = await uploaded(host, "grille.png", png());
    await host.act("report_fault", { title: "Grille loose", files: [{ upload }] }, PIN);
    await host.call("sync_now");
    await says("1 file waits: the link is paid by the byte");
    await person.goTo("settings/sync");
    await main().getByText("Set a number of bytes a day in Settings; files may use a part of them.").waitFor();
    await survey(t, opened.page, "sync-files-wait");
    await set({ is_metered: true, daily_budget_bytes: 40_000_000 });
    await host.call("sync_now");
    await until("the photo is ashore", async () => {
      const { files, waiting } = await host.call("sync_strip");
      return waiting === 0 && files.to_send === 0 && files.trouble === null;
    });
    await set({});
  });

  await chapter("beyond the day's budget acts are held back, with what to do", async () => {
    await set({ daily_budget_bytes: 1_000 });
    await place("C1");
    await says("Held back");
    await says("Today’s bytes are used up. Sync now, or raise the budget.");
    await glance(opened.page, "strip-held-back");
    await set({ daily_budget_bytes: null });
    await nothingWaits();
    await says("Up to date");
  });

  await chapter("whoever is greeted and says nothing is connected to, no more", async () => {
    await shore.stopGateway();
    await place("D1");
    await says("Offline");
    const hangUp = await silentAt(shore.address);
    await says("Connecting");
    await says("1 act waits here");
    await glance(opened.page, "strip-connecting");
    await hangUp();
    await shore.startGateway();
    await nothingWaits();
    await says("Up to date");
    assert.deepEqual(opened.troubles, []);
  });

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
