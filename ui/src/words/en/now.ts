/** Now: what is going on. Facts, no nudges. */
export const now = {
  title: "Now",
  openFaults: "Open faults",
  activeWork: "Work in progress",
  myWork: "My work",
  overdue: "Overdue",
  inAll: (total: number) => `${total.toLocaleString("en-GB")} in all`,
  showAll: (name: string, total: number) =>
    `${name}: show all ${total.toLocaleString("en-GB")} in the list`,
  noFaults: "Nothing is reported as broken",
  noFaultsNext: "Report a fault as soon as somebody notices one.",
  noActive: "No work is in progress",
  noActiveNext: "A work order starts with its first note, its first tick, or with Start.",
  noMine: "Nothing is assigned to you",
  noMineNext: "Open a work order and choose Assign to take it.",
  noOverdue: "Nothing is overdue",
  noOverdueNext: "A work order counts as overdue on the day after its due date.",
  noticed: (age: string) => `noticed ${age}`,
  due: (date: string) => `due ${date}`,
  notAssigned: "not assigned",
} as const;
