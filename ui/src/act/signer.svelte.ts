/** Who is signed in, told by the frame; a form outlives a change of user. */
import type { PersonRef } from "../ipc";

export const signedIn = $state<{ person: PersonRef | null }>({ person: null });
