/** What two workstations wrote apart: shown with who and where, listed, settled by mouse and by keys. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Keys } from "../harness/keys.mjs";
import { BRIDGE, CHIEF, MATE, Pair, PIN, until } from "../harness/pair.mjs";
import { Person } from "../harness/person.mjs";
import { survey } from "../harness/survey.mjs";

const OURS = "Bilge pump 2 draws no suction";
const THEIRS =
  "Αντλία σεντίνας 2: χαμηλή αναρρόφηση, φίλτρο γεμάτο σκουριά από το αμπάρι μέχρι το μηχανοστάσιο";

let browser;
let pair;
let page;
let person;
let troubles;
/** Records of the vessel: a fault and a part with two values each. */
const at = {};

before(async () => {
  [browser, pair] = await Promise.all([openBrowser(), Pair.start()]);
  ({ page, troubles } = await openPage(browser, pair.first));
  person = new Person(page);
});
after(async () => {
  await browser?.close();
  await pair?.stop();
});

const made = async (host, action, given) =>
  (await host.act(action, given, PIN)).ids[0];
const conflicts = (host) => host.call("conflict_list", { filters: {} });
/** The notice of a record's page, by its head. */
const notice = (head) =>
  page.locator("main .conflict").filter({ hasText: head });
const whereabouts = () => page.locator("main .whereabouts").first();

test("conflicts", async (t) => {
  const chapter = chapters(t);

  await chapter(
    "a record tells that it is here only, and that it is on board",
    async () => {
      await pair.part();
      at.fault = await made(pair.first, "report_fault", {
        title: OURS,
        severity: "high",
      });
      at.part = await made(pair.first, "add_part", {
        name: "Impeller 57",
        number: "0634-1129",
      });
      await person.goTo(`work/faults/${at.fault}`);
      await page
        .getByText("On this workstation only", { exact: true })
        .waitFor();
      await pair.meet();
      await page.getByText("On board", { exact: true }).waitFor();
    },
  );

  await chapter("nothing to settle is said in words", async (t) => {
    await person.goTo("record/conflicts");
    await page.getByText("Nothing to settle", { exact: true }).waitFor();
    await survey(t, page, "conflicts-none");
  });

  await chapter(
    "two people write apart, and nothing shows until they meet",
    async () => {
      await pair.part();
      await pair.second.signIn(MATE, PIN);
      await pair.first.act(
        "edit_fault",
        { fault: at.fault, title: OURS + ", again" },
        PIN,
      );
      await pair.second.act(
        "edit_fault",
        { fault: at.fault, title: THEIRS },
        PIN,
      );
      await pair.first.act(
        "edit_part",
        { part: at.part, name: "Impeller 57 mm" },
        PIN,
      );
      await pair.second.act(
        "edit_part",
        { part: at.part, name: "Impeller, sea water pump" },
        PIN,
      );
      assert.equal((await conflicts(pair.first)).total, 0);
      await pair.meet();
      assert.equal((await conflicts(pair.first)).total, 2);
      assert.equal((await conflicts(pair.second)).total, 2);
    },
  );

  await chapter(
    "the record shows both values, by whom, when and where",
    async (t) => {
      await person.goTo(`work/faults/${at.fault}`);
      const shown = notice("Title: two values");
      await shown.waitFor();
      assert.match(await shown.innerText(), new RegExp(`${OURS}, again`));
      assert.match(await shown.innerText(), new RegExp(THEIRS));
      assert.match(await shown.innerText(), new RegExp(CHIEF));
      assert.match(await shown.innerText(), new RegExp(MATE));
      assert.match(
        await shown.innerText(),
        new RegExp(`at [A-Z]{1,2} ${BRIDGE}`),
      );
      const marked = shown.locator("li").filter({ hasText: "Shown now" });
      assert.equal(await marked.count(), 1);
      const title = await page.getByRole("heading", { level: 1 }).innerText();
      assert.ok(
        (await marked.innerText()).includes(title),
        `${title} is marked as shown`,
      );
      await survey(t, page, "conflict-on-a-fault");
    },
  );

  await chapter(
    "the navigation counts them, and the list leads to the record",
    async (t) => {
      const place = page.getByRole("link", {
        name: "Record, 2 conflicts to settle",
      });
      await place.waitFor();
      await person.goTo("record/conflicts");
      const grid = page.getByRole("grid", {
        name: "Conflicts that wait for a person",
      });
      assert.equal(await grid.getAttribute("aria-rowcount"), "3");
      await survey(t, page, "conflicts");
      await grid
        .locator("[data-index]")
        .filter({ hasText: "Impeller" })
        .focus();
      await page.keyboard.press("Enter");
      await notice("Name: two values").waitFor();
    },
  );

  await chapter(
    "settled by mouse: one value, and who settled it",
    async (t) => {
      await person.goTo(`work/faults/${at.fault}`);
      const entries = await pair.first.entries();
      await notice("Title: two values")
        .getByRole("button", { name: "Settle", exact: true })
        .click();
      await person.sheet.waitFor();
      await person.settled();
      assert.equal(
        await person.sheet.getByRole("radio", { checked: true }).count(),
        0,
      );
      await survey(t, page, "sheet-resolve_conflict");
      await person.sheetButton("Next").click();
      await person.sheet
        .getByText("Fill this in")
        .or(person.sheet.getByRole("alert"))
        .first()
        .waitFor();
      await person.sheet
        .getByRole("radio", { name: new RegExp(THEIRS) })
        .check();
      await person.sheetButton("Next").click();
      await person.sheet.getByText("You are about to").waitFor();
      assert.match(await person.sheet.innerText(), /keep for title:/);
      await signed("Keep this one");
      await person.seesDone("Settled");
      await notice("two values").waitFor({ state: "detached" });
      await page.getByRole("heading", { level: 1, name: THEIRS }).waitFor();
      const settled = page
        .getByRole("list", { name: "What happened" })
        .getByRole("listitem")
        .first();
      assert.match(await settled.innerText(), /Settled two values/);
      assert.match(await settled.innerText(), new RegExp(CHIEF));
      assert.equal(await pair.first.entries(), entries + 1);
    },
  );

  await chapter("settled by keys alone", async () => {
    await person.goTo(`stores/parts/${at.part}`);
    await notice("Name: two values").waitFor();
    await new Keys(page).tabTo("Settle");
    await page.keyboard.press("Enter");
    await person.sheet.waitFor();
    await person.settled();
    await page.keyboard.press("ArrowDown");
    await until("a value is chosen", () =>
      person.sheet.getByRole("radio", { checked: true }).count(),
    );
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText("You are about to").waitFor();
    await page.keyboard.press("Control+Enter");
    await person.sheet.getByText("Settled", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await notice("two values").waitFor({ state: "detached" });
  });

  await chapter("both workstations hold what was settled", async () => {
    await pair.meet();
    for (const host of [pair.first, pair.second]) {
      assert.equal((await conflicts(host)).total, 0);
      const { fault } = await host.call("fault_page", { id: at.fault });
      assert.equal(fault.title, THEIRS);
    }
    assert.deepEqual(troubles.splice(0), []);
  });

  await chapter(
    "who may not settle fills in, and a colleague signs",
    async () => {
      await pair.part();
      await pair.first.signIn(CHIEF, PIN);
      await pair.first.act(
        "edit_fault",
        { fault: at.fault, title: "One value" },
        PIN,
      );
      await pair.second.act(
        "edit_fault",
        { fault: at.fault, title: "Another value" },
        PIN,
      );
      await pair.meet();
      await pair.first.signIn(MATE, PIN);
      const settling = pair.first.act(
        "resolve_conflict",
        await givenOf(at.fault),
        PIN,
      );
      await assert.rejects(settling, { code: "wrong_role" });
      await page.reload();
      await person.goTo(`work/faults/${at.fault}`);
      await notice("Title: two values")
        .getByRole("button", { name: "Settle", exact: true })
        .click();
      await person.sheet.waitFor();
      await person.settled();
      await person.sheet.getByRole("radio", { name: /Another value/ }).check();
      await person.sheetButton("Next").click();
      await person.sheetButton("Sign").click();
      await person.sheet
        .getByText(/Your role does not sign this act/)
        .waitFor();
      assert.equal((await conflicts(pair.first)).total, 1);
    },
  );
});

test("done without knowing of a revocation: counted, listed, and told on the entry", async (t) => {
  await pair.first.signIn(CHIEF, PIN);
  await pair.meet();
  const { page: other, close } = await openPage(browser, pair.first);
  const hands = new Person(other);
  await hands.goTo("record");
  const parts = other.getByRole("navigation", { name: "Parts of the record" });
  await parts.getByRole("link", { name: /^Conflicts/ }).waitFor();
  assert.equal(
    await parts.getByRole("link", { name: /^Revoked unseen/ }).count(),
    0,
  );
  await pair.part();
  const person = (await pair.first.call("crew_list", {})).find(
    ({ name }) => name === MATE,
  ).id;
  await pair.first.act("set_role", { person, role: "crew" }, PIN);
  await pair.second.signIn(MATE, PIN);
  await pair.second.act(
    "add_equipment",
    { code: "651.77", name: "Emergency fire pump" },
    PIN,
  );
  await pair.meet();
  await parts
    .getByRole("link", { name: "Revoked unseen 1", exact: true })
    .click();
  const grid = other.getByRole("grid", {
    name: "Acts done without knowing of a revocation",
  });
  const row = grid.locator('[data-index="0"][data-key]');
  assert.match(await row.innerText(), /Emergency fire pump/);
  assert.equal(await grid.getAttribute("aria-rowcount"), "2");
  await survey(t, other, "record-revoked-unseen");
  await row.focus();
  await other.keyboard.press("Enter");
  const notice = other
    .getByRole("status")
    .filter({ hasText: "nobody there knew" });
  assert.match(
    await notice.innerText(),
    new RegExp(`by ${CHIEF} at workstation A`),
  );
  await survey(t, other, "entry-revoked-unseen");
  await notice.getByRole("link").click();
  await other.getByRole("heading", { level: 1, name: "Set role" }).waitFor();
  // It counts: the machine is there.
  const machines = await pair.first.call("equipment_tree");
  assert.ok(machines.some(({ name }) => name === "Emergency fire pump"));
  // Who does not answer for roles is not told.
  await pair.first.signIn(MATE, PIN);
  assert.equal((await pair.first.call("counts")).unseen, 0);
  await close();
});

test("two histories of one workstation: what they hold, and the act that closes it", async (t) => {
  await pair.first.signIn(CHIEF, PIN);
  const { page: other, close } = await openPage(browser, pair.first);
  const { device, id } = (await pair.first.call("workstation_list")).find(
    (one) => !one.is_this,
  );
  const fork = {
    ...line(1),
    id: `pms_devices/${device}/7`,
    kind: "fork",
    record: { id, table: "pms_devices", label: `B ${BRIDGE}` },
    column: "entry 7",
    given: { device, last_seq: 1 },
    offers: [{ action: "close_device", by_other: false }],
  };
  await other.route("**/ipc/record_conflicts", (route) =>
    route.fulfill({ json: [fork] }),
  );
  await other.route("**/ipc/conflict_list", (route) =>
    route.fulfill({ json: { total: 1, rows: [fork] } }),
  );
  const hands = new Person(other);
  await hands.goTo("record/conflicts");
  await other.locator('[data-index="0"][data-key]').focus();
  await other.keyboard.press("Enter");
  await other
    .getByText("Entry 7: written twice under one number", { exact: true })
    .waitFor();
  await survey(t, other, "conflict-fork");
  await hands.button("Close this workstation").click();
  await hands.sheet.waitFor();
  await hands.settled();
  assert.equal(await hands.field("Last entry that counts").inputValue(), "1");
  await close();
});

test("a thousand conflicts: few rows are drawn, and the last one is reached", async (t) => {
  await pair.first.signIn(CHIEF, PIN);
  const context = await openPage(browser, pair.first);
  const lines = Array.from({ length: 1000 }, (_, index) => line(index));
  await context.page.route("**/ipc/conflict_list", async (route) => {
    const { offset = 0, limit = 100 } = route.request().postDataJSON();
    await route.fulfill({
      json: { total: 1000, rows: lines.slice(offset, offset + limit) },
    });
  });
  const other = new Person(context.page);
  await other.goTo("record/conflicts");
  const grid = context.page.getByRole("grid", {
    name: "Conflicts that wait for a person",
  });
  await grid.locator('[data-index="0"][data-key]').waitFor();
  assert.ok((await grid.locator("[data-index]").count()) <= 80);
  await grid.locator('[data-index="0"]').focus();
  await context.page.keyboard.press("End");
  await grid.locator('[data-index="999"][data-key]').waitFor();
  assert.ok((await grid.locator("[data-index]").count()) <= 80);
  await survey(t, context.page, "conflicts-thousand");
  await context.close();
});

/** Signs with a PIN where the act asks for one. */
async function signed(commit) {
  const toPin = person.sheetButton("Sign");
  if (await toPin.isVisible()) {
    await toPin.click();
    await person.enterPin(PIN);
  }
  await person.sheetButton(commit).click();
}

async function givenOf(id) {
  const [conflict] = await pair.first.call("record_conflicts", { id });
  return { ...conflict.given, keep: conflict.values[0].keep };
}

const NAMES = [
  "Generator 2, cooling water",
  "Κύρια μηχανή, αντλία θαλασσινού νερού",
  "二号发电机冷却水泵",
];

function line(index) {
  const id = index.toString(16).padStart(32, "0");
  const value = (text, by, isShown) => ({
    text,
    by,
    at: "2026-11-22T14:20:00.000Z",
    workstation: "B Bridge",
    is_shown: isShown,
    keep: `0123456789ab:${index + 1}${isShown ? "1" : "2"}`,
    movement: null,
    offers: [],
  });
  return {
    id: `pms_equipment/${id}/3`,
    kind: index % 7 === 0 ? "once" : "field",
    record: {
      id,
      table: "pms_equipment",
      label: `651.${index} · ${NAMES[index % 3]}`,
    },
    column: "location",
    values: [value("Engine room, port", CHIEF, true), value("", MATE, false)],
    given: { table: "pms_equipment", row: id, group: 3 },
    offers: [],
  };
}
