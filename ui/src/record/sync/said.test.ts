import { expect, it } from "vitest";
import type { FilesWaiting, SyncLink, SyncStrip } from "../../ipc";
import {
  filesFact,
  fillingOf,
  needsPerson,
  nextTry,
  shortTrouble,
  showBytes,
  showUse,
  showWait,
  stateText,
  stripFacts,
  typedThere,
} from "./said";

const noFiles: FilesWaiting = { to_send: 0, to_fetch: 0, elsewhere: 0, bytes: 0, trouble: null };

const link = (over: Partial<SyncLink>): SyncLink => ({
  peer: 1,
  kind: "shore",
  name: "Shore",
  address: "shore.example.com:7443",
  state: "up_to_date",
  waiting: 0,
  today_bytes: 0,
  budget_bytes: null,
  last_success_at: null,
  trouble: null,
  next_in_ms: null,
  is_paused: false,
  progress: null,
  files: noFiles,
  connect: null,
  ...over,
});

const strip = (over: Partial<SyncStrip>): SyncStrip => ({
  state: "up_to_date",
  is_paused: false,
  waiting: 0,
  today_bytes: 38_000,
  budget_bytes: 500_000,
  last_success_at: "2026-11-22T09:11:00.000Z",
  trouble: null,
  files: noFiles,
  links: [],
  listening: null,
  held: 0,
  parked: 0,
  void: 0,
  conflicts: 0,
  ...over,
});

const show = (at: string) => at.slice(11, 16);

it("shows bytes as providers count them, with at most two figures below ten", () => {
  expect([0, 640, 3_840, 38_400, 999_600, 1_240_000, 5_000_000_000].map(showBytes)).toEqual([
    "0 bytes",
    "640 bytes",
    "3.8 kB",
    "38 kB",
    "1 MB",
    "1.2 MB",
    "5 GB",
  ]);
});

it("names the unit of a budget once where both have the same", () => {
  expect(showUse(38_000, 500_000)).toBe("38 of 500 kB");
  expect(showUse(38_000, 5_000_000)).toBe("38 kB of 5 MB");
  expect(showUse(0, 500_000)).toBe("0 of 500 kB");
  expect(showUse(38_000, null)).toBe("38 kB");
});

it("counts seconds, then minutes, hours and days", () => {
  expect([0, 7_400, 119_000, 180_000, 3 * 3_600_000, 3 * 86_400_000].map(showWait)).toEqual([
    "1 s",
    "8 s",
    "119 s",
    "3 min",
    "3 h",
    "3 days",
  ]);
});

it("says up to date for that state alone", () => {
  const states = ["offline", "connecting", "exchanging", "waiting", "held_back", "paused"] as const;
  expect(stateText(strip({}))).toBe("Up to date");
  expect(states.map((state) => stateText(strip({ state })))).toEqual([
    "Offline",
    "Connecting",
    "Exchanging",
    "Waiting",
    "Held back",
    "Paused",
  ]);
});

it("tells a meeting point without links from a workstation that works alone", () => {
  const alone = strip({ state: "alone" });
  expect(stateText(alone)).toBe("Works alone: no shore or other workstation set up");
  expect(stripFacts(alone, null, show)).toEqual([]);
  const listening = { address: "192.168.1.20:7443", trouble: null };
  expect(stateText({ ...alone, listening })).toBe(
    "Meeting point at 192.168.1.20:7443: other workstations come here",
  );
});

it("lists what waits, bytes of budget and the last exchange", () => {
  expect(stripFacts(strip({ state: "offline", waiting: 14 }), 7_400, show)).toEqual([
    "tries again in 8 s",
    "14 acts wait here",
    "38 of 500 kB today",
    "last exchange 09:11",
  ]);
  const young = strip({ waiting: 1, budget_bytes: null, today_bytes: 0, last_success_at: null });
  expect(stripFacts(young, null, show)).toEqual([
    "1 act waits here",
    "0 bytes today",
    "no exchange yet",
  ]);
});

it("counts down to the soonest link that waits for its next try", () => {
  expect(nextTry([link({ state: "up_to_date", next_in_ms: 900 })])).toBeNull();
  expect(
    nextTry([
      link({ state: "offline", next_in_ms: 9_000 }),
      link({ peer: 2, state: "waiting", next_in_ms: 4_000 }),
    ]),
  ).toBe(4_000);
});

it("shows the filling that has most to come, and none when all is there", () => {
  expect(fillingOf(strip({ links: [link({ progress: { done: 20, total: 20 } })] }))).toBeNull();
  const links = [
    link({ progress: { done: 5, total: 20 } }),
    link({ peer: 2, progress: { done: 100, total: 900 } }),
  ];
  expect(fillingOf(strip({ links }))).toEqual({ done: 100, total: 900 });
});

it("keeps a failure short, and takes the program's words where it knows none", () => {
  const unreachable = { code: "unreachable", sentence: "Long.", next_step: "Longer." };
  expect(shortTrouble(unreachable)).toBe("No answer. It is tried again by itself.");
  const here = { code: "here", sentence: "The disk is full.", next_step: "Make room." };
  expect(shortTrouble(here)).toBe("The disk is full. Make room.");
  expect([needsPerson(unreachable), needsPerson(here)]).toEqual([false, true]);
});

it("shows every address of a machine that answers on all of its networks", () => {
  const own = ["192.168.1.20", "10.4.0.7", "fd00::20"];
  expect(typedThere("0.0.0.0:7443", own)).toEqual(["192.168.1.20:7443", "10.4.0.7:7443"]);
  expect(typedThere("[::]:7443", own)).toEqual([
    "192.168.1.20:7443",
    "10.4.0.7:7443",
    "[fd00::20]:7443",
  ]);
  expect(typedThere("192.168.1.20:7443", own)).toEqual(["192.168.1.20:7443"]);
});

it("says how many photos and papers wait, and why", () => {
  const waiting = (files: Partial<FilesWaiting>) =>
    strip({ files: { ...noFiles, to_send: 2, to_fetch: 1, bytes: 1_240_000, ...files } });
  const facts = (files: Partial<FilesWaiting>) => stripFacts(waiting(files), null, show);
  expect(facts({})).toEqual([
    "3 files on the way, 1.2 MB to go",
    "38 of 500 kB today",
    "last exchange 09:11",
  ]);
  const because = (code: string) => ({ code, sentence: "Something new.", next_step: "" });
  const said = (code: string) => facts({ trouble: because(code) })[0];
  expect(said("files_over_budget")).toBe("3 files wait: today’s bytes for files are used up");
  expect(said("files_metered")).toBe("3 files wait: the link is paid by the byte");
  expect(said("files_of_tomorrow")).toBe("3 files wait: Something new.");
  const one = { ...noFiles, elsewhere: 1, trouble: because("files_elsewhere") };
  expect(facts(one)[0]).toBe("1 file waits: still on another workstation");
  expect(filesFact(one)).toBe("1 file on neither side");
  expect(filesFact(waiting({ elsewhere: 4 }).files)).toBe(
    "2 files to send, 1 file to fetch, 1.2 MB to go, 4 files on neither side",
  );
  expect(filesFact(noFiles)).toBeNull();
});

it("says that acts and files wait beside each other", () => {
  const both = strip({ waiting: 2, files: { ...noFiles, to_send: 1, bytes: 900 } });
  expect(stripFacts(both, null, show).slice(0, 2)).toEqual([
    "2 acts wait here",
    "1 file on the way, 900 bytes to go",
  ]);
});
