/** Papers: cards, records, lists and packs as PDF. */
const pages = (count: number) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? "page" : "pages"}`;
const CHARACTERS_NAMED = 12;

export const print = {
  card: "Print card …",
  cardTitle: "Print card",
  cardName: (number: string) => `${number} card.pdf`,
  record: "Print record …",
  recordTitle: "Print record",
  recordName: (number: string) => `${number} record.pdf`,
  list: "Print this list …",
  listNames: {
    faults: "Faults.pdf",
    work_orders: "Work orders.pdf",
    equipment: "Equipment.pdf",
    parts: "Parts.pdf",
    locations: "Storage places.pdf",
    movements: "Movements.pdf",
    running_hours: "Running hours.pdf",
    suppliers: "Suppliers.pdf",
    shopping: "Shopping list.pdf",
    orders: "Orders.pdf",
    deliveries: "Deliveries.pdf",
    postings: "Spend.pdf",
    handover: "Handover entries.pdf",
    people: "People.pdf",
    record: "Record.pdf",
  },
  period: "Print a period …",
  periodName: "Record of a period.pdf",
  periodText:
    "Every act in these days, the oldest first. Without a day it reaches to the beginning, or to now.",
  from: "From",
  to: "Up to and with",
  path: "Write to",
  write: "Write",
  choose: "Choose where to write …",
  fileKind: "PDF",
  writing: "Writing the paper …",
  cancelled: "Stopped. No file was written.",
  done: (count: number) => `${pages(count)} written`,
  unprintable: (characters: readonly string[]) =>
    `A box stands on paper for: ${characters.slice(0, CHARACTERS_NAMED).join(" ")}${characters.length > CHARACTERS_NAMED ? " …" : ""}`,
  unprintableCure: "The record holds these texts as they were written.",
};
