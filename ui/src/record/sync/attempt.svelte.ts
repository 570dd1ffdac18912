/** One thing asked of the program by a button: whether it is under way, and why it was refused. */
import { asIpcError, type IpcError } from "../../ipc";

export class Attempt {
  busy = $state(false);
  refusal = $state.raw<IpcError | null>(null);

  /** What came of it, or null when it was refused or is still under way from before. */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    this.refusal = null;
    try {
      return await work();
    } catch (raised) {
      this.refusal = asIpcError(raised);
      return null;
    } finally {
      this.busy = false;
    }
  }
}
