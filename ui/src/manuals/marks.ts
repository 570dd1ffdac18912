/** Characters of a page as lines to select, and the places of words on it. */
import type { PageArea, PageGlyphs } from "../ipc";

export interface Line {
  text: string;
  area: PageArea;
}

function around(areas: readonly PageArea[]): PageArea {
  const left = Math.min(...areas.map((area) => area.left));
  const top = Math.min(...areas.map((area) => area.top));
  const right = Math.max(...areas.map((area) => area.left + area.width));
  const bottom = Math.max(...areas.map((area) => area.top + area.height));
  return { left, top, width: right - left, height: bottom - top };
}

/** The lines of a page, in the order of reading. */
export function linesOf({ text, areas }: PageGlyphs): Line[] {
  const lines: Line[] = [];
  let words = "";
  let boxes: PageArea[] = [];
  const end = () => {
    if (words.trim() !== "" && boxes.length > 0) lines.push({ text: words, area: around(boxes) });
    words = "";
    boxes = [];
  };
  for (const [index, character] of text.entries()) {
    const area = areas[index];
    if (character === "\n") end();
    else {
      words += character;
      if (area && area.width > 0) boxes.push(area);
    }
  }
  end();
  return lines;
}

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Where words begin with one of those sought: the boxes of the whole words. */
export function marksOf(glyphs: PageGlyphs, sought: string): PageArea[] {
  const beginnings = plain(sought)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  if (beginnings.length === 0) return [];
  const marks: PageArea[] = [];
  let word = "";
  let boxes: PageArea[] = [];
  const end = () => {
    if (boxes.length > 0 && beginnings.some((beginning) => word.startsWith(beginning))) {
      marks.push(around(boxes));
    }
    word = "";
    boxes = [];
  };
  for (const [index, character] of glyphs.text.entries()) {
    const area = glyphs.areas[index];
    if (/[\p{L}\p{N}\p{M}]/u.test(character) && area) {
      word += plain(character);
      boxes.push(area);
    } else end();
  }
  end();
  return marks;
}
