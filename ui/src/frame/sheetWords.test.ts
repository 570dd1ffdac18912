import { expect, it } from "vitest";
import { sent, typedSheet } from "./sheetWords";

/** A sheet of the public test vectors: 32 bytes of 0x7f. */
const EIGHT = "legal winner thank year wave sausage worth useful";
const SHEET = `${EIGHT} ${EIGHT} ${EIGHT.replace("useful", "title")}`;

it("takes a sheet as it is copied: numbered, in lines, in capitals", () => {
  const numbered = SHEET.split(" ")
    .map((word, index) => `${index + 1}. ${word.toUpperCase()}\n`)
    .join("");
  const sheet = typedSheet(numbered);
  expect([sheet.isWhole, sent(sheet.words)]).toEqual([true, SHEET]);
});

it("names a word that is on no sheet, and the one that was meant", () => {
  const slips = ["winnner", "thnak", "sausag", "wxyz", "eyar"];
  expect(slips.map((word) => typedSheet(word).words[0]?.meant)).toEqual([
    "winner",
    "thank",
    "sausage",
    null,
    "year",
  ]);
});

it("finds two words that were swapped", () => {
  const swapped = SHEET.replace("thank year", "year thank");
  expect(typedSheet(swapped)).toMatchObject({ isWhole: false, isWrongTogether: true });
});

it("waits for the last word without calling anything wrong", () => {
  const short = SHEET.split(" ").slice(0, 23).join(" ");
  const sheet = typedSheet(short);
  expect([sheet.words.length, sheet.isWhole, sheet.isWrongTogether]).toEqual([23, false, false]);
  expect(sheet.words.every(({ isKnown }) => isKnown)).toBe(true);
});
