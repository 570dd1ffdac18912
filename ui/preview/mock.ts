/** Answers commands from memory, for looking at the window without the program. Never shipped. */
import type { Department, SessionState, Transport } from "../src/ipc";

const DECK = ["Ida Holm", "Tomás Ruiz", "Kofi Mensah", "Petra Novák"];
const ENGINE = ["Marta Nowak", "Jens Albrecht", "Ravi Pillai", "Ana Sousa", "Lee Min-jun"];
const INTERIOR = ["Claire Fontaine", "Sofia Rossi", "Maximiliane von Hohenstein-Wartenberg"];

const people = [
  ...ENGINE.map((name, index) => ({
    name,
    rank: ["2nd engineer", "Chief engineer", "ETO", "3rd engineer", "Motorman"][index] ?? "",
    department: "engineering",
  })),
  ...DECK.map((name) => ({ name, rank: "Deckhand", department: "deck" })),
  ...INTERIOR.map((name) => ({ name, rank: "Stewardess", department: "interior" })),
].map((person, index) => ({
  ...person,
  department: person.department as Department,
  id: `p${index}`,
  has_pin: index !== 7,
}));

const state: SessionState = {
  version: "0.1.0",
  vessel: "M/Y Aurelia",
  workstation: "Engine control room",
  letter: "E",
  is_demo: true,
  people,
  person: null,
  search_open: false,
  ship_time: [{ offset_minutes: 120, from_at: "2026-01-01T00:00:00.000Z" }],
  now: new Date().toISOString(),
};

const signer = (index: number) => ({
  id: people[index]?.id ?? "",
  name: people[index]?.name ?? "",
  rank: people[index]?.rank ?? "",
});

const refuse = (code: string, message: string) =>
  Object.assign(new Error(message), { code, detail: null });

function signIn(id: string): void {
  const person = people.find((known) => known.id === id);
  state.person = person ? { ...person, role: "engineer" } : null;
}

export interface MockOptions {
  empty?: boolean;
  signedIn?: boolean;
}

export function mockTransport(options: MockOptions = {}): Transport {
  if (options.empty) state.vessel = null;
  if (options.signedIn) signIn("p0");
  const answers: Record<string, (args: Record<string, unknown>) => unknown> = {
    preferences: () => ({ palette: "day", size: "regular", idle_minutes: 10 }),
    preferences_set: (kept) => kept,
    session_state: () => ({ ...state }),
    sign_in: ({ person, pin }) => {
      if (pin !== "123456") throw refuse("wrong_pin", "This PIN is not right. 4 tries remain.");
      signIn(String(person));
      return { ...state };
    },
    lock: () => {
      state.person = null;
      return { ...state };
    },
    found_vessel: ({ vessel }) => {
      state.vessel = String(vessel);
      return {
        words:
          "anchor bilge compass davit ensign fender galley halyard inlet jetty keel locker mast nautical ocean pilot quay rudder sextant tiller umbra vessel winch yacht".split(
            " ",
          ),
      };
    },
    action_prefill: () => ({
      values: {
        outcome: "resolved",
        hours: "2.5",
        note: "Impeller and cover gasket renewed, run 40 min at 60 %, 78 °C steady.",
        resolve_fault: false,
        done_at: new Date().toISOString(),
        done_by: ["p0"],
      },
      basis: {},
      facts: {},
    }),
    action_check: () => ({ duplicates: [], warnings: [] }),
    action_preview: () => ({
      writes: [
        "complete WO-2026-E0042 as resolved, 2.5 hours",
        "write your completion note: “Impeller and cover gasket renewed, run 40 min at 60 %, 78 °C steady.”",
        "leave fault F-2026-E0113 open (the box was not ticked)",
      ],
      unchanged: [
        "stock: 2 planned parts are not logged yet",
        "a completed work order cannot be reopened; more work is a new one",
      ],
      findings: { duplicates: [], warnings: [] },
      basis: {},
      signing: {
        statement: "",
        method: "pin",
        needs_pin: true,
        signers: [signer(0), signer(1), signer(2)],
        self_may: true,
      },
    }),
    action_commit: ({ sign }) => {
      const { pin } = sign as { pin?: string };
      if (pin !== "123456") throw refuse("wrong_pin", "This PIN is not right. 4 tries remain.");
      return {
        entry: { device: 1, seq: 9 },
        ids: ["w1"],
        numbers: ["WO-2026-E0042"],
        corrected_by: "correct_work_order",
        next: [],
      };
    },
  };
  return {
    call: (name, args) =>
      Promise.resolve().then(() => {
        const answer = answers[name];
        if (!answer) throw refuse("not_found", `No answer for ${name}`);
        return answer(args as Record<string, unknown>);
      }),
    listen: () => () => undefined,
  };
}
