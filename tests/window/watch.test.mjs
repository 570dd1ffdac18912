/**
 * The end of a watch in the real window: found by the search, a photo attached, handed over by one
 * engineer and taken over by another, and the pack written.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { PNG } from "pngjs";
import { chapters } from "../harness/chapters.mjs";
import { chooseIn } from "../harness/dialog.mjs";
import { Workstation } from "../harness/workstation.mjs";
import { CHIEF, ENGINEER, PIN } from "./story.mjs";

const SHEET = "aside";
const KNOW = "Generator 2 runs hot above 60 % load";

/** A photo of one colour. */
function photo() {
  const picture = new PNG({ width: 320, height: 240 });
  for (let at = 0; at < picture.data.length; at += 4) picture.data.set([150, 90, 40, 255], at);
  return PNG.sync.write(picture);
}

test("the end of a watch in the real window", async (t) => {
  const chapter = chapters(t);
  const folder = await mkdtemp(path.join(tmpdir(), "watch-"));
  const station = await Workstation.onDemo();
  const window = await station.open();
  after(async () => {
    await station.stop();
    await rm(folder, { recursive: true });
  });
  const rowsOf = (table) => station.celeste("show", table).rows;

  await chapter("the search finds the machine by the vessel's own words", async () => {
    await window.signIn(ENGINEER, PIN);
    await window.press("/");
    await window.see("field", "Search for anything");
    await window.type("gen 2");
    await window.see("option", "~Generator 2");
    await window.press("Enter");
    await window.see("heading", "Generator 2", "main");
  });

  await chapter("a photo is chosen, described and attached", async () => {
    const before = rowsOf("pms_attachments").length;
    const file = path.join(folder, "thermometer.png");
    await writeFile(file, photo());
    await window.click("button", "Attach", "main");
    await window.see("button", "Choose files", SHEET);
    await window.choose(file);
    await window.see("text", "~thermometer.png", SHEET);
    await window.fill("What is to be seen", "Outlet thermometer", SHEET);
    await window.click("button", "Attach", SHEET);
    await window.see("text", "Attached", SHEET);
    await window.press("Escape");
    await window.see("button", "Open Outlet thermometer", "main");
    const attached = rowsOf("pms_attachments");
    assert.equal(attached.length, before + 1);
    assert.ok(attached.some(({ caption }) => caption === "Outlet thermometer"));
  });

  await chapter("the next watch is told, and nothing is written before it is signed", async () => {
    await window.click("button", "More", "main");
    await window.click("menuitem", "Add to handover");
    await window.fill("What to know", KNOW, SHEET);
    await window.click("button", "Add", SHEET);
    await window.see("text", "Added to the handover", SHEET);
    await window.press("Escape");
    await window.click("link", "~Handover", "nav.navigation");
    await window.see("text", KNOW, "main");
    await window.click("button", "Sign over", "main");
    await window.see("text", "~7 entries, 7 open", SHEET);
    await window.click("button", "Next", SHEET);
    await window.see("text", `~${KNOW}`, SHEET);
    const before = rowsOf("pms_handover_signatures").length;
    await window.click("button", "Sign", SHEET);
    await window.type(PIN);
    assert.equal(rowsOf("pms_handover_signatures").length, before);
    await window.click("button", "Sign and hand over", SHEET);
    await window.see("text", "Handed over", SHEET);
    await window.press("Escape");
    assert.equal(rowsOf("pms_handover_signatures").length, before + 1);
  });

  await chapter("who comes takes over with an own PIN, and the pack is written", async () => {
    await window.click("button", "Change user");
    await window.click("button", `~${CHIEF}`);
    await window.see("heading", CHIEF);
    await window.type(PIN);
    await window.press("Enter");
    await window.see("heading", "Handover", "main");
    await window.click("link", "Signed handovers", "main");
    await window.click("row", `~${ENGINEER}`, "main");
    await window.see("text", "Nobody has taken over yet", "main");
    await window.click("button", "Take over", "main");
    await window.click("choice", "Yes, I take over", SHEET);
    await window.click("button", "Next", SHEET);
    await window.see("heading", "You are about to", SHEET);
    await window.click("button", "Sign", SHEET);
    await window.type(PIN);
    await window.click("button", "Sign", SHEET);
    await window.see("text", "Signed", SHEET);
    await window.press("Escape");
    await window.see("text", "Took over", "main");
    const pack = path.join(folder, "pack.pdf");
    await window.click("button", "Write the pack as PDF", "main");
    assert.ok(await chooseIn(window, "Write the pack", pack), "the dialog is closed");
    await window.see("text", "~1 page written", "main");
    assert.equal(readFileSync(pack).subarray(0, 5).toString(), "%PDF-");
  });

  await chapter("a fault leads to the page of its code and back", async () => {
    const fault = rowsOf("pms_faults").find(({ code }) => code === "E047");
    const entries = rowsOf("pms_audit_log").length;
    await window.press("/");
    await window.see("field", "Search for anything");
    await window.type(fault.number);
    await window.see("option", `~${fault.title}`);
    await window.press("Enter");
    await window.click("button", "Open manual", "main");
    await window.see("text", "~Why this page: a table explains E047", "main");
    await window.until("a drawn page", () => window.browser.execute(drawnInk));
    await window.click("button", "Back", "main");
    await window.see("heading", fault.title, "main");
    assert.equal(rowsOf("pms_audit_log").length, entries, "reading left a trace");
  });
  await window.close();
});

/** Runs in the window: dark dots of the page that stands in the middle, once it is drawn. */
const drawnInk = `
  const canvas = document.querySelector("section canvas.drawn");
  if (!canvas) return 0;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] < 100) dark += 1;
  return dark;
`;
