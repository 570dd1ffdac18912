/**
 * Count sheets that were begun and not written yet. The program keeps a person's sheets on this
 * workstation, so they outlive the window; they are no part of the record.
 */
import { asIpcError, call, type DraftLine, type IpcError } from "../../ipc";
import type { Counted } from "./sheet";

/** The act whose form a draft belongs to. */
const ACTION = "count_location";
/** A sheet is saved when the hand rests this long. */
const REST_MS = 400;

/** One sheet: a place, and what was counted there so far. */
export interface CountDraft {
  id: string;
  location: string;
  counted: Counted;
}

export class CountDrafts {
  list = $state.raw<readonly CountDraft[]>([]);
  /** The last saving was refused: a full disk. What was counted is only in this window. */
  error = $state.raw<IpcError | null>(null);
  private timer = 0;
  /** Counts what this window changed: what was read before that is older than what it holds. */
  private changes = 0;
  private waiting: CountDraft | null = null;
  private saving: Promise<void> = Promise.resolve();

  async read(): Promise<void> {
    // What this window still has to save is newer than what was kept.
    if (this.waiting) return;
    await this.saving;
    const before = this.changes;
    const kept = await call("draft_list", {});
    if (before !== this.changes) return this.read();
    this.list = kept.map(draftOf).filter((draft) => draft !== null);
  }

  of(location: string): CountDraft | undefined {
    return this.list.find((draft) => draft.location === location);
  }

  /** Keeps it at once in this window, and on the disk as soon as the hand rests. */
  keep(location: string, counted: Counted): void {
    if (Object.keys(counted).length === 0) {
      this.drop(location);
      return;
    }
    if (this.waiting && this.waiting.location !== location) this.save();
    this.changes += 1;
    const id = this.of(location)?.id ?? crypto.randomUUID();
    const draft = { id, location, counted };
    this.list = [draft, ...this.list.filter((other) => other.id !== id)];
    this.waiting = draft;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), REST_MS);
  }

  /** Saves what still waits: the page is left. */
  save(): void {
    clearTimeout(this.timer);
    const draft = this.waiting;
    this.waiting = null;
    if (draft) this.then(() => call("draft_save", formOf(draft)));
  }

  /** Forgets the sheet: it was written, or a person discarded it. */
  drop(location: string): void {
    const draft = this.of(location);
    if (this.waiting?.location === location) {
      clearTimeout(this.timer);
      this.waiting = null;
    }
    this.changes += 1;
    this.list = this.list.filter((other) => other !== draft);
    if (draft) this.then(() => call("draft_drop", { form_id: draft.id }));
  }

  /** One after the other, so that an earlier saving never overtakes a later one. */
  private then(work: () => Promise<unknown>): void {
    this.saving = this.saving.then(work).then(
      () => void (this.error = null),
      (raised: unknown) => void (this.error = asIpcError(raised)),
    );
  }
}

const formOf = ({ id, location, counted }: CountDraft) => ({
  form_id: id,
  action: ACTION,
  given: {
    location,
    lines: Object.entries(counted).map(([part, quantity]) => ({ part, counted: quantity })),
  },
});

/** Null for forms of other acts, and for what an older program kept in another shape. */
function draftOf({ form_id: id, action, given }: DraftLine): CountDraft | null {
  const { location, lines } = given;
  if (action !== ACTION || typeof location !== "string" || !Array.isArray(lines)) return null;
  const counted = lines.filter(isLine).map((line) => [line.part, line.counted] as const);
  return { id, location, counted: Object.fromEntries(counted) };
}

function isLine(line: unknown): line is { part: string; counted: string } {
  if (typeof line !== "object" || line === null) return false;
  const { part, counted } = line as Record<string, unknown>;
  return typeof part === "string" && typeof counted === "string";
}

export const countDrafts = new CountDrafts();
