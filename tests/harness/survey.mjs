/** Everything that must hold on every screen, measured on one screen as it stands. */
import assert from "node:assert/strict";
import { violations } from "./axe.mjs";
import { contrastOf } from "./contrast.mjs";
import { crowdedTargets, misfits, smallTargets } from "./layout.mjs";
import { brightPixels, keep } from "./pictures.mjs";
import { SMALLEST } from "./browser.mjs";

/** ux/README: targets in px; the second figure is for ticks, − +, PIN keys and primary buttons. */
const REGULAR = { least: 40, main: 40 };
const GLOVE = { least: 48, main: 72 };
/** … and how far apart gloves want them. */
const APART = 8;

/** What contrast met in all surveys of this run, so that no state goes unseen. */
export const met = {};

/**
 * Surveys the screen under subtests of `t`. The page is left as it was found. `name` names the
 * kept pictures. Without `gloves` where an open menu would close under the hand that switches.
 */
export async function survey(t, page, name, { gloves = true } = {}) {
  await t.test(`${name}: axe finds nothing`, async () => {
    assert.deepEqual(await violations(page), []);
  });
  await t.test(`${name}: contrast in four palettes and three states`, async () => {
    const { shortfalls, seen } = await contrastOf(page);
    for (const [kind, count] of Object.entries(seen)) met[kind] = (met[kind] ?? 0) + count;
    assert.deepEqual(shortfalls, []);
  });
  await t.test(`${name}: fits at 1280 × 720 and gives hands room`, async () => {
    await keep(page, `${name}-day`);
    assert.deepEqual([...(await misfits(page)), ...(await smallTargets(page, REGULAR))], []);
  });
  await t.test(`${name}: no white pixel at night`, async () => {
    await under(page, { obcTheme: "night" }, async () => {
      assert.equal(brightPixels(await keep(page, `${name}-night`)), 0);
    });
  });
  if (gloves) {
    await t.test(`${name}: gloves`, async () => {
      await withGloves(page, async () => {
        const found = [await misfits(page), await smallTargets(page, GLOVE)];
        found.push(await crowdedTargets(page, APART));
        await findsNothing(page, `${name}-glove`, found.flat());
      });
    });
  }
  await t.test(`${name}: fits at 200 % zoom`, async () => {
    // 200 % of 1280 × 720 is a page of half the size in each direction.
    await page.setViewportSize({ width: SMALLEST.width / 2, height: SMALLEST.height / 2 });
    await drawn(page);
    try {
      await findsNothing(page, `${name}-zoom`, await misfits(page));
    } finally {
      await page.setViewportSize(SMALLEST);
      await drawn(page);
    }
  });
}

/** Where something was found, or all pictures are wanted (`CELESTE_PICTURES=all`), one is kept. */
async function findsNothing(page, name, found) {
  if (found.length > 0 || process.env.CELESTE_PICTURES === "all") await keep(page, name);
  assert.deepEqual(found, []);
}

/** The short look, where the same kit was surveyed elsewhere: fits by day, dark at night. */
export async function glance(page, name) {
  await keep(page, `${name}-day`);
  assert.deepEqual(await misfits(page), [], `${name} fits`);
  await under(page, { obcTheme: "night" }, async () => {
    assert.equal(brightPixels(await keep(page, `${name}-night`)), 0, `${name} is dark at night`);
  });
}

/** Puts gloves on and off by the menu that is on every screen, and gives focus back. */
async function withGloves(page, look) {
  const focused = await page.evaluateHandle(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at;
  });
  // Clicked without a pointer, which would leave what it hovers over changed.
  const choose = async (size) => {
    const button = page.getByRole("button", { name: "Brilliance", exact: true });
    const menu = page.getByRole("dialog", { name: "Brilliance" });
    await button.dispatchEvent("click");
    await menu.getByText(size, { exact: true }).dispatchEvent("click");
    await button.dispatchEvent("click");
    await menu.waitFor({ state: "hidden" });
    await drawn(page);
  };
  await choose("Gloves");
  try {
    await look();
  } finally {
    await choose("Regular");
    await focused.evaluate((element) => element?.focus());
  }
}

/** Sets attributes of the root for a moment, as the window's own switches do. */
async function under(page, wanted, look) {
  const set = (values) =>
    page.evaluate((data) => {
      for (const [key, value] of Object.entries(data))
        document.documentElement.dataset[key] = value;
    }, values);
  const before = await page.evaluate(
    (keys) => Object.fromEntries(keys.map((key) => [key, document.documentElement.dataset[key]])),
    Object.keys(wanted),
  );
  await set(wanted);
  await drawn(page);
  try {
    await look();
  } finally {
    await set(before);
    await drawn(page);
  }
}

/**
 * Waits until the page is drawn as it is now: what watches sizes is told with a frame, and what it
 * changes is drawn with the next one. Transitions are ended, where they are not off already.
 */
function drawn(page) {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const endAll = (root) => {
      for (const animation of root.getAnimations?.() ?? []) animation.finish();
      for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) endAll(shadowRoot);
    };
    endAll(document);
  });
}
