/** One run of labels: which parts, how many of each, on what, from where on. */
import type { LabelForm, LabelsArgs } from "../../ipc";

/** Labels of one file, and of a sheet: the program's own bounds. */
export const LABELS_MAX = 2000;
export const SHEET_LABELS = 24;

/** A part as its line in the list shows it. */
export interface LabelPart {
  /** Names the line: the part's id, or another where a part stands in several. */
  id: string;
  /** The part, where `id` is not it. */
  part?: string;
  /** The place that the label names, where it is not that of all. */
  location?: string;
  /** How many units came, where labels are for a delivery. */
  units?: number;
  name: string;
  number: string;
  /** The place that the label names: the usual one, or where the list was opened. */
  place: string | null;
}

/** A whole number of labels, or null where something else stands in the field. */
export function count(typed: string): number | null {
  const number = Number(typed);
  return /^\d+$/.test(typed) && number <= LABELS_MAX ? number : null;
}

export class LabelRun {
  form = $state<LabelForm>("a4_3x8");
  /** As typed. */
  skip = $state("0");
  copies = $state<Record<string, string>>({});
  readonly parts: readonly LabelPart[];
  /** The place that all labels name, where they were opened from a place. */
  private readonly location: string | null;

  readonly isSheet = $derived(this.form !== "roll_62");
  /** Null where a field holds no whole number. */
  readonly labels = $derived.by(() => {
    let sum = 0;
    for (const part of this.parts) {
      const copies = count(this.copies[part.id] ?? "");
      if (copies === null) return null;
      sum += copies;
    }
    return sum;
  });
  readonly skipped = $derived.by(() => {
    if (!this.isSheet) return 0;
    const skip = count(this.skip);
    return skip !== null && skip < SHEET_LABELS ? skip : null;
  });
  readonly pages = $derived.by(() => {
    if (this.labels === null || this.skipped === null || this.labels === 0) return null;
    return this.isSheet ? Math.ceil((this.skipped + this.labels) / SHEET_LABELS) : this.labels;
  });

  constructor(parts: readonly LabelPart[], location: string | null) {
    this.parts = parts;
    this.location = location;
    this.copies = Object.fromEntries(parts.map((part) => [part.id, "1"]));
  }

  /** One for each unit that came; one where it is not counted in whole ones. */
  setPerUnit(): void {
    for (const part of this.parts) this.copies[part.id] = String(part.units ?? 1);
  }

  setAll(copies: string): void {
    for (const part of this.parts) this.copies[part.id] = copies;
  }

  /** What the program is asked for. */
  args(path: string): LabelsArgs {
    const at = this.location === null ? {} : { location: this.location };
    const lines = this.parts
      .map(({ id, part, location }) => ({
        part: part ?? id,
        copies: count(this.copies[id] ?? "") ?? 0,
        ...(location === undefined ? at : { location }),
      }))
      .filter((line) => line.copies > 0);
    return { form: this.form, skip: this.skipped ?? 0, lines, path };
  }
}
