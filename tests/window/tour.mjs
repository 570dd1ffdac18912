/**
 * The tour: the main job played in the real window by day and, for its second half, at night.
 * Pictures go to CELESTE_TOUR_DIR. The vessel is the one that CELESTE_REPLICA names.
 */
import path from "node:path";
import { below } from "../harness/ground.mjs";
import { Driver, pause, Window } from "../harness/window.mjs";
import { Workstation } from "../harness/workstation.mjs";
import { storyOf } from "./story.mjs";

/** WebKit paints a moment after the page has changed. */
const PAINT_MS = 400;
const FOLDER = process.env.CELESTE_TOUR_DIR ?? below("tour");

let count = 0;
let light = "day";

const replica = process.env.CELESTE_REPLICA;
const station = replica ? null : await Workstation.onDemo();
const driver =
  station?.driver ?? (await Driver.start({ replica, state: process.env.CELESTE_STATE_DIR }));
const window = await Window.open(driver);
const story = storyOf(window, picture);

try {
  await story.signInAsCrew();
  await story.reportFault();
  await story.changeToEngineer();
  await story.createOrder();
  await shownIn("night");
  await story.planPart();
  await story.addNote();
  await story.completeToSign();
  await story.sign();
  await lists();
  await shownIn("day");
  await lists();
} finally {
  await window.close();
  await (station ?? driver).stop();
}
console.log(`${count} pictures are in ${FOLDER}`);

async function picture(name) {
  await pause(PAINT_MS);
  count += 1;
  const number = String(count).padStart(2, "0");
  await window.picture(path.join(FOLDER, `${number}-${name}-${light}.png`));
  console.log(`${number} ${name}, ${light}`);
}

async function lists() {
  for (const [place, heading, name] of [
    ["Now", "Now", "now"],
    ["Work", "Work", "faults"],
    ["Equipment", "Equipment", "equipment"],
    ["Stores", "Stores", "stores"],
    ["Record", "Record", "record"],
    ["Settings", "Settings", "settings"],
  ]) {
    await window.click("link", `~${place}`, "nav.navigation");
    await window.see("heading", heading, "main");
    await picture(name);
  }
}

/** One key goes round the palettes. */
async function shownIn(palette) {
  const shown = () => window.browser.execute("return document.documentElement.dataset.obcTheme");
  while ((await shown()) !== palette) await window.press("F8");
  light = palette;
}
