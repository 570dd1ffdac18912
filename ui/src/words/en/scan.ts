/** Scanned and typed codes. */
export const scan = {
  title: "Scanned codes",
  typed: "Type a code",
  typedHelp: "Barcode, part number or another number of the part.",
  find: "Find",
  open: "Scan or type a code",
  shortcut: "F9",
  into: (name: string) => `Scans go to: ${name}`,
  waiting: "Looking …",
  unknown: "No part has this code",
  unknownIn: (count: number) =>
    count === 1 ? "1 code is unknown" : `${count.toLocaleString("en-GB")} codes are unknown`,
  several: (count: number) => `${count} parts have this code. Choose one.`,
  choose: (name: string) => `Choose ${name}`,
  failed: "This code could not be looked up.",
  dismiss: (code: string) => `Dismiss ${code}`,
  clearFound: "Clear found",
  dismissAll: "Dismiss all unknown",
  addPart: "Add part with this barcode",
  setBarcode: "Set as barcode of a part",
  whichPart: "Which part has this barcode?",
  atPlace: "Usual place",
  count: (count: number) =>
    count === 1 ? "1 code read" : `${count.toLocaleString("en-GB")} codes read`,
  sound: "Sound when a code is scanned",
  soundDetail: "One soft tone for a found part, two falling ones for an unknown code.",
  scanner: "Scanner",
} as const;
