/** A refusal or a fault of the program, as `api::Error` says it. */
export class IpcError extends Error {
  readonly code: string;
  readonly detail: unknown;

  constructor(code: string, message: string, detail: unknown) {
    super(message);
    this.name = "IpcError";
    this.code = code;
    this.detail = detail;
  }

  /** A refusal is a calm notice; only these codes mean that something is broken. */
  get isFault(): boolean {
    return ["fault", "disk_full", "read_only", "no_answer"].includes(this.code);
  }

  /** The words that this workstation joined with may be wrong. */
  get wantsWords(): boolean {
    const { detail } = this;
    return typeof detail === "object" && detail !== null && "words" in detail;
  }

  /** What a refusal is about, if it names it: "parts.0.quantity". */
  get path(): string | null {
    const { detail } = this;
    if (typeof detail !== "object" || detail === null || !("field" in detail)) return null;
    return typeof detail.field === "string" ? detail.field : null;
  }

  /** The parameter that it is about: of "parts.0.quantity" it is "parts". */
  get field(): string | null {
    return this.path?.split(".")[0] ?? null;
  }
}

/** Whatever a transport rejected with, as an `IpcError`. */
export function asIpcError(raised: unknown): IpcError {
  if (raised instanceof IpcError) return raised;
  if (typeof raised === "object" && raised !== null && "code" in raised && "message" in raised) {
    const { code, message } = raised;
    const detail = "detail" in raised ? raised.detail : null;
    return new IpcError(String(code), String(message), detail);
  }
  // The program itself did not answer: the message for the person is written in the catalogue.
  return new IpcError("no_answer", raised instanceof Error ? raised.message : String(raised), null);
}
