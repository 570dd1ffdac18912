/** Contrast of a whole screen in every palette and state. */
import { readFileSync } from "node:fs";

export const PALETTES = ["bright", "day", "dusk", "night"];
/** What is forced on every element; selected and disabled ones are met as they stand. */
const STATES = { normal: [], hover: ["hover"], focus: ["focus", "focus-visible", "focus-within"] };
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
  for (const [state, forced] of Object.entries(STATES)) {
    const session = await forcing(page, forced);
    const given = [state, palettes].map((one) => JSON.stringify(one)).join(", ");
    const answer = await page.evaluate(`(${measure})(${given})`);
    // What was forced ends with its session.
    await session?.detach();
    for (const [palette, found] of Object.entries(answer.found)) {
      for (const one of found) {
        const line = `${palette} ${state}: ${one.kind} ${one.where} "${one.text}" ${one.ratio}:1 (needs ${one.need}; ${one.ink} on ${one.ground})`;
        shortfalls.set(`${palette}${state}${one.where}${one.kind}`, line);
      }
    }
    for (const [kind, count] of Object.entries(answer.seen)) {
      seen[kind] = (seen[kind] ?? 0) + count;
    }
  }
  await page.evaluate((name) => (document.documentElement.dataset.obcTheme = name), before);
  return { shortfalls: [...shortfalls.values()], seen };
}

/** Drawn by the element they stand in, and never what a pointer or focus is told of. */
const WITHOUT_STATE = ["head", "link", "meta", "title", "script", "style", "path"];

/** Forces pseudo-classes on every element, those inside shadow roots included. */
async function forcing(page, forcedPseudoClasses) {
  if (forcedPseudoClasses.length === 0) return null;
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { nodes } = await session.send("DOM.getFlattenedDocument", { depth: -1, pierce: true });
  const elements = nodes.filter(
    ({ nodeType, localName }) => nodeType === 1 && !WITHOUT_STATE.includes(localName),
  );
  await Promise.all(
    elements.map(({ nodeId }) =>
      session.send("CSS.forcePseudoState", { nodeId, forcedPseudoClasses }).catch(() => {
        // The element went away meanwhile (a list drew other rows); what replaced it is normal.
      }),
    ),
  );
  return session;
}
