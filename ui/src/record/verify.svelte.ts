/** Follows the program while it verifies the record in the background. */
import { asIpcError, call, type IpcError, type VerifyState } from "../ipc";

const POLL_MS = 400;

/** How the run reaches the program; tests put their own in place. */
export interface VerifyPort {
  start: () => Promise<VerifyState>;
  state: () => Promise<VerifyState>;
  cancel: () => Promise<VerifyState>;
}

const program: VerifyPort = {
  start: () => call("audit_verify_start", {}),
  state: () => call("audit_verify_state", {}),
  cancel: () => call("audit_verify_cancel", {}),
};

export class VerifyRun {
  state = $state.raw<VerifyState | null>(null);
  error = $state.raw<IpcError | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  private readonly port: VerifyPort;

  constructor(port: VerifyPort = program) {
    this.port = port;
  }

  get isRunning(): boolean {
    return this.state?.state === "running";
  }

  /** Picks up a run that goes on from before this page was opened. Returns how to stop looking. */
  follow(): () => void {
    this.stopped = false;
    void this.take(this.port.state);
    return () => {
      this.stopped = true;
      clearTimeout(this.timer);
    };
  }

  start(): Promise<void> {
    return this.take(this.port.start);
  }

  cancel(): Promise<void> {
    return this.take(this.port.cancel);
  }

  private async take(ask: () => Promise<VerifyState>): Promise<void> {
    clearTimeout(this.timer);
    try {
      this.state = await ask();
      this.error = null;
    } catch (raised) {
      this.error = asIpcError(raised);
      return;
    }
    if (this.isRunning && !this.stopped) {
      this.timer = setTimeout(() => void this.take(this.port.state), POLL_MS);
    }
  }
}
