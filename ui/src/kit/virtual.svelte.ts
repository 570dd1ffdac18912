/** TanStack's virtualizer as Svelte state: which rows of a long list are drawn, and where. */
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from "@tanstack/virtual-core";

const OVERSCAN_ROWS = 8;

interface Options {
  scroller: () => HTMLElement | undefined;
  count: () => number;
  rowHeight: () => number;
  /** A row that stays drawn wherever the list is scrolled, so that focus is never lost. */
  kept: () => number;
}

export class VirtualRows {
  items = $state.raw<VirtualItem[]>([]);
  height = $state(0);
  /** The rows around what is in sight, without the kept one. */
  first = $state(0);
  last = $state(0);
  private count = 0;
  private virtualizer: Virtualizer<HTMLElement, HTMLElement> | undefined;
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
  }

  /** To be called in an effect: follows count, height and the kept row, and cleans up. */
  follow(): void {
    const count = this.options.count();
    this.count = count;
    const rowHeight = this.options.rowHeight();
    const kept = this.options.kept();
    const settings = {
      count,
      getScrollElement: () => this.options.scroller() ?? null,
      estimateSize: () => rowHeight,
      overscan: OVERSCAN_ROWS,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const drawn = defaultRangeExtractor(range);
        if (kept < 0 || kept >= count || drawn.includes(kept)) return drawn;
        return [...drawn, kept].sort((a, b) => a - b);
      },
      onChange: () => this.read(),
    };
    if (this.virtualizer) this.virtualizer.setOptions({ ...this.virtualizer.options, ...settings });
    else this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>(settings);
    this.virtualizer._willUpdate();
    this.virtualizer.measure();
    this.read();
  }

  mount(): () => void {
    return this.virtualizer?._didMount() ?? (() => undefined);
  }

  scrollTo(index: number): void {
    this.virtualizer?.scrollToIndex(index, { align: "auto" });
    this.read();
  }

  private read(): void {
    if (!this.virtualizer) return;
    this.items = this.virtualizer.getVirtualItems();
    this.height = this.virtualizer.getTotalSize();
    const range = this.virtualizer.range;
    this.first = Math.max(0, (range?.startIndex ?? 0) - OVERSCAN_ROWS);
    this.last = Math.max(0, Math.min((range?.endIndex ?? 0) + OVERSCAN_ROWS, this.count - 1));
  }
}
