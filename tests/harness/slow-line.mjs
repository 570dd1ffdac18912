/** A line between two workstations of this machine that carries so many bytes a second, or none. */
import { once } from "node:events";
import { connect, createServer } from "node:net";

/** How often a part is let through. */
const STEP_MS = 50;
const SECOND_MS = 1000;

export class SlowLine {
  constructor(to) {
    this.to = to;
    this.bytesPerSecond = Infinity;
    this.open = new Set();
  }

  /** A line to an address, `host:port`, of this machine. */
  static async to(address) {
    const line = new SlowLine(address);
    line.server = createServer((near) => line.join(near));
    line.server.listen(0, "127.0.0.1");
    await once(line.server, "listening");
    return line;
  }

  /** What is typed at the far end instead of the address itself. */
  get address() {
    return `127.0.0.1:${this.server.address().port}`;
  }

  join(near) {
    const [host, port] = this.to.split(":");
    const far = connect(Number(port), host);
    const ends = [near, far];
    for (const end of ends) {
      this.open.add(end);
      end.on("error", () => ends.forEach((one) => one.destroy()));
      end.on("close", () => {
        this.open.delete(end);
        ends.forEach((one) => one.destroy());
      });
    }
    near.pipe(far);
    // A line that is cut ends in the middle; both ends hear of it by themselves.
    this.carry(far, near).catch(() => near.destroy());
  }

  /** From the meeting point to whoever fetches: the direction that filling takes. */
  async carry(from, to) {
    for await (const part of from) {
      for (let at = 0; at < part.length && !to.destroyed;) {
        const step = Math.max(1, Math.floor((this.bytesPerSecond * STEP_MS) / SECOND_MS));
        to.write(part.subarray(at, at + step));
        at += step;
        if (at < part.length) await new Promise((on) => setTimeout(on, STEP_MS));
      }
    }
    to.end();
  }

  async stop() {
    for (const end of this.open) end.destroy();
    this.server.close();
    await once(this.server, "close");
  }
}
