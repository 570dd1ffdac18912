/** A shore for journeys: Postgres and the gateway, started and stopped at a word. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { program } from "./ground.mjs";

export class Shore {
  constructor(child, lines, address) {
    this.child = child;
    this.lines = lines;
    this.address = address;
  }

  static async start() {
    const child = spawn(program("CELESTE_SHORE_HOST", "shore-host"), [], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { address } = await answer(lines);
    return new Shore(child, lines, address);
  }

  /** A one-time code: for a further workstation of the vessel named, else for a new vessel. */
  async code(vessel) {
    const { code } = await this.say(vessel === undefined ? "code" : `code ${vessel}`);
    return code;
  }

  /** Ends the gateway; the database stays. */
  stopGateway() {
    return this.say("stop");
  }

  /** Starts the gateway again under its old address. */
  startGateway() {
    return this.say("start");
  }

  async say(word) {
    this.child.stdin.write(`${word}\n`);
    return answer(this.lines);
  }

  /** Ends everything and removes the database. */
  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.stdin.end();
    await ended;
  }
}

async function answer(lines) {
  const { value, done } = await lines.next();
  if (done) throw new Error("the shore ended without an answer");
  return JSON.parse(value);
}
