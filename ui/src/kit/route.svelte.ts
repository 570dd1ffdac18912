/** The hash route: `#/work/orders/ID?from=fault` is path `["work", "orders", "ID"]`. */

class Route {
  path = $state.raw<readonly string[]>([]);
  query = $state.raw<ReadonlyMap<string, string>>(new Map());
  /** The fragment that path and query were read from. */
  private shown = "";

  constructor() {
    this.read();
    window.addEventListener("hashchange", () => this.read());
  }

  /** Goes to a place, as a link would. */
  go(href: string): void {
    location.hash = href.replace(/^#/, "");
  }

  /**
   * Changes the place without a step in the history (filters, opened rows). A person who has gone
   * elsewhere meanwhile, of which the page is told in a moment, stays there.
   */
  replace(href: string): void {
    if (location.hash !== this.shown) return;
    history.replaceState(null, "", href);
    this.read();
  }

  private read(): void {
    this.shown = location.hash;
    // Other fragments (`#palette=night`) are no route.
    const text = location.hash.startsWith("#/") ? location.hash.slice(2) : "";
    const [path = "", query = ""] = text.split("?");
    this.path = path.split("/").filter(Boolean).map(decodeURIComponent);
    this.query = new Map(new URLSearchParams(query));
  }
}

export const route = new Route();

/** A link to a place, with each part escaped: `href("work", "orders", id)`. */
export function href(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}
