/** axe on the screen as it stands, shadow roots included, without what is known and explained. */
import { AxeBuilder } from "@axe-core/playwright";
import { known } from "../page/axe-known.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

const isKnown = (rule, target) =>
  known.some((one) => one.rule === rule && one.selector.test([target].flat(3).join(" ")));

/** One line per violation and element. Contrast is measured by our own walk in all palettes. */
export async function violations(page) {
  const { violations: found } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes
      .filter((node) => !isKnown(id, node.target))
      .map(
        (node) => `${id}: ${help}: ${[node.target].flat(3).join(" ")} ${node.html.slice(0, 160)}`,
      ),
  );
}
