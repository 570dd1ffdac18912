/** Record: who did what when, before and after, and whether the record is whole. */
const number = (value: number) => value.toLocaleString("en-GB");
const plural = (count: number, one: string, many: string) =>
  `${number(count)} ${count === 1 ? one : many}`;

export const record = {
  title: "Record",
  intro: "Every act, by whom and when. Nothing in it can be changed.",
  list: "Entries of the record",
  at: "When",
  who: "Who",
  what: "What",
  records: "Record",
  workstation: "Workstation",
  signed: (other: string) => (other ? `signed by ${other}` : "signed"),
  entryHead: "Entry",
  clockSuspect: "clock not trusted",
  /** Entries that have no effect, or not all of it. */
  aside: {
    held: "waits",
    parked: "newer version",
    void: "without effect",
  },
  asideText: {
    held: "It waits for a record that has not arrived, or for its workstation to be confirmed.",
    parked:
      "It was written by a newer version. What this program knows of it counts; update the program to see the rest.",
    void: "Its workstation was closed before it. It is kept and has no effect.",
  },
  /** What was done without knowing that the right to it had been revoked. */
  unseen: {
    title: "Revoked unseen",
    list: "Acts done without knowing of a revocation",
    intro:
      "Done where nobody knew yet that the right to it had been revoked. All of it counts; judge what follows.",
    mark: "right revoked, not known there",
    head: "The right to this had been revoked, and nobody there knew",
    meaning: "It counts as it stands. If it should not, correct it as any other act.",
    what: (whose: string, text: string) => (whose ? `${whose}: ${text}` : text),
    byAt: (by: string, letter: string) => `by ${by} at workstation ${letter},`,
    earlier: "By the clocks, that came first.",
    later: "By the clocks, this act came first.",
    none: "Nothing of this kind",
    noneText:
      "When somebody's right is revoked while they act at another workstation, their acts stand here.",
  },
  person: "Person",
  everybody: "Everybody",
  act: "Act",
  everyAct: "Every act",
  everyWorkstation: "Every workstation",
  workstationName: (letter: string) => `Workstation ${letter}`,
  from: "From",
  to: "To",
  notFound: "This entry is not in the record of this workstation",
  none: "No entry matches",
  noneText: "Change the filters or clear them.",
  entry: (letter: string, seq: number) => `Entry ${number(seq)} of workstation ${letter}`,

  changed: "What was written",
  field: "Field",
  before: "Before",
  after: "After",
  newRecord: "new",
  noChanges: "This entry wrote no field of a record that this program knows.",
  parameters: "What was given with it",
  signature: "Signature",
  signedAs: (role: string) => `as ${role}`,
  byPin: "with the PIN",
  bySession: "by a session opened with the PIN",
  byCode: "with a one-time code that was handed over",
  statement: "Statement",
  notSigned: "This act needs no signature on this vessel.",
  chain: "Seal",
  hash: "This entry",
  prevHash: "The entry before",
  whole: "This entry is whole: its seal matches what it holds.",
  notWhole: "This entry does not match its seal. Verify the record and tell the chief engineer.",

  verify: "Verify the record",
  verifying: "Verifying the record",
  intact: "The record is intact",
  intactText: (entries: number, rows: number, devices: number) =>
    `${plural(entries, "entry", "entries")} of ${plural(devices, "workstation", "workstations")} and ${plural(rows, "row", "rows")} match.`,
  broken: "The record does not match",
  brokenAt: (letter: string, seq: number) =>
    `First at entry ${number(seq)} of workstation ${letter}.`,
  brokenCure: "Change nothing more on this workstation. Tell the chief engineer and keep a copy.",
  openBroken: "Look at this entry",
  cancelled: "Verification stopped",
  cancelledText: (done: number, total: number) =>
    `${total > 0 ? Math.floor((done / total) * 100) : 0} % was looked at; nothing is known of the rest.`,
  failed: "The record could not be verified",
  again: "Verify again",

  /** Values of columns that no other screen shows. */
  values: {
    scope: {
      all: "Everything",
      department: "The own department",
      assigned: "What is assigned to them",
      own: "What they did themselves",
    },
    signing: { none: "Not signed", session: "By the open session", pin: "By PIN" },
    noteKind: { note: "Note", correction: "Correction" },
    deviceKind: { workstation: "Workstation", shore: "Shore" },
  },

  acts: {
    found_vessel: "Begin the record",
    introduce_workstation: "Introduce workstation",
    import_equipment: "Take over a list of equipment",
    import_spare_parts: "Take over spare-part lists",
    import_parts: "Take over a list of parts",
    import_suppliers: "Take over a list of suppliers",
    import_people: "Take over a list of people",
    import_locations: "Take over a list of storage places",
    import_running_hours: "Take over readings of running hours",
  },
} as const;
