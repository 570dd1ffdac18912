// Written from the Rust types by `cargo xtask codegen`. Do not edit.

export type Role = "crew" | "engineer" | "eto" | "chief_engineer" | "chief_officer" | "chief_steward" | "purser" | "captain" | "manager";
export type Department = "engineering" | "deck" | "interior" | "management";
export type SignMethod = "none" | "session" | "pin";
export type Tile = { id: string; name: string; rank: string; department: Department; has_pin: boolean };
export type SignedIn = { id: string; name: string; rank: string; role: Role; department: Department };
export type ClockChange = { offset_minutes: number; from_at: string };
export type SessionState = { vessel: string | null; workstation: string | null; letter: string | null; is_demo: boolean; people: Array<Tile>; person: SignedIn | null; ship_time: Array<ClockChange>; now: string };
export type FoundArgs = { vessel?: string; letter?: string; person?: string; rank?: string; pin?: string; workstation?: string };
export type Founded = { words: Array<string> };
export type Preferences = { palette: string; size: string; idle_minutes: number };
export type Warning = { code: string; message: string };
export type Duplicate = { table: string; id: string; label: string; text: string; view_first: boolean };
export type Findings = { duplicates: Array<Duplicate>; warnings: Array<Warning> };
export type Offer = { action: string; by_other: boolean };
export type Signer = { id: string; name: string; rank: string };
export type PrefillResult = { values: Record<string, unknown>; facts: Record<string, unknown>; basis: Record<string, string> };
export type SignStep = { method: SignMethod; self_may: boolean; needs_pin: boolean; signers: Array<Signer>; statement: string };
export type PreviewResult = { writes: Array<string>; unchanged: Array<string>; findings: Findings; basis: Record<string, string>; signing: SignStep };
export type EntryName = { device: string; seq: number };
export type CommitResult = { entry: EntryName; ids: Array<string>; numbers: Array<string>; corrected_by: string | null; writes: Array<string>; next: Array<{ action: string; given: Record<string, unknown> }>; repeated: boolean };
export type Sign = { person: string; pin?: string };
export type CommitArgs = { action?: string; params?: Record<string, unknown>; basis?: Record<string, string>; form_id?: string; sign?: Sign };
export type Choice = { id: string; label: string; code: string; more: string; stock: string | null; stock_status: string | null; unit: string | null; fits: boolean };
export type ChoicesArgs = { table?: string; text?: string; equipment?: string; id?: string };

export interface Commands {
  session_state: { args: Record<string, never>; result: SessionState };
  found_vessel: { args: FoundArgs; result: Founded };
  sign_in: { args: { person: string; pin: string }; result: SessionState };
  lock: { args: Record<string, never>; result: SessionState };
  preferences: { args: Record<string, never>; result: Preferences };
  preferences_set: { args: Preferences; result: Preferences };
  action_prefill: { args: { action?: string; given?: Record<string, unknown> }; result: PrefillResult };
  action_check: { args: { action?: string; given?: Record<string, unknown> }; result: Findings };
  action_preview: { args: { action?: string; params?: Record<string, unknown> }; result: PreviewResult };
  action_commit: { args: CommitArgs; result: CommitResult };
  place_offers: { args: Record<string, never>; result: Array<Offer> };
  choices: { args: ChoicesArgs; result: Array<Choice> };
  [name: string]: { args: unknown; result: unknown };
}
