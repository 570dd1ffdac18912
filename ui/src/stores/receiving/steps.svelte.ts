/**
 * The small steps of counting, each an act of its own. They are written one after the other, in the
 * order in which they were made; meanwhile the row shows what the person said.
 */
import { asIpcError, call } from "../../ipc";

/** A figure is written when the hand rests this long, and before anything else happens to its row. */
const REST_MS = 350;

interface Said {
  ticked?: boolean;
  /** Canonical. */
  delivered?: string;
}

/** The same as the record holds it. */
export interface Recorded {
  ticked: boolean;
  delivered: string;
}

interface Step {
  row: string;
  action: "tick_line" | "untick_line" | "set_delivered";
  quantity?: string;
}

export interface StepPort {
  commit: (action: string, params: Record<string, unknown>) => Promise<void>;
  /** The vessel wants the act signed: its form opens. */
  sign: (step: { row: string; action: string; quantity?: string }) => void;
}

const commit: StepPort["commit"] = async (action, params) => {
  const form_id = crypto.randomUUID();
  await call("action_commit", { action, params, basis: {}, form_id });
};

export class Steps {
  /** What was said and does not stand in the record yet, by row. */
  said = $state.raw<Readonly<Record<string, Said>>>({});
  /** Why a row's last step was not written. */
  trouble = $state.raw<Readonly<Record<string, string>>>({});
  /** Steps that are not written yet. */
  waiting = $state(0);
  private readonly queue: Step[] = [];
  private readonly resting = new Map<string, number>();
  private running: Promise<void> | null = null;
  /** Rows whose last answer did not hold yet what was written. */
  private readonly missed = new Set<string>();
  private readonly port: StepPort;

  constructor(sign: StepPort["sign"], by: StepPort["commit"] = commit) {
    this.port = { sign, commit: by };
  }

  tick(row: string, ticked: boolean): void {
    this.flush(row);
    this.say(row, { ticked });
    this.push({ row, action: ticked ? "tick_line" : "untick_line" });
  }

  /** `quantity` is canonical; an empty one is no answer yet. */
  deliver(row: string, quantity: string, recorded: string): void {
    window.clearTimeout(this.resting.get(row));
    this.resting.delete(row);
    if (quantity === "") {
      // What stood there a moment ago is taken back with it.
      const { ticked } = this.said[row] ?? {};
      this.said = without(this.said, row);
      if (ticked !== undefined) this.say(row, { ticked });
      return;
    }
    if (this.said[row]?.delivered === undefined && quantity === recorded) return;
    this.say(row, { delivered: quantity });
    this.resting.set(
      row,
      window.setTimeout(() => this.flush(row), REST_MS),
    );
  }

  /** Writes a figure that still rests. */
  flush(row: string): void {
    if (!this.resting.has(row)) return;
    window.clearTimeout(this.resting.get(row));
    this.resting.delete(row);
    const quantity = this.said[row]?.delivered;
    if (quantity !== undefined) this.push({ row, action: "set_delivered", quantity });
  }

  /** Everything said so far is written, or was refused. */
  async settled(): Promise<void> {
    for (const row of [...this.resting.keys()]) this.flush(row);
    while (this.running) await this.running;
  }

  /**
   * The record was read anew. It wins over what was written, but not over one answer that was on its
   * way while that was written.
   */
  heard(recorded: (row: string) => Recorded | undefined): void {
    const open = new Set([...this.queue.map(({ row }) => row), ...this.resting.keys()]);
    if (this.running) return;
    const kept = Object.entries(this.said).filter(([row, said]) => {
      if (open.has(row)) return true;
      const now = recorded(row);
      const isThere =
        now === undefined ||
        ((said.ticked ?? now.ticked) === now.ticked &&
          (said.delivered ?? now.delivered) === now.delivered);
      if (isThere || this.missed.has(row)) {
        this.missed.delete(row);
        return false;
      }
      this.missed.add(row);
      return true;
    });
    this.said = Object.fromEntries(kept);
  }

  dismiss(row: string): void {
    this.trouble = without(this.trouble, row);
  }

  private say(row: string, said: Said): void {
    this.said = { ...this.said, [row]: { ...this.said[row], ...said } };
    this.trouble = without(this.trouble, row);
  }

  private push(step: Step): void {
    this.queue.push(step);
    this.waiting = this.queue.length;
    this.running ??= this.run().finally(() => (this.running = null));
  }

  private async run(): Promise<void> {
    for (let step = this.queue.shift(); step; step = this.queue.shift()) {
      await this.write(step);
      this.waiting = this.queue.length;
    }
  }

  private async write({ row, action, quantity }: Step): Promise<void> {
    const figure = quantity === undefined ? {} : { quantity };
    try {
      await this.port.commit(action, { line: row, ...figure });
    } catch (raised) {
      const error = asIpcError(raised);
      this.said = without(this.said, row);
      // What was said after it rests on it: nobody ticks a figure that was refused.
      this.queue.splice(0, Infinity, ...this.queue.filter((step) => step.row !== row));
      if (error.code === "signature_needed") this.port.sign({ row, action, ...figure });
      else this.trouble = { ...this.trouble, [row]: error.message };
    }
  }
}

function without<T>(of: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(of).filter(([other]) => other !== key));
}
