/** axe on the screen as it stands, shadow roots included, without what is known and explained. */
import axe from "axe-core";
import { known } from "../page/axe-known.mjs";

const OPTIONS = {
  runOnly: {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
  },
  // Contrast is measured by our own walk, in all palettes and states.
  rules: { "color-contrast": { enabled: false } },
  resultTypes: ["violations"],
};

const isKnown = (rule, target) =>
  known.some((one) => one.rule === rule && one.selector.test([target].flat(3).join(" ")));

/** One line per violation and element. The rules are read into a document once. */
export async function violations(page) {
  const isThere = await page.evaluate(() => "axe" in window);
  if (!isThere) await page.evaluate(axe.source);
  const found = await page.evaluate(async (options) => {
    const answer = await window.axe.run(document, options);
    return answer.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, html }) => ({ target, html })),
    }));
  }, OPTIONS);
  return found.flatMap(({ id, help, nodes }) =>
    nodes
      .filter((node) => !isKnown(id, node.target))
      .map(
        (node) => `${id}: ${help}: ${[node.target].flat(3).join(" ")} ${node.html.slice(0, 160)}`,
      ),
  );
}
