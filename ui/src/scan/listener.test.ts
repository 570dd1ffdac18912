import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForScans, SCAN_TAKEN } from "./listener";

let scans: string[] = [];
let stop: () => void;
let now = 0;

beforeEach(() => {
  document.body.innerHTML = "";
  scans = [];
  now = 1000;
  stop = listenForScans(({ text }) => scans.push(text));
});
afterEach(() => stop());

/** Presses a key as a browser does: the character falls into a field unless somebody objects. */
function press(target: HTMLElement, key: string, gapMs: number): boolean {
  now += gapMs;
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  Object.defineProperty(event, "timeStamp", { value: now });
  const stays = target.dispatchEvent(event);
  if (stays && target instanceof HTMLInputElement && key.length === 1) target.value += key;
  return stays;
}

function type(target: HTMLElement, text: string, gapMs: number, end = "Enter"): boolean {
  for (const character of text) press(target, character, gapMs);
  return press(target, end, gapMs);
}

function add<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  return document.body.appendChild(document.createElement(tag));
}

it("takes a scan out of the field again and tells who listens to it", () => {
  const field = add("input");
  const heard = vi.fn();
  field.value = "half a no";
  field.addEventListener("input", heard);
  expect(type(field, "4006381333931", 6)).toBe(false);
  expect([field.value, scans, heard.mock.calls.length]).toEqual([
    "half a no",
    ["4006381333931"],
    1,
  ]);
});

it("leaves what a hand types, and its Enter", () => {
  const field = add("input");
  expect(type(field, "impeller", 90)).toBe(true);
  expect([field.value, scans]).toEqual(["impeller", []]);
});

it("gives no button the Enter or the keys of a scan", () => {
  const button = add("button");
  const pressed: string[] = [];
  window.addEventListener("keydown", ({ key }) => pressed.push(key));
  type(button, "A B C D", 6);
  expect(scans).toEqual(["A B C D"]);
  expect(pressed).toEqual(["A", " "]);
});

it("tells a pad of digits to drop what fell into it", () => {
  const pad = add("div");
  const dropped = vi.fn();
  pad.setAttribute("data-collects-keys", "");
  pad.addEventListener(SCAN_TAKEN, dropped);
  let digits = 0;
  pad.addEventListener("keydown", () => digits++);
  type(pad, "4006381333931", 6);
  expect([digits, dropped.mock.calls.length, scans.length]).toEqual([13, 1, 1]);
});
