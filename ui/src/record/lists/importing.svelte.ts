/** One list on its way in: file, columns, rows, signature, and what came of it. */
import type { Signs } from "../../act";
import {
  asIpcError,
  call,
  type ImportKind,
  type ImportProgress,
  type ImportReport,
  type ImportRow,
  type ImportTable,
  type IpcError,
  type RowState,
  type Sign,
} from "../../ipc";
import type { RowLoader } from "../../kit";

const POLL_MS = 300;

export type Step = "file" | "columns" | "rows" | "sign" | "run";

export class Importing implements Signs {
  kind = $state<ImportKind>("equipment");
  path = $state("");
  step = $state<Step>("file");
  table = $state.raw<ImportTable | null>(null);
  mapping = $state<Record<string, number | null>>({});
  report = $state.raw<ImportReport | null>(null);
  progress = $state.raw<ImportProgress | null>(null);
  leaveOutWrong = $state(false);
  shown = $state<RowState | "all">("all");
  refusal = $state.raw<IpcError | null>(null);
  busy = $state(false);
  readonly othersFirst = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  get preview(): { signing: ImportReport } | null {
    return this.report && { signing: this.report };
  }

  /** Something is left to write, and wrong rows are dealt with. */
  get canSign(): boolean {
    const { report } = this;
    return report !== null && report.acts > 0 && (report.wrong === 0 || this.leaveOutWrong);
  }

  /** Reads the file; of a workbook the named sheet. */
  async open(sheet?: string): Promise<void> {
    await this.ask(async () => {
      const { kind, path } = this;
      const table = await call("import_open", {
        kind,
        path,
        ...(sheet === undefined ? {} : { sheet }),
      });
      this.table = table;
      this.mapping = { ...table.mapping };
      this.report = null;
      this.step = "columns";
    });
  }

  async check(): Promise<void> {
    await this.ask(async () => {
      if (!this.table) return;
      const { token } = this.table;
      this.report = await call("import_check", { token, mapping: { ...this.mapping } });
      this.progress = null;
      this.leaveOutWrong = false;
      this.shown = this.report.wrong > 0 ? "wrong" : "all";
      this.step = "rows";
    });
  }

  /** The rows of one state; a new function for each check and state, so that the list begins anew. */
  loader(state: RowState | "all"): RowLoader<ImportRow> {
    const token = this.table?.token ?? "";
    return ({ offset, limit }) =>
      call("import_rows", { token, offset, limit, ...(state === "all" ? {} : { state }) });
  }

  async commit(sign: Sign): Promise<void> {
    await this.ask(async () => {
      if (!this.table) return;
      const { token } = this.table;
      this.progress = await call("import_commit", {
        token,
        sign,
        leave_out_wrong: this.leaveOutWrong,
      });
      this.step = "run";
      this.poll();
    });
  }

  async cancel(): Promise<void> {
    await this.follow("import_cancel");
  }

  /** Another file or list; what the last one left on screen goes. */
  restart(): void {
    clearTimeout(this.timer);
    this.step = "file";
    this.table = null;
    this.report = null;
    this.progress = null;
    this.refusal = null;
  }

  private poll(): void {
    clearTimeout(this.timer);
    if (this.progress?.state !== "running") return;
    this.timer = setTimeout(() => void this.follow("import_progress"), POLL_MS);
  }

  private async follow(command: "import_progress" | "import_cancel"): Promise<void> {
    try {
      this.progress = await call(command, { token: this.table?.token ?? "" });
    } catch (raised) {
      this.refusal = asIpcError(raised);
    }
    this.poll();
  }

  private async ask(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    try {
      await work();
    } catch (raised) {
      this.refusal = asIpcError(raised);
    } finally {
      this.busy = false;
    }
  }
}

/** Kept while other pages are looked at: a running import is found again. */
export const importing = new Importing();
