/**
 * Every code that was scanned or typed, as a row that says what became of it. Codes are looked up
 * one after the other; none is dropped while an earlier one is still on its way.
 */
import { untrack } from "svelte";
import { pageOf } from "../act";
import { call, type Link, type PartRow, type PartsFound } from "../ipc";
import { recall, remember, route } from "../kit";
import { sound } from "./sound.svelte";
import type { Scanned } from "./wedge";

export type ScanState = "waiting" | "found" | "several" | "unknown" | "failed";

export interface ScanRow {
  readonly id: number;
  readonly text: string;
  readonly asUs: string | null;
  readonly state: ScanState;
  /** What the code may mean; one where it was found. */
  readonly parts: readonly PartRow[];
  /** The delivery whose counting sheet carries the code. */
  readonly delivery: Link | null;
  /** What the form that took the part says of it: "counted 3". */
  readonly taken: string | null;
}

/** A row before anything is known of its code. */
const fresh = { parts: [], delivery: null, taken: null } as const;

/** A form that wants the parts of scans: a count sheet, the usage form. */
export interface ScanTarget {
  name: string;
  /** Answers in a few words what became of it; null where the part does not belong there. */
  take: (part: PartRow) => string | null;
}

/** Found rows that stay to be seen. Rows that need a person stay until the person dismisses them. */
export const FOUND_ROWS_MAX = 30;
/** Rows that are brought back after a restart of the program; the window shows all others too. */
const KEPT_ROWS_MAX = 500;
const KEY = "scan.open";

export class Scans {
  /** Newest first. */
  rows = $state.raw<readonly ScanRow[]>([]);
  /** The panel stands open although nothing was scanned: to type a code. */
  isOpen = $state(false);
  /** How many codes were read since the panel was closed. */
  count = $state(0);
  private targets = $state.raw<readonly ScanTarget[]>([]);
  private readonly queue: number[] = [];
  private isLooking = false;
  private lastId = 0;

  /** Codes that nobody dismissed before the program was closed stand there again. */
  constructor(kept: readonly string[] = []) {
    this.rows = kept.map((text) => ({
      id: ++this.lastId,
      text,
      asUs: null,
      state: "unknown",
      ...fresh,
    }));
  }

  /** Where found parts go at present; null: they are only shown. */
  get target(): ScanTarget | null {
    return this.targets.at(-1) ?? null;
  }

  get unknown(): number {
    return this.rows.filter(({ state }) => state === "unknown").length;
  }

  /** Rows that a person has to do something about, as they are kept over a restart. */
  get open(): readonly string[] {
    const texts = this.rows.filter(({ state }) => state !== "found").map(({ text }) => text);
    return texts.slice(0, KEPT_ROWS_MAX);
  }

  /** Found parts go to `target` until the returned function is called. */
  into(target: ScanTarget): () => void {
    // Forms call this in an effect, which must not depend on who else wants scans.
    const others = () => untrack(() => this.targets).filter((other) => other !== target);
    this.targets = [...others(), target];
    return () => (this.targets = others());
  }

  add({ text, asUs }: Pick<Scanned, "text" | "asUs">): void {
    const id = ++this.lastId;
    this.rows = [{ id, text, asUs, state: "waiting", ...fresh }, ...this.rows];
    this.count += 1;
    this.isOpen = true;
    this.queue.push(id);
    void this.lookThrough();
  }

  /** One of several parts with this code. */
  choose(id: number, part: PartRow): void {
    this.settle(id, { state: "found", parts: [part], taken: this.hand(part) });
    this.tidy();
  }

  /** Asks once more what could not be looked up, or was unknown until a part was given the code. */
  again(id: number): void {
    this.settle(id, { state: "waiting" });
    this.queue.push(id);
    void this.lookThrough();
  }

  dismiss(id: number): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }

  dismissUnknown(): void {
    this.rows = this.rows.filter(({ state }) => state !== "unknown");
  }

  /** Asks for every unknown code once more. */
  allAgain(): void {
    for (const { id, state } of this.rows) if (state === "unknown") this.again(id);
  }

  clearFound(): void {
    this.rows = this.rows.filter(({ state }) => state !== "found");
  }

  /** Closes the panel. Rows that need a person come back with it. */
  close(): void {
    this.clearFound();
    this.isOpen = false;
    this.count = 0;
  }

  private async lookThrough(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    for (let id = this.queue.shift(); id !== undefined; id = this.queue.shift()) {
      await this.look(id);
    }
    this.isLooking = false;
  }

  private async look(id: number): Promise<void> {
    const row = this.rows.find((one) => one.id === id);
    if (!row) return;
    try {
      const { parts, delivery } = await meant(row);
      const [only, ...others] = parts;
      if (delivery) {
        this.settle(id, { state: "found", delivery });
        this.goTo(delivery);
      } else if (only && others.length === 0) {
        this.settle(id, { state: "found", parts, taken: this.hand(only) });
      } else this.settle(id, { state: only ? "several" : "unknown", parts });
      sound.play(only || delivery ? "found" : "unknown");
    } catch {
      // What the program could not answer stays in sight with a way to ask again.
      this.settle(id, { state: "failed" });
      sound.play("unknown");
    }
    this.tidy();
  }

  /** A form that wants scans is not left for one. */
  private goTo({ id }: Link): void {
    const page = pageOf("pms_receiving_sessions", id);
    if (this.target === null && page) route.go(page);
  }

  private hand(part: PartRow): string | null {
    return this.target?.take(part) ?? null;
  }

  private settle(id: number, now: Partial<ScanRow>): void {
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, ...now } : row));
  }

  private tidy(): void {
    let found = 0;
    this.rows = this.rows.filter(({ state }) => state !== "found" || ++found <= FOUND_ROWS_MAX);
  }
}

/** By what was read; where nobody has that, by the same keys on a US keyboard. */
async function meant({ text, asUs }: ScanRow): Promise<PartsFound> {
  const found = await call("part_find", { code: text });
  if (found.parts.length > 0 || found.delivery || asUs === null) return found;
  return call("part_find", { code: asUs });
}

export const scans = new Scans(recall<string[]>(KEY, []));

/** Keeps what needs a person over a restart. To be called while a component is set up. */
export function keepOpenScans(): void {
  $effect(() => remember(KEY, scans.open));
}
