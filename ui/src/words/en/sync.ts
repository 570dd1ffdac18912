/** Sync: the strip, links, workstations, the log of exchanges, files, and joining by code. */
const number = (value: number) => value.toLocaleString("en-GB");
const plural = (count: number, one: string, many: string) =>
  `${number(count)} ${count === 1 ? one : many}`;
const acts = (count: number) => plural(count, "act", "acts");
const files = (count: number) => plural(count, "file", "files");

export const sync = {
  strip: "Link",
  openSettings: "Open Settings, Sync",
  /** What the link does, on the strip and beside each link. */
  states: {
    alone: "Works alone: no shore or other workstation set up",
    offline: "Offline",
    connecting: "Connecting",
    exchanging: "Exchanging",
    up_to_date: "Up to date",
    waiting: "Waiting",
    held_back: "Held back",
    paused: "Paused",
  },
  meetingPointAt: (address: string) => `Meeting point at ${address}: other workstations come here`,
  actsWait: (count: number) => `${acts(count)} ${count === 1 ? "waits" : "wait"} here`,
  nothingWaits: "nothing waits",
  /** Photos and papers that are on one side of the link only, and in a few words why. */
  filesWait: (count: number, why: string | null) =>
    `${files(count)} ${count === 1 ? "waits" : "wait"}${why === null ? "" : `: ${why}`}`,
  filesTravel: (count: number, bytes: string) => `${files(count)} on the way, ${bytes} to go`,
  /** Why files wait, in the room that the strip has; the settings say the next step. */
  filesWhy: {
    files_over_budget: "today’s bytes for files are used up",
    files_metered: "the link is paid by the byte",
    files_older: "the other side is older",
    files_here: "they cannot be kept here",
    files_there: "the other side cannot keep them",
    files_damaged: "one arrived damaged",
    files_unsound: "one is damaged on this disk",
    files_elsewhere: "still on another workstation",
  },
  filesLabel: "Photos and papers",
  filesToSend: (count: number) => `${files(count)} to send`,
  filesToFetch: (count: number) => `${files(count)} to fetch`,
  filesElsewhere: (count: number) => `${files(count)} on neither side`,
  filesToGo: (bytes: string) => `${bytes} to go`,
  today: (used: string) => `${used} today`,
  lastSuccess: (at: string) => `last exchange ${at}`,
  neverYet: "no exchange yet",
  triesIn: (time: string) => `tries again in ${time}`,
  nextIn: (time: string) => `next in ${time}`,
  filled: (done: number, total: number) => `${number(done)} of ${acts(total)}`,
  acts,
  filling: "Filling",
  bytes: (count: string) => `${count} bytes`,
  ofBudget: (used: string, budget: string) => `${used} of ${budget}`,
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => plural(count, "day", "days"),

  /**
   * Failures in the room that the strip has: what is wrong, and one next step. The settings show the
   * program's own sentences, which say more.
   */
  troubles: {
    over_budget: "Today’s bytes are used up. Sync now, or raise the budget.",
    unreachable: "No answer. It is tried again by itself.",
    cut: "The link broke off; what arrived is kept. It goes on by itself.",
    stalled: "The link stood still. It is tried again by itself.",
    wrong_key: "Somebody else answers at this address. Check it in Settings.",
    stranger: "Something else answers. Sign in to the network, or check the address.",
    garbled: "The answer cannot be read. It is tried again by itself.",
    busy: "The other side is busy. It is tried again by itself.",
    too_large: "The other side takes smaller parts only. They follow by themselves.",
    faulty: "The other side has a fault. Tell whoever looks after it.",
    wrong_vessel: "The address belongs to another vessel. Check it in Settings.",
    unknown_device: "The other side does not know this workstation. Enrol with a new code.",
    not_enrolled: "The other side does not know this workstation. Enrol with a new code.",
    closed_device: "This workstation was closed. Enrol it again with a new code.",
    batches_refused: "Some acts were not taken. See the log of exchanges.",
    newer_protocol: "The other side is newer. Update the program here.",
  },

  tab: "Sync",
  workstationsTab: "Workstations",
  logTab: "Exchanges",

  state: "State",
  conflictsOpen: "Conflicts to settle",
  seeConflicts: (count: number) => plural(count, "conflict", "conflicts"),
  held: (count: number) =>
    `${acts(count)} from elsewhere ${count === 1 ? "waits" : "wait"} for others that are still on the way.`,
  parked: (count: number) =>
    `${acts(count)} of a newer program ${count === 1 ? "is" : "are"} kept whole and passed on; this program shows what it knows of ${count === 1 ? "it" : "them"}.`,
  voidActs: (count: number) =>
    `${acts(count)} of closed workstations ${count === 1 ? "is" : "are"} kept without effect.`,
  mended: {
    title: "Put right from the record",
    text: "These values had been changed by something else than an act. They were written anew from what people entered. If nobody knows why, have the disk of this computer looked at.",
    whole: "The whole record",
  },
  mayNot: "Chief engineer, captain and manager change these settings.",

  links: "Links",
  noLinks: "This workstation works alone",
  noLinksText:
    "Every act is kept on this disk. To exchange with the shore or with another workstation, connect by the code it gives out.",
  kinds: { shore: "Shore", workstation: "Workstation" },
  address: "Address",
  addressHelp: "Host and port, for example shore.example.com:7443 or 192.168.1.20:7443.",
  asksHere: "It exchanges with this workstation by itself, whenever it can.",
  waitsFor: "Waits here",
  lastAt: "Last exchange",
  never: "none yet",
  todayBytes: "Bytes today",
  syncNow: "Sync now",
  syncAllNow: "Sync all now",
  pause: "Pause",
  resume: "Resume",
  pauseAll: "Pause all",
  resumeAll: "Resume all",
  allPaused: "All links are paused. Acts are kept on this workstation.",
  changeAddress: "Change address",
  remove: "Remove",
  linkActs: (name: string) => `Acts for ${name}`,
  removeTitle: (name: string) => `Remove the link to ${name}?`,
  removeText: "What was exchanged stays on both sides. To connect again a new code is needed.",
  removeYes: "Remove the link",
  save: "Save",
  saved: "Saved.",
  connect: "Connect by code",
  connectTitle: "Connect to shore or to another workstation",
  connectIntro:
    "The shore’s operator, or “Invite a workstation” on another workstation, gives out an address and a code.",
  code: "Code",
  codeHelp: "Capitals or small letters, with or without the hyphens.",
  name: "What this workstation is called",
  connectNow: "Connect",
  connecting: "Connecting, and checking the code",
  connected: (vessel: string) => `Connected for ${vessel}. Exchanging begins at once.`,
  shoreNext: "The shore counts once the vessel confirms it. Sign that next.",
  shoreConfirm: "Confirm the shore",

  meetingPoint: "Meeting point",
  meetingIntro:
    "One workstation may be the ship’s meeting point: the others exchange with it when there is no shore.",
  listens: "This workstation is the meeting point",
  listenAddress: "Listens at",
  listenHelp: "0.0.0.0:7443 listens on every network of this machine.",
  listenMissing: "Write where to listen, for example 0.0.0.0:7443.",
  typeThere: "Type on the other workstation:",
  listenSoon: "Begins to listen as soon as the address is free.",
  inviteNext: "A workstation that joins needs a code once:",
  invite: "invite it",

  limits: "Use of the link",
  budget: "Bytes a day with the shore",
  budgetHelp:
    "Both ways together. Empty: no limit. “Sync now” goes beyond it with acts. Photos and papers leave a quarter of it to acts.",
  megabytes: "MB",
  metered: "The shore’s link is paid by the byte",
  meteredDetail:
    "Acts then go out together, seldom, instead of one by one. Photos and papers go only if a number of bytes a day is set.",

  byFile: "By USB stick",
  byFileIntro:
    "A file carries the same acts as a link, in any order, and may be taken to any workstation of this vessel.",
  fileKind: "Acts of a vessel",
  fileName: "acts",
  exportPath: "Write to this file",
  exportHelp: "The whole path, for example /media/usb/aurelia.celeste or E:\\aurelia.celeste.",
  exportFiles: "With photos and papers",
  exportFilesDetail: "Those that are on this workstation. The file becomes larger by their bytes.",
  exportNow: "Export",
  exported: (count: number, fileCount: number, bytes: string) =>
    `${acts(count)}${fileCount > 0 ? ` and ${files(fileCount)}` : ""} written, ${bytes}. Take the stick out safely.`,
  damagedHere: (count: number) =>
    `${files(count)} ${count === 1 ? "is" : "are"} damaged on this disk and ${count === 1 ? "was" : "were"} left out. Sync, or import a file of another workstation, to have ${count === 1 ? "it" : "them"} whole.`,
  importPath: "Read this file",
  importHelp: "A file that another workstation of this vessel exported.",
  importNow: "Import",
  imported: (count: number, fileCount: number) =>
    count + fileCount === 0
      ? "Nothing new: everything in this file was here already."
      : `${[count > 0 ? acts(count) : "", fileCount > 0 ? files(fileCount) : ""].filter(Boolean).join(" and ")} taken in.`,
  damagedThere: (count: number) =>
    `${files(count)} in it ${count === 1 ? "was" : "were"} damaged and thrown away. Export again there.`,
  fileCut: "The file ends in the middle; what was whole in it was taken. Export it again there.",
  notTaken: (count: number) => `${plural(count, "part", "parts")} of the file were not taken:`,
  pathMissing: "Write the whole path of the file.",
  writing: "Writing the file",
  reading: "Reading the file",

  workstations: "Workstations of this vessel",
  letter: "Letter",
  workstation: "Workstation",
  wsState: "State",
  lastHeard: "Last heard",
  entries: "Acts",
  lacks: "Lacks",
  lacksNothing: "nothing",
  noLetter: "–",
  unknown: "not known",
  here: "this one",
  wsStates: {
    founder: "Began the record",
    confirmed: "Confirmed",
    unconfirmed: "Not confirmed yet",
    closed: "Closed",
  },
  closedAt: (at: string) => `since ${at}`,
  noWorkstations: "Only this workstation so far",

  log: "Exchanges",
  logIntro: "Every exchange with every link, newest first.",
  when: "When",
  withWhom: "With",
  outcome: "Outcome",
  up: "Sent",
  down: "Received",
  trips: "Round trips",
  took: (time: string) => `took ${time}`,
  batchesOf: (batches: number, count: number) =>
    count > 0
      ? `${plural(batches, "batch", "batches")}, ${acts(count)}`
      : plural(batches, "batch", "batches"),
  outcomes: {
    done: "Done",
    asked: "Asked what is there",
    failed: "Failed",
  },
  noExchanges: "No exchange yet",
  noExchangesText: "Each exchange with the shore or another workstation is listed here.",

  given: {
    code: "Code for the new workstation",
    once: "It is shown once, now, and works once. Type it there, or write it down.",
    until: (at: string, minutes: string) => `Good until ${at} (${minutes}).`,
    over: "This code has expired. Invite again to get another.",
    address: "Address to type there",
    noAddress: "This workstation does not listen yet. Make it the meeting point in Settings, Sync.",
  },

  join: {
    choice: "How this workstation begins",
    begin: "Begin a new vessel",
    beginDetail: "The first workstation of a vessel.",
    join: "Join a vessel by code",
    joinDetail: "The vessel’s records come from another workstation or from the shore.",
    title: "Join a vessel",
    intro:
      "On a workstation of the vessel: Settings, Workstations, “Invite a workstation”. It shows an address and a code. The shore’s operator can give them out too.",
    words: "Words of the vessel’s recovery sheet",
    wordsHelp: "All of them in their order, with blanks between. They stay on this workstation.",
    count: (known: number, wanted: number) => `${known} of ${wanted} words`,
    whole: "All words are right.",
    wordUnknown: (at: number, word: string) => `Word ${at}, “${word}”, is on no sheet.`,
    didYouMean: (word: string) => `Is it “${word}”?`,
    tooMany: (count: number, wanted: number) => `These are ${count} words; a sheet has ${wanted}.`,
    wrongTogether:
      "Each word is right, but together they are no sheet. Compare their order with the sheet.",
    fewWords: "Type all words of the sheet.",
    addressMissing: "Type the address that the other workstation shows.",
    codeMissing: "Type the code that the other workstation shows.",
    nameMissing: "Say where this workstation stands.",
    now: "Join",
    busy: "Joining. The code is being checked",
    fillTitle: (vessel: string | null) =>
      vessel === null ? "Fetching the vessel’s records" : `Fetching the records of ${vessel}`,
    fillText:
      "The program may be closed and the link may break: it goes on where it was. Sign in when it is done.",
    begins: "Waiting for the first records",
    signIn: "Sign in now",
    enough: "The rest goes on arriving after you have signed in.",
  },
} as const;
