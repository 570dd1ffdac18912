/**
 * This workstation has joined a vessel and fetches its records: nobody can sign in before the people
 * are there. Remembered, so that the window says so again after a restart.
 */
import { recall, remember } from "../kit";

const KEY = "joining";

class Joining {
  /** The vessel it joined; null when nothing is being fetched for the first time. */
  vessel = $state(recall<string | null>(KEY, null));

  begin(vessel: string): void {
    this.vessel = vessel;
    remember(KEY, vessel);
  }

  end(): void {
    this.vessel = null;
    remember(KEY, null);
  }
}

export const joining = new Joining();
