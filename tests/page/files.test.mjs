/** Photos and papers: seen, enlarged, attached by choosing, dropping and pasting, refused, withdrawn. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { openBrowser, openPage } from "../harness/browser.mjs";
import { chapters } from "../harness/chapters.mjs";
import { Host } from "../harness/host.mjs";
import { Person } from "../harness/person.mjs";
import { glance, survey } from "../harness/survey.mjs";

const CHIEF = "Nikólaos Papadákis";

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
  await person.signIn(CHIEF);
});
after(async () => {
  await browser.close();
  await host.stop();
});

/** A picture of one colour, as a screenshot would be saved. */
function png(red, side = 120) {
  const picture = new PNG({ width: side, height: side });
  for (let at = 0; at < picture.data.length; at += 4)
    picture.data.set([red, 80, 60, 255], at);
  return PNG.sync.write(picture);
}

const faultNamed = async (text) =>
  (await host.call("fault_list", { text, filters: {}, limit: 1 })).rows[0].id;
const attached = (fault) => host.call("attachment_list", { fault });
const files = () =>
  page.getByRole("list", { name: "Photos and papers of this record" });
const viewer = () => page.locator("dialog[open]");

/** Puts files into a drop or a paste of the page, as the system does. */
async function hand(kind, name, bytes) {
  await page.evaluate(
    ([event, fileName, data]) => {
      const carried = new DataTransfer();
      const file = new File([new Uint8Array(data)], fileName, {
        type: "image/png",
      });
      carried.items.add(file);
      const options = { bubbles: true, cancelable: true };
      const made =
        event === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: carried })
          : new DragEvent("drop", { ...options, dataTransfer: carried });
      document.body.dispatchEvent(made);
    },
    [kind, name, [...bytes]],
  );
}

test("photos and papers", async (t) => {
  const chapter = chapters(t);
  const dripping = await faultNamed("Water dripping");
  const coolant = await faultNamed("coolant temperature high");

  await chapter(
    "a fault shows its photo, and what was withdrawn",
    async (t) => {
      await person.goTo(`work/faults/${dripping}`);
      await person.button("Open Ceiling grille over the bed").waitFor();
      await files().locator("img").first().waitFor();
      await page.getByText("1 file withdrawn").click();
      await page.getByText(/Blurred, a better one follows/).first().waitFor();
      await survey(t, page, "fault-photos");
    },
  );

  await chapter("a photo is looked at closely, by keys alone", async () => {
    await person.button("Open Ceiling grille over the bed").focus();
    await page.keyboard.press("Enter");
    await viewer().locator("img").waitFor();
    await glance(page, "viewer-photo");
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await viewer().getByText("156 %").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("0");
    await viewer().getByText("100 %").waitFor();
    await page.keyboard.press("Escape");
    await viewer().waitFor({ state: "detached" });
  });

  await chapter("a paper is read page by page", async () => {
    const tree = await host.call("equipment_tree", {});
    const { id } = tree.find(({ code }) => code === "651.02");
    await person.goTo(`equipment/${id}`);
    await person.button("Open Maker's letter on the thermostat").click();
    await viewer().locator("img").waitFor();
    await glance(page, "viewer-paper");
    await page.keyboard.press("Escape");
  });

  await chapter("two files are chosen, described and attached", async (t) => {
    await person.goTo(`work/faults/${coolant}`);
    await person.openAct("Attach");
    await page.locator('input[type="file"]').setInputFiles([
      { name: "panel.png", mimeType: "image/png", buffer: png(150) },
      { name: "IMG 0001.JPG", mimeType: "image/jpeg", buffer: png(90) },
    ]);
    await person.sheet.getByText("IMG 0001.JPG").waitFor();
    await person.sheet.locator("img").nth(1).waitFor();
    await person.sheet
      .getByLabel("What is to be seen")
      .first()
      .fill("Alarm panel");
    await survey(t, page, "sheet-files-chosen");
    await person.sheetButton("Attach").click();
    await person.seesDone("Attached");
    await person.button("Open Alarm panel").waitFor();
    assert.equal((await attached(coolant)).length, 3);
  });

  await chapter(
    "what is no photo is refused in one sentence and can be left out",
    async () => {
      await person.openAct("Attach");
      await page.locator('input[type="file"]').setInputFiles([
        {
          name: "dance.jpg",
          mimeType: "image/jpeg",
          buffer: Buffer.from("GIF89a no photo"),
        },
      ]);
      await person.sheet
        .getByText(
          "This is neither a photo (JPEG, PNG, HEIC) nor a PDF. Choose another file.",
        )
        .waitFor();
      await glance(page, "sheet-files-refused");
      await person.sheetButton("Leave dance.jpg out").click();
      await person.sheetButton("Close").first().click();
      await person.sheet.waitFor({ state: "hidden" });
    },
  );

  await chapter("a file that is there already is told", async () => {
    await hand("drop", "panel again.png", png(150));
    await person.sheet.getByText("panel again.png").waitFor();
    await person.sheetButton("Attach").click();
    await person.sheet
      .getByText(/The same file is here already, attached by/)
      .waitFor();
    await person.sheetButton("Cancel").click();
    assert.equal((await attached(coolant)).length, 3);
  });

  await chapter("a screenshot is pasted", async () => {
    await hand("paste", "image.png", png(30));
    await person.sheet.locator("img").waitFor();
    await page.keyboard.press("Control+Enter");
    await person.seesDone("Attached");
    assert.equal((await attached(coolant)).length, 4);
  });

  await chapter("a wrong one is withdrawn, with its reason", async () => {
    await person.button("Withdraw image.png").click();
    await person.field("Why").fill("Wrong screen");
    await page.keyboard.press("Control+Enter");
    await person.seesDone("File withdrawn");
    await page.getByText("1 file withdrawn").waitFor();
    const gone = (await attached(coolant)).filter(
      ({ withdrawn }) => withdrawn !== null,
    );
    assert.deepEqual(
      gone.map(({ withdrawn }) => withdrawn.reason),
      ["Wrong screen"],
    );
  });

  assert.deepEqual(opened.troubles, []);
});
