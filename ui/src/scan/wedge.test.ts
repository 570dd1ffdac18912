import { expect, it } from "vitest";
import { Wedge, type Key, type Scanned } from "./wedge";

const key = (name: string, atMs: number, more: Partial<Key> = {}): Key => ({
  key: name,
  code: "",
  shift: false,
  command: false,
  repeats: false,
  atMs,
  ...more,
});

/** Types `text` and an end, `gap` ms apart; answers what was taken for a scan. */
function typed(text: string, gap: number, end = "Enter", wedge = new Wedge(), from = 1000) {
  let atMs = from;
  for (const character of text) wedge.press(key(character, (atMs += gap)));
  const verdict = wedge.press(key(end, atMs + gap));
  return verdict.what === "scan" ? verdict.scanned : null;
}

it("reads a fast burst that ends in Enter or in Tab", () => {
  expect(typed("4006381333931", 8)?.text).toBe("4006381333931");
  expect(typed("0634-1129", 20, "Tab")?.text).toBe("0634-1129");
});

it("takes no typing hand for a scanner", () => {
  expect(typed("impeller", 80)).toBeNull();
  // Two keys that roll under one hand, again and again.
  expect(typed("impeller kit", 45)).toBeNull();
});

it("forgives a scanner one late key, as a busy computer makes it", () => {
  const wedge = new Wedge();
  const late = (index: number) => index * 6 + (index > 5 ? 80 : 0);
  Array.from("4006381333931").forEach((one, index) => wedge.press(key(one, late(index))));
  expect(wedge.press(key("Enter", late(13))).what).toBe("scan");
});

it("leaves short words to the hand, however fast", () => {
  expect(typed("abc", 5)).toBeNull();
  expect(typed("abcd", 5)?.text).toBe("abcd");
});

it("reads a scan that follows typed words as the scan alone", () => {
  const wedge = new Wedge();
  for (const [index, character] of Array.from("note").entries())
    wedge.press(key(character, index * 120));
  expect(typed("OR-48x3-70", 5, "Enter", wedge, 2000)?.text).toBe("OR-48x3-70");
});

it("does not wait for ever for the Enter of a fast word", () => {
  const wedge = new Wedge();
  for (const [index, character] of Array.from("12345678").entries()) {
    wedge.press(key(character, index * 5));
  }
  expect(wedge.press(key("Enter", 400)).what).toBe("nothing");
});

it("reads what a scanner set to US keys types into a German layout", () => {
  const wedge = new Wedge();
  const keys: [string, string, boolean][] = [
    ["Z", "KeyY", true],
    ["ß", "Minus", false],
    ["1", "Digit1", false],
    ["-", "Slash", false],
    ["2", "Digit2", false],
  ];
  keys.forEach(([name, code, shift], index) => {
    wedge.press(key("Shift", index * 6));
    wedge.press(key(name, index * 6 + 1, { code, shift }));
  });
  const verdict = wedge.press(key("Enter", 32));
  const scanned: Scanned | null = verdict.what === "scan" ? verdict.scanned : null;
  expect([scanned?.text, scanned?.asUs]).toEqual(["Zß1-2", "Y-1/2"]);
});

it("reads by the places of the keys while an input method holds the characters", () => {
  const wedge = new Wedge();
  ["KeyA", "Digit1", "Minus", "Digit2"].forEach((code, index) =>
    wedge.press(key("Process", index * 5, { code })),
  );
  const verdict = wedge.press(key("Enter", 20));
  expect(verdict.what === "scan" && verdict.scanned.text).toBe("a1-2");
});

it("swallows the second Enter of a scanner that sends CR and LF", () => {
  const wedge = new Wedge();
  expect(typed("12345678", 5, "Enter", wedge)).not.toBeNull();
  expect(wedge.press(key("Enter", 1060)).what).toBe("trails");
  expect(wedge.press(key("Enter", 2000)).what).toBe("nothing");
});

it("reads no held key and no shortcut", () => {
  const wedge = new Wedge();
  for (let at = 0; at < 10; at += 1) wedge.press(key("x", at * 30, { repeats: at > 0 }));
  expect(wedge.press(key("Enter", 320)).what).toBe("nothing");
  for (let at = 0; at < 6; at += 1) wedge.press(key("c", at * 5, { command: true }));
  expect(wedge.press(key("Enter", 35)).what).toBe("nothing");
});

it("loses none of 200 scans that follow each other at once", () => {
  const wedge = new Wedge();
  const codes = Array.from({ length: 200 }, (_, index) => `CODE-${String(index).padStart(4, "0")}`);
  let atMs = 0;
  const read: string[] = [];
  for (const code of codes) {
    for (const character of code) wedge.press(key(character, (atMs += 4)));
    const verdict = wedge.press(key("Enter", (atMs += 4)));
    if (verdict.what === "scan") read.push(verdict.scanned.text);
  }
  expect(read).toEqual(codes);
});
