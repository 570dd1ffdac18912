/** The real window, driven through the system's web view driver: mouse, keys, eyes, and kill -9. */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { remote } from "webdriverio";
import { below, program } from "./ground.mjs";
import { HAND_MS } from "./keys.mjs";

const WAIT_MS = 15_000;
const LOOK_EVERY_MS = 100;
/** More than any screen has. */
const TABS_MAX = 160;
const find = readFileSync(new URL("inpage/find.js", import.meta.url), "utf8").replace(/;\s*$/, "");

const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Space: " ",
  ArrowDown: "\uE015",
  ArrowUp: "\uE013",
  F8: "\uE038",
  Control: "\uE009",
  Shift: "\uE008",
};

/** `tauri-driver` with the workstation's replica in its environment, which the window inherits. */
export class Driver {
  constructor(child, port) {
    this.child = child;
    this.port = port;
  }

  /** `more` is added to the environment of the window: another viewer of files. */
  static async start({ replica, state }, more = {}) {
    const [port, native] = [await freePort(), await freePort()];
    // Into a file: what the driver and the window leave running (a session bus, an accessibility
    // service) would hold our own output open for ever, and the test runner waits for its end.
    const log = openSync(below("window-driver.log"), "a");
    const child = spawn("tauri-driver", ["--port", String(port), "--native-port", String(native)], {
      env: { ...process.env, ...more, CELESTE_REPLICA: replica, CELESTE_STATE_DIR: state },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    // The driver behind it comes up later, and a call that comes before it is lost.
    await Promise.all([listening(port), listening(native)]);
    return new Driver(child, port);
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill("SIGTERM");
    await ended;
  }
}

/** One open window. */
export class Window {
  constructor(browser, driver) {
    this.browser = browser;
    this.driver = driver;
  }

  static async open(driver) {
    const browser = await remote({
      hostname: "127.0.0.1",
      port: driver.port,
      logLevel: "error",
      connectionRetryCount: 0,
      capabilities: {
        browserName: "wry",
        "wdio:enforceWebDriverClassic": true,
        "tauri:options": { application: program("CELESTEOS", "celesteos") },
      },
    });
    return new Window(browser, driver);
  }

  async close() {
    await this.browser.deleteSession().catch(() => {
      // A killed window has no session left to end.
    });
  }

  /** Looks for something until it is there. `name` starting with `~` means "contains". */
  async see(role, name, within = null) {
    return this.until(`${role} "${name}"`, () => this.look(role, name, within));
  }

  look(role, name, within = null) {
    return this.browser.execute(`return (${find})(...arguments)`, role, name, within);
  }

  async until(what, ask) {
    const end = Date.now() + WAIT_MS;
    while (Date.now() < end) {
      const found = await ask();
      if (found) return found;
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`not seen within ${WAIT_MS / 1000} s: ${what}\n${await this.everything()}`);
  }

  /** All visible words, for the message of a failed look. */
  everything() {
    return this.browser.execute("return document.body.innerText");
  }

  /** Waits until something is no longer there. */
  async gone(role, name, within = null) {
    await this.until(`no ${role} "${name}"`, async () => !(await this.look(role, name, within)));
  }

  /** Clicks with the mouse. */
  async click(role, name, within = null) {
    const at = await this.until(`${role} "${name}" to click`, async () => {
      const found = await this.look(role, name, within);
      return found && !found.disabled ? found : null;
    });
    await this.pointTo(at);
    return at;
  }

  async pointTo({ x, y }, times = 1) {
    const pointer = this.browser.action("pointer").move({ x, y, duration: 0 });
    for (let count = 0; count < times; count += 1) pointer.down().up();
    await pointer.perform();
  }

  /** Two clicks as fast as a hand can make them. */
  async doubleClick(role, name, within = null) {
    await this.pointTo(await this.see(role, name, within), 2);
  }

  /** Presses keys one after the other; "Control+Enter" holds the first. */
  async press(...keys) {
    for (const chord of keys) {
      const parts = chord.split("+").map((key) => KEYS[key] ?? key);
      const action = this.browser.action("key");
      for (const part of parts) action.down(part);
      for (const part of parts.reverse()) action.up(part);
      await action.perform();
    }
  }

  async type(text) {
    const action = this.browser.action("key");
    for (const letter of text) action.down(letter).up(letter);
    await action.perform();
    await pause(HAND_MS);
  }

  /** Clicks into a field and types over what stands there. */
  async fill(name, text, within = null) {
    await this.click("field", name, within);
    await this.press("Control+a");
    await this.type(text);
  }

  /** Gives a file to the page's field for files: a driven web view shows no dialog of its own. */
  async choose(file) {
    const field = await this.browser.$('input[type="file"]');
    await field.addValue(file);
  }

  /** The name of what has focus, vendor elements included. */
  focused() {
    return this.browser.execute(`
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      if (!at || at === document.body) return "";
      const labels = [...(at.labels ?? [])].map((label) => label.innerText).join(" ");
      const host = at.getRootNode().host;
      const name = at.getAttribute("aria-label") || labels || at.innerText?.trim() || host?.innerText || "";
      return name.replace(/\\s+/g, " ").trim();`);
  }

  async isFocused(name) {
    const at = await this.focused();
    return at === name || at.startsWith(`${name} `);
  }

  /** Waits until focus stands there by itself. */
  async focusOn(name) {
    await this.until(`focus on "${name}"`, () => this.isFocused(name));
  }

  /** Presses Tab until what is named so has focus. */
  async tabTo(name) {
    for (let count = 0; count < TABS_MAX; count += 1) {
      if (await this.isFocused(name)) return;
      await this.press("Tab");
    }
    throw new Error(`Tab does not lead to "${name}"`);
  }

  /** Signs in by tile and PIN. */
  async signIn(name, pin) {
    await this.click("button", `~${name}`);
    await this.see("heading", name);
    await this.type(pin);
    await this.press("Enter");
    await this.see("heading", "Now", "main");
  }

  async picture(file) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(await this.browser.takeScreenshot(), "base64"));
  }

  /** Runs a command as the page does; for looking, never for acting. */
  call(name, args = {}) {
    return this.browser.executeAsync(
      `const [name, args, done] = arguments;
       window.__TAURI_INTERNALS__.invoke("ipc", { name, args }).then(done, (error) => done({ error }));`,
      name,
      args,
    );
  }

  /** Kills the program as a power cut does. Answers how many processes that were. */
  async kill() {
    const pids = pidsOf(program("CELESTEOS", "celesteos"), this.driver.child.pid);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await this.close();
    return pids.length;
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Processes that run this file as descendants of the driver. */
function pidsOf(file, ancestor) {
  const parents = new Map();
  const running = [];
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
      if (readlinkSync(`/proc/${name}/exe`) === file) running.push(Number(name));
    } catch {
      // The process ended while we looked.
    }
  }
  const descends = (pid) => pid === ancestor || (parents.has(pid) && descends(parents.get(pid)));
  return running.filter(descends);
}

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function listening(port) {
  const end = Date.now() + WAIT_MS;
  while (Date.now() < end) {
    const socket = net.connect(port, "127.0.0.1");
    const opened = await Promise.race([
      once(socket, "connect").then(
        () => true,
        () => false,
      ),
      pause(LOOK_EVERY_MS).then(() => false),
    ]);
    socket.destroy();
    if (opened) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`the driver does not listen on port ${port}`);
}
