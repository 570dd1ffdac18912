/** Search: one field for everything, from every screen. */
import { enumerations, states } from "./states";

export const search = {
  title: "Search",
  open: "Search",
  shortcut: "/",
  field: "Search for anything",
  hint: "A name, number or code, or words that somebody wrote",
  results: "What was found",
  kinds: "Show only",
  all: "All",
  kind: {
    equipment: "Equipment",
    fault: "Faults",
    work_order: "Work orders",
    part: "Parts",
    manual: "Manuals",
    handover: "Handover",
    note: "Notes",
    supplier: "Suppliers",
    purchase_order: "Purchase orders",
    delivery: "Deliveries",
    person: "People",
  },
  passages: "In the pages of manuals",
  passagePage: (page: number, label: string | null) =>
    label === null || label === String(page) ? `p. ${page}` : `p. ${page} (${label})`,
  numbered: "With this number",
  recent: "You last worked on",
  recentNone: "What you last worked on will stand here.",
  recentHelp:
    "Type a name, a number such as WO-2026-E0042 or E42, a code, or words from a fault, work order or note.",
  commands: "New",
  choose: "Which one?",
  chooseMore: "More are called so. Type more of the name.",
  noneOfThese: "None of these",
  unfinished: "A form is open and not finished. Finish or close it first.",
  meaning: (word: string) => `“${word}” stands for several things. Which one?`,
  searching: "Searching …",
  none: (text: string) => `Nothing holds “${text}”`,
  noneOfKind: (kind: string) => `Nothing among: ${kind}`,
  noneCure: "Check the spelling, or type fewer words.",
  noneOfKindCure: "Press Tab to look among everything.",
  more: (kind: string) => `More ${kind.toLowerCase()}`,
  mistaken: "similar spelling",
  building: (done: string, total: string) =>
    `Records are still being taken in: ${done} of ${total}. Something may be missing.`,
  behind: "Much was written just now. Something may be missing for a moment.",
  error: "The search could not be made",
  errorCure: "Type again. If it stays, restart the program.",
  lockedHelp: "Sign in to open what you choose.",
  opens: (title: string) => `Sign in to open: ${title}`,
  keys: {
    choose: "choose",
    open: "open",
    kind: "kind",
    close: "close",
  },
  /** Words that begin a command, each with what they open. The first is the one that is shown. */
  verbs: {
    report_fault: ["new fault", "report fault"],
    create_work_order: ["new work order", "new wo"],
    add_to_handover: ["handover", "new handover"],
    stock: ["stock"],
    manual: ["manual"],
  },
  command: {
    report_fault: (on: string, rest: string) => said("Report a fault", on, rest),
    create_work_order: (on: string, rest: string) => said("Create a work order", on, rest),
    add_to_handover: (on: string, rest: string) => said("Add to handover", on, rest),
    stock: (_: string, rest: string) => said("Look for stock", "", rest),
    manual: (on: string, rest: string) => said("Open the manual", on, rest),
  },
  state: {
    equipment: { in_use: "", retired: states.active.retired },
    fault: states.fault,
    work_order: states.workOrder,
    part: { ...enumerations.stock, retired: states.active.retired },
    manual: { active: "", superseded: "Superseded", retired: states.active.retired },
    handover: states.handover,
    note: enumerations.noteCategory,
    supplier: { in_use: "", retired: states.active.retired },
    purchase_order: states.purchaseOrder,
    delivery: states.delivery,
    person: { in_use: "", retired: "Not serving" },
  },
  department: enumerations.department,

  own: "Own words",
  ownIntro:
    "What this vessel calls its things. Whoever searches for the word finds what it stands for.",
  ownWord: "Word",
  ownWordHelp: "What people say: “gen 2”, “the boiler”, “DG”.",
  ownMeans: "Stands for",
  ownMeansHelp: "As it is written in the record: “Generator No. 2”.",
  ownWithdraw: "No longer said",
  ownWithdrawn: "no longer said",
  ownNone: "No own words yet",
  ownNoneText:
    "Names of equipment are found without them, also by their beginning: “gen 2” finds “Generator No. 2”. Add what is called otherwise aboard.",
  ownTable: "Words of this vessel",
  ownEdit: "Edit word",
  ownActs: (word: string) => `Acts for “${word}”`,
  ownSeveral: "several meanings",
  openSearch: "On the lock screen",
  openSearchOn: "Search answers on the lock screen of every workstation, without a PIN.",
  openSearchOff: "Search answers only after somebody has signed in.",
  openSearchField: "Everybody may search on the lock screen",
  openSearchHelp:
    "Hits show names, titles and notes to whoever stands before the screen. Pages open only after signing in.",
} as const;

function said(act: string, on: string, rest: string): string {
  const about = on ? `${act} on ${on}` : act;
  return rest ? `${about}: ${rest}` : about;
}
