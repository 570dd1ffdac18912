/** Pictures kept under target/pages, and the search for light in the dark. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { PNG } from "pngjs";
import { below } from "./ground.mjs";

const FOLDER = below("pages");

/** Keeps a picture of the page and returns its bytes. */
export function keep(page, name) {
  const file = path.join(FOLDER, `${name}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  return page.screenshot({ path: file, animations: "disabled" });
}

/**
 * The most light that one channel of a pixel may give at night for "no white": the brightest
 * grey-like pixel is looked for, so the palette's amber text does not count.
 */
export const NIGHT_GREY_MAX = 128;

/** How many pixels are nearly white: all three channels above the bound. */
export function brightPixels(picture, bound = NIGHT_GREY_MAX) {
  const { data } = PNG.sync.read(picture);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (Math.min(data[at], data[at + 1], data[at + 2]) > bound) count += 1;
  }
  return count;
}
