/** The search layer: whether it is open, what is typed, and what was found. Nothing of it is kept. */
import {
  asIpcError,
  call,
  type HitLine,
  type IpcError,
  type SearchKind,
  type SearchResult,
} from "../ipc";
import { sheet } from "../act";
import { commandOf, isAboutEquipment, isAct, leads, type Command } from "./commands";
import { commandGroup, foundGroups, hitGroup, nextKind, type Group, type Row } from "./lines";
import { words } from "../words";

const w = words.search;
/** Keys of one word come faster than this. */
const DELAY_MS = 70;
/** While the first index is built, how often it is asked how far that is. */
const BUILDING_MS = 1000;

class Search {
  isOpen = $state(false);
  text = $state("");
  kind = $state<SearchKind | null>(null);
  at = $state(0);
  isBusy = $state(false);
  error = $state.raw<IpcError | null>(null);
  result = $state.raw<SearchResult | null>(null);
  private recent = $state.raw<readonly HitLine[] | null>(null);
  private offered = $state.raw<readonly string[]>([]);
  private command = $state.raw<Group | null>(null);
  private asked = 0;
  private timer = 0;
  /** The words that the groups answer; a quick Enter must not take what answers earlier ones. */
  private foundFor = "";
  /** What had the focus before, and gets it back. */
  private before: Element | null = null;

  /** Everything shown, in the order in which arrows go through it. */
  readonly groups = $derived.by((): Group[] => {
    if (this.text.trim() === "") {
      return this.recent && this.recent.length > 0
        ? [hitGroup("recent", w.recent, this.recent)]
        : [];
    }
    const found = this.result ? foundGroups(this.result) : [];
    return this.command ? [this.command, ...found] : found;
  });
  readonly rows = $derived(this.groups.flatMap(({ rows }) => rows));
  readonly isEmpty = $derived(this.text.trim() === "");

  open(isSignedIn: boolean): void {
    if (this.isOpen) return;
    this.before = document.activeElement;
    this.isOpen = true;
    this.clear();
    this.recent = null;
    this.offered = [];
    if (!isSignedIn) return;
    // What cannot be read is left out here; a search says what is wrong.
    call("recent_records", {}).then((recent) => (this.recent = recent), ignore);
    call("place_offers", {}).then((offers) => {
      this.offered = offers.map(({ action }) => action);
      this.typed();
    }, ignore);
  }

  close(): void {
    clearTimeout(this.timer);
    this.asked++;
    this.isOpen = false;
    this.clear();
    if (this.before instanceof HTMLElement) this.before.focus();
    this.before = null;
  }

  /** What is typed changed. */
  typed(): void {
    clearTimeout(this.timer);
    if (this.isEmpty) {
      this.asked++;
      this.result = null;
      this.command = null;
      this.error = null;
      this.isBusy = false;
      this.at = 0;
      this.foundFor = "";
      return;
    }
    this.isBusy = true;
    this.timer = window.setTimeout(() => void this.look(), DELAY_MS);
  }

  show(kind: SearchKind | null): void {
    this.kind = kind;
    if (!this.isEmpty) void this.look();
  }

  turn(step: 1 | -1): void {
    this.show(nextKind(this.kind, step));
  }

  /** Puts what a word stands for in its place. */
  mean(word: string, means: string): void {
    const begin = this.text.toLocaleLowerCase().indexOf(word.toLocaleLowerCase());
    if (begin < 0) return;
    this.text = this.text.slice(0, begin) + means + this.text.slice(begin + word.length);
    void this.look();
  }

  /** The marked row, once what is shown answers what is typed. */
  async marked(): Promise<Row | undefined> {
    if (!this.isEmpty && this.foundFor !== this.key()) await this.look();
    return this.rows[this.at];
  }

  private key(): string {
    return `${this.kind ?? ""} ${this.text.trim()}`;
  }

  private clear(): void {
    this.text = "";
    this.kind = null;
    this.typed();
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    const mine = ++this.asked;
    const key = this.key();
    this.isBusy = true;
    const command = commandOf(this.text, (verb) => leads(verb, this.offered));
    try {
      const [group, result] = await Promise.all([
        command ? this.commandGroup(command) : null,
        call("search", {
          text: command?.rest ?? this.text.trim(),
          ...(this.kindOf(command) ? { kind: this.kindOf(command) as SearchKind } : {}),
        }),
      ]);
      if (mine !== this.asked) return;
      this.command = group;
      this.result = result;
      this.error = null;
      this.foundFor = key;
      this.at = 0;
      if (result.building) this.timer = window.setTimeout(() => void this.look(), BUILDING_MS);
    } catch (raised) {
      if (mine === this.asked) this.error = asIpcError(raised);
    } finally {
      if (mine === this.asked) this.isBusy = false;
    }
  }

  /** Stock is a matter of parts. */
  private kindOf(command: Command | null): SearchKind | null {
    return command?.verb === "stock" ? "part" : this.kind;
  }

  private async commandGroup(command: Command): Promise<Group> {
    if (isAct(command.verb) && (sheet.session?.dirty ?? false)) {
      return { key: "command", title: w.commands, rows: [], note: w.unfinished };
    }
    if (!isAboutEquipment(command.verb) || command.rest === "") return commandGroup(command, null);
    return commandGroup(command, await call("search_subjects", { text: command.rest }));
  }
}

function ignore(): void {
  // Nothing to say.
}

export const search = new Search();
