/**
 * Rows of a paged list, fetched in windows around what is on screen. Old rows stay shown while
 * newer ones are fetched, so a refresh does not flicker.
 */

export interface Sort {
  key: string;
  descending: boolean;
}

export interface RowPage<R> {
  total: number;
  rows: readonly R[];
}

export type RowLoader<R> = (ask: {
  offset: number;
  limit: number;
  sort: Sort | null;
}) => Promise<RowPage<R>>;

const PAGE_ROWS = 100;
/** Pages kept in memory; beyond, the least recently shown one goes. */
const PAGES_MAX = 40;

export class RowWindow<R> {
  total = $state<number | null>(null);
  error = $state.raw<unknown>(null);
  private pages = $state.raw<ReadonlyMap<number, readonly R[]>>(new Map());
  private readonly underway = new Set<number>();
  private stale = new Set<number>();
  private generation = 0;
  private sort: Sort | null = null;
  private readonly load: () => RowLoader<R>;

  constructor(load: () => RowLoader<R>) {
    this.load = load;
  }

  row(index: number): R | undefined {
    return this.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  /** Another list: forget everything. */
  restart(sort: Sort | null): void {
    this.generation++;
    this.sort = sort;
    this.underway.clear();
    this.stale = new Set();
    this.pages = new Map();
    this.total = null;
    this.error = null;
    this.need(0, 1);
  }

  /** The same list after a commit: fetch again what is shown, keep showing it meanwhile. */
  refresh(first: number, last: number): void {
    this.generation++;
    this.underway.clear();
    this.stale = new Set(this.pages.keys());
    this.need(first, last);
  }

  /** Fetches what is missing of the rows `first..=last`. */
  need(first: number, last: number): void {
    const from = Math.floor(Math.max(0, first) / PAGE_ROWS);
    const to = Math.floor(Math.max(0, last) / PAGE_ROWS);
    for (let page = from; page <= to; page++) {
      const known = this.pages.has(page) && !this.stale.has(page);
      if (!known && !this.underway.has(page)) void this.fetch(page);
    }
  }

  private async fetch(page: number): Promise<void> {
    const mine = this.generation;
    this.underway.add(page);
    try {
      const ask = { offset: page * PAGE_ROWS, limit: PAGE_ROWS, sort: this.sort };
      const answer = await this.load()(ask);
      if (mine !== this.generation) return;
      const pages = new Map(this.pages);
      pages.delete(page);
      pages.set(page, answer.rows);
      for (const oldest of pages.keys()) {
        if (pages.size <= PAGES_MAX) break;
        pages.delete(oldest);
      }
      this.pages = pages;
      this.stale.delete(page);
      this.total = answer.total;
      this.error = null;
    } catch (raised) {
      if (mine === this.generation) this.error = raised;
    } finally {
      if (mine === this.generation) this.underway.delete(page);
    }
  }
}
