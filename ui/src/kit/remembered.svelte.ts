/** Settings of this workstation's window: remembered per list, never replicated, never journalled. */

const PREFIX = "celeste.";

export function recall<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    // Storage that is refused or damaged means: nothing remembered.
    return fallback;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A full or refused storage only means that the next start shows the defaults.
  }
}

/**
 * Filters of one list, kept across restarts. Unknown keys of an older version are dropped and new
 * ones start at their default.
 */
export class RememberedFilters<F extends Record<string, string | boolean | null>> {
  readonly defaults: F;
  private readonly key: string;
  values: F;

  constructor(list: string, defaults: F) {
    this.key = `filters.${list}`;
    this.defaults = defaults;
    const kept = recall<Partial<F>>(this.key, {});
    const known = Object.entries(kept).filter(
      ([key, value]) => key in defaults && (value === null || typeof value !== "object"),
    );
    this.values = $state({ ...defaults, ...(Object.fromEntries(known) as Partial<F>) });
  }

  set<K extends keyof F>(key: K, value: F[K]): void {
    this.values[key] = value;
    remember(this.key, this.values);
  }

  clear(): void {
    for (const key of Object.keys(this.defaults) as (keyof F)[]) {
      this.values[key] = this.defaults[key];
    }
    remember(this.key, this.values);
  }

  /** How many filters differ from their default. */
  get active(): number {
    return Object.keys(this.defaults).filter((key) => this.values[key] !== this.defaults[key])
      .length;
  }
}
