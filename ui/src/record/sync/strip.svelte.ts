/** The state of all links as this window knows it: the strip and the settings draw from it. */
import { asIpcError, call, onSync, type IpcError, type SyncStrip } from "../../ipc";
import { nextTry } from "./said";

const SECOND_MS = 1000;
/** While a countdown shows, what is true is asked for again this often. */
const REFRESH_MS = 5000;
/** News may come with every batch; the strip is read at most this often. */
const READ_MS = 300;

/** How the strip reaches the program; tests put their own in place. */
export interface StripPort {
  read: () => Promise<SyncStrip>;
  listen: (handler: () => void) => () => void;
}

const program: StripPort = { read: () => call("sync_strip", {}), listen: onSync };

export class Strip {
  value = $state.raw<SyncStrip | null>(null);
  error = $state.raw<IpcError | null>(null);
  /** Counts the news, for pages that show more than the strip has. */
  version = $state(0);
  private sinceMs = $state(0);
  private readAt = 0;
  private asked = 0;
  private soon: ReturnType<typeof setTimeout> | undefined;
  private readonly port: StripPort;

  constructor(port: StripPort = program) {
    this.port = port;
  }

  /** Milliseconds until the next try of a link that waits for one. */
  get nextMs(): number | null {
    const next = this.value && nextTry(this.value.links);
    return next === null ? null : Math.max(0, next - this.sinceMs);
  }

  /** Keeps it true while the window is open. Returns how to stop. */
  follow(): () => void {
    void this.read();
    const stop = this.port.listen(() => this.readSoon());
    const timer = setInterval(() => this.second(), SECOND_MS);
    return () => {
      stop();
      clearInterval(timer);
      clearTimeout(this.soon);
      this.soon = undefined;
    };
  }

  /** An answer that already says how the links stand. */
  take(value: SyncStrip): void {
    this.asked += 1;
    this.value = value;
    this.error = null;
    this.readAt = Date.now();
    this.sinceMs = 0;
    this.version += 1;
  }

  async read(): Promise<void> {
    const mine = ++this.asked;
    try {
      const value = await this.port.read();
      if (mine === this.asked) this.take(value);
    } catch (raised) {
      if (mine === this.asked) this.error = asIpcError(raised);
    }
  }

  private readSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.read();
    }, READ_MS);
  }

  /** Counts down; asks again when the time has come, and every few seconds until then. */
  private second(): void {
    if (this.nextMs === null && this.error === null) return;
    const since = Date.now() - this.readAt;
    if (since >= REFRESH_MS || this.nextMs === 0) this.readSoon();
    this.sinceMs = since;
  }
}

export const strip = new Strip();
