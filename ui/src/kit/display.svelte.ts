/** Palette and component size of this window, remembered on this workstation. */

export const PALETTES = ["bright", "day", "dusk", "night"] as const;
export type Palette = (typeof PALETTES)[number];
export const SIZES = ["regular", "glove"] as const;
export type Size = (typeof SIZES)[number];

/** The keys that `index.html` reads before anything else loads; plain text, not JSON. */
const PALETTE_KEY = "celeste.palette";
const SIZE_KEY = "celeste.size";

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Refused storage only means that the next start shows the day palette.
  }
}

class Display {
  private root = document.documentElement;
  private shownPalette = $state<Palette>(
    PALETTES.find((palette) => palette === this.root.dataset["obcTheme"]) ?? "day",
  );
  private shownSize = $state<Size>(
    SIZES.find((size) => size === this.root.dataset["size"]) ?? "regular",
  );

  get palette(): Palette {
    return this.shownPalette;
  }

  set palette(palette: Palette) {
    this.shownPalette = palette;
    this.root.dataset["obcTheme"] = palette;
    keep(PALETTE_KEY, palette);
  }

  get size(): Size {
    return this.shownSize;
  }

  set size(size: Size) {
    this.shownSize = size;
    this.root.dataset["size"] = size;
    keep(SIZE_KEY, size);
  }

  /** Bright → day → dusk → night → bright: one key from any screen. */
  cycle(): void {
    const at = PALETTES.indexOf(this.shownPalette);
    this.palette = PALETTES[(at + 1) % PALETTES.length] ?? "day";
  }
}

export const display = new Display();
