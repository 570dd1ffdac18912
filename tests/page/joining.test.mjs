/**
 * A workstation joins over a line so slow that its filling can be watched, is switched off in the
 * middle, and goes on where it was. Everything in the new window by keys alone.
 */
import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Keys } from "../harness/keys.mjs";
import { CHIEF, founded, PIN } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { SlowLine } from "../harness/slow-line.mjs";
import { glance, survey } from "../harness/survey.mjs";

/** As many acts as a young vessel has, and a line on which they take a while. */
const ACTS = 150;
const SLOW_BYTES = 400;
const FILL_MS = 60_000;

let browser;
let meetingPoint;
let secret;
let line;
let joining;
let opened;

before(async () => {
  browser = await openBrowser();
  ({ first: meetingPoint, words: secret } = await founded());
  for (let count = 1; count <= ACTS; count += 1) {
    const place = { code: `S${count}`, name: `Shelf ${count}` };
    await meetingPoint.act("add_location", place, PIN);
  }
  await meetingPoint.call("sync_settings_set", {
    is_paused: false,
    is_metered: false,
    listen_address: "127.0.0.1:0",
  });
  let listening = null;
  while (!listening?.address) ({ listening } = await meetingPoint.call("sync_strip"));
  line = await SlowLine.to(listening.address);
  joining = await Host.onEmpty();
  opened = await openPage(browser, joining);
});
after(async () => {
  await browser.close();
  await Promise.all([line.stop(), meetingPoint.stop(), joining.stop()]);
});

const strip = () => opened.page.getByRole("contentinfo", { name: "Link" });

test("a workstation fills itself over a slow line", async (t) => {
  const chapter = chapters(t);

  await chapter("it joins by keys alone", async () => {
    const { code } = await meetingPoint.act("invite_workstation", { name: "Bridge" }, PIN);
    const keys = new Keys(opened.page);
    await keys.tabTo("Begin a new vessel");
    await keys.press("ArrowRight");
    await new Person(opened.page).heading("Join a vessel").waitFor();
    await keys.tabTo("Address");
    await keys.type(line.address);
    await keys.tabTo("Code");
    await keys.type(code.code);
    await keys.tabTo("Where this workstation stands");
    await keys.type("Bridge");
    await keys.tabTo("Words of the vessel’s recovery sheet");
    await keys.type(secret);
    await opened.page.getByText("All words are right.").waitFor();
    await keys.tabTo("Join");
    line.bytesPerSecond = SLOW_BYTES;
    await keys.press("Enter");
  });

  await chapter("the filling shows how far it is, and on the strip too", async (t) => {
    await opened.page
      .getByRole("heading", { name: /^Fetching the records of / })
      .waitFor({ timeout: FILL_MS });
    await opened.page.getByRole("progressbar", { name: "Filling" }).waitFor({ timeout: FILL_MS });
    await strip()
      .getByText(/^[\d,]+ of [\d,]+ acts$/)
      .waitFor();
    const [link] = (await joining.call("sync_strip")).links;
    assert.ok(link.progress.total > ACTS, `${link.progress.total} acts are to come`);
    line.bytesPerSecond = SLOW_BYTES / 4;
    await survey(t, opened.page, "filling");
  });

  await chapter("switched off in the middle it says so again, and goes on", async () => {
    await joining.end();
    await opened.close();
    // As if it had joined through a side that could not compare the words.
    const vessels = join(joining.place.state, "vessels");
    const [vessel] = await readdir(vessels);
    await writeFile(join(vessels, vessel, "secret"), Buffer.alloc(32, 9));
    joining = await Host.start(joining.place, []);
    opened = await openPage(browser, joining);
    await opened.page.getByRole("heading", { name: /^Fetching the / }).waitFor();
    line.bytesPerSecond = Infinity;
    await new Person(opened.page).heading("Who are you?").waitFor({ timeout: FILL_MS });
    await strip().getByText("Up to date").waitFor({ timeout: FILL_MS });
  });

  await chapter("wrong words are told at the sign-in, and entered again by keys", async (t) => {
    const { page } = opened;
    await page.getByRole("button", { name: new RegExp(`^${CHIEF}`) }).click();
    await page.keyboard.type(PIN);
    await page.keyboard.press("Enter");
    await page
      .getByText(/the words of the recovery sheet were entered wrong\. Enter them/)
      .waitFor();
    await glance(page, "sign-in-words-wrong");
    const keys = new Keys(page);
    await keys.tabTo("Enter the recovery words again");
    await keys.press("Enter");
    await keys.tabTo("Words of the vessel’s recovery sheet");
    await keys.type(secret);
    await page.getByText("All words are right.").waitFor();
    await survey(t, page, "sign-in-words");
    await keys.tabTo(`PIN of ${CHIEF}`);
    await keys.type(PIN);
    await keys.press("Enter");
    await page.getByRole("navigation", { name: "Places" }).getByText(CHIEF).waitFor();
    assert.equal(await joining.entries(), await meetingPoint.entries());
    assert.deepEqual(opened.troubles, []);
  });
});
