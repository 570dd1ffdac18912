/** Labels of parts. */
const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

export const labels = {
  title: "Labels",
  open: "Labels …",
  openShown: "Labels of the parts shown …",
  openHere: "Labels of all parts here …",
  about:
    "A label carries a QR code that finds the part when it is scanned, its name and number, its place and unit.",

  parts: "Parts",
  copiesOf: (name: string) => `Labels of ${name}`,
  each: "Labels of each part",
  setAll: "Set for all",
  perRow: "One of each part",
  perUnit: "One per unit that came",
  ofDelivery: "Labels …",
  noneOfDelivery: "No ticked row of this delivery goes to stores.",
  more: (count: number) => `Show ${plural(count, "more part", "more parts")}`,
  cut: (count: number, most: number) =>
    `The list holds ${count.toLocaleString("en-GB")} parts. These are the first ${most.toLocaleString("en-GB")}: make the labels of the others after narrowing the list.`,
  none: "No part is chosen",
  noneText: "Open labels from a part, from the list of parts or from a storage place.",
  toParts: "To the parts",
  noneHere: "Nothing lies or usually lies there.",

  paper: "Printed on",
  forms: {
    a4_3x8: { label: "A4, 24 labels of 70 × 37 mm", detail: "For example Avery Zweckform 3474" },
    a4_3x8_margin: {
      label: "A4, 24 labels of 63.5 × 33.9 mm",
      detail: "With a margin around them, for example Avery L7159",
    },
    roll_62: { label: "Roll, 62 mm", detail: "One label a page, for example Brother DK-22205" },
  },
  skip: "Labels already gone from the first sheet",
  skipHelp: "Counted along the rows. 0 for a new sheet.",
  skipWrong: "A whole number from 0 to 23.",
  copiesWrong: "A whole number.",
  picture: (gone: number, used: number) =>
    `The first sheet: ${plural(gone, "label", "labels")} gone, ${used} printed`,

  path: "Save as",
  pathHelp: "With its folder, for example /media/usb/labels.pdf. An earlier PDF is replaced.",
  pathMissing: "Say where to save the file.",
  fileName: "labels.pdf",
  fileKind: "PDF",

  make: "Make labels",
  making: "Drawing the labels …",
  sum: (labels: number, pages: number) =>
    `${plural(labels, "label", "labels")} on ${plural(pages, "page", "pages")}`,
  nothing: "No label is wanted. Set how many of a part.",
  tooMany: (most: number) => `One file holds at most ${most.toLocaleString("en-GB")} labels.`,
  done: (labels: number, pages: number) =>
    `${plural(labels, "label", "labels")} on ${plural(pages, "page", "pages")}. Print at 100 %, not “fit to page”.`,
  unprintable: (characters: readonly string[]) =>
    `${characters.length === 1 ? "This character is" : "These characters are"} a box on the labels: ${characters.join(" ")}`,
  unprintableCure: "The QR code finds the part all the same.",
  shortened: (numbers: readonly string[]) =>
    `Too long for a label, so ${numbers.length === 1 ? "this number ends" : "these numbers end"} with “…”: ${numbers.join(", ")}`,
} as const;
