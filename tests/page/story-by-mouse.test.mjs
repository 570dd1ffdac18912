/** From a fault to a signed completion by mouse, with everything a person may do wrong on the way. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

const CREW = "Rodel Villanueva";
const ENGINEER = "Marta Nowak";
const FAULT = "Bilge pump 2 draws no suction";

let browser;
let host;
let page;
let person;
let opened;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
  opened = await openPage(browser, host);
  ({ page } = opened);
  person = new Person(page);
});
after(async () => {
  await browser.close();
  await host.stop();
});

/** The one work order raised for the story's fault. */
async function theOrder() {
  const { rows } = await host.call("work_order_list", { text: "suction", limit: 5 });
  return rows[0];
}
const theFault = async () => (await host.call("fault_list", { text: FAULT, limit: 1 })).rows[0];
const orderPage = async () => host.call("work_order_page", { id: (await theOrder()).id });

/** Two of the planned impeller and one part nobody planned, from the sheet to its plan and on. */
async function logTwoParts(t) {
  await person.sheet.getByText("1 of 1 ticked").waitFor();
  await person.sheet.getByRole("button", { name: "One more", exact: true }).click();
  await person.sheetButton("Add another part").click();
  await person.field("Find a part by name, number or barcode").fill("shaft seal");
  await person.sheet.getByRole("option", { name: /Shaft seal, sea water pump/ }).click();
  await person.sheet.getByText("2 of 2 ticked").waitFor();
  await survey(t, page, "story-usage-sheet");
  await person.sheetButton("Next").click();
  await person.sheet.getByText(/take 2 .* Impeller 57/).waitFor();
  await survey(t, page, "story-usage-check");
  await person.sheetButton("Log").or(person.sheetButton("Log anyway")).dblclick();
}

/** Signs a reversal where the vessel wants it signed. */
async function reverse() {
  const next = person.sheetButton("Next");
  if (await next.isVisible()) await next.click();
  await person.sheetButton("Reverse").dblclick();
  await person.seesDone("Movement reversed");
}

test("the story by mouse", async (t) => {
  const chapter = chapters(t);
  await person.signIn(CREW);

  await chapter("a crew member reports a fault in one sheet", async (t) => {
    const entries = await host.entries();
    await person.openAct("Report fault");
    await person.field("What is wrong").fill(FAULT);
    await person.find("Equipment or space", "bilge");
    await person.sheet.getByText("High", { exact: true }).click();
    await person.field("Code on the display").fill("BP-07");
    await survey(t, page, "story-report-fault");
    await person.sheetButton("Report").click();
    await person.sheet.getByText("Fault reported").waitFor();
    assert.match(await person.sheet.innerText(), /F-2026-E\d{4}/);
    await survey(t, page, "story-fault-reported");
    assert.equal(await host.entries(), entries + 1);
  });

  await chapter("what crew may not do is not offered, or says who signs", async () => {
    await person.sheetButton("Open the fault").click();
    await person.heading(FAULT).waitFor();
    assert.equal(await person.button("Resolve").count(), 0);
  });

  await chapter("two clicks and a PIN change to the engineer on the same page", async () => {
    await person.button("Change user").click();
    await person.signIn(ENGINEER);
    await person.heading(FAULT).waitFor();
  });

  await chapter("the engineer raises a work order, signed by the open session", async (t) => {
    await person.openAct("Create work order");
    assert.match(await person.field("Title").inputValue(), /BP-07/);
    await person.field("Title").fill(`${FAULT} – find out why`);
    await person.sheetButton("Next").click();
    await person.sheet.getByText("You are about to").waitFor();
    await person.sheet.getByText(/stays open/).waitFor();
    await survey(t, page, "story-order-preview");
    await person.sheetButton("Sign and create").click();
    await person.sheet.getByText("Work order created").waitFor();
    await person.finish();
    const [entry] = await host.newest();
    assert.equal(entry.action, "create_work_order_from_fault");
    assert.equal(entry.signed_by, ENGINEER);
    assert.equal((await theFault()).status, "open");
  });

  await chapter("a second time shows the open one first", async (t) => {
    const entries = await host.entries();
    await person.openAct("Create work order");
    await person.sheet.getByText("This may exist already").waitFor();
    await person.sheetButton("Create anyway").waitFor();
    await survey(t, page, "story-duplicate");
    const { number } = await theOrder();
    await person.sheetButton(`View ${number}`).click();
    await person.heading(`${FAULT} – find out why`).waitFor();
    assert.equal(await host.entries(), entries);
  });

  await chapter("planning parts moves no stock and starts nothing", async (t) => {
    await person.openAct("Add part");
    await person.field("Find a part by name, number or barcode").fill("impeller");
    await person.sheet.getByRole("option", { name: /Impeller 57/ }).waitFor();
    await survey(t, page, "story-parts");
    await person.sheet.getByRole("option", { name: /Impeller 57/ }).click();
    await person.sheetButton("Add to work order").click();
    await person.sheet.getByText("Part added").waitFor();
    await person.finish();
    const { work_order: order, parts } = await orderPage();
    assert.equal(order.status, "candidate");
    assert.equal(parts.length, 1);
    const stock = await host.call("part_page", { id: parts[0].part.id });
    assert.equal(stock.stock.total, parts[0].stock.total);
    assert.equal(stock.history[0].action === "add_part_to_work_order", false);
  });

  await chapter("the first note starts the work order and the timeline says so", async () => {
    await person.openAct("Add note");
    await person.field("Note").fill("Strainer full of rust flakes. Cleaned, pump primed.");
    await person.sheet.getByText("Action", { exact: true }).click();
    await page.keyboard.press("Control+Enter");
    await person.sheet.waitFor({ state: "hidden" }).catch(() => person.finish());
    await page.locator("main").getByText("In progress", { exact: true }).waitFor();
    await page
      .locator("main")
      .getByText("Strainer full of rust flakes. Cleaned, pump primed.")
      .waitFor();
    assert.equal((await orderPage()).work_order.status, "active");
  });

  await chapter("a near-identical note asks once", async () => {
    const entries = await host.entries();
    await person.openAct("Add note");
    await person.field("Note").fill("Strainer full of rust flakes. Cleaned, pump primed");
    await page.keyboard.press("Control+Enter");
    await person.sheetButton("Add anyway").waitFor();
    await person.sheetButton("Cancel").click();
    assert.equal(await host.entries(), entries);
  });

  await chapter("closing the usage sheet in the middle leaves no trace", async () => {
    const entries = await host.entries();
    await person.openAct("Log usage");
    const tick = person.sheet.getByRole("checkbox", { name: /Impeller 57/ });
    assert.equal(await tick.isChecked(), true);
    await tick.click();
    await person.sheet.getByText("0 of 1 ticked").waitFor();
    assert.equal(await person.sheetButton("Next").isDisabled(), true);
    await page.keyboard.press("Escape");
    await person.sheetButton("Close without saving").click();
    await person.sheet.waitFor({ state: "hidden" });
    await page.locator("main").getByText("Planned, not logged", { exact: true }).waitFor();
    assert.equal(await host.entries(), entries);
  });

  await chapter(
    "completion warns of parts not logged, previews, and refuses a wrong PIN",
    async (t) => {
      const entries = await host.entries();
      await person.openAct("Complete");
      await person.sheet
        .getByText(/not logged/)
        .first()
        .waitFor();
      await survey(t, page, "story-unlogged");
      await person.sheetButton("Go on without").click();
      await person.sheet.getByText("Resolved", { exact: true }).click();
      await person.sheetButton("Next").click();
      await person.sheet.getByText("You are about to").waitFor();
      await person.sheet.getByRole("button", { name: "Log now", exact: true }).click();
      await logTwoParts(t);
      await person.sheet.getByText("Usage logged", { exact: true }).waitFor();
      await person.field("Completion note").waitFor();
      assert.equal(
        await person.sheet.getByRole("radio", { name: "Resolved", exact: true }).isChecked(),
        true,
        "what was filled in is still there",
      );
      assert.equal(await host.entries(), entries + 1);
      await survey(t, page, "story-came-back");
      assert.equal(
        await person.field("Completion note").inputValue(),
        "Strainer full of rust flakes. Cleaned, pump primed.",
      );
      assert.equal(
        await person.sheet.getByRole("checkbox", { name: /Mark the fault resolved/ }).isChecked(),
        false,
      );
      await person.sheet.getByText("Resolved", { exact: true }).click();
      await person.field("Hours").fill("1,5");
      await survey(t, page, "story-complete-form");
      await person.sheetButton("Next").click();
      await person.sheet.getByText("You are about to").waitFor();
      await survey(t, page, "story-complete-preview");
      await person.sheetButton("Sign").click();
      await person.enterPin("999999");
      await survey(t, page, "story-complete-sign");
      await person.sheetButton("Sign and complete").click();
      await person.sheet.getByText("This PIN is not right. Try again.").waitFor();
      assert.equal(await host.entries(), entries + 1);
      assert.equal((await orderPage()).work_order.status, "active");
    },
  );

  await chapter("two clicks on sign write once, and the fault stays open", async (t) => {
    const entries = await host.entries();
    await person.sheet.getByRole("group", { name: /^PIN of / }).focus();
    await person.enterPin();
    await person.sheetButton("Sign and complete").dblclick();
    await person.sheet.getByText("Work order completed").waitFor();
    await survey(t, page, "story-completed");
    assert.equal(await host.entries(), entries + 1);
    await person.finish();
    const { work_order: order } = await orderPage();
    assert.equal(order.status, "completed");
    assert.equal(order.hours, "1.5");
    assert.equal((await theFault()).status, "open");
  });

  await chapter("what was not used comes back, and a usage is reversed once", async (t) => {
    const [seal, impeller] = (await orderPage()).usage;
    const stock = async ({ part }) => (await host.call("part_page", { id: part.id })).stock.total;
    const before = [Number(await stock(impeller)), Number(await stock(seal))];
    await person.button("Return to stores").click();
    await person.sheet.getByText("0 of 2 ticked").waitFor();
    assert.equal(await person.sheetButton("Next").isDisabled(), true);
    await person.sheet.getByRole("checkbox", { name: /Impeller 57/ }).click();
    const quantity = person.sheet.getByRole("textbox", { name: /^Quantity of Impeller 57/ });
    assert.equal(await quantity.inputValue(), "2");
    await quantity.fill("1");
    await survey(t, page, "story-return");
    await person.sheetButton("Next").click();
    await person.sheetButton("Return").click();
    await person.seesDone("Returned to stores");
    assert.equal(Number(await stock(impeller)), before[0] + 1);

    await person.button(`Reverse: 1 ${seal.unit} ${seal.part.label}`).click();
    await person.field("Reason").fill("Taken from the wrong box.");
    await survey(t, page, "story-reverse");
    await reverse();
    await page.locator("main").getByText("Reversed", { exact: true }).waitFor();
    assert.equal(Number(await stock(seal)), before[1] + 1);
    const { usage } = await orderPage();
    assert.deepEqual(
      usage.map(({ is_reversed: is, offers }) => [is, offers.length]),
      [
        [true, 0],
        [false, 1],
      ],
    );
    await survey(t, page, "story-usage");
  });

  await chapter("a completed work order offers a correction and no note", async () => {
    await page.locator("main").getByText("Completed", { exact: true }).first().waitFor();
    assert.equal(await person.button("Add note").count(), 0);
    assert.equal(await person.button("Complete").count(), 0);
    await person.openAct("Add correction");
    await person.field("Correction").fill("The strainer basket was replaced as well.");
    await person.sheetButton("Next").click();
    await person.sheetButton("Sign").click();
    await person.enterPin();
    await person.sheetButton("Sign correction").click();
    await person.sheet.getByText("Correction added").waitFor();
    await person.finish();
    await page
      .locator("main")
      .getByText("The strainer basket was replaced as well.")
      .first()
      .waitFor();
  });

  await chapter("the page met no fault of its own", () => {
    assert.deepEqual(opened.troubles, []);
  });
});
