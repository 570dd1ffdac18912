/** Two workstations of one vessel that meet over the network of this machine, or stand apart. */
import { Host } from "./host.mjs";

export const CHIEF = "Νικόλαος Παπαδάκης-Χατζηγεωργίου";
export const MATE = "陈伟明";
export const PIN = "246810";
export const VESSEL = "M/Y Aurelia";
/** Where the second one stands: long, as people write it. */
export const BRIDGE = "Bridge, chart table behind the pilot chair";
const WAIT_MS = 30_000;
const LOOK_MS = 250;

export class Pair {
  constructor(first, second) {
    this.first = first;
    this.second = second;
  }

  /** Founds a vessel with two people on the first and lets the second join by a code. */
  static async start() {
    const { first, words } = await founded();
    await first.call("sync_settings_set", {
      ...LINKS,
      listen_address: "127.0.0.1:0",
    });
    await until("the first answers", async () => {
      const { listening } = await first.call("sync_strip");
      return listening?.address;
    });
    const { code } = await first.act("invite_workstation", { name: BRIDGE }, PIN);
    const second = await joined(code.addresses[0], code.code, words);
    return new Pair(first, second);
  }

  /** The second exchanges no more until it is told to. */
  async part() {
    await this.setLinks({ ...LINKS, is_paused: true });
    await until("the link rests", async () => {
      const { links } = await this.second.call("sync_strip");
      return links.every(({ state }) => state === "paused");
    });
  }

  /** Links are set by the chief engineer, who is signed in there afterwards. */
  async setLinks(links) {
    await this.second.signIn(CHIEF, PIN);
    await this.second.call("sync_settings_set", links);
  }

  /** Exchanges until both hold the same. */
  async meet() {
    await this.setLinks(LINKS);
    await until("both hold the same", async () => {
      // Asked for again: one that was under way already may have begun before the last act.
      await this.second.call("sync_now");
      const [one, other] = await Promise.all([this.first.entries(), this.second.entries()]);
      return one === other;
    });
  }

  async stop() {
    await Promise.all([this.first.stop(), this.second.stop()]);
  }
}

const LINKS = { is_paused: false, is_metered: false };

/** A vessel of its own, its chief engineer signed in, and the words of its recovery sheet. */
export async function founded() {
  const first = await Host.onEmpty();
  const { words } = await first.call("found_vessel", {
    vessel: VESSEL,
    letter: "A",
    person: CHIEF,
    rank: "Chief engineer",
    pin: PIN,
    workstation: "Engine control room",
  });
  await first.signIn(CHIEF, PIN);
  const crew = {
    name: MATE,
    rank: "2nd engineer",
    department: "engineering",
    pin: PIN,
  };
  await first.act("add_crew", { ...crew, role: "engineer" }, PIN);
  return { first, words: words.join(" ") };
}

/** A second workstation that holds the crew, `last` included, and has its chief engineer signed in. */
export async function joined(address, code, words, last = MATE) {
  const second = await Host.onEmpty();
  await second.call("enrol", { address, code, name: BRIDGE, words });
  await until("the crew is here", async () => {
    const { people } = await second.call("session_state");
    return people.some(({ name }) => name === last);
  });
  await second.signIn(CHIEF, PIN);
  return second;
}

/** Asks until the answer is something. */
export async function until(what, ask) {
  const end = Date.now() + WAIT_MS;
  while (Date.now() < end) {
    const found = await ask();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`not within ${WAIT_MS / 1000} s: ${what}`);
}
