/**
 * The real window and a real shore: connected, stopped, started, and between that two values written
 * apart by this window and by a second workstation, settled here.
 */
import assert from "node:assert/strict";
import path from "node:path";
import { after, test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { below } from "../harness/ground.mjs";
import { CHIEF, joined, PIN, until, VESSEL } from "../harness/pair.mjs";
import { Shore } from "../harness/shore.mjs";
import { pause } from "../harness/window.mjs";
import { Workstation } from "../harness/workstation.mjs";

const FAULT = "Bilge pump 2 draws no suction";
const OURS = "Bilge pump 2: strainer full of rust";
const THEIRS = "Bilge pump 2: impeller missing two vanes";
const SHEET = "aside";
const PICTURES = below("pages", "window");
/** WebKit paints a moment after the page has changed. */
const PAINT_MS = 400;

test("shore stopped and started, a conflict made elsewhere and settled here", async (t) => {
  const chapter = chapters(t);
  const shore = await Shore.start();
  after(() => shore.stop());
  const { station, words } = await Workstation.onNewVessel({
    vessel: VESSEL,
    letter: "A",
    person: CHIEF,
    pin: PIN,
  });
  after(() => station.stop());
  const window = await station.open();
  let second;
  after(() => second?.stop());
  let fault;

  const look = async (name) => {
    await pause(PAINT_MS);
    await window.picture(path.join(PICTURES, `${name}.png`));
  };
  const strip = (words) => window.see("text", `~${words}`, "footer.strip");
  const confirmed = async (commit) => {
    await window.click("button", "Next", SHEET);
    await window.see("heading", "You are about to", SHEET);
    if (await window.look("button", "Sign", SHEET)) {
      await window.click("button", "Sign", SHEET);
      await window.see("text", "~You sign as", SHEET);
      await window.type(PIN);
    }
    await window.click("button", commit, SHEET);
  };

  await chapter("the vessel is connected with the shore and confirms it", async () => {
    await window.see("heading", "Who are you?");
    await window.signIn(CHIEF, PIN);
    await strip("Works alone");
    await window.browser.execute("location.hash = '#/settings/sync'");
    await window.click("button", "Connect by code", "main");
    await window.fill("Address", shore.address, "main");
    await window.fill("Code", await shore.code(), "main");
    await window.click("button", "Connect", "main");
    await window.click("button", "Confirm the shore", "main");
    await window.see("dialog", "~Connect with the shore");
    await look("connect-shore");
    await confirmed("Sign and connect");
    await window.see("text", "~Connected with the shore", SHEET);
    await window.press("Escape");
    await strip("Up to date");
  });

  await chapter("a record goes from this workstation to the shore", async () => {
    await window.browser.execute("location.hash = '#/now'");
    await window.click("button", "Report fault", "main");
    await window.fill("What is wrong", FAULT, SHEET);
    await window.click("button", "Report", SHEET);
    await window.click("button", "Open the fault", SHEET);
    await window.see("heading", FAULT, "main");
    await window.see("text", "~Accepted ashore at", "main");
    await look("accepted-ashore");
    const { rows } = await window.call("fault_list", { filters: {} });
    fault = rows[0].id;
  });

  await chapter("a second workstation joins by the shore's code and fills itself", async () => {
    second = await joined(shore.address, await shore.code(VESSEL), words, CHIEF);
    await until("the fault is there", async () => {
      const { total } = await second.call("fault_list", { filters: {} });
      return total === 1;
    });
  });

  await chapter("the shore is stopped: the strip says so, and work goes on", async () => {
    assert.deepEqual(await shore.stopGateway(), { stopped: true });
    await edit(window, OURS);
    await window.see("heading", OURS, "main");
    await window.see("text", "~On this workstation only", "main");
    await strip("Offline");
    await look("shore-stopped");
    await second.act("edit_fault", { fault, title: THEIRS }, PIN);
    const conflicts = await window.call("conflict_list", { filters: {} });
    assert.equal(conflicts.total, 0);
  });

  await chapter("the shore is started: both values stand, by whom, when and where", async () => {
    await shore.startGateway();
    await second.call("sync_now");
    await window.see("text", "~Title: two values", "main");
    await window.see("text", `~${THEIRS}`, "main");
    await window.see("text", `~${OURS}`, "main");
    await strip("Up to date");
    await look("conflict-day");
    await night(window);
    await look("conflict-night");
  });

  await chapter("the conflict is settled here, and the second workstation holds it", async () => {
    await window.click("button", "Settle", "main");
    await window.see("dialog", "~Settle conflict");
    await window.click("choice", `~${THEIRS}`, SHEET);
    await look("settle-night");
    await confirmed("Keep this one");
    await window.see("text", "~Settled", SHEET);
    await window.press("Escape");
    await window.see("heading", THEIRS, "main");
    await window.gone("text", "~Title: two values", "main");
    await window.see("text", "~Settled two values", "main");
    await look("settled-night");
    await until("the second holds it", async () => {
      await second.call("sync_now");
      const [{ total }, page] = await Promise.all([
        second.call("conflict_list", { filters: {} }),
        second.call("fault_page", { id: fault }),
      ]);
      return total === 0 && page.fault.title === THEIRS;
    });
  });

  await chapter("the record is intact", () => {
    assert.equal(station.celeste("audit", "verify").is_intact, true);
  });
  await window.close();
});

async function edit(window, title) {
  await window.click("button", "Edit", "main");
  await window.fill("What is wrong", title, SHEET);
  await window.click("button", "Save", SHEET);
  await window.see("text", "~Fault changed", SHEET);
  await window.press("Escape");
  await window.gone("dialog", "~Edit fault");
}

/** One key goes round the palettes. */
async function night(window) {
  const shown = () => window.browser.execute("return document.documentElement.dataset.obcTheme");
  while ((await shown()) !== "night") await window.press("F8");
}
