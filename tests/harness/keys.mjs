/** A person with a keyboard only. Where Tab does not lead, nothing can be done. */

/** More than any screen has; a search that goes round twice has missed its target. */
const TABS_MAX = 160;
/** A hand needs as long from its last letter to Enter or Tab; a scanner does not, and is told so. */
export const HAND_MS = 150;

export class Keys {
  constructor(page) {
    this.page = page;
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  async type(text) {
    await this.page.keyboard.type(text);
    await this.page.waitForTimeout(HAND_MS);
  }

  /** The accessible name of what has focus, vendor elements included. */
  focused() {
    return this.page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      if (!at || at === document.body) return "";
      const host = at.getRootNode().host;
      const labels = [...(at.labels ?? [])].map((label) => label.innerText).join(" ");
      const name =
        at.getAttribute("aria-label") || labels || at.innerText?.trim() || host?.innerText || "";
      return name.replace(/\s+/g, " ").trim();
    });
  }

  /** Presses Tab until what is named so has focus. */
  async tabTo(name) {
    const passed = [];
    for (let count = 0; count < TABS_MAX; count += 1) {
      const at = await this.focused();
      if (at === name || at.startsWith(`${name} `)) return;
      passed.push(at);
      await this.press("Tab");
    }
    throw new Error(`Tab does not lead to "${name}", only to: ${[...new Set(passed)].join(" | ")}`);
  }

  /** Presses Tab until a row of a list has focus. */
  async tabToRow() {
    for (let count = 0; count < TABS_MAX; count += 1) {
      const role = await this.page.evaluate(() => document.activeElement?.getAttribute("role"));
      if (role === "row") return;
      await this.press("Tab");
    }
    throw new Error("Tab does not lead to a row");
  }

  /** Waits until focus stands there by itself: a form begins in its first field. */
  async at(name) {
    for (let count = 0; count < 50; count += 1) {
      const at = await this.focused();
      if (at === name || at.startsWith(`${name} `)) return;
      await this.page.waitForTimeout(100);
    }
    throw new Error(`focus stands on "${await this.focused()}", not on "${name}"`);
  }
}
