/** The test host on a replica of its own, and what a second client says to it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { program } from "./ground.mjs";
import { demoPlace, emptyPlace } from "./vessel.mjs";

/** Making the largest vessel takes the longest. */
const START_MS_MAX = 300_000;

/** Rows of the larger vessel: enough for more than ten thousand work orders. */
export const LARGE_ROWS = 66_000;

/** Everybody's PIN on the demo vessel. */
export const DEMO_PIN = "123456";

export class Host {
  constructor(url, process, place) {
    this.url = url;
    this.process = process;
    this.place = place;
  }

  /** On a copy of the demo vessel; with `rows`, of a larger one. */
  static async onDemo({ rows } = {}) {
    const binary = program("CELESTE_TEST_HOST", "test-host");
    const size = rows === undefined ? [] : ["--rows", String(rows)];
    const place = await demoPlace(rows ? `demo-${rows}` : "demo", binary, async (fresh) => {
      const making = await Host.start(fresh, ["--demo", ...size]);
      await making.end();
    });
    return Host.start(place, []);
  }

  /** On a replica that holds no vessel yet. */
  static async onEmpty() {
    return Host.start(await emptyPlace(), ["--empty"]);
  }

  static async start(place, options) {
    const binary = program("CELESTE_TEST_HOST", "test-host");
    const places = ["--replica", place.replica, "--state", place.state];
    const child = spawn(binary, [...places, ...options, "--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    return new Host(await addressOf(child), child, place);
  }

  /** Ends the host and keeps the replica. */
  async end() {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, "exit");
    this.process.kill("SIGTERM");
    await ended;
  }

  /** Ends the host and removes the replica. */
  async stop() {
    await this.end();
    await this.place.remove();
  }

  /** Runs a command as a second client of the same workstation. Throws `api::Error`. */
  async call(name, args = {}) {
    const response = await fetch(`${this.url}/ipc/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(args),
    });
    const body = await response.json();
    if (!response.ok) throw Object.assign(new Error(body.message), body);
    return body;
  }

  /** Signs in by name. */
  async signIn(name, pin = DEMO_PIN) {
    return this.call("sign_in", { person: await this.person(name), pin });
  }

  /** The id behind a name. */
  async person(name) {
    const { people } = await this.call("session_state");
    const found = people.find((person) => person.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found.id;
  }

  /** Fills an act from its prefill and commits it, signed by the signed-in person where needed. */
  async act(action, given, pin = DEMO_PIN) {
    const { values, basis } = await this.call("action_prefill", { action, given });
    const { person } = await this.call("session_state");
    return this.call("action_commit", {
      action,
      params: { ...values, ...given },
      basis,
      form_id: crypto.randomUUID(),
      sign: { person: person.id, pin },
    });
  }

  /** How many entries the record holds. Needs somebody signed in. */
  async entries() {
    const { total } = await this.call("audit_list", { limit: 1 });
    return total;
  }

  /** The newest entries, newest first. */
  async newest(limit = 1) {
    const { rows } = await this.call("audit_list", { limit });
    return rows;
  }
}

async function addressOf(child) {
  const lines = createInterface({ input: child.stdout });
  const timer = setTimeout(() => child.kill("SIGKILL"), START_MS_MAX);
  try {
    for await (const line of lines) {
      if (line.startsWith("http://")) return line.trim();
    }
    throw new Error(`the test host ended without an address (exit ${child.exitCode})`);
  } finally {
    clearTimeout(timer);
  }
}
