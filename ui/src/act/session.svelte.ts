/**
 * One opened form, from prefill to done. The form's id is made here, once: the program answers a
 * second commit with the same id by the first one's result, so no click ever writes twice.
 */
import { asIpcError, call, type IpcError } from "../ipc";
import type { CommitResult, Findings, PrefillResult, PreviewResult } from "../ipc";
import { errorsOf, keepTyped, paramsOf, withGiven, type FieldErrors } from "./fields";
import type { ActForm, Context, Facts, FieldSpec, Values } from "./form";

export type Phase = "opening" | "duplicates" | "fill" | "check" | "sign" | "done";

/** Longer than the two clicks of a double click lie apart. */
const REST_MS = 500;

export class ActSession {
  readonly form: ActForm;
  readonly given: Values;
  /** What the sheet is about, in the words of the page it was opened on. */
  readonly about: string | undefined;
  /** The form that this one was opened in front of, and that comes back after it. */
  readonly waiting: ActSession | null;
  readonly formId = crypto.randomUUID();

  phase = $state<Phase>("opening");
  values = $state<Values>({});
  facts = $state.raw<Facts>({});
  errors = $state.raw<FieldErrors>({});
  /** Where inside a field with lines the program found what is wrong: "3.quantity". */
  errorAt = $state<string | null>(null);
  refusal = $state.raw<IpcError | null>(null);
  found = $state.raw<Findings | null>(null);
  preview = $state.raw<PreviewResult | null>(null);
  committed = $state.raw<CommitResult | null>(null);
  busy = $state(false);
  /** The act that was done in front of this form, to be said when it comes back. */
  doneMeanwhile = $state.raw<string | null>(null);
  /** It came back just now: the second of two clicks on the form before it is not meant for this one. */
  rests = false;
  /** The sign step opens on the tiles of those who may sign. */
  othersFirst = false;
  /** Fields whose typed text is no value (a number with letters). */
  readonly wrong = new Set<string>();

  /** The signed-in person's id, set by the sheet. */
  self: string | null = null;

  private basis: PrefillResult["basis"] = {};
  /** What the form started from. */
  prefilled = $state.raw<Values>({});
  private wentOn = "";

  constructor(form: ActForm, given: Values, about?: string, waiting?: ActSession) {
    this.form = form;
    this.given = given;
    this.about = about;
    this.waiting = waiting ?? null;
  }

  get context(): Context {
    return { values: this.values, facts: this.facts, given: this.given };
  }

  get dirty(): boolean {
    if (this.phase === "opening" || this.phase === "done") return false;
    return JSON.stringify(this.values) !== JSON.stringify(this.prefilled);
  }

  /** Something was found before the form that is to be looked at first: no key goes past it. */
  private get mayExist(): boolean {
    return this.form.check === "before" && (this.found?.duplicates.length ?? 0) > 0;
  }

  /** There is something to write. */
  get isReady(): boolean {
    return this.form.isReady?.(this.context) ?? true;
  }

  /** What the form sends as it stands. */
  private get params(): Values {
    return paramsOf(this.given, $state.snapshot(this.values), this.form.fields);
  }

  /** Known once the plan is: before that nobody can say whether a PIN will be asked. */
  get steps(): Phase[] {
    if (!this.form.preview || this.preview === null) return [];
    const steps: Phase[] = this.form.straight ? ["check"] : ["fill", "check"];
    return this.asksPin || this.phase === "sign" ? [...steps, "sign"] : steps;
  }

  /** A session opened within the last minutes signs by one click; else the PIN has its own step. */
  private get asksPin(): boolean {
    const signing = this.preview?.signing;
    if (!signing || signing.method === "none") return false;
    return signing.needs_pin || !signing.self_may;
  }

  async open(): Promise<void> {
    await this.run(async () => {
      if (this.form.check === "before") {
        const found = await this.look(this.given);
        if (found) return;
      }
      await this.fill();
      if (this.form.straight) await this.showPlan("check");
    });
  }

  /** From duplicates found before the form, or after it. */
  async goOn(): Promise<void> {
    const anyway = this.form.anyway;
    await this.run(async () => {
      if (this.form.check === "before") await this.fill();
      if (anyway) this.values[anyway] = true;
      if (this.form.check === "after") await this.advance();
    });
  }

  back(): void {
    this.othersFirst = false;
    this.refusal = null;
    this.phase = this.phase === "sign" && this.form.preview ? "check" : "fill";
  }

  /** The primary button of the fill and check steps. */
  async next(): Promise<void> {
    if (this.phase === "fill") await this.submit();
    else if (this.phase === "check") await this.fromCheck();
    else if (this.phase === "duplicates" && !this.mayExist) await this.goOn();
  }

  async commit(sign?: { person: string; pin?: string }): Promise<void> {
    await this.run(() => this.write(sign));
  }

  /** To the sign step, for somebody else to sign what the session would sign. */
  toOthers(): void {
    this.othersFirst = true;
    this.toSign();
  }

  private toSign(): void {
    this.refusal = null;
    this.phase = "sign";
  }

  /** After `changed`: the new state of the records, with what was typed kept. */
  async takeNewState(): Promise<void> {
    await this.run(async () => {
      const before = this.prefilled;
      const typed = $state.snapshot(this.values);
      await this.fill();
      this.values = keepTyped(before, typed, this.values);
      this.preview = null;
    });
  }

  /**
   * Another record was chosen in `key`: the rest is prefilled from it, but for what was typed. A
   * prefill that fails leaves the form as it is; the commit checks everything again.
   */
  async refill(key: string): Promise<void> {
    const chosen = this.values[key];
    const given = { ...this.given, [key]: chosen };
    try {
      const fresh = await call("action_prefill", { action: this.form.action, given });
      if (this.phase !== "fill" || this.values[key] !== chosen) return;
      this.values = keepTyped(this.prefilled, $state.snapshot(this.values), fresh.values);
      this.prefilled = fresh.values;
      this.facts = fresh.facts;
    } catch {
      // Nothing to say: no value was lost.
    }
  }

  /**
   * The form in front of this one is done: what was found before this one is looked for again. A
   * plan is made anew from the filled form, and the second of two clicks there does nothing here.
   */
  async comeBack(action: string): Promise<void> {
    this.doneMeanwhile = action;
    this.rests = true;
    setTimeout(() => (this.rests = false), REST_MS);
    if (this.phase === "duplicates" && this.form.check === "before") await this.open();
    else if (this.phase === "check") this.back();
    this.preview = null;
  }

  /** Another person has signed in: what they may sign is asked anew. */
  personChanged(): void {
    if (this.phase === "check" || this.phase === "sign") this.phase = "fill";
    this.preview = null;
    this.refusal = null;
  }

  private async submit(): Promise<void> {
    if (!this.isReady) return;
    this.errors = errorsOf(this.form.fields, this.context, this.wrong);
    this.errorAt = null;
    if (Object.keys(this.errors).length > 0) return;
    await this.run(async () => {
      if (this.form.check === "after" && (await this.look(this.params))) return;
      await this.advance();
    });
  }

  private async fromCheck(): Promise<void> {
    const signing = this.preview?.signing;
    if (this.asksPin) this.toSign();
    else if (signing && signing.method !== "none" && this.self) {
      await this.commit({ person: this.self });
    } else await this.commit();
  }

  private async fill(): Promise<void> {
    const { action } = this.form;
    const filled = await call("action_prefill", { action, given: this.given });
    const { basis, facts } = filled;
    const values = withGiven(this.form.fields, this.given, filled.values);
    this.values = { ...values };
    this.prefilled = values;
    this.basis = basis;
    this.facts = facts;
    this.phase = "fill";
  }

  /** True when something was found that the person has not gone past yet. */
  private async look(given: Values): Promise<boolean> {
    const found = await call("action_check", { action: this.form.action, given });
    const mark = JSON.stringify(found);
    if (found.duplicates.length + found.warnings.length === 0 || mark === this.wentOn) return false;
    this.wentOn = mark;
    this.found = found;
    this.phase = "duplicates";
    return true;
  }

  private async advance(): Promise<void> {
    if (this.form.preview) await this.showPlan("check");
    else await this.write();
  }

  private async write(sign?: { person: string; pin?: string }): Promise<void> {
    const { action } = this.form;
    const { params, basis } = this;
    const args = { action, params, basis, form_id: this.formId, ...(sign ? { sign } : {}) };
    try {
      this.committed = await call("action_commit", args);
      this.phase = "done";
      this.form.ondone?.(this.given);
    } catch (raised) {
      const error = asIpcError(raised);
      // The session's ten minutes are over, or this vessel asks for a PIN here: to the sign step.
      if (error.code !== "signature_needed" || sign?.pin !== undefined) throw error;
      await this.showPlan("sign");
    }
  }

  private async showPlan(phase: "check" | "sign"): Promise<void> {
    const preview = await call("action_preview", {
      action: this.form.action,
      params: this.params,
    });
    this.preview = preview;
    this.basis = preview.basis;
    this.phase = phase;
  }

  private async run(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    try {
      await work();
    } catch (raised) {
      this.refuse(asIpcError(raised));
    } finally {
      this.busy = false;
    }
  }

  private refuse(error: IpcError): void {
    const { path } = error;
    const shown = this.form.fields.find(
      (known: FieldSpec) => known.key === error.field && !known.hidden?.(this.context),
    );
    if (path !== null && shown) {
      this.errors = { [shown.key]: error.message };
      this.errorAt = path.slice(shown.key.length + 1) || null;
      this.phase = "fill";
      return;
    }
    this.refusal = error;
  }
}
