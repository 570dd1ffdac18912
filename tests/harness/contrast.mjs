/** Contrast of a whole screen in every palette and state. */
import { readFileSync } from "node:fs";

export const PALETTES = ["bright", "day", "dusk", "night"];
/** What is forced on every element; selected and disabled ones are met as they stand. */
const STATES = { normal: [], hover: ["hover"], focus: ["focus", "focus-visible", "focus-within"] };
/** Transitions are off (reduced motion); vendor styles may still take a moment to settle. */
const SETTLE_MS = 60;

const measure = readFileSync(new URL("inpage/contrast.js", import.meta.url), "utf8").replace(
  /;\s*$/,
  "",
);

/**
 * Measures the screen as it stands. Answers `{shortfalls, seen}`, each shortfall once per palette
 * and state, as a line that names the element and both colours.
 */
export async function contrastOf(page, palettes = PALETTES) {
  const shortfalls = new Map();
  const seen = {};
  const before = await page.evaluate(() => document.documentElement.dataset.obcTheme);
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  for (const [state, forced] of Object.entries(STATES)) {
    await force(session, forced);
    for (const palette of palettes) {
      await page.evaluate((name) => (document.documentElement.dataset.obcTheme = name), palette);
      await page.waitForTimeout(SETTLE_MS);
      const found = await page.evaluate(`(${measure})(${JSON.stringify(state)})`);
      for (const one of found.shortfalls) {
        const line = `${palette} ${state}: ${one.kind} ${one.where} "${one.text}" ${one.ratio}:1 (needs ${one.need}; ${one.ink} on ${one.ground})`;
        shortfalls.set(`${palette}${state}${one.where}${one.kind}`, line);
      }
      for (const [kind, count] of Object.entries(found.seen))
        seen[kind] = (seen[kind] ?? 0) + count;
    }
  }
  await force(session, []);
  await session.detach();
  await page.evaluate((name) => (document.documentElement.dataset.obcTheme = name), before);
  return { shortfalls: [...shortfalls.values()], seen };
}

/** Forces pseudo-classes on every element, those inside shadow roots included. */
async function force(session, forcedPseudoClasses) {
  const { nodes } = await session.send("DOM.getFlattenedDocument", { depth: -1, pierce: true });
  const elements = nodes.filter((node) => node.nodeType === 1);
  await Promise.all(
    elements.map(({ nodeId }) =>
      session.send("CSS.forcePseudoState", { nodeId, forcedPseudoClasses }).catch(() => {
        // The element went away meanwhile (a list drew other rows); what replaced it is normal.
      }),
    ),
  );
}
