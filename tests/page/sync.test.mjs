/**
 * Two workstations of one vessel in two windows: one becomes the meeting point and invites, the other
 * joins by code. The strip is watched through every state that a real line brings it into.
 */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Keys } from "../harness/keys.mjs";
import { misfits } from "../harness/layout.mjs";
import { Person } from "../harness/person.mjs";
import { png, uploaded } from "../harness/photos.mjs";
import { glance, survey } from "../harness/survey.mjs";

const CHIEF = "Marta Nowak";
const PIN = "482915";
const ALONE = "Works alone: no shore or other workstation set up";
/** A link that came back is used again within five seconds; a busy machine gets some more. */
const EXCHANGE_MS = 20_000;

let browser;
let secret;
/** The workstation that begins the vessel, and the one that joins it. */
let engine;
let bridge;
let address;
/** What the faults are on. */
let room;

before(async () => {
  browser = await openBrowser();
  [engine, bridge] = await Promise.all([seat(), seat()]);
  const { words } = await engine.host.call("found_vessel", {
    vessel: "Aurelia",
    letter: "E",
    workstation: "Engine control room",
    person: CHIEF,
    rank: "Chief engineer",
    pin: PIN,
  });
  secret = words;
  const space = {
    code: "ER",
    name: "Engine room",
    kind: "space",
    has_counter: false,
  };
  [room] = (await engine.host.act("add_equipment", space, PIN)).ids;
  await engine.page.reload();
});
after(async () => {
  await browser.close();
  await Promise.all([engine.host.stop(), bridge.host.stop()]);
});

/** A window on an empty replica of its own. */
async function seat() {
  const host = await Host.onEmpty();
  const opened = await openPage(browser, host);
  return looking(host, opened);
}

const looking = (host, opened) => ({
  host,
  opened,
  page: opened.page,
  person: new Person(opened.page),
  keys: new Keys(opened.page),
  strip: opened.page.getByRole("contentinfo", { name: "Link" }),
});

/** Starts a workstation again on its replica, with a window of its own. */
async function again({ host, opened }) {
  await opened.close();
  const started = await Host.start(host.place, []);
  return looking(started, await openPage(browser, started));
}

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

const says = ({ strip }, text) => strip.getByText(text).first().waitFor({ timeout: EXCHANGE_MS });
const link = async ({ host }) => (await host.call("sync_strip")).links[0];
const main = ({ page }) => page.locator("main");
const field = ({ page }, label) =>
  page.locator("main").getByLabel(new RegExp(`^\\s*${label}(\\s+required)?\\s*$`));

const faultIn = ({ host }, title) => host.act("report_fault", { title, equipment: room }, PIN);

/** An exchange as the log has it; every seventh failed. */
function made(id) {
  const failed = id % 7 === 0;
  const began = Date.parse("2026-11-22T12:00:00Z") - (10_000 - id) * 300_000;
  return {
    id,
    peer: 1,
    peer_name: id % 2 ? "Shore" : "Bridge, chart table behind the pilot chair",
    began_at: new Date(began).toISOString(),
    ended_at: new Date(began + (id % 90) * 1000).toISOString(),
    bytes_up: (id * 977) % 900_000,
    bytes_down: (id * 7919) % 4_000_000,
    round_trips: 1 + (id % 3),
    batches: failed ? 0 : id % 5,
    entries: failed ? 0 : (id % 5) * 120,
    outcome: failed ? "failed" : "done",
    code: failed ? "cut" : null,
    sentence: failed ? "The link broke off; what had arrived is kept." : null,
  };
}

test("two workstations of one vessel", async (t) => {
  const chapter = chapters(t);

  await chapter("the strip tells the truth before anybody has signed in", async (t) => {
    await says(bridge, ALONE);
    await says(engine, ALONE);
    assert.equal(await bridge.strip.getByRole("link").count(), 0, "settings open for nobody");
    await engine.person.heading("Now").or(engine.person.heading("Who are you?")).waitFor();
    if (await engine.person.heading("Who are you?").isVisible()) {
      await survey(t, engine.page, "sync-sign-in");
      await engine.person.signIn(CHIEF, PIN);
    }
    assert.equal((await engine.host.call("sync_strip")).state, "alone");
  });

  await chapter("pressed, it opens the settings of sync, which say what to do alone", async (t) => {
    await engine.strip.getByRole("link").click();
    await main(engine).getByText("This workstation works alone").waitFor();
    await survey(t, engine.page, "sync-alone");
    await engine.person.goTo("settings/exchanges");
    await main(engine).getByText("No exchange yet", { exact: true }).waitFor();
    await glance(engine.page, "sync-no-exchange");
  });

  await chapter("a code for nowhere is refused with the next step", async () => {
    await engine.person.goTo("settings/workstations");
    await engine.person.openAct("Invite a workstation");
    await engine.person.field("Where it stands").fill("Bridge");
    await engine.person.sheetButton("Next").click();
    await engine.person.sheet.getByText("make it the ship's meeting point first").waitFor();
    await engine.page.keyboard.press("Escape");
    const sure = engine.page.getByRole("button", {
      name: "Close without saving",
    });
    await sure.click();
  });

  await chapter("one workstation becomes the meeting point, and says what to type", async (t) => {
    address = `127.0.0.1:${await freePort()}`;
    await engine.person.goTo("settings/sync");
    await main(engine).getByText("This workstation is the meeting point").click();
    await field(engine, "Listens at").fill("on the bridge");
    const meeting = engine.page.getByRole("region", {
      name: "Meeting point",
    });
    await meeting.getByRole("button", { name: "Save" }).click();
    await main(engine).getByText("is no address to answer on").waitFor();
    assert.equal(await field(engine, "Listens at").inputValue(), "on the bridge");
    await field(engine, "Listens at").fill(address);
    await meeting.getByRole("button", { name: "Save" }).click();
    await meeting.getByText(address, { exact: true }).waitFor({ timeout: EXCHANGE_MS });
    await says(engine, `Meeting point at ${address}: other workstations come here`);
    await survey(t, engine.page, "sync-meeting-point");
  });

  let code;
  await chapter("an invitation shows its code large, with the address to type", async (t) => {
    await engine.person.goTo("settings/workstations");
    await engine.person.openAct("Invite a workstation");
    await engine.person.field("Where it stands").fill("Bridge");
    await engine.person.sign("Sign and show the code", PIN);
    const given = engine.person.sheet.getByRole("region", {
      name: "Code for the new workstation",
    });
    await given.waitFor();
    code = (await given.locator(".code").innerText()).trim();
    assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{1,4})+$/);
    assert.match(await given.innerText(), /Good until .*\(\d+ min\)/);
    assert.ok(await given.getByText(address, { exact: true }).isVisible());
    const size = await given.locator(".code").evaluate((at) => getComputedStyle(at).fontSize);
    assert.ok(parseFloat(size) >= 24, `the code stands in ${size}`);
    await survey(t, engine.page, "sync-code");
    await engine.person.finish();
  });

  await chapter(
    "the other one joins by code; each slip is a sentence, nothing typed is lost",
    async (t) => {
      await bridge.page.getByText("Join a vessel by code", { exact: true }).click();
      await bridge.person.heading("Join a vessel").waitFor();
      await survey(t, bridge.page, "join");
      await bridge.person.button("Join").click();
      await bridge.page.getByText("Type the address that the other workstation shows.").waitFor();
      await field(bridge, "Address").fill(address);
      await field(bridge, "Code").fill("ABCD-EFGH");
      await field(bridge, "Where this workstation stands").last().fill("Bridge");
      const words = field(bridge, "Words of the vessel’s recovery sheet");
      const slip = [...secret];
      slip[3] = `${slip[3]}x`;
      await words.fill(slip.join("\n"));
      await bridge.page.getByText(`Word 4, “${slip[3]}”, is on no sheet.`).waitFor();
      await bridge.page.getByText(`Is it “${secret[3]}”?`).waitFor();
      await survey(t, bridge.page, "join-slip");
      await words.fill(secret.join(" "));
      await bridge.page.getByText("All words are right.").waitFor();
      await bridge.person.button("Join").click();
      await bridge.page.getByText(/^Check the code/).waitFor();
      assert.equal(await words.inputValue(), secret.join(" "));
      assert.equal(await field(bridge, "Address").inputValue(), address);
    },
  );

  await chapter(
    "it fills itself, and the chief engineer signs in there with the old PIN",
    async () => {
      await field(bridge, "Code").fill(code.toLowerCase());
      await bridge.person.button("Join").click();
      await bridge.person.heading("Who are you?").waitFor({ timeout: EXCHANGE_MS });
      await bridge.person.signIn(CHIEF, PIN);
      await says(bridge, "Up to date");
      await says(bridge, "nothing waits");
      assert.deepEqual(
        await bridge.page.evaluate(() => localStorage.getItem("celeste.joining")),
        "null",
      );
      assert.equal((await link(bridge)).state, "up_to_date");
    },
  );

  await chapter("what is done in one window arrives in the other, both ways", async () => {
    await faultIn(engine, "Bilge pump 2 runs dry");
    await bridge.person.goTo("settings/sync");
    await main(bridge)
      .getByRole("button", { name: /^Sync now/ })
      .click();
    await bridge.person.goTo("now");
    await main(bridge).getByText("Bilge pump 2 runs dry").first().waitFor({ timeout: EXCHANGE_MS });
    await engine.person.goTo("now");
    await faultIn(bridge, "Radar 1 shows a blank sector");
    await main(engine)
      .getByText("Radar 1 shows a blank sector")
      .first()
      .waitFor({ timeout: EXCHANGE_MS });
    await says(engine, "Up to date");
    await says(bridge, "Up to date");
  });

  await chapter("workstations and exchanges are listed with what was carried", async (t) => {
    await engine.person.goTo("settings/workstations");
    const rows = main(engine).getByRole("row");
    await rows.filter({ hasText: "Bridge" }).getByText("Confirmed").waitFor();
    await rows.filter({ hasText: "Engine control room" }).getByText("this one").waitFor();
    await survey(t, engine.page, "sync-workstations");
    await bridge.person.goTo("settings/exchanges");
    await bridge.page.getByRole("grid", { name: "Exchanges" }).getByText("Done").first().waitFor();
    await survey(t, bridge.page, "sync-exchanges");
    const { rows: log } = await bridge.host.call("exchange_log", {
      offset: 0,
      limit: 200,
      filters: {},
    });
    assert.ok(
      log.some(
        ({ entries, bytes_up, round_trips }) => entries > 0 && bytes_up > 0 && round_trips > 0,
      ),
    );
  });

  await chapter("pause and resume, budget and sync now by keys alone", async (t) => {
    await bridge.person.goTo("now");
    const { keys } = bridge;
    await keys.tabTo("Up to date");
    await keys.press("Enter");
    await bridge.page.getByRole("region", { name: "Links" }).waitFor();
    await keys.tabTo("Pause all");
    await keys.press("Enter");
    await says(bridge, "Paused");
    await survey(t, bridge.page, "sync-paused");
    await keys.tabTo("Resume all");
    await keys.press("Enter");
    await says(bridge, "Up to date");
    await keys.tabTo("Bytes a day with the shore");
    await keys.type("0.5");
    await keys.tabTo("The shore’s link is paid by the byte");
    await keys.press("Space");
    await keys.tabTo("Save");
    await keys.press("Enter");
    await main(bridge).getByText("Saved.").waitFor();
    const settings = await bridge.host.call("sync_settings");
    assert.deepEqual(
      [settings.daily_budget_bytes, settings.is_metered, settings.is_paused],
      [500_000, true, false],
    );
    await says(bridge, "of 500 kB today");
    // Metered, an act waits for half a minute; the rest of this story goes by the ship's network.
    const { is_paused, daily_budget_bytes, listen_address } = settings;
    const unmetered = {
      is_paused,
      daily_budget_bytes,
      listen_address,
      is_metered: false,
    };
    await bridge.host.call("sync_settings_set", unmetered);
  });

  await chapter(
    "without its meeting point a workstation says so, and counts what waits",
    async (t) => {
      await engine.host.end();
      await faultIn(bridge, "Searchlight does not turn");
      await says(bridge, "1 act waits here");
      await says(bridge, "Offline");
      await says(bridge, "No answer. It is tried again by itself.");
      await bridge.person.goTo("settings/sync");
      await main(bridge).getByText("The other side cannot be reached.").waitFor();
      await survey(t, bridge.page, "sync-offline");
      const height = await bridge.strip.evaluate((at) => at.getBoundingClientRect().height);
      assert.ok(height <= 48, `one line at 1280 × 720, not ${height} px`);
    },
  );

  await chapter("once it is back, everything goes by itself", async () => {
    engine = await again(engine);
    await engine.person.heading("Who are you?").waitFor();
    await says(bridge, "Up to date");
    await says(bridge, "nothing waits");
    await engine.person.signIn(CHIEF, PIN);
    await engine.person.goTo("now");
    await main(engine).getByText("Searchlight does not turn").first().waitFor();
    assert.equal((await link(bridge)).waiting, 0);
  });

  await chapter(
    "a record works while its photo is on the bridge, and draws it once it has come",
    async (t) => {
      const links = await bridge.host.call("sync_settings");
      const { daily_budget_bytes, is_metered } = links;
      const set = (is_paused) =>
        bridge.host.call("sync_settings_set", { is_paused, is_metered, daily_budget_bytes });
      await set(true);
      await says(bridge, "Paused");
      const upload = await uploaded(bridge.host, "searchlight.png", png());
      const { ids } = await bridge.host.act(
        "report_fault",
        { title: "Glass of the searchlight cracked", equipment: room, files: [{ upload }] },
        PIN,
      );
      // The act comes on a stick, the photo does not.
      const stick = path.join(bridge.host.place.folder, "without-photos.celeste");
      await bridge.host.call("sync_export", { path: stick });
      await engine.host.call("sync_import", { path: stick });
      await engine.person.goTo(`work/faults/${ids[0]}`);
      await main(engine).getByText(/photo is on .*Bridge/i).waitFor();
      assert.equal(await main(engine).locator(".tile img").count(), 0);
      await survey(t, engine.page, "fault-photo-on-bridge");
      await set(false);
      await main(engine).locator(".tile img").waitFor({ timeout: EXCHANGE_MS });
      assert.equal(await main(engine).getByText(/photo is on .*Bridge/i).count(), 0);
    },
  );

  await chapter("a file carries the same acts, and says when nothing in it is new", async (t) => {
    const file = path.join(bridge.host.place.folder, "aurelia.celeste");
    await bridge.person.goTo("settings/sync");
    await bridge.person.button("Export").click();
    await main(bridge).getByText("Write the whole path of the file.").waitFor();
    await field(bridge, "Write to this file").fill(file);
    await main(bridge).getByText("With photos and papers").first().click();
    await bridge.person.button("Export").click();
    await main(bridge)
      .getByText(/acts and 1 file written, .*Take the stick out safely\./)
      .waitFor();
    await survey(t, bridge.page, "sync-file-written");
    assert.ok(existsSync(file));
    await engine.person.goTo("settings/sync");
    await field(engine, "Read this file").fill(`${file}.not-there`);
    await engine.person.button("Import").click();
    await engine.page.getByRole("region", { name: "By USB stick" }).getByRole("alert").waitFor();
    await field(engine, "Read this file").fill(file);
    await engine.person.button("Import").click();
    await main(engine)
      .getByText("Nothing new: everything in this file was here already.")
      .waitFor();
    await survey(t, engine.page, "sync-file");
  });

  await chapter("ten thousand exchanges are one list, walked to its end", async (t) => {
    const { page, person } = engine;
    const total = 10_000;
    const rows = (from, count) =>
      Array.from({ length: Math.min(count, total - from) }, (_, at) => made(total - from - at));
    await page.route("**/ipc/exchange_log", (route) => {
      const { offset, limit } = route.request().postDataJSON();
      return route.fulfill({ json: { total, rows: rows(offset, limit) } });
    });
    await person.goTo("settings/exchanges");
    await page.locator('[data-index="0"][data-key]').focus();
    await survey(t, page, "sync-many-exchanges");
    await page.keyboard.press("End");
    await page.locator(`[data-index="${total - 1}"][data-key]`).waitFor();
    assert.ok((await page.locator("[data-index]").count()) < 80, "only what is in sight is drawn");
    await page.unroute("**/ipc/exchange_log");
  });

  await chapter("what was put right from the record is told in the settings", async (t) => {
    const { page, person, host } = engine;
    const settings = await host.call("sync_settings");
    const { rows } = await host.call("fault_list", { filters: {} });
    const at = new Date().toISOString();
    const mended = [
      { at, table: "pms_faults", row: rows[0].id, label: rows[0].title, column: "Title" },
      { at, table: "pms_part_locations", row: null, label: "This record", column: null },
    ];
    await page.route("**/ipc/sync_settings", (route) =>
      route.fulfill({ json: { ...settings, mended } }),
    );
    await person.goTo("settings/sync");
    await main(engine).getByRole("heading", { name: "Put right from the record" }).waitFor();
    await survey(t, page, "sync-put-right");
    await main(engine).getByRole("link", { name: rows[0].title }).click();
    await person.heading(rows[0].title).waitFor();
    await page.unroute("**/ipc/sync_settings");
  });

  await chapter("a link is removed only after a question, and the strip says so", async () => {
    await bridge.person.goTo("settings/sync");
    await main(bridge)
      .getByRole("button", { name: /^Acts for / })
      .click();
    await bridge.page.getByRole("menuitem", { name: "Remove" }).click();
    await bridge.person.button("Cancel").click();
    await main(bridge)
      .getByRole("button", { name: /^Acts for / })
      .click();
    await bridge.page.getByRole("menuitem", { name: "Remove" }).click();
    await bridge.person.button("Remove the link").click();
    await says(bridge, ALONE);
    assert.deepEqual((await bridge.host.call("sync_strip")).links, []);
    assert.deepEqual(await misfits(bridge.page), []);
    assert.deepEqual(bridge.opened.troubles, []);
  });
});
