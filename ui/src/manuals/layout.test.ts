import { describe, expect, it } from "vitest";
import { GAP_PX, layoutOf, pageAt, pagesBetween } from "./layout";

describe("pages one under the other", () => {
  const layout = layoutOf(
    [
      [600, 800],
      [0, 0],
      [300, 400],
    ],
    2,
  );

  it("stands each below the one before it, also one that names no size", () => {
    expect(layout.tops).toEqual([0, 1600 + GAP_PX, 1600 + GAP_PX + 1684 + GAP_PX]);
    expect(layout.widths).toEqual([1200, 1190, 600]);
    expect(layout.height).toBe(1600 + 1684 + 800 + 2 * GAP_PX);
  });

  it("knows which page stands at a height, and which are in sight", () => {
    expect([0, 1599, 1600 + GAP_PX, 9999].map((y) => pageAt(layout, y))).toEqual([1, 1, 2, 3]);
    expect(pagesBetween(layout, -50, 10)).toEqual([1]);
    expect(pagesBetween(layout, 1500, 3400)).toEqual([1, 2, 3]);
  });

  it("is not lost without pages", () => {
    const none = layoutOf([], 1);
    expect(none.height).toBe(0);
    expect(pagesBetween(none, 0, 100)).toEqual([]);
  });
});
