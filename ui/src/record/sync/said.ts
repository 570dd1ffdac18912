/** What the strip and the settings say of a link: words, bytes, times. Pure. */
import type { FilesWaiting, LinkWord, SyncLink, SyncStrip, Trouble } from "../../ipc";
import type { IconName } from "../../kit";
import { nameOf, words } from "../../words";

const w = words.sync;

const KILO = 1000;
const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_MIN = 60;
const DAY_H = 24;
/** Up to here seconds are counted down one by one. */
const COUNTED_S = 120;
/** Failures that end by themselves: nobody has to do anything. */
const BY_ITSELF = ["unreachable", "cut", "stalled", "garbled", "busy", "too_large", "over_budget"];

export const stateIcons: Readonly<Record<LinkWord, IconName>> = {
  alone: "alone",
  offline: "offline",
  connecting: "connecting",
  exchanging: "exchanging",
  up_to_date: "check",
  waiting: "waiting",
  held_back: "warning",
  paused: "pause",
};

interface Amount {
  figure: string;
  unit: "bytes" | "kB" | "MB" | "GB";
}

/** Three significant figures would suggest a precision that nobody pays for: at most two here. */
function amount(bytes: number): Amount {
  if (bytes < KILO) return { figure: String(bytes), unit: "bytes" };
  const units = ["kB", "MB", "GB"] as const;
  let value = bytes / KILO;
  let at = 0;
  while (Math.round(value) >= KILO && at < units.length - 1) {
    value /= KILO;
    at += 1;
  }
  const figure =
    value < 10
      ? (Math.round(value * 10) / 10).toLocaleString("en-GB")
      : Math.round(value).toLocaleString("en-GB");
  return { figure, unit: units[at] ?? "GB" };
}

/** `640 bytes`, `3.8 kB`, `38 kB`, `1.2 MB`. A kilobyte has 1,000 bytes, as providers count. */
export function showBytes(bytes: number): string {
  const { figure, unit } = amount(bytes);
  return unit === "bytes" ? w.bytes(figure) : `${figure} ${unit}`;
}

/** `38 kB`, or of a budget: `38 of 500 kB`, `38 kB of 5 MB`. */
export function showUse(used: number, budget: number | null): string {
  if (budget === null) return showBytes(used);
  const one = amount(used);
  const whole = amount(budget);
  const first = one.unit === whole.unit || used === 0 ? one.figure : showBytes(used);
  return w.ofBudget(first, showBytes(budget));
}

/** `8 s`, `4 min`, `2 h`, `3 days`; never less than a second. */
export function showWait(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / SECOND_MS));
  if (seconds < COUNTED_S) return w.seconds(seconds);
  const minutes = Math.round(seconds / MINUTE_S);
  if (minutes < 2 * HOUR_MIN) return w.minutes(minutes);
  const hours = Math.round(minutes / HOUR_MIN);
  return hours < 2 * DAY_H ? w.hours(hours) : w.days(Math.round(hours / DAY_H));
}

/** The failure in the room that the strip has; the program's own words where none are kept here. */
export function shortTrouble(trouble: Trouble): string {
  const known: Readonly<Record<string, string>> = w.troubles;
  return known[trouble.code] ?? `${trouble.sentence} ${trouble.next_step}`;
}

/** Photos and papers that wait, and why in a few words; null where none do. */
export function filesText(files: FilesWaiting): string | null {
  const count = files.to_send + files.to_fetch + files.elsewhere;
  if (count === 0) return null;
  const why: Readonly<Record<string, string>> = w.filesWhy;
  const trouble = files.trouble;
  if (trouble === null) return w.filesTravel(count, showBytes(files.bytes));
  return w.filesWait(count, why[trouble.code] ?? trouble.sentence);
}

/** How many files are where, and what is still to move. */
export function filesFact(files: FilesWaiting): string | null {
  const parts = [
    files.to_send > 0 ? w.filesToSend(files.to_send) : null,
    files.to_fetch > 0 ? w.filesToFetch(files.to_fetch) : null,
    files.bytes > 0 ? w.filesToGo(showBytes(files.bytes)) : null,
    files.elsewhere > 0 ? w.filesElsewhere(files.elsewhere) : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(", ") : null;
}

/** True where a person has to do something: only that is coloured. */
export function needsPerson(trouble: Trouble): boolean {
  return !BY_ITSELF.includes(trouble.code);
}

/** What the strip says about the link as a whole. */
export function stateText(strip: SyncStrip): string {
  const at = strip.listening?.address;
  if (strip.state === "alone" && at) return w.meetingPointAt(at);
  return nameOf(w.states, strip.state);
}

/** The filling that is under way, if any: of several links the one with the most to come. */
export function fillingOf(strip: SyncStrip): { done: number; total: number } | null {
  const under = strip.links.flatMap(({ progress }) =>
    progress && progress.done < progress.total ? [progress] : [],
  );
  under.sort((a, b) => b.total - b.done - (a.total - a.done));
  return under[0] ?? null;
}

/** Milliseconds until the next try of any link that waits for one; null when none does. */
export function nextTry(links: readonly SyncLink[]): number | null {
  const waits = links.flatMap(({ state, next_in_ms }) =>
    next_in_ms !== null && (state === "offline" || state === "waiting") ? [next_in_ms] : [],
  );
  return waits.length > 0 ? Math.min(...waits) : null;
}

/** The facts of the strip, in their order. `show` writes an instant in ship's time. */
export function stripFacts(
  strip: SyncStrip,
  nextMs: number | null,
  show: (at: string) => string,
): string[] {
  if (strip.state === "alone") return [];
  const facts = [];
  if (nextMs !== null) {
    const said = strip.state === "offline" ? w.triesIn : w.nextIn;
    facts.push(said(showWait(nextMs)));
  }
  const files = filesText(strip.files);
  if (strip.waiting > 0) facts.push(w.actsWait(strip.waiting));
  else if (files === null) facts.push(w.nothingWaits);
  if (files !== null) facts.push(files);
  facts.push(w.today(showUse(strip.today_bytes, strip.budget_bytes)));
  facts.push(
    strip.last_success_at === null ? w.neverYet : w.lastSuccess(show(strip.last_success_at)),
  );
  return facts;
}

/**
 * What is typed on another workstation: where this one answers on every network, each address of this
 * machine with the port.
 */
export function typedThere(answers: string, own: readonly string[]): string[] {
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(answers) ?? [];
  if (host !== "0.0.0.0" && host !== "[::]") return [answers];
  const fitting = own.filter((address) => host === "[::]" || !address.includes(":"));
  return fitting.map((address) => `${address.includes(":") ? `[${address}]` : address}:${port}`);
}
