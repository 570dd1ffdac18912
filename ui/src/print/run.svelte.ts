/** Follows the program while it writes a paper. */
import { asIpcError, call, type IpcError, type Paper, type PrintState } from "../ipc";

const POLL_MS = 250;

/** How the run reaches the program; tests put their own in place. */
export interface PrintPort {
  start: (what: Paper, path: string) => Promise<PrintState>;
  state: (run: number) => Promise<PrintState>;
  cancel: (run: number) => Promise<PrintState>;
}

const program: PrintPort = {
  start: (what, path) => call("print_start", { what, path }),
  state: (run) => call("print_state", { run }),
  cancel: (run) => call("print_cancel", { run }),
};

export class PrintRun {
  state = $state.raw<PrintState | null>(null);
  error = $state.raw<IpcError | null>(null);
  /** The program was asked to begin and has not answered yet. */
  asking = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly port: PrintPort;

  constructor(port: PrintPort = program) {
    this.port = port;
  }

  get isBusy(): boolean {
    return this.asking || this.state?.state === "running";
  }

  /** Why there is no paper, in a sentence. */
  get trouble(): string | null {
    return this.error?.message ?? this.state?.trouble ?? null;
  }

  async start(what: Paper, path: string): Promise<void> {
    if (this.isBusy) return;
    this.asking = true;
    this.state = null;
    await this.take(() => this.port.start(what, path));
    this.asking = false;
  }

  async cancel(): Promise<void> {
    const run = this.state?.run;
    if (run !== undefined) await this.take(() => this.port.cancel(run));
  }

  /** Something else is typed: what was refused is of the past. */
  forget(): void {
    this.error = null;
    if (this.state?.state === "failed") this.state = null;
  }

  /** Looks no more; a paper under way is written all the same. */
  leave(): void {
    clearTimeout(this.timer);
  }

  private async take(ask: () => Promise<PrintState>): Promise<void> {
    clearTimeout(this.timer);
    try {
      this.state = await ask();
      this.error = null;
    } catch (raised) {
      this.error = asIpcError(raised);
      return;
    }
    const { run, state } = this.state;
    if (state === "running") {
      this.timer = setTimeout(() => void this.take(() => this.port.state(run)), POLL_MS);
    }
  }
}
