/** Where the pages of a manual stand one under the other, at a scale. */

/** White between two pages, in pixels. */
export const GAP_PX = 12;

export interface Layout {
  /** How far down each page begins, in pixels. */
  tops: readonly number[];
  widths: readonly number[];
  heights: readonly number[];
  /** Of all of them. */
  height: number;
}

/** Of a page that names no size: A4, in points. */
const A4: readonly [number, number] = [595, 842];

/** `scale` is pixels for each point. */
export function layoutOf(sizes: readonly (readonly [number, number])[], scale: number): Layout {
  const tops: number[] = [];
  const widths: number[] = [];
  const heights: number[] = [];
  let at = 0;
  for (const size of sizes) {
    const [width, height] = size[0] > 0 && size[1] > 0 ? size : A4;
    tops.push(at);
    widths.push(width * scale);
    heights.push(height * scale);
    at += height * scale + GAP_PX;
  }
  return { tops, widths, heights, height: Math.max(0, at - GAP_PX) };
}

/** The page, from 1, that stands at that height. */
export function pageAt({ tops }: Layout, y: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The pages, from 1, of which something stands between these heights. */
export function pagesBetween(layout: Layout, from: number, until: number): number[] {
  const pages: number[] = [];
  const first = pageAt(layout, Math.max(0, from));
  for (let page = first; page <= layout.tops.length; page++) {
    if ((layout.tops[page - 1] ?? 0) > until) break;
    pages.push(page);
  }
  return pages;
}
