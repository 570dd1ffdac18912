/**
 * The running-hours grid: what was typed for which counter, which figures are doubtful, and the one
 * commit of them all. What is doubtful is the program's answer; each row is asked once.
 */
import { asIpcError, IpcError } from "../ipc";
import type { Counter, Warning } from "../ipc";
import { parseDecimal } from "../kit";
import { words } from "../words";

export interface Reading {
  equipment: string;
  hours: string;
  confirmed: boolean;
}

export interface HoursSheet {
  readings: Reading[];
  read_at: string | null;
}

/** How the grid reaches the program; tests put their own in place. */
export interface HoursPort {
  check: (sheet: HoursSheet) => Promise<readonly Warning[]>;
  commit: (sheet: HoursSheet, formId: string) => Promise<void>;
}

export class HoursRow {
  readonly counter: Counter;
  text = $state("");
  /** The program's question about the figure as typed. */
  doubt = $state<string | null>(null);
  /** The person looked at the doubt and keeps the figure. */
  confirmed = $state(false);
  /** What the program said against the figure at the commit. */
  refusal = $state<string | null>(null);
  /** The figure that was checked last, so that no figure is asked about twice. */
  asked: string | null = null;

  constructor(counter: Counter, typed?: HoursRow) {
    this.counter = counter;
    if (!typed) return;
    this.text = typed.text;
    this.doubt = typed.doubt;
    this.confirmed = typed.confirmed;
    this.refusal = typed.refusal;
    this.asked = typed.asked;
  }

  get value(): string | null {
    return this.text.trim() === "" ? null : parseDecimal(this.text);
  }

  get error(): string | null {
    if (this.text.trim() === "") return null;
    return this.value === null ? words.kit.notANumber : this.refusal;
  }

  type(text: string): void {
    if (text === this.text) return;
    this.text = text;
    this.forget();
  }

  forget(): void {
    this.doubt = null;
    this.confirmed = false;
    this.refusal = null;
    this.asked = null;
  }

  get waits(): boolean {
    return this.doubt !== null && !this.confirmed;
  }
}

export class HoursGrid {
  rows = $state.raw<readonly HoursRow[]>([]);
  readAt = $state<string | null>(null);
  busy = $state(false);
  failure = $state.raw<IpcError | null>(null);
  /** How many readings the last commit wrote; null until one did, and again once something is typed. */
  written = $state<number | null>(null);
  private formId = crypto.randomUUID();
  private readonly port: HoursPort;

  constructor(port: HoursPort) {
    this.port = port;
  }

  get filled(): readonly HoursRow[] {
    return this.rows.filter((row) => row.text.trim() !== "");
  }

  get waiting(): readonly HoursRow[] {
    return this.rows.filter((row) => row.waits);
  }

  get isWrong(): boolean {
    return this.rows.some((row) => row.text.trim() !== "" && row.value === null);
  }

  /** Fresh counters; what was typed stays. */
  take(counters: readonly Counter[]): void {
    const typed = new Map(this.rows.map((row) => [row.counter.equipment.id, row]));
    this.rows = counters.map((counter) => new HoursRow(counter, typed.get(counter.equipment.id)));
  }

  type(row: HoursRow, text: string): void {
    row.type(text);
    this.written = null;
    this.failure = null;
  }

  /** The time of reading changed: a figure that was plausible then may not be now. */
  readAtChanged(at: string | null): void {
    this.readAt = at;
    for (const row of this.rows) row.forget();
  }

  /** Asks about a row once the person has left it. */
  async left(row: HoursRow): Promise<void> {
    const value = row.value;
    if (value === null || row.asked === value) return;
    try {
      await this.ask([row]);
    } catch {
      // The commit asks again, and then says what failed.
    }
  }

  keep(row: HoursRow): void {
    row.confirmed = true;
  }

  /** Writes all readings at once, or stops at the first figure that needs a look. */
  async record(): Promise<"written" | "doubts" | "wrong" | "refused"> {
    if (this.busy || this.filled.length === 0) return "refused";
    if (this.isWrong) return "wrong";
    this.busy = true;
    this.failure = null;
    try {
      await this.ask(this.filled.filter((row) => row.asked !== row.value));
      if (this.waiting.length > 0) return "doubts";
      const count = this.filled.length;
      await this.port.commit(this.sheet(this.filled), this.formId);
      this.clear();
      this.written = count;
      return "written";
    } catch (raised) {
      this.refuse(asIpcError(raised));
      return "refused";
    } finally {
      this.busy = false;
    }
  }

  clear(): void {
    for (const row of this.rows) row.type("");
    this.formId = crypto.randomUUID();
    this.readAt = null;
    this.failure = null;
    this.written = null;
  }

  sheet(rows: readonly HoursRow[]): HoursSheet {
    const readings = rows.map((row) => ({
      equipment: row.counter.equipment.id,
      hours: row.value ?? "",
      confirmed: row.confirmed,
    }));
    return { readings, read_at: this.readAt };
  }

  private async ask(rows: readonly HoursRow[]): Promise<void> {
    if (rows.length === 0) return;
    const sheet = this.sheet(rows);
    const warnings = await this.port.check(sheet);
    for (const [index, row] of rows.entries()) {
      // Typed on meanwhile: the answer is about another figure.
      if (row.value !== sheet.readings[index]?.hours) continue;
      row.asked = row.value;
      const about = warnings.find((warning) => warning.code === row.counter.equipment.id);
      row.doubt = about?.message ?? null;
    }
  }

  private refuse(error: IpcError): void {
    const row = this.filled[placeOf(error)];
    if (row) row.refusal = error.message;
    else this.failure = error;
  }
}

/** `readings.3.hours` names the fourth reading; anything else none. */
function placeOf(error: IpcError): number {
  const { detail } = error;
  if (typeof detail !== "object" || detail === null || !("field" in detail)) return -1;
  const match = /^readings\.(\d+)\./.exec(String(detail.field));
  return match ? Number(match[1]) : -1;
}
