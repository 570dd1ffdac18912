/** What a careful program does when people are not: other hands, other clients, Esc, odd words. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { Host } from "../harness/host.mjs";
import { misfits } from "../harness/layout.mjs";
import { Person } from "../harness/person.mjs";
import { keep } from "../harness/pictures.mjs";
import { survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";
const ENGINEER = "Marta Nowak";
const CREW = "Rodel Villanueva";

let browser;
let host;
let opened;
let page;
let person;

before(async () => {
  [browser, host] = await Promise.all([openBrowser(), Host.onDemo()]);
});
after(async () => {
  await browser.close();
  await host.stop();
});

/** A test on a page of its own, begun at the sign-in screen, that the page must end without a fault. */
function alone(name, tell) {
  test(name, async (t) => {
    await host.call("lock");
    opened = await openPage(browser, host);
    ({ page } = opened);
    person = new Person(page);
    try {
      await tell(t);
      assert.deepEqual(opened.troubles, []);
    } finally {
      await opened.close();
    }
  });
}

/** An open fault that has no work order yet. */
async function freeFault() {
  const { rows } = await host.call("fault_list", { filters: { status: ["open"] }, limit: 100 });
  return rows.find((fault) => fault.open_work_orders === 0 && fault.equipment);
}
async function openOrder(status = "active") {
  const { rows } = await host.call("work_order_list", { filters: { status: [status] }, limit: 1 });
  return rows[0];
}

alone("crew fills in, an engineer signs with the own PIN, and the record keeps both", async (t) => {
  await person.signIn(CREW);
  const fault = await freeFault();
  await person.goTo(`work/faults/${fault.id}`);
  await person.openAct("Create work order");
  await person.sheetButton("Next").click();
  await person.sheet.getByText("You are about to").waitFor();
  await person.sheetButton("Sign").click();
  await person.sheet.getByText("Your role does not sign this act.").waitFor();
  await survey(t, page, "other-signs");
  await person.sheet.getByRole("button", { name: new RegExp(`^${ENGINEER}`) }).click();
  await person.enterPin();
  await person.sheetButton("Sign and create").click();
  await person.sheet.getByText("Work order created").waitFor();
  const [entry] = await host.newest();
  assert.deepEqual(
    [entry.action, entry.by, entry.signed_by],
    ["create_work_order_from_fault", CREW, ENGINEER],
  );
  const { person: session } = await host.call("session_state");
  assert.equal(session.name, CREW, "the session stays with who filled in");
});

alone("someone else signs what the signed-in person could sign", async () => {
  await person.signIn(ENGINEER);
  const order = await openOrder();
  await person.goTo(`work/orders/${order.id}`);
  await person.openAct("Complete");
  const goOn = person.sheetButton("Go on without");
  await person.field("Completion note").or(goOn).first().waitFor();
  if (await goOn.isVisible()) await goOn.click();
  await person.sheet.getByText("Partial", { exact: true }).click();
  await person.field("Completion note").fill("Half of it done; the rest needs a part.");
  await person.sheetButton("Next").click();
  await person.sheetButton("Sign").click();
  await person.sheetButton("Someone else signs").click();
  await person.sheet.getByRole("button", { name: new RegExp(`^${CHIEF}`) }).click();
  await person.enterPin();
  await person.sheetButton("Sign and complete").click();
  await person.sheet.getByText("Work order completed").waitFor();
  const [entry] = await host.newest();
  assert.deepEqual([entry.by, entry.signed_by], [ENGINEER, CHIEF]);
  // Partly done: the first step offered next is the follow-up, prefilled.
  await person.sheetButton("Create work order").click();
  assert.notEqual(await person.field("Title").inputValue(), "");
});

alone("a record that changes under an open form is shown, and typed words are kept", async (t) => {
  await person.signIn(ENGINEER);
  const fault = await freeFault();
  await person.goTo(`work/faults/${fault.id}`);
  await person.openAct("Edit");
  await person.field("What is wrong").fill("Typed by the person at the window");
  await host.act("edit_fault", { fault: fault.id, code: "E999" });
  const entries = await host.entries();
  await person.sheetButton("Save").click();
  await person.sheet.getByText("The record changed meanwhile").waitFor();
  assert.equal(await host.entries(), entries, "nothing was written over the other's words");
  await survey(t, page, "changed-meanwhile");
  await person.sheetButton("Show the new state").click();
  await person.shows("Code on the display", "E999");
  await person.shows("What is wrong", "Typed by the person at the window");
  await person.sheetButton("Save").click();
  await person.sheet.getByText("Fault changed").waitFor();
  const { fault: now } = await host.call("fault_page", { id: fault.id });
  assert.deepEqual([now.title, now.code], ["Typed by the person at the window", "E999"]);
});

alone("Esc at every step leaves no trace at all", async (t) => {
  await person.signIn(ENGINEER);
  const fault = await freeFault();
  const entries = await host.entries();
  await person.goTo(`work/faults/${fault.id}`);

  await person.openAct("Edit");
  await page.keyboard.press("Escape");
  await person.sheet.waitFor({ state: "hidden" });

  await person.openAct("Edit");
  await person.field("What is wrong").fill("Something else");
  await page.keyboard.press("Escape");
  await person.sheet.getByText("Close without saving?").waitFor();
  await survey(t, page, "discard");
  await person.sheetButton("Keep the form").click();
  assert.equal(await person.field("What is wrong").inputValue(), "Something else");
  await page.keyboard.press("Escape");
  await person.sheetButton("Close without saving").click();
  await person.sheet.waitFor({ state: "hidden" });

  await person.openAct("Create work order");
  await person.sheetButton("Next").click();
  await person.sheet.getByText("You are about to").waitFor();
  await page.keyboard.press("Escape");
  await person.sheet.waitFor({ state: "hidden" });
  assert.equal(await host.entries(), entries);
});

alone("a lock keeps the open form for whoever signs in next", async () => {
  await person.signIn(CREW);
  await person.openAct("Report fault");
  await person.field("What is wrong").fill("Half a sentence about the");
  await page.keyboard.press("Control+l");
  await person.heading("Who are you?").waitFor();
  await person.signIn(ENGINEER);
  assert.equal(await person.field("What is wrong").inputValue(), "Half a sentence about the");
});

alone("a form says what is missing or too long at the field, and writes nothing", async (t) => {
  await person.signIn(CREW);
  const entries = await host.entries();
  await person.openAct("Report fault");
  await person.sheetButton("Report").click();
  await person.sheet.getByText("Fill this in.").waitFor();
  await person.field("What is wrong").fill("x".repeat(201));
  await person.sheet.getByText("Shorten the text to 200 characters.").waitFor();
  await person.sheetButton("Report").click();
  await survey(t, page, "field-errors");
  assert.equal(await host.entries(), entries);
});

alone("quantities: 1,5 is one and a half; nonsense is refused in words", async () => {
  await person.signIn(ENGINEER);
  const order = await openOrder();
  await person.goTo(`work/orders/${order.id}`);
  await person.openAct("Add part");
  await person.field("Find a part by name, number or barcode").fill("impeller 65");
  await person.sheet.getByRole("option", { name: /Impeller 65 × 41/ }).click();
  const quantity = person.sheet.getByRole("group", { name: /^Quantity of/ }).getByRole("textbox");
  const entries = await host.entries();
  for (const nonsense of ["0", "-2", "1e30", "many", ""]) {
    await quantity.fill(nonsense);
    await person.sheetButton("Add to work order").click();
    await person.sheet.getByText("Write a quantity above 0.").waitFor();
  }
  assert.equal(await host.entries(), entries);
  await quantity.fill("1,5");
  await person.sheetButton("Add to work order").click();
  await person.sheet.getByText("Part added").waitFor();
  const { parts } = await host.call("work_order_page", { id: order.id });
  assert.ok(parts.some((line) => line.quantity === "1.5" || line.line?.quantity === "1.5"));
});

alone("long, Greek, Chinese, right-to-left and emoji words fit and read", async (t) => {
  await host.signIn(CHIEF);
  const NAMES = [
    "Maximiliane Alexandra von Hohenstein-Wartenberg zu Sayn-Wittgenstein",
    "Κωνσταντίνος Παπαδόπουλος-Χατζηγεωργίου",
    "欧阳明轩",
    "عبد الرحمن بن محمد",
  ];
  for (const name of NAMES) {
    await host.act("add_crew", {
      name,
      rank: "Deckhand",
      role: "crew",
      department: "deck",
      pin: "482915",
    });
  }
  const TITLES = [
    "Η αντλία θαλασσινού νερού διαρρέει από τον μηχανικό στυπιοθλίπτη",
    "主机右舷冷却水温度过高，已减速并通知驾驶台",
    "⚓🚢 Anchor windlass brake smells hot 🔥",
    `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft${"x".repeat(100)}`,
    "مضخة المياه تسرب",
  ];
  const ids = [];
  for (const title of TITLES) ids.push((await host.act("report_fault", { title })).ids[0]);
  await host.call("lock");
  await page.reload();
  await person.heading("Who are you?").waitFor();
  await survey(t, page, "names-tiles");
  await person.signIn(CHIEF);
  for (const path of [
    "now",
    "work/faults",
    "settings/people",
    "record",
    ...ids.map((id) => `work/faults/${id}`),
  ]) {
    await person.goTo(path);
    await keep(page, `names-${path.replace(/\W+/g, "-").slice(0, 40)}`);
    assert.deepEqual(await misfits(page), [], path);
  }
  for (const title of TITLES)
    assert.equal((await host.call("fault_list", { text: title, limit: 1 })).rows[0]?.title, title);
});
