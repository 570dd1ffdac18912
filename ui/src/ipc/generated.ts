// Written by the code generator from the program's command table; do not edit.

export interface PersonRef { id: string; name: string; rank: string }
export interface SessionPerson extends PersonRef { department: string; has_pin: boolean }
export interface SignedIn extends PersonRef { role: string; department: string }
export interface ShipTimeOffset { offset_minutes: number; from_at: string }
export interface SessionState {
  vessel: { name: string } | null;
  workstation: { letter: string } | null;
  demo: boolean;
  people: SessionPerson[];
  person: SignedIn | null;
  ship_time: ShipTimeOffset[];
}
export interface Warning { code: string; message: string }
export interface Duplicate { kind: string; id: string; number: string | null; title: string; state: string; age_text: string; primary: boolean }
export type Basis = Record<string, unknown>;
export type Values = Record<string, unknown>;
export interface Prefill { values: Values; basis: Basis; facts: Record<string, unknown> }
export interface Check { duplicates: Duplicate[]; warnings: Warning[] }
export interface Signing { method: "none" | "session" | "pin"; needs_pin: boolean; signers: PersonRef[]; self_may: boolean }
export interface Preview { writes: string[]; unchanged: string[]; warnings: Warning[]; basis: Basis; signing: Signing }
export interface NextStep { action: string; given: Values; label_key: string }
export interface Committed { entry: { device: number; seq: number }; ids: string[]; numbers: string[]; corrected_by: string | null; next: NextStep[] }

export interface Commands {
  session_state: { args: Record<string, never>; result: SessionState };
  sign_in: { args: { person: string; pin: string }; result: SessionState };
  lock: { args: Record<string, never>; result: SessionState };
  found_vessel: { args: { vessel: string; letter: string; person: string; rank: string; pin: string }; result: { words: string[] } };
  action_prefill: { args: { action: string; given: Values }; result: Prefill };
  action_check: { args: { action: string; given: Values }; result: Check };
  action_preview: { args: { action: string; params: Values }; result: Preview };
  action_commit: { args: { action: string; params: Values; basis: Basis; form_id: string; sign?: { person: string; pin?: string } }; result: Committed };
  [name: string]: { args: unknown; result: unknown };
}
