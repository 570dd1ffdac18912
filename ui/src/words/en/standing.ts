/** How far a record has got, and what was written of it apart. */
export const standing = {
  workstationOnly: "On this workstation only",
  onBoard: "On board",
  ashore: (at: string) => `Accepted ashore at ${at}`,
  ashoreNow: "Accepted ashore",
  held: "waits for a record that has not arrived",
  parked: "partly written by a newer version",
  void: "without effect: its workstation was closed",

  title: "Conflicts",
  tabs: "Parts of the record",
  entries: "Entries",
  intro: "What was written apart and needs a person. Nothing is lost until somebody settles it.",
  list: "Conflicts that wait for a person",
  none: "Nothing to settle",
  noneText: "When two workstations write differently while apart, both values stand here.",
  count: (conflicts: number) =>
    conflicts === 1
      ? "1 conflict to settle"
      : `${conflicts.toLocaleString("en-GB")} conflicts to settle`,
  record: "Record",
  what: "What",
  shownHead: "Shown",
  alsoHead: "Also written",
  shown: "Shown now",
  more: (others: number) => (others === 1 ? "and 1 other" : `and ${others} others`),
  nothing: "nothing",
  notFound: "This record has nothing to settle",
  back: "All conflicts",
  openRecord: "Open the record",
  value: "Value",
  by: "By",
  at: "When",
  workstation: (name: string) => `at ${name}`,

  /** Heads of the notice on a record, by kind; `count` is how many values or acts there are. */
  head: {
    field: (what: string, count: number) => `${what}: ${count === 2 ? "two" : count} values`,
    once: (what: string, count: number) =>
      `${what}: done ${count === 2 ? "twice" : `${count} times`}`,
    fork: (what: string) => `${what}: written twice under one number`,
    count: (what: string) => `${what}: may be counted twice`,
    received: (what: string) => `${what}: did it come twice?`,
  },
  /** What each kind means, in one sentence. */
  meaning: {
    field: "They were written apart. One is shown; nothing is lost until one is kept.",
    once: "Two people did this once-only act apart. Both stand until one is kept.",
    fork: "This workstation was copied, and both copies went on. Close its number after the last act they share: what came later is issued again under a new one.",
    count:
      "A count and another movement here were written apart, neither knowing of the other. Count again, or reverse what is in the figure twice.",
    received:
      "More came than was ordered, and nobody who received it knew of all of it. Say that it came, or take back what was received twice.",
  },
  /** The same in one or two words, for the list. */
  kinds: {
    field: "Two values",
    once: "Done twice",
    fork: "Two histories",
    count: "May be counted twice",
    received: "May have come twice",
  },

  keep: "Keep",
  keepIntro: "Choose the value that is right. The other stays readable in the record.",
  cameIntro: "Only say so if all of it lies here. Stock and spend hold all of it already.",
  settled: "There is one value now. Somebody settled it already.",
  unread: "The values could not be read.",
} as const;
