/** How many commits this window has heard of. A page that depends on it reads its records anew. */
import { onChanged } from "./client";

class Changes {
  private heard = $state(0);
  private listening = false;

  /** Read it in an effect or a derived value; the first reading begins to listen. */
  get version(): number {
    if (!this.listening) {
      this.listening = true;
      onChanged(() => this.heard++);
    }
    return this.heard;
  }
}

export const changes = new Changes();
