/** The state of this window's session: vessel, people, who is signed in. Read from the program. */
import { asIpcError, call, onChanged, onLocked, type IpcError, type SessionState } from "../ipc";
import { signedIn } from "../act";
import { shipTime } from "../kit";

class Vessel {
  state = $state.raw<SessionState | null>(null);
  error = $state.raw<IpcError | null>(null);
  /** The secret words are on screen: they are shown once, so nothing else may take their place. */
  showsSecret = $state(false);
  /** Why the sign-in screen shows, when it was not the person's own doing. */
  wentIdle = $state(false);

  async read(): Promise<void> {
    try {
      this.take(await call("session_state", {}));
      this.error = null;
    } catch (raised) {
      this.error = asIpcError(raised);
    }
  }

  /** @throws {IpcError} `wrong_pin`, `pin_wait`. */
  async signIn(person: string, pin: string): Promise<void> {
    this.take(await call("sign_in", { person, pin }));
    this.wentIdle = false;
  }

  /** @throws {IpcError} where PIN and words do not go together. */
  async enterWords(person: string, pin: string, words: string): Promise<void> {
    this.take(await call("enter_words", { person, pin, words }));
    this.wentIdle = false;
  }

  /** Ends the session; an open form stays for whoever signs in next. */
  async lock(becauseIdle = false): Promise<void> {
    if (!this.state?.person) return;
    this.wentIdle = becauseIdle;
    try {
      this.take(await call("lock", {}));
    } catch (raised) {
      this.error = asIpcError(raised);
    }
  }

  /** Follows commits (names, roles, ship's time) and locks that this window did not ask for. */
  follow(): () => void {
    const stops = [onChanged(() => void this.read()), onLocked(() => void this.read())];
    return () => stops.forEach((stop) => stop());
  }

  private take(state: SessionState): void {
    this.state = state;
    shipTime.offsets = state.ship_time;
    const { person } = state;
    signedIn.person = person && { id: person.id, name: person.name, rank: person.rank };
  }
}

export const vessel = new Vessel();
