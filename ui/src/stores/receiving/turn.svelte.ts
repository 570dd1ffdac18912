/**
 * Turning from counting to the review and back: one click, no form. Nothing is received by it; what
 * holds it up is said where the click was.
 */
import { openAct } from "../../act";
import { asIpcError, call } from "../../ipc";

export class Turn {
  /** Why it was not turned, and the row on account of which. */
  refusal = $state.raw<{ text: string; row: string | null } | null>(null);
  busy = $state(false);

  async to(
    action: "move_to_review" | "back_to_counting",
    session: string,
    about: string,
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    const form_id = crypto.randomUUID();
    try {
      await call("action_commit", { action, params: { session }, basis: {}, form_id });
    } catch (raised) {
      const error = asIpcError(raised);
      if (error.code === "signature_needed") openAct(action, { session }, about);
      else this.refusal = { text: error.message, row: rowOf(error.detail) };
    } finally {
      this.busy = false;
    }
  }
}

function rowOf(detail: unknown): string | null {
  if (typeof detail !== "object" || detail === null || !("line" in detail)) return null;
  return typeof detail.line === "string" ? detail.line : null;
}
