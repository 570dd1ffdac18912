/** Who is signed in, told by the frame; a form outlives a change of user. */
import type { Signer } from "../ipc";

export const signedIn = $state<{ person: Signer | null }>({ person: null });
