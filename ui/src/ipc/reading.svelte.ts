/**
 * An answer of the program that a page shows. It is asked for anew after every commit and whenever
 * what `ask` reads changes; the old answer stays shown meanwhile, so nothing flickers.
 */
import { changes } from "./changes.svelte";
import { asIpcError, type IpcError } from "./error";

export class Reading<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<IpcError | null>(null);
  private readonly ask: () => Promise<T>;
  private asked = 0;

  /** To be made while a component is set up. */
  constructor(ask: () => Promise<T>) {
    this.ask = ask;
    $effect(() => {
      void changes.version;
      void this.again();
    });
  }

  async again(): Promise<void> {
    const mine = ++this.asked;
    try {
      const value = await this.ask();
      if (mine !== this.asked) return;
      this.value = value;
      this.error = null;
    } catch (raised) {
      if (mine === this.asked) this.error = asIpcError(raised);
    }
  }
}
