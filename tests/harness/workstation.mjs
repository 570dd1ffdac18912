/** A workstation with a copy of the demo vessel, made by the command line. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { program } from "./ground.mjs";
import { demoPlace, emptyPlace } from "./vessel.mjs";
import { Driver, pause, Window } from "./window.mjs";

const LOG_WAIT_MS = 15_000;
const LOG_LOOK_MS = 100;

const celeste = () => program("CELESTE", "celeste");

export class Workstation {
  constructor(place, driver) {
    this.place = place;
    this.driver = driver;
  }

  /** `environment` is added to what the window is started with. */
  static async onDemo(environment = {}) {
    const place = await demoPlace("workstation", celeste(), (fresh) => {
      execFileSync(celeste(), ["init", "--demo", "--replica", fresh.replica], environmentOf(fresh));
    });
    return new Workstation(place, await Driver.start(place, environment));
  }

  /** On a vessel that begins here, with the words of its recovery sheet. */
  static async onNewVessel({ vessel, letter, person, pin }) {
    const place = await emptyPlace();
    const begun = ["--vessel", vessel, "--letter", letter, "--person", person, "--pin", pin];
    const given = ["init", ...begun, "--replica", place.replica, "--json"];
    const { words } = JSON.parse(execFileSync(celeste(), given, environmentOf(place)).toString());
    return { station: new Workstation(place, await Driver.start(place)), words: words.join(" ") };
  }

  open() {
    return Window.open(this.driver);
  }

  /** A second window on the same replica, without a driver. */
  openBeside() {
    const { replica, state } = this.place;
    return spawn(program("CELESTEOS", "celesteos"), [], {
      env: { ...process.env, CELESTE_REPLICA: replica, CELESTE_STATE_DIR: state },
      stdio: "ignore",
    });
  }

  /** Waits until the program's log says so. */
  async logged(sentence) {
    const log = path.join(this.place.replica, "log", "celesteos.log");
    const end = Date.now() + LOG_WAIT_MS;
    while (Date.now() < end) {
      if (existsSync(log) && sentence.test(readFileSync(log, "utf8"))) return;
      await pause(LOG_LOOK_MS);
    }
    throw new Error(`the log does not say ${sentence}`);
  }

  /** What `celeste` answers beside the window, as JSON; throws when it exits with an error. */
  celeste(...args) {
    const given = [...args, "--replica", this.place.replica, "--json"];
    return JSON.parse(execFileSync(celeste(), given, environmentOf(this.place)).toString());
  }

  async stop() {
    await this.driver.stop();
    await this.place.remove();
  }
}

const environmentOf = ({ state }) => ({
  env: { ...process.env, CELESTE_STATE_DIR: state },
  stdio: ["ignore", "pipe", "pipe"],
});
