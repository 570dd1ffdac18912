/**
 * The list of work orders of the vessel that `celeste bench` keeps below target/bench, scrolled
 * from its top to its end by wheel and by keys: frames dropped, the longest frame, rows drawn, and
 * how soon rows stand where the list came to rest. A figure fails nothing.
 *
 * node bench/scroll.mjs [--json]
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { below } from "../harness/ground.mjs";
import { Host } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";

const VESSEL_ROWS = 1_000_000;
const CHIEF = "Marta Nowak";
/** A frame of a 60 Hz screen. */
const FRAME_MS = 1_000 / 60;
/** A quick turn of the wheel by a person, and how often it is made. */
const TURN_PX = 300;
const TURNS = 300;
/** Turns with which the end of the list is reached in a minute, whatever its length. */
const TURNS_TO_END = 400;
const PAGE_DOWNS = 200;

const folder = below("bench", `vessel-${VESSEL_ROWS}`);
if (!existsSync(folder)) {
  throw new Error(`${folder} is not there: \`celeste bench list\` makes it`);
}
const place = { replica: path.join(folder, "replica"), state: path.join(folder, "state") };
const host = await Host.start(place, []);
const browser = await openBrowser();
const { page, troubles, close } = await openPage(browser, host);
try {
  await page.evaluate(await readFile(new URL("frames.js", import.meta.url), "utf8"));
  const person = new Person(page);
  await person.signIn(CHIEF);
  await person.goTo("work/orders?status=any");
  const grid = page.getByRole("grid");
  await grid.locator("[data-key]").first().waitFor();
  const rows = Number(await grid.getAttribute("aria-rowcount")) - 1;
  const runs = [
    await run(`wheel, ${TURNS} turns of ${TURN_PX} px`, turns),
    await run(`wheel, top to end in ${TURNS_TO_END} turns`, toEnd),
    await run(`Page Down, ${PAGE_DOWNS} times`, pageDowns),
    await run("End, Home, End", ends),
  ];
  report({ cores: os.availableParallelism(), rows, runs, troubles });
} finally {
  await close();
  await browser.close();
  await host.end();
}

/** Goes to the top, does it while every frame is counted, and waits for the rows in sight. */
async function run(what, scroll) {
  const grid = page.getByRole("grid");
  await grid.evaluate((scroller) => (scroller.scrollTop = 0));
  await settled();
  await page.evaluate(() => globalThis.frames.start());
  await scroll(grid);
  const rest = performance.now();
  await settled();
  const settledMs = performance.now() - rest;
  const { intervals, rowsMax } = await page.evaluate(() => globalThis.frames.stop());
  const dropped = intervals.map((ms) => Math.max(0, Math.round(ms / FRAME_MS) - 1));
  const sorted = intervals.toSorted((a, b) => a - b);
  return {
    what,
    frames: intervals.length,
    dropped: dropped.reduce((sum, count) => sum + count, 0),
    p95_ms: round(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0),
    longest_ms: round(sorted.at(-1) ?? 0),
    rows_drawn_max: rowsMax,
    rows_stand_after_ms: round(settledMs),
  };
}

async function turns(grid) {
  await over(grid);
  for (let turn = 0; turn < TURNS; turn++) await page.mouse.wheel(0, TURN_PX);
}

async function toEnd(grid) {
  await over(grid);
  const height = await grid.evaluate((list) => list.scrollHeight);
  const turn = Math.ceil(height / TURNS_TO_END);
  const isAtEnd = () =>
    grid.evaluate((list) => list.scrollTop + list.clientHeight >= list.scrollHeight - 1);
  while (!(await isAtEnd())) await page.mouse.wheel(0, turn);
}

async function over(grid) {
  const box = await grid.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

async function pageDowns(grid) {
  await grid.locator('[data-index="0"]').focus();
  for (let turn = 0; turn < PAGE_DOWNS; turn++) await page.keyboard.press("PageDown");
}

async function ends(grid) {
  await grid.locator('[data-index="0"]').focus();
  for (const key of ["End", "Home", "End"]) {
    await page.keyboard.press(key);
    await settled();
  }
}

/** Waits until every row in sight has arrived; the row with the focus is drawn out of sight too. */
async function settled() {
  await page.waitForFunction(() => {
    const box = document.querySelector('[role="grid"]').getBoundingClientRect();
    const inSight = [...document.querySelectorAll('[role="grid"] [data-index]')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > box.top && top < box.bottom;
    });
    return inSight.length > 0 && inSight.every((row) => row.dataset.key !== undefined);
  });
}

function round(ms) {
  return Math.round(ms * 10) / 10;
}

function report(found) {
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify(found));
    return;
  }
  console.log(`scroll — the list of ${found.rows} work orders in Chromium; ${found.cores} cores`);
  console.table(found.runs);
  for (const trouble of found.troubles) console.log(`  trouble: ${trouble}`);
}
