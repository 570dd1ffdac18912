/** Where a person stands in a manual: page, size, the way back. */
import { layoutOf, pageAt, pagesBetween, type Layout } from "./layout";

const ZOOM_STEP = 1.2;
const ZOOM_MIN = 0.25;
const ZOOM_MAX = 6;
/** Pages are drawn so far above and below what is in sight, in parts of its height. */
const AROUND = 0.5;

export class Reader {
  /** Width and height of each page, in points. */
  sizes = $state.raw<readonly (readonly [number, number])[]>([]);
  /** 1 is as wide as the room. */
  zoom = $state(1);
  roomWidth = $state(0);
  roomHeight = $state(0);
  scrolled = $state(0);
  /** Pages that a link led away from, the last one last. */
  left = $state.raw<readonly number[]>([]);
  /** The page that somebody last asked for. */
  awaited = $state(0);
  /** How wide most pages are, in points: the widest of the first ones. */
  private readonly widest = $derived(
    this.sizes.slice(0, 50).reduce((widest, [width]) => Math.max(widest, width), 1),
  );
  readonly scale = $derived((Math.max(120, this.roomWidth) / this.widest) * this.zoom);
  readonly layout: Layout = $derived(layoutOf(this.sizes, this.scale));
  readonly page = $derived(
    this.sizes.length === 0 ? 1 : pageAt(this.layout, this.scrolled + this.roomHeight / 3),
  );
  readonly inSight = $derived(
    pagesBetween(
      this.layout,
      this.scrolled - this.roomHeight * AROUND,
      this.scrolled + this.roomHeight * (1 + AROUND),
    ),
  );

  /** How far down a place on a page stands, in pixels. */
  heightOf(page: number, top: number | null): number {
    const at = Math.min(Math.max(1, page), Math.max(1, this.sizes.length));
    const down = top === null ? 0 : Math.max(0, top * this.scale - this.roomHeight * 0.1);
    return (this.layout.tops[at - 1] ?? 0) + down;
  }

  closer(): void {
    this.zoom = Math.min(ZOOM_MAX, this.zoom * ZOOM_STEP);
  }

  farther(): void {
    this.zoom = Math.max(ZOOM_MIN, this.zoom / ZOOM_STEP);
  }
}
