/** What lies in stores of the parts of a sheet, read anew after every commit: another may take too. */
import { call, changes } from "../../ipc";
import { stockOf, type PartStock } from "./usageLines";

export class PartStocks {
  private known = $state.raw<ReadonlyMap<string, PartStock>>(new Map());

  /** `parts` names the parts of the sheet. To be made while a component is set up. */
  constructor(parts: () => readonly string[]) {
    // The same parts in another line are no reason to ask again.
    const wanted = $derived([...new Set(parts())].sort().join(" "));
    $effect(() => {
      void changes.version;
      for (const id of wanted.split(" ").filter(Boolean)) void this.read(id);
    });
  }

  of(part: string | undefined): PartStock | null {
    return (part !== undefined && this.known.get(part)) || null;
  }

  /** Reads one part; null where it cannot be read: the row says so. */
  async read(id: string): Promise<PartStock | null> {
    try {
      const stock = stockOf(await call("part_page", { id }));
      this.known = new Map(this.known).set(id, stock);
      return stock;
    } catch {
      return this.known.get(id) ?? null;
    }
  }
}
