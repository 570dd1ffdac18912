/** Import and export: the lists that a vessel brings, and takes along. */
const thousands = (count: number): string => count.toLocaleString("en-GB");

const counted = (files: number): string => `${thousands(files)} ${files === 1 ? "file" : "files"}`;

interface Exported {
  tables: number;
  rows: number;
  files: number;
  files_elsewhere: number;
  files_damaged: number;
}

export const lists = {
  tab: "Import and export",
  bring: "Bring your own list",
  bringText: "Import a CSV or XLSX file from another program.",

  importTitle: "Import a list",
  kind: "What the list holds",
  kinds: {
    equipment: "Equipment",
    spare_parts: "Spare-part lists",
    parts: "Parts",
    suppliers: "Suppliers",
    people: "People",
    locations: "Storage places",
    running_hours: "Running hours",
  },
  kindHelp: {
    equipment: "The tree of machines and spaces, known by code.",
    spare_parts: "Which parts fit which equipment. Import equipment and parts first.",
    parts: "Known by number and maker, with storage places and first counts.",
    suppliers: "Known by code, else by name.",
    people: "Known by name. They come without a PIN and choose one before signing in.",
    locations: "Known by code. A list of parts adds places too, but knows less of them.",
    running_hours: "Readings of counters, old and new. Import equipment first.",
  },
  file: "File",
  fileHelp: "CSV or XLSX, up to 50,000 rows.",
  fileTitle: "Choose a list",
  fileKinds: "Lists",
  read: "Read the file",
  reading: "Reading the file…",
  sheet: "Sheet",

  columns: "Columns",
  columnsText: (file: string, rows: number) =>
    `${file}: ${thousands(rows)} ${rows === 1 ? "row" : "rows"}. Choose which column holds what.`,
  remembered: "The columns are as you chose them for such a list before.",
  none: "Not in the list",
  column: (index: number) => `Column ${index + 1}`,
  check: "Check the rows",
  checking: "Checking every row…",
  otherFile: "Another file",

  rows: "Rows",
  filter: "Rows that are shown",
  all: "All",
  states: { new: "New", changed: "Changed", same: "Unchanged", wrong: "Wrong" },
  row: "Row",
  what: "What",
  state: "State",
  effect: "What would be written",
  nothing: "nothing",
  noRows: "No such rows",
  wrongLeft: (count: number) =>
    count === 1 ? "Leave out the wrong row" : `Leave out the ${thousands(count)} wrong rows`,
  wrongText: "Or correct the file, and read it again.",
  nothingToDo: "The record holds all rows as they are. Nothing is left to write.",
  onlyWrong: "No row can be taken over. Correct the file, and read it again.",
  backToColumns: "Back to the columns",
  toSign: "Go on and sign",
  acts: (count: number) =>
    count === 1
      ? "It is one act of the record."
      : `It is cut into ${thousands(count)} acts of the record.`,

  sign: "Sign",
  signText: "You are about to sign:",
  backToRows: "Back to the rows",
  import: "Sign and import",

  running: "Importing",
  stop: "Stop",
  done: "Imported",
  doneText: (rows: number) =>
    rows === 1 ? "1 row was taken over." : `${thousands(rows)} rows were taken over.`,
  cancelled: "Stopped",
  stoppedText: (done: number, total: number) =>
    `${thousands(done)} of ${thousands(total)} rows were taken over and stay. Read the file again to go on; nothing is doubled.`,
  failed: "The import stopped",
  again: "Another list",
  seeEquipment: "See the equipment",
  seeParts: "See the parts",
  seePeople: "See the people",
  seeSuppliers: "See the suppliers",
  seeLocations: "See the storage places",

  exportTitle: "Export everything",
  exportText:
    "Every table as CSV with a written schema, the lists in the form in which they can be imported again, and the photos and papers that are here. It holds names and whatever people wrote; PINs are not in it.",
  folder: "Folder",
  folderHelp: "A new folder, or an empty one.",
  folderTitle: "Choose an empty folder",
  export: "Export",
  exporting: "Exporting…",
  exported: ({ tables, rows, files, files_elsewhere, files_damaged }: Exported) =>
    [
      `${thousands(tables)} tables with ${thousands(rows)} rows and ${counted(files)} were written.`,
      files_elsewhere > 0 && `${counted(files_elsewhere)} on another workstation could not be.`,
      files_damaged > 0 && `${counted(files_damaged)} here cannot be read and were left out.`,
    ]
      .filter(Boolean)
      .join(" "),
};
