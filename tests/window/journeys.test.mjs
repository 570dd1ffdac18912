/** Journeys in the real window: mouse and keyboard, kill -9 in the middle, a second window. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { chapters } from "../harness/chapters.mjs";
import { Workstation } from "../harness/workstation.mjs";
import { CREW, ENGINEER, FAULT, NOTE, ORDER, PIN, storyOf } from "./story.mjs";

/** Rows of a table of the record, read by the command line beside the window. */
const rowsOf = (station, table) => station.celeste("show", table).rows;
const orderOf = (station) =>
  rowsOf(station, "pms_work_orders").find(({ title }) => title === ORDER);
/** What was logged on the story's work order. */
const usagesOf = (station) =>
  rowsOf(station, "pms_part_usage").filter((row) => row.work_order_id === orderOf(station).id);
const faultOf = (station) => rowsOf(station, "pms_faults").find(({ title }) => title === FAULT);

test("the story by mouse in the real window", async (t) => {
  const chapter = chapters(t);
  const station = await Workstation.onDemo();
  const window = await station.open();
  const story = storyOf(window);
  after(() => station.stop());

  await chapter("a crew member reports a fault", async () => {
    await story.signInAsCrew();
    await story.reportFault();
    assert.equal(faultOf(station).severity, "high");
  });
  await chapter("the engineer raises a work order, signed by the open session", async () => {
    await story.changeToEngineer();
    await story.createOrder();
    assert.equal(orderOf(station).status, "candidate");
  });
  await chapter("a planned part starts nothing, the first note does", async () => {
    await story.planPart();
    assert.equal(orderOf(station).status, "candidate");
    await story.addNote();
    assert.equal(orderOf(station).status, "active");
  });
  await chapter("a double click on sign completes once, and the fault stays open", async () => {
    await story.completeToSign();
    assert.equal(orderOf(station).status, "active");
    const [usage] = usagesOf(station);
    assert.deepEqual([usage.quantity, usage.is_after_completion], ["1", false]);
    await story.sign();
    assert.equal(orderOf(station).status, "completed");
    assert.equal(orderOf(station).completion_note, NOTE);
    assert.equal(faultOf(station).status, "open");
    const { rows } = await window.call("audit_list", { limit: 2 });
    assert.deepEqual(
      rows.map(({ action }) => action),
      ["mark_work_order_complete", "log_part_usage"],
    );
    assert.equal(rows[0].signed_by, ENGINEER);
  });
  await chapter("the usage is reversed, and the stock is what it was", async () => {
    const { part_id: id } = usagesOf(station)[0];
    const inStores = async () => (await window.call("part_page", { id })).stock.total;
    const taken = Number(await inStores());
    await story.reverseUsage();
    assert.equal(Number(await inStores()), taken + 1);
  });
  await chapter("the record is intact beside the open window", () => {
    assert.equal(station.celeste("audit", "verify").is_intact, true);
  });
  await window.close();
});

test("the story by keyboard in the real window", async (t) => {
  const chapter = chapters(t);
  const station = await Workstation.onDemo();
  const window = await station.open();
  after(() => station.stop());
  const title = "Galley hood filter alarm";

  await chapter("sign in", async () => {
    await window.see("heading", "Who are you?");
    await window.tabTo("Find a name");
    await window.type("villanueva");
    await window.tabTo(CREW);
    await window.press("Enter");
    await window.see("heading", CREW);
    await window.type(PIN);
    await window.press("Enter");
    await window.see("heading", "Now", "main");
  });
  await chapter("report a fault and cancel another without a trace", async () => {
    const entries = (await window.call("audit_list", { limit: 1 })).total;
    await window.tabTo("Report fault");
    await window.press("Enter");
    await window.focusOn("What is wrong");
    await window.type(title);
    await window.press("Control+Enter");
    await window.see("text", "~Fault reported", "aside");
    await window.press("Escape");
    await window.gone("dialog", "~Report fault");
    await window.tabTo("Report fault");
    await window.press("Enter");
    await window.focusOn("What is wrong");
    await window.type("Never mind");
    await window.press("Escape");
    await window.see("text", "~Close without saving?", "aside");
    await window.tabTo("Close without saving");
    await window.press("Enter");
    await window.gone("dialog", "~Report fault");
    assert.equal((await window.call("audit_list", { limit: 1 })).total, entries + 1);
    assert.ok(rowsOf(station, "pms_faults").some((row) => row.title === title));
  });
  await chapter("change the palette by one key, and lock", async () => {
    const palette = () =>
      window.browser.execute("return document.documentElement.dataset.obcTheme");
    const first = await palette();
    await window.press("F8");
    assert.notEqual(await palette(), first);
    await window.press("Control+l");
    await window.see("heading", "Who are you?");
  });
  await window.close();
});

test("kill -9 before the signature: nothing is half-written, and the window opens again", async () => {
  const station = await Workstation.onDemo();
  after(() => station.stop());
  const window = await station.open();
  const story = storyOf(window);
  await story.signInAsCrew();
  await story.reportFault();
  await story.changeToEngineer();
  await story.createOrder();
  await story.addNote();
  const before = rowsOf(station, "pms_audit_log").length;
  await window.click("button", "Complete", "main");
  await window.click("choice", "Resolved", "aside");
  await window.click("button", "Next", "aside");
  await window.click("button", "Sign", "aside");
  await window.see("text", "~You sign as", "aside");
  await window.type(PIN);
  assert.equal(await window.kill(), 1);

  assert.equal(station.celeste("audit", "verify").is_intact, true);
  assert.equal(orderOf(station).status, "active");
  const again = await station.open();
  await again.signIn(ENGINEER, PIN);
  assert.equal(rowsOf(station, "pms_audit_log").length, before);
  await again.close();
});

test("kill -9 right after the click on sign: the act is wholly there or not at all", async () => {
  const station = await Workstation.onDemo();
  after(() => station.stop());
  const window = await station.open();
  const story = storyOf(window);
  await story.signInAsCrew();
  await story.reportFault();
  await story.changeToEngineer();
  await story.createOrder();
  await story.addNote();
  await window.click("button", "Complete", "main");
  await window.click("choice", "Resolved", "aside");
  await window.click("button", "Next", "aside");
  await window.click("button", "Sign", "aside");
  await window.see("text", "~You sign as", "aside");
  await window.type(PIN);
  await window.click("button", "Sign and complete", "aside");
  assert.equal(await window.kill(), 1);

  assert.equal(station.celeste("audit", "verify").is_intact, true);
  const { total, newest } = await afterwards(station);
  const isWritten = orderOf(station).status === "completed";
  assert.equal(
    newest === "mark_work_order_complete",
    isWritten,
    `${newest} after ${total} entries`,
  );
});

/** The newest entry, seen through a window opened again. */
async function afterwards(station) {
  const window = await station.open();
  await window.signIn(ENGINEER, PIN);
  const { total, rows } = await window.call("audit_list", { limit: 1 });
  await window.close();
  return { total, newest: rows[0].action };
}

test("a second window on the same replica is refused with a sentence", async () => {
  const station = await Workstation.onDemo();
  after(() => station.stop());
  const first = await station.open();
  await first.signIn(ENGINEER, PIN);
  // The driver finds no page to hold on to in a window that shows only the sentence, so the
  // sentence is read where the program also keeps it: in the log beside the replica.
  const second = station.openBeside();
  try {
    await station.logged(/Another program is writing to this replica .*Close it first\./);
    assert.equal(second.exitCode, null, "the window stays and shows the sentence");
  } finally {
    second.kill("SIGKILL");
  }
  // The first one goes on undisturbed.
  await first.click("button", "Report fault", "main");
  await first.see("dialog", "~Report fault");
  await first.close();
});
