/** What the sign step asks of whatever is signed: a form of one act, or a list that is taken over. */
import type { IpcError, Sign, SignStep } from "../ipc";

export interface Signs {
  readonly preview: { readonly signing: SignStep } | null;
  /** The last refusal; the step forgets it when somebody else is chosen. */
  refusal: IpcError | null;
  readonly busy: boolean;
  /** Opens on the tiles of those who may sign. */
  readonly othersFirst: boolean;
  commit: (sign: Sign) => Promise<void>;
}
