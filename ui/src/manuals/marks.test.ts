import { describe, expect, it } from "vitest";
import type { PageGlyphs } from "../ipc";
import { linesOf, marksOf } from "./marks";

/** Characters ten points wide, a line every twenty. */
function page(text: string): PageGlyphs {
  const areas: PageGlyphs["areas"] = [];
  let left = 0;
  let top = 0;
  for (const character of text) {
    const blank = character === " " || character === "\n";
    areas.push({ left, top, width: blank ? 0 : 10, height: 12 });
    left += 10;
    if (character === "\n") {
      left = 0;
      top += 20;
    }
  }
  return { text: Array.from(text), areas };
}

describe("characters of a page", () => {
  it("are lines to select", () => {
    expect(linesOf(page("Fuel pump\n\nE047 low"))).toEqual([
      { text: "Fuel pump", area: { left: 0, top: 0, width: 90, height: 12 } },
      { text: "E047 low", area: { left: 0, top: 40, width: 80, height: 12 } },
    ]);
  });

  it("are marked where a word begins with one that is sought, accents and case aside", () => {
    const marks = marksOf(page("Kühlung kühl ABKÜHLUNG"), "KUHL");
    expect(marks.map(({ left, width }) => [left, width])).toEqual([
      [0, 70],
      [80, 40],
    ]);
    expect(marksOf(page("a b"), " - ")).toEqual([]);
  });
});
