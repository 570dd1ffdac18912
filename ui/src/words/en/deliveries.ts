/** The list of deliveries, the form that opens one, and what says which are open. */
const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

export const deliveries = {
  title: "Deliveries",
  one: "Delivery",
  find: "Find a delivery by number, slip or supplier",
  sections: "Parts of the list",
  section: {
    open: "Open",
    to_look_through: "To look through",
    history: "History",
  },
  sectionMeaning: {
    open: "Opened or being counted. Stock and orders change only when a delivery is committed.",
    to_look_through:
      "Counted and not signed, or untouched for a day. A person finishes it or cancels it.",
    history: "Committed or cancelled. A committed delivery never changes.",
  },
  number: "Number",
  slip: (number: string) => `Slip ${number}`,
  supplier: "Supplier",
  noSupplier: "Supplier not named",
  noOrder: "Without an order",
  moreOrders: (first: string, more: number) => `${first} and ${String(more)} more`,
  state: "State",
  abandoned: (age: string) => `Untouched ${age}`,
  ticked: "Ticked",
  tickedOf: (ticked: number, rows: number) =>
    `${ticked.toLocaleString("en-GB")} of ${rows.toLocaleString("en-GB")}`,
  noRows: "No rows yet",
  holder: "Seen to by",
  opened: "Opened",
  committed: "Committed",
  committedAt: (when: string) => `Committed ${when}`,
  department: "Department",
  all: "All",
  receive: "Receive a delivery",

  empty: "No delivery yet",
  emptyText:
    "Open one when boxes come aboard: from an order, or without one. Each row is ticked by hand before anything counts.",
  noneHere: {
    open: "Nothing is being counted",
    to_look_through: "Nothing to look through",
    history: "Nothing committed yet",
  },
  noMatch: "No delivery matches",
  noMatchText: "Type other words or clear the filters.",
  notFound: "This delivery is not here",

  form: {
    supplier: "Supplier",
    supplierHelp: "Leave it empty where nobody knows who sent it.",
    orders: "Orders that it brings",
    ordersHelp: "None ticked: a delivery without an order, whose rows you add as you count.",
    takes: (number: string) => `It brings ${number}`,
    awaitedLines: (count: number) => plural(count, "line", "lines"),
    wanted: (day: string) => `Wanted on ${day}`,
    noOrders: "Nothing is ordered from this supplier. Rows are added as they are counted.",
    noOrdersAtAll: "No order is awaited. Rows are added as they are counted.",
    unread: "The orders could not be read. Close the form and open it again.",
    older: (count: number) =>
      `${plural(count, "older order is", "older orders are")} not shown. Choose the supplier to see theirs.`,
    slip: "Number on the packing slip",
    remark: "Remark",
    department: "Department that receives",
    open: "Open the delivery",
    cancelReason: "Why",
    cancelIntro:
      "What was counted changes nothing: stock, spend and orders stay as they are. The delivery stays on record.",
    takeOverIntro: "You see to this delivery from now on. What was counted and ticked stays.",
    heldBy: (name: string) => `Seen to by ${name} so far.`,
  },

  papers: {
    quay: "Print counting sheet …",
    quayName: (number: string) => `Counting sheet ${number}.pdf`,
    record: "Print record …",
    recordName: (number: string) => `Delivery ${number}.pdf`,
  },

  banner: {
    label: "Open deliveries",
    rows: (ticked: number, rows: number) =>
      rows === 0
        ? "no rows yet"
        : `${ticked.toLocaleString("en-GB")} of ${rows.toLocaleString("en-GB")} ticked`,
    resume: "resume",
    review: "review and commit",
    more: (count: number) => `and ${count.toLocaleString("en-GB")} more`,
    of: (name: string) => `seen to by ${name}`,
  },
};
