/** The system's own dialogs are no page: real keys of the display go to them. */
import { execFileSync } from "node:child_process";
import { pause } from "./window.mjs";

/** A dialog reads a folder before it takes a path of it. */
const READING_MS = 700;
const TRIES_MAX = 10;

/** Keys and looks at the display itself. */
const display = (...words) => execFileSync("xdotool", words).toString().trim();

/** The open dialog with these words in its title, as the display names it; null without one. */
export function dialog(title) {
  try {
    return display("search", "--onlyvisible", "--name", title).split("\n")[0];
  } catch {
    return null;
  }
}

/** Waits for the dialog and chooses a file in it by typing its path. Answers whether it closed. */
export async function chooseIn(window, title, file) {
  await window.until("the dialog", () => dialog(title));
  // What is typed before the dialog listens is lost, so it is typed anew until the dialog took it.
  for (let tries = 0; dialog(title) && tries < TRIES_MAX; tries += 1) {
    display("windowfocus", "--sync", dialog(title));
    display("key", "ctrl+a");
    display("type", "--delay", "20", file);
    await pause(READING_MS);
    display("key", "Return");
    await pause(READING_MS);
  }
  return dialog(title) === null;
}
