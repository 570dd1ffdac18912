/** The items that are chosen for one act, and which acts all of them allow. */
import { SvelteMap } from "svelte/reactivity";
import type { Values } from "../../act";
import type { ItemLine } from "../../ipc";
import { TOGETHER, togetherOf } from "./filters";

interface Choice {
  acts: readonly string[];
  supplier: string | null;
}

class Chosen {
  private readonly items = new SvelteMap<string, Choice>();

  get count(): number {
    return this.items.size;
  }

  get ids(): readonly string[] {
    return [...this.items.keys()];
  }

  /** The acts that every chosen item allows. */
  get acts(): readonly string[] {
    const choices = [...this.items.values()];
    return TOGETHER.filter((action) => choices.every(({ acts }) => acts.includes(action)));
  }

  has(id: string): boolean {
    return this.items.has(id);
  }

  toggle(row: ItemLine): void {
    if (this.items.delete(row.id)) return;
    this.items.set(row.id, { acts: togetherOf(row), supplier: row.supplier?.id ?? null });
  }

  /** Chooses items of which only the acts are known, as the program named them. */
  choose(ids: readonly string[], acts: readonly string[]): void {
    for (const id of ids) {
      if (!this.items.has(id)) this.items.set(id, { acts, supplier: null });
    }
  }

  clear(): void {
    this.items.clear();
  }

  /** What the form of the act starts from. */
  given(action: string): Values {
    const lines = this.ids.map((item) => ({ item }));
    if (action === "start_review" || action === "reject_shopping_items") return { items: this.ids };
    if (action !== "create_purchase_order") return { lines };
    const suppliers = new Set([...this.items.values()].map(({ supplier }) => supplier));
    const [only] = suppliers;
    return { lines, ...(suppliers.size === 1 && only ? { supplier: only } : {}) };
  }
}

export const chosen = new Chosen();
