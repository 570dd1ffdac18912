/** A person at the page: what hands and eyes do, in the words that stand on the screen. */
import { DEMO_PIN } from "./host.mjs";
import { HAND_MS } from "./keys.mjs";

export class Person {
  constructor(page) {
    this.page = page;
  }

  button(name, options = {}) {
    return this.page.getByRole("button", { name, exact: true, ...options });
  }

  heading(name) {
    return this.page.getByRole("heading", { name, exact: true });
  }

  /** The open act's sheet. */
  get sheet() {
    return this.page.locator("aside").getByRole("dialog");
  }

  /** A button of the open sheet. */
  sheetButton(name) {
    return this.sheet.getByRole("button", { name, exact: true });
  }

  /** Closes the done step by its last button. */
  async finish() {
    await this.sheet.locator("footer").getByRole("button", { name: "Close", exact: true }).click();
    await this.sheet.waitFor({ state: "hidden" });
  }

  /** A field of the open sheet by its label; a required one says so after it. */
  field(label) {
    const named = this.sheet.getByLabel(new RegExp(`^\\s*${escaped(label)}(\\s+required)?\\s*$`));
    return named.and(this.page.locator("input, textarea, [role='combobox']"));
  }

  /** Waits until a field shows a value: the name of a record is read after its id. */
  async shows(label, value) {
    const input = await this.field(label).elementHandle();
    await this.page.waitForFunction(([at, wanted]) => at.value === wanted, [input, value]);
  }

  /** Chooses the own tile and enters the PIN. */
  async signIn(name, pin = DEMO_PIN) {
    await this.page.getByRole("button", { name: new RegExp(`^${escaped(name)}`) }).click();
    await this.page.getByRole("group", { name: `PIN of ${name}` }).waitFor();
    await this.page.keyboard.type(pin);
    await this.page.keyboard.press("Enter");
    await this.page.getByRole("navigation", { name: "Places" }).waitFor();
  }

  /** Enters a PIN on the sign step and signs with the sheet's last button. */
  async enterPin(pin = DEMO_PIN) {
    await this.sheet.getByRole("group", { name: /^PIN of / }).waitFor();
    await this.page.keyboard.type(pin);
    await this.page.waitForTimeout(HAND_MS);
  }

  /** Reads what will be written and signs it: with a PIN where the act wants one. */
  async sign(commit, pin = DEMO_PIN) {
    await this.sheetButton("Next").click();
    await this.sheet.getByText("You are about to").waitFor();
    const toPin = this.sheetButton("Sign");
    if (await toPin.isVisible()) {
      await toPin.click();
      await this.enterPin(pin);
    }
    await this.sheetButton(commit).click();
  }

  /** Waits for the done step's head, then closes the sheet. */
  async seesDone(head) {
    await this.sheet.getByText(head, { exact: true }).waitFor();
    await this.finish();
  }

  /** Goes to an address of the window: "work/faults". */
  async goTo(path) {
    await this.page.evaluate(async (hash) => {
      if (location.hash === hash) return;
      const changed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
      location.hash = hash;
      await changed;
      // What the new address shows is drawn, or says that it is loading, with the next frame.
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, `#/${path}`);
    await this.settled();
  }

  /** Waits until nothing says that it is loading. */
  async settled() {
    await this.page.waitForFunction(() => {
      const busy = document.querySelector('[aria-busy="true"], .waiting, .skeleton');
      const reads = [...document.querySelectorAll('[role="status"]')].some((status) =>
        /…$/.test(status.innerText.trim()),
      );
      return busy === null && !reads;
    });
  }

  /** Opens an act from a page: from its button, else from "More". */
  async openAct(name) {
    const main = this.page.locator("main");
    const button = main.getByRole("button", { name, exact: true });
    const more = main.getByRole("button", { name: "More", exact: true });
    await button.or(more).first().waitFor();
    if (await button.first().isVisible()) {
      await button.first().click();
    } else {
      await more.first().click();
      await this.page.getByRole("menuitem", { name }).first().click();
    }
    await this.sheet.waitFor();
    await this.settled();
  }

  /** Opens an act by its keys. */
  async openByKeys(combination) {
    await this.settled();
    await this.page.keyboard.press(combination);
    await this.sheet.waitFor();
    await this.settled();
  }

  /** Presses the last button by keys, sees what was done and closes the sheet by keys. */
  async commitByKeys(done) {
    await this.page.keyboard.press("Control+Enter");
    await this.sheet.getByText(done, { exact: true }).waitFor();
    await this.page.keyboard.press("Escape");
    await this.sheet.waitFor({ state: "hidden" });
  }

  /** Passes what an act warns of, where it does, and gives the reason. */
  async giveReason(reason) {
    const goOn = this.sheetButton("Go on");
    await this.field("Reason").or(goOn).first().waitFor();
    if (await goOn.isVisible()) await goOn.click();
    await this.field("Reason").fill(reason);
  }

  /** Chooses one value of a list that opens. */
  async select(label, value) {
    await this.field(label).click();
    await this.page.getByRole("option", { name: new RegExp(`^${escaped(value)}`) }).click();
  }

  /** Finds a record by typing and takes the first that is named so. */
  async find(label, typed, option = typed) {
    const field = this.field(label);
    await field.click();
    await field.fill(typed);
    await this.page.getByRole("option").filter({ hasText: option }).first().click();
  }
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
