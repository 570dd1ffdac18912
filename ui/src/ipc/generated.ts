// Written from the Rust types by `cargo xtask codegen`. Do not edit.

/**
 * What the form sends.
 */
export type AcknowledgeParams = { 
/**
 * The signature of whoever hands over.
 */
signature?: string, 
/**
 * Accepted, or not.
 */
answer?: HandoverAnswer, 
/**
 * A word on it; needed where it is not accepted. Up to 1,000 characters.
 */
remark?: string, };

/**
 * One act of the command table.
 */
export type ActInfo = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its version.
 */
version: number, 
/**
 * Tables it may write are named by its plan; an act never only reads.
 */
reads: boolean, 
/**
 * How this vessel wants it signed.
 */
signing: SignMethod, 
/**
 * Role → scope in this vessel.
 */
roles: Record<string, string>, 
/**
 * JSON Schema of its parameters.
 */
params: Record<string, unknown>, };

/**
 * What was written.
 */
export type ActsExported = { 
/**
 * Entries in the file.
 */
entries: number, 
/**
 * Batches.
 */
batches: number, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * Why some entries could not be written; all others are.
 */
unreadable: string | null, 
/**
 * Photos and papers in the file.
 */
files: number, 
/**
 * Photos and papers that are damaged here and were left out.
 */
damaged_files: number, };

/**
 * What was read.
 */
export type ActsImported = { 
/**
 * Entries that were not here before.
 */
entries: number, 
/**
 * Batches taken.
 */
batches: number, 
/**
 * Why batches were not taken, one sentence each; all others were.
 */
refused: Array<string>, 
/**
 * The file ends in the middle; what was whole in it was taken.
 */
is_cut: boolean, 
/**
 * Photos and papers that were not here before.
 */
files: number, 
/**
 * Photos and papers that were damaged on the way and were thrown away.
 */
damaged_files: number, };

/**
 * What the form sends.
 */
export type AddChecklistParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * One line of the checklist per line of text.
 */
lines: string, };

/**
 * What the form sends.
 */
export type AddCrewParams = { 
/**
 * The person's name.
 */
name: string, 
/**
 * What the person is called aboard.
 */
rank: string, 
/**
 * The one role.
 */
role?: Role, 
/**
 * The department.
 */
department?: Department, 
/**
 * A first PIN, at least six digits, typed by the person; it is kept as a keyed hash only.
 */
pin?: string, };

/**
 * What the sheet sends: at most fifty manuals, and what all of them describe.
 */
export type AddDocumentParams = { 
/**
 * The manuals.
 */
files: Array<DocumentWish>, 
/**
 * The equipment that they describe, at most fifty.
 */
equipment: Array<string>, };

/**
 * What the form sends.
 */
export type AddEquipmentParams = { 
/**
 * Code in the vessel's system; once only.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * Machine when left out.
 */
kind?: EquipmentKind, 
/**
 * What it stands under.
 */
parent?: string, 
/**
 * System it belongs to.
 */
system?: string, 
/**
 * Where it stands.
 */
location?: string, 
/**
 * Maker.
 */
maker?: string, 
/**
 * Model.
 */
model?: string, 
/**
 * Serial number.
 */
serial?: string, 
/**
 * What follows when it fails.
 */
criticality?: Criticality, 
/**
 * From what it stands under, else the person, when left out.
 */
department?: Department, 
/**
 * Whether it has a running-hours counter.
 */
has_counter: boolean, 
/**
 * Anything else worth knowing.
 */
remark?: string, };

/**
 * What the form sends.
 */
export type AddLocationParams = { 
/**
 * Code on the shelf; once only.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * What it stands in.
 */
parent?: string, 
/**
 * From what it stands in, else the person, when left out.
 */
department?: Department, };

/**
 * What the form sends.
 */
export type AddNoteParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * Up to 5,000 characters.
 */
text: string, 
/**
 * Update when left out.
 */
category?: NoteCategory, 
/**
 * The note it corrects.
 */
corrects?: string, 
/**
 * The person saw a near-identical note and went on.
 */
add_anyway: boolean, };

/**
 * What the sheet sends.
 */
export type AddPartParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * The parts, at most 100.
 */
parts: Array<PartWish>, };

/**
 * What the form sends.
 */
export type AddReceivingLineParams = { 
/**
 * The delivery.
 */
session?: string, 
/**
 * The line of an order that it fulfils.
 */
order_line?: string, 
/**
 * The part; of the order's line, when left out.
 */
part?: string, 
/**
 * What the slip calls it, where nobody knows the part, up to 200 characters.
 */
description?: string, 
/**
 * How much was delivered, in the part's unit; 1 when left out.
 */
quantity?: string, 
/**
 * Where it is stored; the usual place when left out.
 */
location?: string, 
/**
 * A word on it, up to 200 characters.
 */
note?: string, };

/**
 * What the form sends: a known part, or the name of one that nobody knows yet.
 */
export type AddShoppingItemParams = { 
/**
 * The part, where it is known.
 */
part?: string, 
/**
 * Name of a part that is not known, up to 200 characters.
 */
name?: string, 
/**
 * Its number, where somebody knows it.
 */
number?: string, 
/**
 * Its maker.
 */
maker?: string, 
/**
 * Its unit; pcs when left out.
 */
unit?: string, 
/**
 * How much, in the part's unit; 1 when left out.
 */
quantity?: string, 
/**
 * Normal when left out.
 */
urgency?: Urgency, 
/**
 * Why that soon; of a critical item at least 10 characters.
 */
urgency_reason?: string, 
/**
 * Of the part, the equipment or the work order, else the person's, when left out.
 */
department?: Department, 
/**
 * What it came from: told from what is named when left out.
 */
source?: ItemSource, 
/**
 * The work order it is for.
 */
work_order?: string, 
/**
 * The planned part it is for.
 */
part_line?: string, 
/**
 * The equipment it is for.
 */
equipment?: string, 
/**
 * From whom to buy.
 */
supplier?: string, 
/**
 * Anything else worth knowing, up to 1,000 characters.
 */
note?: string, };

/**
 * What the form sends.
 */
export type AddStorePartParams = { 
/**
 * The maker's number.
 */
number: string, 
/**
 * Name.
 */
name: string, 
/**
 * Other numbers, separated by commas.
 */
other_numbers?: string, 
/**
 * Maker.
 */
maker?: string, 
/**
 * pcs when left out.
 */
unit?: string, 
/**
 * Category.
 */
category?: string, 
/**
 * The person's when left out.
 */
department?: Department, 
/**
 * At or below this it is low; empty means not tracked.
 */
minimum?: string, 
/**
 * At or below this it is critical.
 */
critical?: string, 
/**
 * Above this it is overstocked.
 */
maximum?: string, 
/**
 * Barcode on the box.
 */
barcode?: string, 
/**
 * Anything else worth knowing.
 */
remark?: string, 
/**
 * The usual place.
 */
location?: string, 
/**
 * How many lie there now; needs a place.
 */
first_count?: string, };

/**
 * What the form sends.
 */
export type AddSupplierParams = { 
/**
 * Name.
 */
name: string, 
/**
 * Short code.
 */
code?: string, 
/**
 * The person to ask for.
 */
contact?: string, 
/**
 * E-mail address.
 */
email?: string, 
/**
 * Telephone number.
 */
phone?: string, 
/**
 * Postal address.
 */
address?: string, 
/**
 * The vessel's number in their books.
 */
account_number?: string, 
/**
 * Anything else worth knowing.
 */
remark?: string, };

/**
 * What the form sends.
 */
export type AddToHandoverParams = { 
/**
 * What to know, up to 200 characters.
 */
title: string, 
/**
 * In full, up to 2,000 characters.
 */
details?: string, 
/**
 * What the next person has to do with it.
 */
category?: HandoverCategory, 
/**
 * Normal when left out.
 */
priority?: Priority, 
/**
 * From the record, else the person, when left out.
 */
department?: Department, 
/**
 * Watch when left out.
 */
kind?: HandoverKind, 
/**
 * The fault it speaks of.
 */
fault?: string, 
/**
 * The work order it speaks of.
 */
work_order?: string, 
/**
 * The machine or space it speaks of.
 */
equipment?: string, 
/**
 * The part it speaks of.
 */
part?: string, 
/**
 * The manual it speaks of.
 */
document?: string, 
/**
 * The page of that manual, from 1.
 */
page?: number, 
/**
 * The heading in that manual.
 */
section?: string, };

/**
 * What the form sends.
 */
export type AdjustStockParams = { 
/**
 * The part.
 */
part?: string, 
/**
 * The storage place.
 */
location?: string, 
/**
 * What was counted, in the part's unit.
 */
counted: string, 
/**
 * Why, 3–200 characters.
 */
reason: string, };

/**
 * A word that stands for several things.
 */
export type Ambiguous = { 
/**
 * The word, as it stands in what was typed.
 */
word: string, 
/**
 * What it may stand for.
 */
means: Array<string>, };

/**
 * An amount in its currency.
 */
export type Amount = { 
/**
 * Three letters (ISO 4217).
 */
currency: string, 
/**
 * Exact, with at least the digits that the currency has.
 */
amount: string, };

/**
 * The signature of somebody who took over, or did not.
 */
export type AnswerLine = { 
/**
 * Who.
 */
by: Person, 
/**
 * When.
 */
at: string, 
/**
 * Accepted, or not.
 */
is_accepted: boolean, 
/**
 * A word on it, or why not.
 */
remark: string | null, };

/**
 * Open faults and work in progress of the department at the end of the period.
 */
export type Appendix = { 
/**
 * Open faults, newest first.
 */
faults: Array<Standing>, 
/**
 * Open faults that are not listed.
 */
faults_left_out: number, 
/**
 * Work in progress, newest first.
 */
work: Array<Standing>, 
/**
 * Work in progress that is not listed.
 */
work_left_out: number, };

/**
 * What the form sends.
 */
export type ApproveShoppingItemsParams = { 
/**
 * The items, at most 2,000.
 */
lines: Array<ReviewLine>, };

/**
 * Why an entry has no effect, or not all of it.
 */
export type AsideWord = "held" | "parked" | "void";

/**
 * What is asked for anew on the shopping list.
 */
export type AskedAnew = { 
/**
 * The row of the delivery.
 */
row: string, 
/**
 * The part.
 */
part: DeliveredPart, 
/**
 * How much, in the part's unit.
 */
quantity: string, };

/**
 * What the form sends.
 */
export type AssignParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * Who is to do it; nobody when left out.
 */
assigned_to?: string, };

/**
 * What the sheet sends: at most ten files.
 */
export type AttachOrderDocumentParams = { 
/**
 * The order.
 */
order?: string, 
/**
 * The files.
 */
files: Array<FileWish>, 
/**
 * The person saw that a file is there already and went on.
 */
attach_anyway: boolean, };

/**
 * What the sheet sends: one record, and at most ten files.
 */
export type AttachParams = { 
/**
 * The fault.
 */
fault?: string, 
/**
 * The work order.
 */
work_order?: string, 
/**
 * The note.
 */
note?: string, 
/**
 * The equipment.
 */
equipment?: string, 
/**
 * The part.
 */
part?: string, 
/**
 * The handover entry.
 */
entry?: string, 
/**
 * The delivery.
 */
delivery?: string, 
/**
 * The row of a delivery.
 */
delivery_line?: string, 
/**
 * The files.
 */
files: Array<FileWish>, 
/**
 * The person saw that a file is there already and went on.
 */
attach_anyway: boolean, };

/**
 * What an attached file is.
 */
export type AttachmentKind = "photo" | "pdf";

/**
 * A file on a record.
 */
export type AttachmentLine = { 
/**
 * The attachment.
 */
id: string, 
/**
 * Photo or paper.
 */
kind: AttachmentKind, 
/**
 * Name of the file.
 */
name: string, 
/**
 * What is to be seen on it.
 */
caption: string | null, 
/**
 * Bytes.
 */
size_bytes: number, 
/**
 * When it was attached.
 */
at: string, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * The note of the work order that it belongs to.
 */
note: string | null, 
/**
 * The file lies on this workstation.
 */
is_here: boolean, 
/**
 * The workstation on which it was attached: "B Bridge".
 */
attached_on: string | null, 
/**
 * It was withdrawn.
 */
withdrawn: Withdrawn | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * Which entries to list, newest arrival first.
 */
export type AuditArgs = { 
/**
 * Only acts that this person filled in.
 */
person?: string, 
/**
 * Only this act.
 */
action?: string, 
/**
 * Only this workstation (12 hex digits).
 */
device?: string, 
/**
 * From this moment on.
 */
from_at?: string, 
/**
 * Before this moment.
 */
to_at?: string, 
/**
 * Only acts done without knowing that the right to them had been revoked.
 */
unseen?: boolean, 
/**
 * First row wanted.
 */
offset: number, 
/**
 * How many; at most 200.
 */
limit?: number, };

/**
 * The first entry or row that does not match.
 */
export type AuditBreak = { 
/**
 * The entry at fault, or the one that last wrote the row.
 */
entry: EntryName | null, 
/**
 * The workstation's letter, where known.
 */
letter: string | null, 
/**
 * What does not match, in words.
 */
message: string, };

/**
 * Everything one entry holds.
 */
export type AuditEntry = { 
/**
 * The line of the list.
 */
line: AuditLine, 
/**
 * How far it has spread.
 */
whereabouts: WhereaboutsWord, 
/**
 * When it was accepted ashore.
 */
ashore_at: string | null, 
/**
 * The revocations of the right to it that its author had not seen.
 */
unseen: Array<UnseenRevocation>, 
/**
 * What it wrote, before and after.
 */
changes: Array<ColumnChange>, 
/**
 * What the changes do not hold.
 */
parameters: Record<string, unknown>, 
/**
 * The signature.
 */
signature: SignatureView | null, 
/**
 * Hash of the entry before, hex.
 */
prev_hash: string, 
/**
 * Hash of this entry, hex.
 */
hash: string, 
/**
 * Whether hash and private digest are right as stored.
 */
is_whole: boolean, };

/**
 * An entry in the list.
 */
export type AuditLine = { 
/**
 * The entry.
 */
entry: EntryName, 
/**
 * The workstation's letter.
 */
letter: string, 
/**
 * When, by the author's wall clock.
 */
at: string, 
/**
 * The author's clock was not to be trusted then.
 */
clock_suspect: boolean, 
/**
 * Who filled it in.
 */
by: string, 
/**
 * The role they had.
 */
role: string, 
/**
 * Who signed it, where it was signed.
 */
signed_by: string | null, 
/**
 * The act.
 */
action: string, 
/**
 * What it did, in words.
 */
text: string, 
/**
 * The records it wrote, at most three.
 */
records: Array<string>, 
/**
 * Why it has no effect, or not all of it; none where it has.
 */
aside: AsideWord | null, 
/**
 * Who answers for roles is told: it was done without knowing that the right to it had been revoked.
 */
is_unseen: boolean, };

/**
 * Whether the record is whole.
 */
export type AuditReport = { 
/**
 * Everything matches.
 */
is_intact: boolean, 
/**
 * Entries looked at.
 */
entries: number, 
/**
 * Workstations they come from.
 */
devices: number, 
/**
 * Rows compared with the entries.
 */
rows: number, 
/**
 * The first thing that does not match.
 */
first_break: AuditBreak | null, };

/**
 * A line of an order of which something is awaited, and that no row of the delivery counts yet.
 */
export type AwaitedLine = { 
/**
 * The line.
 */
line: string, 
/**
 * Its order.
 */
order: Numbered, 
/**
 * The part.
 */
part: DeliveredPart, 
/**
 * How much is awaited, in the part's unit.
 */
awaited: string, };

/**
 * One bar.
 */
export type Bar = { 
/**
 * What a supplier is called, a system's name, the month; none of what has none, and of a department.
 */
label: string | null, 
/**
 * What it leads to.
 */
of: BarOf, 
/**
 * How much it comes to.
 */
amount: string, 
/**
 * Thousandths of the longest bar.
 */
length: number, };

/**
 * What the bars of a chart have in common; one of them is set, or none of what has none.
 */
export type BarOf = { 
/**
 * A department.
 */
department: Department | null, 
/**
 * A supplier.
 */
supplier: string | null, 
/**
 * A system.
 */
system: string | null, 
/**
 * A month.
 */
period: string | null, };

/**
 * One budget.
 */
export type BudgetLine = { 
/**
 * The budget.
 */
id: string, 
/**
 * The department.
 */
department: Department, 
/**
 * A year, quarter or month: 2026, 2026-Q4, 2026-11.
 */
period: string, 
/**
 * How much is meant to be spent.
 */
budget: Amount, 
/**
 * What was spent of it.
 */
used: Amount, 
/**
 * What is ordered in the period and still awaited.
 */
committed: Amount, 
/**
 * What is left of it; none once it is exceeded.
 */
left: Amount | null, 
/**
 * By how much it is exceeded.
 */
over: Amount | null, 
/**
 * Once what is ordered has come, by how much it will be exceeded; none where it is exceeded already.
 */
over_once_come: Amount | null, 
/**
 * Thousandths of the budget that were spent, at most a whole.
 */
length: number, 
/**
 * Postings of the department in the period whose price nobody knows.
 */
unpriced: number, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * Every budget, and what may be done.
 */
export type Budgets = { 
/**
 * The latest period first, then by department.
 */
budgets: Array<BudgetLine>, 
/**
 * Acts this person may open to set another.
 */
offers: Array<Offer>, };

/**
 * What the form sends.
 */
export type CancelOrderLineParams = { 
/**
 * The line.
 */
line?: string, 
/**
 * How much, in the part's unit; all that is awaited when left out.
 */
quantity?: string, 
/**
 * Why, 3–60 characters.
 */
reason: string, 
/**
 * What becomes of the item.
 */
then?: Then, };

/**
 * What the form sends.
 */
export type CancelParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, };

/**
 * What the form sends.
 */
export type CancelPurchaseOrderParams = { 
/**
 * The order.
 */
order?: string, 
/**
 * Why, 3–60 characters.
 */
reason: string, 
/**
 * What becomes of the items; of a draft they stay approved.
 */
then?: Then, };

/**
 * What the form sends.
 */
export type CancelReceivingParams = { 
/**
 * The delivery.
 */
session?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, };

/**
 * For which supplier an order is put together.
 */
export type CandidateArgs = { 
/**
 * The supplier.
 */
supplier: string, };

/**
 * What the form sends; a field left out stays as it is.
 */
export type ChangePartLineParams = { 
/**
 * The planned line.
 */
line?: string, 
/**
 * How many, in the part's unit.
 */
quantity?: string, 
/**
 * Up to 500 characters; empty for none.
 */
note?: string, 
/**
 * Planned, or not used.
 */
status?: LineStatus, };

/**
 * The chart of one currency.
 */
export type Chart = { 
/**
 * Three letters (ISO 4217).
 */
currency: string, 
/**
 * What all bars come to.
 */
amount: string, 
/**
 * The largest first; months in their order.
 */
bars: Array<Bar>, 
/**
 * What is left: the smaller ones, or the months before.
 */
others: OtherBars | null, };

/**
 * One line of a work order's checklist.
 */
export type ChecklistItem = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * The work order.
 */
work_order_id: string, 
/**
 * Its place in the list, from 1.
 */
position: number, 
/**
 * What to do or look at.
 */
text: string, 
/**
 * Ticked by a person.
 */
is_ticked: boolean, 
/**
 * By whom.
 */
ticked_by: string | null, 
/**
 * When.
 */
ticked_at: string | null, 
/**
 * A reading or remark.
 */
remark: string | null, };

/**
 * A line of the checklist.
 */
export type ChecklistLine = { 
/**
 * The row.
 */
item: ChecklistItem, 
/**
 * Who ticked it.
 */
ticked_by: string | null, };

/**
 * One thing that can be chosen.
 */
export type Choice = { 
/**
 * The record.
 */
id: string, 
/**
 * Its name.
 */
label: string, 
/**
 * Its code, number or rank.
 */
code: string, 
/**
 * What tells it apart: place, maker, department.
 */
more: string, 
/**
 * For parts: what lies in stores.
 */
stock: string | null, 
/**
 * For parts: how that stands.
 */
stock_status: StockStatus | null, 
/**
 * For parts: the unit.
 */
unit: string | null, 
/**
 * For parts: it stands on this equipment's spare-part list.
 */
fits: boolean, };

/**
 * What a picker asks for.
 */
export type ChoicesArgs = { 
/**
 * `pms_equipment`, `pms_parts`, `pms_locations`, `pms_crew`, `pms_faults`, `pms_work_orders`,
 * `pms_documents` or `pms_suppliers`.
 */
table: string, 
/**
 * Words typed so far.
 */
text?: string, 
/**
 * For parts: whose spare-part list comes first.
 */
equipment?: string, 
/**
 * The one record whose label is wanted.
 */
id?: string, };

/**
 * The items of a list on which a person may do an act.
 */
export type Choosable = { 
/**
 * The items in the order of the list, at most as many as one act takes.
 */
items: Array<string>, 
/**
 * Whether these are all.
 */
is_all: boolean, 
/**
 * The acts that every one of them allows to this person.
 */
acts: Array<string>, };

/**
 * Which items are to be chosen for an act.
 */
export type ChoosableArgs = { 
/**
 * The list as it is shown; its window does not matter.
 */
args: WindowArgs, 
/**
 * The act.
 */
action: string, };

/**
 * What the form sends.
 */
export type ChoosePinParams = { 
/**
 * The person; the signed-in person when left out.
 */
person?: string, 
/**
 * The new PIN, at least six digits; it is kept as a keyed hash only.
 */
pin: string, };

/**
 * One stretch of the ship's clock.
 */
export type ClockChange = { 
/**
 * Minutes ahead of UTC.
 */
offset_minutes: number, 
/**
 * From this moment on.
 */
from_at: string, };

/**
 * What the form sends.
 */
export type CloseDeviceParams = { 
/**
 * Its device number, 12 hex digits.
 */
device: string, 
/**
 * Its last entry that counts; the last one known here when left out.
 */
last_seq?: number, 
/**
 * Why: lost, replaced, copied.
 */
reason: string, };

/**
 * What the form sends.
 */
export type CloseHandoverEntryParams = { 
/**
 * The entry.
 */
entry?: string, 
/**
 * What came of it, up to 1,000 characters; needed to open it again.
 */
reason?: string, 
/**
 * Open it again instead.
 */
back: boolean, };

/**
 * The closed list of reasons. A code exists only where somebody acts on it.
 */
export type Code = "missing" | "invalid" | "not_found" | "wrong_role" | "wrong_state" | "changed" | "signature_needed" | "wrong_pin" | "pin_wait" | "locked" | "no_vessel" | "read_only" | "disk_full" | "broken" | "fault";

/**
 * A code as it was scanned or typed.
 */
export type CodeArgs = { 
/**
 * Barcode, number, other number, or what our labels carry.
 */
code: string, };

/**
 * One column that an entry wrote.
 */
export type ColumnChange = { 
/**
 * Table.
 */
table: string, 
/**
 * The row.
 */
row: string, 
/**
 * What the row is called.
 */
record: string, 
/**
 * Column.
 */
column: string, 
/**
 * What stood there; none for a new row.
 */
before: string | null, 
/**
 * What stands there since.
 */
after: string, 
/**
 * The row is new.
 */
is_new: boolean, };

/**
 * What a commit is called with.
 */
export type CommitArgs = { 
/**
 * The act.
 */
action: string, 
/**
 * Its parameters.
 */
params: Record<string, unknown>, 
/**
 * What prefill or preview returned.
 */
basis: Record<string, string>, 
/**
 * Made when the form was opened: the same form is committed once.
 */
form_id?: string, 
/**
 * Who signs.
 */
sign?: Sign, };

/**
 * What a commit wrote.
 */
export type CommitResult = { 
/**
 * The entry.
 */
entry: EntryName, 
/**
 * New rows, in the order of the plan.
 */
ids: Array<string>, 
/**
 * New numbers people speak.
 */
numbers: Array<string>, 
/**
 * The act that would correct this one.
 */
corrected_by: string | null, 
/**
 * What was written, in words.
 */
writes: Array<string>, 
/**
 * Offered next.
 */
next: Array<{ action: string, given: Record<string, unknown> }>, 
/**
 * The same form had been committed before; nothing was written again.
 */
repeated: boolean, 
/**
 * The one-time code of an invitation; shown once, since only a hash of it is kept.
 */
code: InvitationCode | null, };

/**
 * What the completion form sends.
 */
export type CompleteParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * What the work achieved.
 */
outcome?: Outcome, 
/**
 * Person-hours; optional.
 */
hours?: string, 
/**
 * When it was done; now when left out.
 */
done_at?: string, 
/**
 * One or more people; the signer when left out.
 */
done_by: Array<string>, 
/**
 * A reading of the equipment's counter, in hours; optional.
 */
running_hours?: string, 
/**
 * The person saw that the reading is lower, or more than 24 h a day, and went on.
 */
reading_confirmed: boolean, 
/**
 * 3–5,000 characters.
 */
completion_note: string, 
/**
 * The box "mark the fault resolved".
 */
resolve_fault: boolean, };

/**
 * What came with the code.
 */
export type ConfirmDeviceParams = { 
/**
 * Its device number, 12 hex digits.
 */
device: string, 
/**
 * The letter it is given.
 */
letter: string, 
/**
 * Where it stands.
 */
name: string, 
/**
 * Its Ed25519 public key, 64 hex digits.
 */
public_key: string, };

/**
 * What the sheet sends: codes of one manual, at most two hundred.
 */
export type ConfirmMappingParams = { 
/**
 * The manual.
 */
document?: string, 
/**
 * The codes.
 */
codes: Array<MappingWish>, };

/**
 * What the form sends.
 */
export type ConfirmOverDeliveryParams = { 
/**
 * The line of the order.
 */
line?: string, };

/**
 * What kind of conflict it is.
 */
export type ConflictKind = "field" | "once" | "fork" | "count" | "received";

/**
 * One conflict.
 */
export type ConflictLine = { 
/**
 * Names it in lists.
 */
id: string, 
/**
 * What kind it is.
 */
kind: ConflictKind, 
/**
 * The record.
 */
record: ConflictRecord, 
/**
 * What is in question.
 */
column: string, 
/**
 * The values that stand.
 */
values: Array<ConflictValue>, 
/**
 * What the act that settles it is opened with; `keep` comes from the value chosen.
 */
given: Record<string, unknown>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * The record that a conflict is on.
 */
export type ConflictRecord = { 
/**
 * The record.
 */
id: string, 
/**
 * Its kind, as `pms_work_orders`.
 */
table: string, 
/**
 * What it is called.
 */
label: string, };

/**
 * One of the values that stand.
 */
export type ConflictValue = { 
/**
 * As a person reads it.
 */
text: string, 
/**
 * Who wrote it.
 */
by: string, 
/**
 * When, by the author's clock.
 */
at: string, 
/**
 * At which workstation.
 */
workstation: string, 
/**
 * It is the one that pages and lists show.
 */
is_shown: boolean, 
/**
 * Names the value as `keep` of `resolve_conflict`; empty for a fork, a count or a delivery, of which none is kept.
 */
keep: string, 
/**
 * Of a count or a delivery into stores, the movement.
 */
movement: string | null, 
/**
 * Of the same, acts that this person may open on the movement.
 */
offers: Array<Offer>, };

/**
 * What the exchange of the code brought.
 */
export type ConnectShoreParams = { 
/**
 * The gateway's device number for this vessel, 12 hex digits.
 */
device: string, 
/**
 * What the shore is called.
 */
name: string, 
/**
 * The gateway's Ed25519 public key, 64 hex digits.
 */
public_key: string, };

/**
 * One line of a manual's contents.
 */
export type ContentsLine = { 
/**
 * How deep, from 1.
 */
level: number, 
/**
 * The heading.
 */
title: string, 
/**
 * The page, from 1.
 */
page: number, 
/**
 * How far down that page, in points.
 */
top: number, };

/**
 * What the form sends.
 */
export type CopyChecklistParams = { 
/**
 * The work order that gets the lines.
 */
work_order?: string, 
/**
 * The earlier work order they come from.
 */
from?: string, };

/**
 * What the form sends: "E047 is on page 212".
 */
export type CorrectMappingParams = { 
/**
 * The manual.
 */
document?: string, 
/**
 * The code.
 */
code: string, 
/**
 * The page, from 1.
 */
page?: number, 
/**
 * The heading that it stands under.
 */
heading?: string, 
/**
 * What it means; left out it stays.
 */
meaning?: string, 
/**
 * What to do; left out it stays.
 */
remedy?: string, };

/**
 * What the correction form sends.
 */
export type CorrectParams = { 
/**
 * The completed work order.
 */
work_order?: string, 
/**
 * 3–5,000 characters, shown under the statement it corrects.
 */
text: string, };

/**
 * What the sheet sends.
 */
export type CountLocationParams = { 
/**
 * The storage place.
 */
location?: string, 
/**
 * The parts counted, at most 1,000; parts that are not named stay uncounted.
 */
lines: Array<CountedPart>, 
/**
 * Why, 3–200 characters.
 */
reason: string, };

/**
 * One part of a count sheet.
 */
export type CountedPart = { 
/**
 * The part.
 */
part?: string, 
/**
 * What was counted, in the part's unit; left out or empty for a part that was not counted.
 */
counted?: string, };

/**
 * A row of the running-hours grid.
 */
export type Counter = { 
/**
 * The machine: id, name, code.
 */
equipment: Link, 
/**
 * Department.
 */
department: Department, 
/**
 * The last reading, in hours.
 */
hours: string | null, 
/**
 * When that was.
 */
read_at: string | null, 
/**
 * The last reading is older than 30 days, or there is none.
 */
is_old: boolean, };

/**
 * Plain counts beside the names of places.
 */
export type Counts = { 
/**
 * Open faults.
 */
open_faults: number, 
/**
 * Work orders not started or in progress.
 */
open_work_orders: number, 
/**
 * Open handover entries of this person's department.
 */
open_handover: number, 
/**
 * Places where people wrote apart, to be settled.
 */
conflicts: number, 
/**
 * Acts done without knowing that the right to them had been revoked; 0 for whoever does not answer for
 * roles.
 */
unseen: number, };

/**
 * What the form sends.
 */
export type CreateFromFaultParams = { 
/**
 * The fault.
 */
fault?: string, 
/**
 * 3–200 characters.
 */
title: string, 
/**
 * The machine or space.
 */
equipment?: string, 
/**
 * Where, up to 100 characters.
 */
location?: string, 
/**
 * Up to 5,000 characters.
 */
description?: string, 
/**
 * From the fault's severity when left out.
 */
priority?: Priority, 
/**
 * The day it should be done by.
 */
due_on?: string, 
/**
 * Who is to do it.
 */
assigned_to?: string, 
/**
 * From the equipment when left out.
 */
department?: Department, 
/**
 * The person saw the open work order of this fault and went on.
 */
create_anyway: boolean, };

/**
 * What the form sends.
 */
export type CreatePurchaseOrderParams = { 
/**
 * The supplier.
 */
supplier?: string, 
/**
 * Of its items, else the person's, when left out.
 */
department?: Department, 
/**
 * The items, at most 500.
 */
lines: Array<OrderWish>, 
/**
 * Currency of the prices: three letters (ISO 4217).
 */
currency?: string, 
/**
 * The day by which it is wanted, YYYY-MM-DD.
 */
wanted_on?: string, 
/**
 * Where it is to be delivered, up to 1,000 characters.
 */
deliver_to?: string, 
/**
 * The supplier's number for it.
 */
supplier_reference?: string, 
/**
 * Anything else the supplier must know, up to 5,000 characters.
 */
remark?: string, };

/**
 * What the form sends.
 */
export type CreateWorkOrderParams = { 
/**
 * 3–200 characters.
 */
title: string, 
/**
 * Corrective, planned or inspection; planned when left out.
 */
kind?: WorkKind, 
/**
 * The machine or space.
 */
equipment?: string, 
/**
 * Where, up to 100 characters.
 */
location?: string, 
/**
 * Up to 5,000 characters.
 */
description?: string, 
/**
 * Normal when left out.
 */
priority?: Priority, 
/**
 * The day it should be done by.
 */
due_on?: string, 
/**
 * Who is to do it.
 */
assigned_to?: string, 
/**
 * From the equipment when left out.
 */
department?: Department, 
/**
 * The completed work order it goes on from.
 */
follows?: string, };

/**
 * A person in the list of people. The hash of the PIN stays out of it.
 */
export type CrewLine = { 
/**
 * The person.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Rank.
 */
rank: string, 
/**
 * Role.
 */
role: Role, 
/**
 * Department.
 */
department: Department, 
/**
 * Serves at present.
 */
is_active: boolean, 
/**
 * Has chosen a PIN.
 */
has_pin: boolean, 
/**
 * Acts this person may open on them.
 */
offers: Array<Offer>, };

/**
 * What follows when it fails.
 */
export type Criticality = "low" | "medium" | "high";

/**
 * What a row of a delivery is of.
 */
export type DeliveredPart = { 
/**
 * The part.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * The maker's number.
 */
number: string, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * Nobody verified it yet.
 */
is_candidate: boolean, };

/**
 * What is open aboard.
 */
export type DeliveriesOpen = { 
/**
 * Those that the signed-in person sees to first, each newest first; at most 20.
 */
rows: Array<OpenDelivery>, 
/**
 * How many there are beyond those.
 */
more: number, };

/**
 * What happened to one delivery.
 */
export type DeliveryHistory = { 
/**
 * Acts, newest first.
 */
history: Array<HistoryLine>, 
/**
 * The signature; none while nobody committed it.
 */
signed: DeliverySigned | null, };

/**
 * Everything about one delivery.
 */
export type DeliveryPage = { 
/**
 * The row.
 */
session: ReceivingSession, 
/**
 * Who sent it.
 */
supplier: Link | null, 
/**
 * The orders that its rows fulfil.
 */
orders: Array<Numbered>, 
/**
 * Who sees to it.
 */
holder: Person, 
/**
 * Whether that is the person who asks.
 */
is_own: boolean, 
/**
 * Its rows in their order.
 */
rows: Array<DeliveryRow>, 
/**
 * Rows with a tick.
 */
ticked: number, 
/**
 * Rows that nobody knows yet.
 */
unknown: number, 
/**
 * Rows with something wrong.
 */
discrepant: number, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * Everything that the commit of a delivery will write, and nothing else.
 */
export type DeliveryReview = { 
/**
 * Why it cannot be committed as it stands; the rest is empty then.
 */
refused: string | null, 
/**
 * The row on account of which it cannot.
 */
refused_row: string | null, 
/**
 * What goes into stores.
 */
to_stores: Array<ToStores>, 
/**
 * What is installed.
 */
installed: Array<Fitted>, 
/**
 * What is wrong, and stays on record.
 */
wrong: Array<WrongWith>, 
/**
 * What stays awaited.
 */
awaited: Array<StaysAwaited>, 
/**
 * What is posted.
 */
spend: Array<WillSpend>, 
/**
 * What the postings come to, by currency.
 */
spent: Array<Amount>, 
/**
 * Postings without a price.
 */
unpriced: number, 
/**
 * What is asked for anew.
 */
anew: Array<AskedAnew>, 
/**
 * What becomes of the orders.
 */
orders: Array<OrderAfter>, 
/**
 * What this person should know before signing.
 */
warnings: Array<string>, 
/**
 * Ticked rows that do not belong here and change nothing.
 */
ignored: number, 
/**
 * Rows without a tick.
 */
unticked: number, };

/**
 * One row of a delivery.
 */
export type DeliveryRow = { 
/**
 * The row.
 */
id: string, 
/**
 * Place in the delivery, from 1.
 */
position: number, 
/**
 * What it is; none while nobody knows.
 */
part: DeliveredPart | null, 
/**
 * What the slip calls it.
 */
description: string | null, 
/**
 * A person said that it does not belong here.
 */
is_ignored: boolean, 
/**
 * Nobody has said yet what it is.
 */
is_unknown: boolean, 
/**
 * The order that it fulfils.
 */
order: Numbered | null, 
/**
 * What was awaited when the row was added, in the part's unit.
 */
expected: string | null, 
/**
 * What was delivered.
 */
delivered: string, 
/**
 * Of that accepted: what enters stock and spend.
 */
accepted: string, 
/**
 * Of that installed straight away.
 */
installed: string, 
/**
 * Of that into stores.
 */
to_stores: string, 
/**
 * What stays awaited on the order once this row is received as it stands; none where nothing does.
 */
stays: string | null, 
/**
 * How much more is accepted than is awaited; none where it is not more.
 */
beyond: string | null, 
/**
 * What people said is wrong with units of it.
 */
wrong: Array<WrongUnits>, 
/**
 * What is wrong is asked for anew.
 */
returns_to_list: boolean, 
/**
 * Somebody saw it and said so.
 */
is_ticked: boolean, 
/**
 * Who.
 */
ticked_by: Person | null, 
/**
 * Where the rest is stored.
 */
place: Link | null, 
/**
 * The work order that units are installed for.
 */
work_order: Link | null, 
/**
 * The equipment that units are installed in.
 */
equipment: Link | null, 
/**
 * A word on it.
 */
note: string | null, 
/**
 * Photos and papers of it.
 */
files: number, 
/**
 * Two people counted it differently, apart, and nobody has settled that.
 */
is_in_conflict: boolean, 
/**
 * What it posted; nothing before the delivery is committed.
 */
posted: Array<PostedUnits>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * A part of the list of deliveries, as its tabs show it.
 */
export type DeliverySection = "open" | "to_look_through" | "history";

/**
 * The signature of a delivery.
 */
export type DeliverySigned = { 
/**
 * When.
 */
at: string, 
/**
 * Who filled it in.
 */
by: string, 
/**
 * Who signed it.
 */
signed_by: string | null, };

/**
 * The department a person or a record belongs to.
 */
export type Department = "engineering" | "deck" | "interior" | "management";

/**
 * Where units of a delivery went.
 */
export type Destination = "stores" | "installed";

/**
 * What kind of device writes entries.
 */
export type DeviceKind = "workstation" | "shore";

/**
 * What is wrong with units of a delivery.
 */
export type DiscrepancyKind = "missing" | "damaged" | "incorrect";

/**
 * A manual: a PDF that lies beside the replica under its digest, or an address ashore.
 */
export type Document = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * What it is called.
 */
title: string, 
/**
 * SHA-256 of the file, 64 hex digits; none of a manual that is only an address.
 */
sha256: string | null, 
/**
 * Name of the file, for people.
 */
file_name: string | null, 
/**
 * Bytes of the file.
 */
size_bytes: number | null, 
/**
 * Pages of the file.
 */
pages: number | null, 
/**
 * Where it is read over a connection, when there is no file.
 */
url: string | null, 
/**
 * Maker of what it describes.
 */
maker: string | null, 
/**
 * Model of what it describes.
 */
model: string | null, 
/**
 * Which revision of the manual it is.
 */
revision: string | null, 
/**
 * Whether it is the one to work by.
 */
status: DocumentStatus, 
/**
 * The manual that took its place.
 */
superseded_by_id: string | null, 
/**
 * No longer kept among the manuals.
 */
is_retired: boolean, 
/**
 * Why not.
 */
retired_reason: string | null, 
/**
 * Anything else worth knowing.
 */
remark: string | null, };

/**
 * A manual in a list.
 */
export type DocumentLine = { 
/**
 * The row.
 */
document: Document, 
/**
 * It is one to work by.
 */
is_active: boolean, 
/**
 * The equipment that it describes, by code.
 */
equipment: Array<Link>, 
/**
 * How far it has been read here.
 */
reading: DocumentReading, 
/**
 * Pages that were read.
 */
pages_read: number, 
/**
 * Pages without text.
 */
pages_without_text: number, 
/**
 * Why it could not be read, or what was left out.
 */
said: string | null, };

/**
 * Which manuals are wanted.
 */
export type DocumentListArgs = { 
/**
 * Those that describe this equipment; all when left out.
 */
equipment?: string, 
/**
 * Words that all stand in its names, or in those of an equipment that it describes.
 */
text: string, 
/**
 * Only those to work by.
 */
only_active: boolean, 
/**
 * First manual wanted, from 0.
 */
offset: number, 
/**
 * How many; all when left out.
 */
limit?: number, };

/**
 * Everything about one manual.
 */
export type DocumentPage = { 
/**
 * As it stands in the list.
 */
line: DocumentLine, 
/**
 * The manual that took its place.
 */
superseded_by: Link | null, 
/**
 * Manuals whose place it took.
 */
supersedes: Array<Link>, 
/**
 * Where fault codes stand, as people confirmed it; by code.
 */
mappings: Array<MappingLine>, 
/**
 * Where fault codes seem to stand, and nobody confirmed it.
 */
proposals: Array<ProposalLine>, 
/**
 * Pages of it that were worked by, newest first.
 */
pins: Array<PinLine>, 
/**
 * What was done to it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, 
/**
 * Its file is here and asks for a password that was not given on this workstation.
 */
is_locked: boolean, };

/**
 * How far a manual has been read on this workstation.
 */
export type DocumentReading = "elsewhere" | "waiting" | "reading" | "read" | "refused" | "external";

/**
 * Whether a manual is the one to work by.
 */
export type DocumentStatus = "active" | "superseded";

/**
 * One manual of the sheet. A window names what was opened before (`upload`); digest, bytes and pages are
 * filled in by the program from the file itself.
 */
export type DocumentWish = { 
/**
 * What was opened before, as the program named it.
 */
upload?: string, 
/**
 * A file of this machine, for scripts.
 */
path?: string, 
/**
 * Where it is read over a connection, instead of a file.
 */
url?: string, 
/**
 * What it is called, 3–200 characters.
 */
title: string, 
/**
 * Maker of what it describes.
 */
maker?: string, 
/**
 * Model of what it describes.
 */
model?: string, 
/**
 * Which revision of the manual it is.
 */
revision?: string, 
/**
 * The manual whose place it takes.
 */
supersedes?: string, 
/**
 * Name of the file.
 */
file_name?: string, 
/**
 * SHA-256, 64 hex digits.
 */
sha256?: string, 
/**
 * Bytes.
 */
size_bytes?: number, 
/**
 * Pages.
 */
pages?: number, };

/**
 * A form to keep as it stands.
 */
export type DraftArgs = { 
/**
 * Made when the form was opened.
 */
form_id: string, 
/**
 * The act.
 */
action: string, 
/**
 * What is filled in so far.
 */
given: Record<string, unknown>, };

/**
 * A form that was left open.
 */
export type DraftLine = { 
/**
 * The form.
 */
form_id: string, 
/**
 * The act.
 */
action: string, 
/**
 * What is filled in so far.
 */
given: Record<string, unknown>, 
/**
 * When it was kept last.
 */
saved_at: string, };

/**
 * A record that may be what the person is about to write.
 */
export type Duplicate = { 
/**
 * Table of the record.
 */
table: string, 
/**
 * The record.
 */
id: string, 
/**
 * Its number or name.
 */
label: string, 
/**
 * What it is, its age, state and assignee, in one line.
 */
text: string, 
/**
 * Whether to look at it first is the usual choice.
 */
view_first: boolean, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditDocumentParams = { 
/**
 * The manual.
 */
document?: string, 
/**
 * What it is called, 3–200 characters.
 */
title?: string, 
/**
 * Maker of what it describes.
 */
maker?: string, 
/**
 * Model of what it describes.
 */
model?: string, 
/**
 * Which revision it is.
 */
revision?: string, 
/**
 * Anything else worth knowing, up to 2,000 characters.
 */
remark?: string, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditEquipmentParams = { 
/**
 * The equipment.
 */
equipment?: string, 
/**
 * Code in the vessel's system.
 */
code?: string, 
/**
 * Name.
 */
name?: string, 
/**
 * Machine or space.
 */
kind?: EquipmentKind, 
/**
 * System it belongs to.
 */
system?: string, 
/**
 * Where it stands.
 */
location?: string, 
/**
 * Maker.
 */
maker?: string, 
/**
 * Model.
 */
model?: string, 
/**
 * Serial number.
 */
serial?: string, 
/**
 * What follows when it fails.
 */
criticality?: Criticality, 
/**
 * The department.
 */
department?: Department, 
/**
 * Whether it has a running-hours counter.
 */
has_counter?: boolean, 
/**
 * Anything else worth knowing.
 */
remark?: string, };

/**
 * What the form for a change sends; a field left out stays as it is, an empty text empties it.
 */
export type EditFaultParams = { 
/**
 * The fault.
 */
fault?: string, 
/**
 * What is wrong.
 */
title?: string, 
/**
 * The machine or space.
 */
equipment?: string, 
/**
 * Code as on the display.
 */
code?: string, 
/**
 * How bad.
 */
severity?: Severity, 
/**
 * What was seen.
 */
description?: string, 
/**
 * When.
 */
noticed_at?: string, 
/**
 * The record's department.
 */
department?: Department, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditHandoverEntryParams = { 
/**
 * The entry.
 */
entry?: string, 
/**
 * What to know, up to 200 characters.
 */
title?: string, 
/**
 * In full, up to 2,000 characters.
 */
details?: string, 
/**
 * What the next person has to do with it.
 */
category?: HandoverCategory, 
/**
 * How much it matters.
 */
priority?: Priority, 
/**
 * Whose handover it belongs to.
 */
department?: Department, 
/**
 * Watch or rotation.
 */
kind?: HandoverKind, };

/**
 * What the form sends; a field left out stays as it is.
 */
export type EditLocationParams = { 
/**
 * The storage place.
 */
location?: string, 
/**
 * Code on the shelf.
 */
code?: string, 
/**
 * Name.
 */
name?: string, 
/**
 * What it stands in.
 */
parent?: string, 
/**
 * The department.
 */
department?: Department, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditPartParams = { 
/**
 * The part.
 */
part?: string, 
/**
 * The maker's number.
 */
number?: string, 
/**
 * Name.
 */
name?: string, 
/**
 * Other numbers, separated by commas.
 */
other_numbers?: string, 
/**
 * Maker.
 */
maker?: string, 
/**
 * Unit it is counted in.
 */
unit?: string, 
/**
 * Category.
 */
category?: string, 
/**
 * The department.
 */
department?: Department, 
/**
 * At or below this it is low; empty means not tracked.
 */
minimum?: string, 
/**
 * At or below this it is critical.
 */
critical?: string, 
/**
 * Above this it is overstocked.
 */
maximum?: string, 
/**
 * Barcode on the box.
 */
barcode?: string, 
/**
 * Anything else worth knowing.
 */
remark?: string, 
/**
 * The usual place.
 */
location?: string, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditPurchaseOrderParams = { 
/**
 * The order.
 */
order?: string, 
/**
 * Items to put on it.
 */
add: Array<OrderWish>, 
/**
 * Lines that change.
 */
change: Array<LineChange>, 
/**
 * Lines to take off.
 */
take_off: Array<string>, 
/**
 * The department that pays.
 */
department?: Department, 
/**
 * Currency of the prices: three letters (ISO 4217).
 */
currency?: string, 
/**
 * The day by which it is wanted, YYYY-MM-DD.
 */
wanted_on?: string, 
/**
 * Where it is to be delivered.
 */
deliver_to?: string, 
/**
 * The supplier's number for it.
 */
supplier_reference?: string, 
/**
 * Anything else the supplier must know.
 */
remark?: string, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditShoppingItemParams = { 
/**
 * The item.
 */
item?: string, 
/**
 * How much, in the part's unit.
 */
quantity?: string, 
/**
 * How soon.
 */
urgency?: Urgency, 
/**
 * Why that soon; of a critical item at least 10 characters.
 */
urgency_reason?: string, 
/**
 * The department that pays.
 */
department?: Department, 
/**
 * The equipment it is for.
 */
equipment?: string, 
/**
 * It is for no equipment.
 */
without_equipment: boolean, 
/**
 * From whom to buy.
 */
supplier?: string, 
/**
 * It may come from any supplier.
 */
without_supplier: boolean, 
/**
 * Anything else worth knowing, up to 1,000 characters.
 */
note?: string, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditSupplierParams = { 
/**
 * The supplier.
 */
supplier?: string, 
/**
 * Name.
 */
name?: string, 
/**
 * Short code.
 */
code?: string, 
/**
 * The person to ask for.
 */
contact?: string, 
/**
 * E-mail address.
 */
email?: string, 
/**
 * Telephone number.
 */
phone?: string, 
/**
 * Postal address.
 */
address?: string, 
/**
 * The vessel's number in their books.
 */
account_number?: string, 
/**
 * Anything else worth knowing.
 */
remark?: string, };

/**
 * What the form sends; of a word that is there a field left out stays.
 */
export type EditSynonymsParams = { 
/**
 * The word that is changed; none adds one.
 */
synonym?: string, 
/**
 * What people say, 1–80 characters.
 */
word?: string, 
/**
 * What it stands for, 1–80 characters.
 */
means?: string, 
/**
 * It is no longer said, or, when false, it is said again.
 */
withdraw?: boolean, };

/**
 * What the form sends; a field left out stays, an empty text empties it.
 */
export type EditWorkOrderParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * 3–200 characters.
 */
title?: string, 
/**
 * Corrective, planned or inspection.
 */
kind?: WorkKind, 
/**
 * How soon.
 */
priority?: Priority, 
/**
 * The machine or space.
 */
equipment?: string, 
/**
 * Where.
 */
location?: string, 
/**
 * In full.
 */
description?: string, 
/**
 * The day it should be done by, `YYYY-MM-DD`; empty for none.
 */
due_on?: string, 
/**
 * The record's department.
 */
department?: Department, };

/**
 * What a person enters to join.
 */
export type EnrolArgs = { 
/**
 * Where the shore or the meeting point answers.
 */
address: string, 
/**
 * The code it gave out.
 */
code: string, 
/**
 * Where this workstation stands; needed for an empty replica.
 */
name?: string, 
/**
 * The words of the vessel's recovery sheet; needed for an empty replica.
 */
words?: string, };

/**
 * What came of it.
 */
export type Enrolled = { 
/**
 * The link that was set up.
 */
peer: number, 
/**
 * The vessel.
 */
vessel_name: string, 
/**
 * The letter of this workstation.
 */
letter: string | null, 
/**
 * What answered: `shore` or `workstation`.
 */
kind: "shore" | "workstation", 
/**
 * The vessel has not confirmed the gateway yet: open `connect_shore` with this.
 */
connect: Gateway | null, };

/**
 * What a person enters where the words of this workstation are wrong.
 */
export type EnterWordsArgs = { 
/**
 * Whose PIN proves the words.
 */
person: string, 
/**
 * That PIN.
 */
pin: string, 
/**
 * The words of the vessel's recovery sheet.
 */
words: string, };

/**
 * The entry an act became.
 */
export type EntryName = { 
/**
 * Device number, 12 hex digits.
 */
device: string, 
/**
 * Its place in the device's chain.
 */
seq: number, };

/**
 * A machine or a space in the vessel's tree.
 */
export type Equipment = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * Code in the vessel's system, for example the SFI number.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * Machine or space.
 */
kind: EquipmentKind, 
/**
 * What it stands under.
 */
parent_id: string | null, 
/**
 * System it belongs to.
 */
system: string | null, 
/**
 * Where it stands.
 */
location: string | null, 
/**
 * Maker.
 */
maker: string | null, 
/**
 * Model.
 */
model: string | null, 
/**
 * Serial number.
 */
serial: string | null, 
/**
 * What follows when it fails.
 */
criticality: Criticality | null, 
/**
 * Department that looks after it.
 */
department: Department, 
/**
 * Whether it has a running-hours counter.
 */
has_counter: boolean, 
/**
 * Taken out of service for good.
 */
is_retired: boolean, 
/**
 * Why it was retired.
 */
retired_reason: string | null, 
/**
 * Anything else worth knowing.
 */
remark: string | null, };

/**
 * A machine or a space; both stand in one tree.
 */
export type EquipmentKind = "machine" | "space";

/**
 * A node of the tree; the screen builds the branches from `parent_id`.
 */
export type EquipmentNode = { 
/**
 * The equipment.
 */
id: string, 
/**
 * What it stands under.
 */
parent_id: string | null, 
/**
 * Code.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * Machine or space.
 */
kind: EquipmentKind, 
/**
 * Department.
 */
department: Department, 
/**
 * Taken out of service.
 */
is_retired: boolean, 
/**
 * Open faults on it.
 */
open_faults: number, 
/**
 * Open work orders on it.
 */
open_work_orders: number, };

/**
 * Everything about one piece of equipment.
 */
export type EquipmentPage = { 
/**
 * The row.
 */
equipment: Equipment, 
/**
 * From the top of the tree down to what it stands under.
 */
path: Array<Link>, 
/**
 * What stands under it.
 */
children: Array<Link>, 
/**
 * Faults, newest first, at most 50.
 */
faults: Array<FaultLine>, 
/**
 * Work orders, newest first, at most 50.
 */
work_orders: Array<WorkOrderLine>, 
/**
 * The spare-part list.
 */
spare_parts: Array<SparePart>, 
/**
 * Readings of its counter, newest first, at most 50.
 */
readings: Array<ReadingLine>, 
/**
 * The last reading is older than 30 days.
 */
is_old_reading: boolean, 
/**
 * What happened to the record of it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open.
 */
offers: Array<Offer>, };

/**
 * One row; what is left out or empty stays as it is.
 */
export type EquipmentRow = { 
/**
 * The row's number in the file.
 */
row: number, 
/**
 * Code in the vessel's system.
 */
code: string, 
/**
 * Name.
 */
name?: string, 
/**
 * Machine or space.
 */
kind?: EquipmentKind, 
/**
 * Code of what it stands under.
 */
parent?: string, 
/**
 * System it belongs to.
 */
system?: string, 
/**
 * Where it stands.
 */
location?: string, 
/**
 * Maker.
 */
maker?: string, 
/**
 * Model.
 */
model?: string, 
/**
 * Serial number.
 */
serial?: string, 
/**
 * What follows when it fails.
 */
criticality?: Criticality, 
/**
 * The department.
 */
department?: Department, 
/**
 * Whether it has a running-hours counter.
 */
has_counter?: boolean, 
/**
 * Anything else worth knowing.
 */
remark?: string, 
/**
 * No longer used.
 */
retired?: boolean, 
/**
 * Why not.
 */
retired_reason?: string, };

/**
 * What went wrong, for the program and for the person.
 */
export type Error = { 
/**
 * What the program acts on.
 */
code: Code, 
/**
 * What the person reads: what is wrong and what to do.
 */
message: string, 
/**
 * The field at fault, or the new state; an object.
 */
detail: Record<string, unknown>, };

/**
 * What is told to every window after a commit, never before it.
 */
export type Event = { 
/**
 * Tables that changed.
 */
tables: Array<string>, 
/**
 * Links, waiting acts or settings of sync changed: ask `sync_strip` again.
 */
sync: boolean, };

/**
 * One exchange that is over, well or not.
 */
export type ExchangeLine = { 
/**
 * Higher ones came later.
 */
id: number, 
/**
 * The link.
 */
peer: number, 
/**
 * What people call its other side.
 */
peer_name: string, 
/**
 * When it began.
 */
began_at: string, 
/**
 * When it ended.
 */
ended_at: string, 
/**
 * Bytes sent.
 */
bytes_up: number, 
/**
 * Bytes received.
 */
bytes_down: number, 
/**
 * Requests that were answered.
 */
round_trips: number, 
/**
 * Batches, both ways.
 */
batches: number, 
/**
 * Entries in them.
 */
entries: number, 
/**
 * `done`, `asked` or `failed`.
 */
outcome: string, 
/**
 * What went wrong, as one word.
 */
code: string | null, 
/**
 * What went wrong, for the person.
 */
sentence: string | null, };

/**
 * Where to write.
 */
export type ExportArgs = { 
/**
 * The folder; it must not exist, or be empty.
 */
path: string, };

/**
 * Which file, and what it is to carry.
 */
export type ExportFileArgs = { 
/**
 * Its path on this machine.
 */
path: string, 
/**
 * Whether photos and papers go with the acts.
 */
with_files: boolean, };

/**
 * A record that something is broken.
 */
export type Fault = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * Number people speak: F-2026-E0113.
 */
number: string, 
/**
 * What is wrong, in one line.
 */
title: string, 
/**
 * The machine or space, if named.
 */
equipment_id: string | null, 
/**
 * Code as on the display.
 */
code: string | null, 
/**
 * What was seen.
 */
description: string | null, 
/**
 * How bad it is.
 */
severity: Severity, 
/**
 * The record's department.
 */
department: Department, 
/**
 * When it was noticed.
 */
noticed_at: string, 
/**
 * The person aboard who reported it.
 */
reported_by_id: string | null, 
/**
 * Or somebody else: "guest in cabin 4".
 */
reported_by_text: string | null, 
/**
 * Open or resolved.
 */
status: FaultStatus, 
/**
 * How it was settled.
 */
resolved_how: ResolvedHow | null, 
/**
 * A word on it.
 */
resolution_note: string | null, 
/**
 * When it was settled.
 */
resolved_at: string | null, 
/**
 * By whom.
 */
resolved_by: string | null, 
/**
 * Why it was opened again.
 */
reopened_reason: string | null, };

/**
 * Where a manual says what a fault code means, as a person confirmed it. The id is derived from manual
 * and code, however the code is spelt.
 */
export type FaultCodeSection = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * The manual.
 */
document_id: string, 
/**
 * The code as it is printed: E-047.
 */
code: string, 
/**
 * The code as it is compared: E047.
 */
code_key: string, 
/**
 * The page, from 1.
 */
page: number, 
/**
 * The heading that it stands under.
 */
heading: string | null, 
/**
 * What it means, as the manual says.
 */
meaning: string | null, 
/**
 * What to do, as the manual says.
 */
remedy: string | null, 
/**
 * A person took it back.
 */
is_withdrawn: boolean, 
/**
 * Why.
 */
reason: string | null, };

/**
 * A fault in a list.
 */
export type FaultLine = { 
/**
 * The fault.
 */
id: string, 
/**
 * Number people speak.
 */
number: string, 
/**
 * What is wrong.
 */
title: string, 
/**
 * Code as on the display.
 */
code: string | null, 
/**
 * How bad.
 */
severity: Severity, 
/**
 * Open or resolved.
 */
status: FaultStatus, 
/**
 * Department.
 */
department: Department, 
/**
 * The machine or space.
 */
equipment: Link | null, 
/**
 * When it was noticed.
 */
noticed_at: string, 
/**
 * Open work orders for it.
 */
open_work_orders: number, 
/**
 * Times this code was noticed on this equipment in 30 days, from 2 on.
 */
recurring: number | null, };

/**
 * A work order's fault, as the page shows it.
 */
export type FaultOfWork = { 
/**
 * The fault.
 */
id: string, 
/**
 * Number people speak.
 */
number: string, 
/**
 * What is wrong.
 */
title: string, 
/**
 * Code as on the display.
 */
code: string | null, 
/**
 * Open or resolved.
 */
status: FaultStatus, };

/**
 * Everything about one fault.
 */
export type FaultPage = { 
/**
 * The row.
 */
fault: Fault, 
/**
 * The machine or space.
 */
equipment: Link | null, 
/**
 * Who reported it, by name or in the words written down.
 */
reported_by: string, 
/**
 * Who settled it.
 */
resolved_by: string | null, 
/**
 * Times this code was noticed on this equipment in 30 days, from 2 on.
 */
recurring: number | null, 
/**
 * Every work order for it, newest first.
 */
work_orders: Array<WorkOrderLine>, 
/**
 * What happened, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open.
 */
offers: Array<Offer>, };

/**
 * The life of a fault.
 */
export type FaultStatus = "open" | "resolved";

/**
 * One figure.
 */
export type FigureAmounts = { 
/**
 * By currency.
 */
amounts: Array<Amount>, 
/**
 * Lines in it whose price nobody knows.
 */
unpriced: number, 
/**
 * Currencies whose sum is beyond what can be kept exactly.
 */
beyond: Array<string>, };

/**
 * Which file.
 */
export type FileArgs = { 
/**
 * Its path on this machine.
 */
path: string, };

/**
 * One file of the sheet. A window names what it sent (`upload`) or an earlier attachment (`again`); the
 * rest is filled in by the program from the bytes themselves.
 */
export type FileWish = { 
/**
 * What the window sent before.
 */
upload?: string, 
/**
 * A file of this machine, for scripts.
 */
path?: string, 
/**
 * An attachment whose file is attached again.
 */
again?: string, 
/**
 * Name of the file, up to 200 characters.
 */
name: string, 
/**
 * What is to be seen on it, up to 200 characters.
 */
caption?: string, 
/**
 * SHA-256, 64 hex digits.
 */
sha256?: string, 
/**
 * Photo or paper.
 */
kind?: AttachmentKind, 
/**
 * Registered name of the format.
 */
media_type?: string, 
/**
 * Bytes.
 */
size_bytes?: number, };

/**
 * Photos and papers that are on one side of a link only, as its last exchange found them.
 */
export type FilesWaiting = { 
/**
 * How many are here and not there.
 */
to_send: number, 
/**
 * How many are there and not here.
 */
to_fetch: number, 
/**
 * How many are on neither side: another workstation has them.
 */
elsewhere: number, 
/**
 * Bytes that are still to move, of the first two.
 */
bytes: number, 
/**
 * What keeps them waiting, other than the link itself.
 */
trouble: Trouble | null, };

/**
 * What is asked. The program fills in from the record named what is left out.
 */
export type FindArgs = { 
/**
 * A fault: its equipment, code and words count.
 */
fault?: string, 
/**
 * A work order: its equipment, its fault's code and its words count.
 */
work_order?: string, 
/**
 * The equipment.
 */
equipment?: string, 
/**
 * Only this manual.
 */
document?: string, 
/**
 * A fault code.
 */
code?: string, 
/**
 * A section, by number or heading.
 */
section?: string, 
/**
 * Words to be found in headings.
 */
words?: string, 
/**
 * Manuals of other equipment are looked at too.
 */
everywhere: boolean, };

/**
 * What the check found before the form or before the commit.
 */
export type Findings = { 
/**
 * Records that may be the same.
 */
duplicates: Array<Duplicate>, 
/**
 * Other things to know.
 */
warnings: Array<Warning>, };

/**
 * What is installed straight away.
 */
export type Fitted = { 
/**
 * The row of the delivery.
 */
row: string, 
/**
 * The part.
 */
part: DeliveredPart, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * The work order that it is installed for.
 */
work_order: Link | null, 
/**
 * The equipment that it is installed in.
 */
equipment: Link | null, };

/**
 * Which form.
 */
export type FormArgs = { 
/**
 * Made when the form was opened.
 */
form_id: string, };

/**
 * What the first start asks for.
 */
export type FoundArgs = { 
/**
 * Name of the ship.
 */
vessel: string, 
/**
 * Letter of this workstation.
 */
letter: string, 
/**
 * Name of the first chief engineer.
 */
person: string, 
/**
 * Rank of that person.
 */
rank: string, 
/**
 * PIN of that person, at least six digits.
 */
pin: string, 
/**
 * Where this workstation stands.
 */
workstation?: string, };

/**
 * A manual whose contents can be opened.
 */
export type FoundManual = { 
/**
 * The manual.
 */
id: string, 
/**
 * What it is called, with its revision.
 */
title: string, 
/**
 * It is an address that needs a connection.
 */
url: string | null, 
/**
 * Its file lies on this workstation.
 */
is_here: boolean, 
/**
 * It was read here, so that something can be found in it.
 */
is_read: boolean, };

/**
 * A page, and why it was chosen.
 */
export type FoundPlace = { 
/**
 * The manual.
 */
document: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * The page, from 1.
 */
page: number, 
/**
 * What is printed on it as its number.
 */
label: string | null, 
/**
 * How far down that page, in points.
 */
top: number | null, 
/**
 * The heading that it stands under.
 */
heading: string | null, 
/**
 * Why this page, in words: "mapped to E047".
 */
reason: string, 
/**
 * A person confirmed it.
 */
is_confirmed: boolean, };

/**
 * A section near the page that was found.
 */
export type FoundSection = { 
/**
 * Its heading.
 */
title: string, 
/**
 * The page, from 1.
 */
page: number, 
/**
 * How far down that page, in points.
 */
top: number, };

/**
 * What a founding answers, once.
 */
export type Founded = { 
/**
 * The vessel secret as words, for the ship's safe.
 */
words: Array<string>, };

/**
 * One entry as it stood.
 */
export type FrozenEntry = { 
/**
 * The entry.
 */
id: string, 
/**
 * What the next person has to do with it.
 */
category: HandoverCategory, 
/**
 * How much it matters.
 */
priority: Priority, 
/**
 * Open, done or withdrawn.
 */
status: HandoverStatus, 
/**
 * What to know, in one line.
 */
title: string, 
/**
 * In full.
 */
details?: string, 
/**
 * What came of it, or why it was taken back.
 */
remark?: string, 
/**
 * When it was written.
 */
written_at: string, 
/**
 * By whom.
 */
written_by?: string, 
/**
 * The record it speaks of, and how that stood.
 */
record?: Standing, 
/**
 * Its photos and papers, the first one first.
 */
files: Array<FrozenFile>, };

/**
 * A photo or paper of an entry; its digest stands for every byte of it.
 */
export type FrozenFile = { 
/**
 * SHA-256 of the bytes, 64 hex digits.
 */
sha256: string, 
/**
 * Photo or paper.
 */
kind: AttachmentKind, 
/**
 * Name of the file, for people.
 */
name: string, 
/**
 * What is to be seen on it.
 */
caption?: string, };

/**
 * A gateway that the vessel has not confirmed yet: what the act `connect_shore` is opened with.
 */
export type Gateway = { 
/**
 * Its device number, 12 hex digits.
 */
device: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its public key, 64 hex digits.
 */
public_key: string, };

/**
 * An act, and a form that may be incomplete.
 */
export type GivenArgs = { 
/**
 * The act.
 */
action: string, 
/**
 * What is filled in so far.
 */
given: Record<string, unknown>, };

/**
 * What whoever takes over says to it.
 */
export type HandoverAnswer = "accepted" | "not_accepted";

/**
 * Which entries are wanted.
 */
export type HandoverArgs = { 
/**
 * Whose handover; the person's own department when left out.
 */
department?: Department, 
/**
 * Watch when left out.
 */
kind?: HandoverKind, 
/**
 * Open, done or withdrawn; open when left out.
 */
status?: HandoverStatus, 
/**
 * Only what was written, or changed, since this person last signed here.
 */
only_new: boolean, 
/**
 * Written at this moment or later.
 */
from_at?: string, 
/**
 * Written before this moment.
 */
to_at?: string, 
/**
 * Entries to leave out from the newest on.
 */
offset: number, };

/**
 * What the next person has to do with it.
 */
export type HandoverCategory = "urgent" | "in_progress" | "completed" | "watch" | "fyi";

/**
 * A note to your future self, or to the person replacing you. Written by people only.
 */
export type HandoverEntry = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * What to know, in one line.
 */
title: string, 
/**
 * In full.
 */
details: string | null, 
/**
 * What the next person has to do with it.
 */
category: HandoverCategory, 
/**
 * How much it matters.
 */
priority: Priority, 
/**
 * Whose handover it belongs to.
 */
department: Department, 
/**
 * Watch or rotation.
 */
kind: HandoverKind, 
/**
 * The fault it speaks of.
 */
fault_id: string | null, 
/**
 * The work order it speaks of.
 */
work_order_id: string | null, 
/**
 * The machine or space it speaks of.
 */
equipment_id: string | null, 
/**
 * The part it speaks of.
 */
part_id: string | null, 
/**
 * Where it stands.
 */
status: HandoverStatus, 
/**
 * What came of it, why it was taken back, or why it is open again.
 */
remark: string | null, 
/**
 * When it was done or taken back.
 */
closed_at: string | null, 
/**
 * By whom.
 */
closed_by: string | null, 
/**
 * Somebody signed it over: its words stay as they are from then on.
 */
is_signed_over: boolean, 
/**
 * The manual it speaks of.
 */
document_id: string | null, 
/**
 * The page of that manual, from 1.
 */
page: number | null, 
/**
 * The heading in that manual.
 */
section: string | null, };

/**
 * Everything about one entry.
 */
export type HandoverEntryPage = { 
/**
 * The entry, and how the record it speaks of stands now.
 */
line: HandoverLine, 
/**
 * What was done to it, newest first.
 */
history: Array<HistoryLine>, };

/**
 * The entries of one category, what matters most first.
 */
export type HandoverGroup = { 
/**
 * The category.
 */
category: HandoverCategory, 
/**
 * Its entries.
 */
lines: Array<HandoverLine>, };

/**
 * To whom a handover goes.
 */
export type HandoverKind = "watch" | "rotation";

/**
 * One entry.
 */
export type HandoverLine = { 
/**
 * The row.
 */
entry: HandoverEntry, 
/**
 * Who wrote it; none for somebody ashore.
 */
by: Person | null, 
/**
 * Who marked it done or took it back.
 */
closed_by: Person | null, 
/**
 * The record it speaks of, and how that stands now.
 */
record: Standing | null, 
/**
 * It did not stand under this person's last signature.
 */
is_new: boolean, 
/**
 * It stood there otherwise.
 */
is_changed: boolean, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * One department's handover.
 */
export type HandoverPage = { 
/**
 * Whose handover it is.
 */
department: Department, 
/**
 * Watch or rotation.
 */
kind: HandoverKind, 
/**
 * The entries, by category; categories without an entry are left out.
 */
groups: Array<HandoverGroup>, 
/**
 * Entries that meet the filters, also those not shown.
 */
total: number, 
/**
 * Open entries, whatever the filters.
 */
open: number, 
/**
 * Of these, those that are new since this person last signed here.
 */
new: number, 
/**
 * When this person last signed here, handing over or taking over.
 */
my_last_at: string | null, 
/**
 * The last handover that was signed.
 */
last_signed: SignedLine | null, 
/**
 * Acts this person may open here.
 */
offers: Array<Offer>, };

/**
 * The life of an entry; nothing expires.
 */
export type HandoverStatus = "open" | "done" | "withdrawn";

/**
 * One act that touched the record.
 */
export type HistoryLine = { 
/**
 * When, by the author's wall clock.
 */
at: string, 
/**
 * Who filled it in.
 */
by: string, 
/**
 * Who signed it, where it was signed.
 */
signed_by: string | null, 
/**
 * The act.
 */
action: string, 
/**
 * What it did, in words.
 */
text: string, 
/**
 * The entry behind it.
 */
entry: EntryName, };

/**
 * The hits of one kind.
 */
export type HitGroup = { 
/**
 * The kind.
 */
kind: SearchKind, 
/**
 * The best first.
 */
hits: Array<HitLine>, 
/**
 * There are more.
 */
has_more: boolean, };

/**
 * One record that was found.
 */
export type HitLine = { 
/**
 * What it is.
 */
kind: SearchKind, 
/**
 * The record.
 */
id: string, 
/**
 * The record whose page shows it: of a note, its work order.
 */
on_page: string, 
/**
 * What it is called, or what it says.
 */
title: string, 
/**
 * Number people speak, code, the maker's number, or rank.
 */
code: string, 
/**
 * What tells it apart: the equipment, the place, the maker.
 */
more: string, 
/**
 * How it stands: its status; of parts how stock stands; of notes the category; `in_use` or `retired`.
 */
state: string, 
/**
 * Of parts: how much lies in stores, with its unit.
 */
on_hand: string | null, 
/**
 * A word was taken for another that differs by one letter.
 */
is_mistaken: boolean, };

/**
 * One row.
 */
export type HoursRow = { 
/**
 * The row's number in the file.
 */
row: number, 
/**
 * Code of the machine.
 */
equipment: string, 
/**
 * The counter, in hours.
 */
hours: string, 
/**
 * When it was read: by the ship's clock, or with its own offset.
 */
read_at: string, };

/**
 * The record wanted.
 */
export type IdArgs = { 
/**
 * Its id.
 */
id: string, };

/**
 * The open file.
 */
export type ImportArgs = { 
/**
 * Its token.
 */
token: string, };

/**
 * Which columns of an open file hold what.
 */
export type ImportCheckArgs = { 
/**
 * The open file.
 */
token: string, 
/**
 * Field → column.
 */
mapping: Record<string, number | null>, };

/**
 * One column of a file.
 */
export type ImportColumn = { 
/**
 * Counted from 0.
 */
index: number, 
/**
 * Its head; empty where it has none.
 */
head: string, 
/**
 * Its first cells that hold anything.
 */
samples: Array<string>, };

/**
 * A checked file that is taken over.
 */
export type ImportCommitArgs = { 
/**
 * The open file.
 */
token: string, 
/**
 * Who signs.
 */
sign?: Sign, 
/**
 * The person said that wrong rows are left out.
 */
leave_out_wrong: boolean, };

/**
 * A stretch of rows.
 */
export type ImportEquipmentParams = { 
/**
 * The list they stand in.
 */
whole: Whole, 
/**
 * The rows.
 */
rows: Array<EquipmentRow>, };

/**
 * One field that a column may hold.
 */
export type ImportFieldInfo = { 
/**
 * Its name.
 */
name: string, 
/**
 * How people read it.
 */
label: string, 
/**
 * Whether every row needs it.
 */
is_required: boolean, 
/**
 * What to write.
 */
hint: string, };

/**
 * What a list holds.
 */
export type ImportKind = "equipment" | "spare_parts" | "parts" | "suppliers" | "people" | "locations" | "running_hours";

/**
 * A stretch of rows.
 */
export type ImportLocationsParams = { 
/**
 * The list they stand in.
 */
whole: Whole, 
/**
 * The rows.
 */
rows: Array<LocationRow>, };

/**
 * Which file.
 */
export type ImportOpenArgs = { 
/**
 * What the list holds.
 */
kind: ImportKind, 
/**
 * Its path on this machine.
 */
path: string, 
/**
 * The sheet of a workbook; the first that holds anything when left out.
 */
sheet?: string, };

/**
 * A stretch of rows.
 */
export type ImportPartsParams = { 
/**
 * The list they stand in.
 */
whole: Whole, 
/**
 * The rows.
 */
rows: Array<StorePartRow>, };

/**
 * A stretch of rows.
 */
export type ImportPeopleParams = { 
/**
 * The list they stand in.
 */
whole: Whole, 
/**
 * The rows.
 */
rows: Array<PersonRow>, };

/**
 * Where taking over stands.
 */
export type ImportPhase = "idle" | "running" | "done" | "cancelled" | "failed";

/**
 * How far taking over is.
 */
export type ImportProgress = { 
/**
 * Rows taken over.
 */
done: number, 
/**
 * Rows in all.
 */
total: number, 
/**
 * Where it stands.
 */
state: ImportPhase, 
/**
 * Why it stopped.
 */
trouble: string | null, 
/**
 * Entries written.
 */
entries: number, };

/**
 * What a file would do.
 */
export type ImportReport = { 
/**
 * Rows looked at.
 */
rows: number, 
/**
 * Rows that add something.
 */
new: number, 
/**
 * Rows that change something.
 */
changed: number, 
/**
 * Rows that the record holds as they are.
 */
same: number, 
/**
 * Rows that cannot be taken over.
 */
wrong: number, 
/**
 * Into how many acts the rest is cut.
 */
acts: number, 
/**
 * What the signature covers.
 */
statement: string, 
/**
 * How the vessel wants it signed.
 */
method: SignMethod, 
/**
 * Whether the signed-in person has the right to all of it.
 */
self_may: boolean, 
/**
 * Whether that person must give the PIN now.
 */
needs_pin: boolean, 
/**
 * Everybody who may sign it.
 */
signers: Array<Signer>, };

/**
 * What one row would do.
 */
export type ImportRow = { 
/**
 * Its number in the file.
 */
row: number, 
/**
 * What it is about.
 */
label: string, 
/**
 * What it would do.
 */
state: RowState, 
/**
 * In words.
 */
writes: Array<string>, 
/**
 * What to know about it.
 */
notes: Array<string>, 
/**
 * Why it cannot be taken over.
 */
wrong: string | null, };

/**
 * Which rows of a checked file.
 */
export type ImportRowsArgs = { 
/**
 * The open file.
 */
token: string, 
/**
 * Only rows that would do this.
 */
state?: RowState, 
/**
 * The first row wanted.
 */
offset?: number, 
/**
 * How many; at most 200.
 */
limit?: number, };

/**
 * A stretch of rows.
 */
export type ImportRunningHoursParams = { 
/**
 * The list they stand in.
 */
whole: Whole, 
/**
 * The rows.
 */
rows: Array<HoursRow>, };

/**
 * A stretch of rows.
 */
export type ImportSparePartsParams = { 
/**
 * The list they stand in.
 */
whole: Whole, 
/**
 * The rows.
 */
rows: Array<SparePartRow>, };

/**
 * A stretch of rows.
 */
export type ImportSuppliersParams = { 
/**
 * The list they stand in.
 */
whole: Whole, 
/**
 * The rows.
 */
rows: Array<SupplierRow>, };

/**
 * A file as it was read.
 */
export type ImportTable = { 
/**
 * Names the open file in the calls that follow.
 */
token: string, 
/**
 * The file's name, without its folder.
 */
file: string, 
/**
 * Sheets of a workbook; none of separated text.
 */
sheets: Array<string>, 
/**
 * The sheet that was read.
 */
sheet: string | null, 
/**
 * The encoding of separated text.
 */
encoding: string | null, 
/**
 * What separates its cells.
 */
separator: string | null, 
/**
 * Its columns.
 */
columns: Array<ImportColumn>, 
/**
 * Rows below the heads.
 */
rows: number, 
/**
 * Fields of the kind.
 */
fields: Array<ImportFieldInfo>, 
/**
 * The columns as they were chosen for such heads before, else as their heads say.
 */
mapping: Record<string, number | null>, 
/**
 * Whether they were chosen before.
 */
is_remembered: boolean, };

/**
 * How far the index is built.
 */
export type IndexProgress = { 
/**
 * Rows taken in.
 */
done: number, 
/**
 * Of so many.
 */
total: number, };

/**
 * What is to be opened: files of this machine, or folders of them.
 */
export type IntakeArgs = { 
/**
 * Their places.
 */
paths: Array<string>, };

/**
 * A file on its way in.
 */
export type IntakeItem = { 
/**
 * Names it in the form.
 */
upload: string, 
/**
 * Name of the file.
 */
name: string, 
/**
 * Its bytes.
 */
size_bytes: number, 
/**
 * Bytes that were copied.
 */
copied_bytes: number, 
/**
 * Where it stands.
 */
phase: IntakePhase, 
/**
 * Its pages.
 */
pages: number | null, 
/**
 * What it may be called, from its name.
 */
title: string, 
/**
 * Why it is not taken, or what is worth knowing; one sentence.
 */
said: string | null, 
/**
 * The manual that has the same content.
 */
known: Link | null, };

/**
 * One file of those that are on their way in; all when left out.
 */
export type IntakeItemArgs = { 
/**
 * The file, as the program named it.
 */
upload?: string, };

/**
 * Where a file stands on its way in.
 */
export type IntakePhase = "waiting" | "copying" | "opening" | "locked" | "ready" | "known" | "refused";

/**
 * All files on their way in.
 */
export type IntakeState = { 
/**
 * They, in the order in which they were chosen.
 */
items: Array<IntakeItem>, 
/**
 * Some are still being copied or opened.
 */
is_running: boolean, 
/**
 * Files of the folder that were left out, because one sheet takes no more.
 */
left_out: number, };

/**
 * A code, shown once.
 */
export type InvitationCode = { 
/**
 * What is typed at the new workstation.
 */
code: string, 
/**
 * Until when it counts.
 */
expires_at: string, 
/**
 * Where this workstation answers: the address to enter with the code.
 */
addresses: Array<string>, };

/**
 * What the form sends.
 */
export type InviteWorkstationParams = { 
/**
 * Where the new workstation will stand.
 */
name: string, 
/**
 * For how many minutes its code is good.
 */
minutes?: number, };

/**
 * An item in the list.
 */
export type ItemLine = { 
/**
 * The item.
 */
id: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * Nobody verified the part yet.
 */
is_candidate_part: boolean, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * How much is asked for; once decided, how much is to be bought.
 */
quantity: string, 
/**
 * Where it stands, with what came of its order.
 */
state: ItemState, 
/**
 * How soon.
 */
urgency: Urgency, 
/**
 * The department that pays.
 */
department: Department, 
/**
 * What it came from.
 */
source: ItemSource, 
/**
 * The work order it is for.
 */
work_order: Link | null, 
/**
 * From whom.
 */
supplier: Link | null, 
/**
 * The order it stands on.
 */
order: Link | null, 
/**
 * When it was asked for.
 */
created_at: string, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * What a person said of ordered units that came through no delivery: missing, or installed. It is taken
 * back by a mark of its own, whose id follows from the mark, so that two made apart are one.
 */
export type ItemMark = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * The shopping list item.
 */
item_id: string, 
/**
 * The line of the order.
 */
line_id: string, 
/**
 * Missing, installed, or taken back.
 */
kind: MarkKind, 
/**
 * How much, in the part's unit, above zero.
 */
quantity: string, 
/**
 * A word on it.
 */
reason: string | null, 
/**
 * The work order it was installed for.
 */
work_order_id: string | null, 
/**
 * The equipment it was installed in.
 */
equipment_id: string | null, 
/**
 * The mark that it takes back.
 */
takes_back_id: string | null, };

/**
 * What buys an item: a line of an order.
 */
export type ItemOrder = { 
/**
 * The line.
 */
line: OrderLine, 
/**
 * The order: id, supplier's name, number.
 */
order: Link, 
/**
 * Where the order stands, as far as this line says.
 */
state: OrderState, 
/**
 * What was ordered and what came of it.
 */
tally: Tally, 
/**
 * What is still awaited.
 */
outstanding: string, 
/**
 * When it was sent.
 */
ordered_at: string | null, 
/**
 * Acts this person may open on the line.
 */
offers: Array<Offer>, };

/**
 * Everything about one item.
 */
export type ItemPage = { 
/**
 * The row.
 */
item: ShoppingItem, 
/**
 * The part.
 */
part: Part, 
/**
 * What lies in stores of it.
 */
stock: StockFigure, 
/**
 * Where it stands, with what came of its order.
 */
state: ItemState, 
/**
 * The part of the list that it stands in.
 */
tab: Tab, 
/**
 * What was ordered and what came of it.
 */
tally: Tally, 
/**
 * What is still awaited.
 */
outstanding: string, 
/**
 * Who asked for it.
 */
by: Person | null, 
/**
 * The work order it is for.
 */
work_order: Link | null, 
/**
 * The equipment it is for.
 */
equipment: Link | null, 
/**
 * From whom to buy.
 */
supplier: Link | null, 
/**
 * The lines of orders that buy it, newest first.
 */
orders: Array<ItemOrder>, 
/**
 * What was said of its units, newest first.
 */
marks: Array<MarkLine>, 
/**
 * What happened to it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, 
/**
 * Acts this person may open on its part, while nobody verified that.
 */
part_offers: Array<Offer>, };

/**
 * What a shopping list item came from. Never changes.
 */
export type ItemSource = "part" | "work_order" | "by_hand" | "discrepancy";

/**
 * Where an item stands, with what came of its order.
 */
export type ItemState = "candidate" | "under_review" | "approved" | "rejected" | "ordered" | "partially_fulfilled" | "fulfilled" | "installed" | "missing" | "cancelled";

/**
 * Where a shopping list item stands, as far as people said it. What came of an order is computed.
 */
export type ItemStatus = "candidate" | "under_review" | "approved" | "rejected" | "ordered" | "cancelled";

/**
 * What the labels are printed on.
 */
export type LabelForm = "a4_3x8" | "a4_3x8_margin" | "roll_62";

/**
 * Labels of one part.
 */
export type LabelLine = { 
/**
 * The part.
 */
part: string, 
/**
 * The place that they name; without it the part's usual one.
 */
location?: string, 
/**
 * How many.
 */
copies: number, };

/**
 * Which labels, and where the file goes.
 */
export type LabelsArgs = { 
/**
 * What they are printed on.
 */
form: LabelForm, 
/**
 * Labels of a started sheet that are gone already.
 */
skip: number, 
/**
 * One line per part, in the order of the labels; together at most 2,000 labels.
 */
lines: Array<LabelLine>, 
/**
 * The file to write; an earlier PDF of that name is replaced.
 */
path: string, };

/**
 * What was printed.
 */
export type LabelsMade = { 
/**
 * Labels.
 */
labels: number, 
/**
 * Pages.
 */
pages: number, 
/**
 * The file, with its folder.
 */
path: string, 
/**
 * Characters that are a box on the labels, because no font holds them.
 */
unprintable: Array<string>, 
/**
 * Part numbers that are too long for a label and end with “…”.
 */
shortened: Array<string>, };

/**
 * What changes on a line of a draft; a field left out stays, an empty text empties it.
 */
export type LineChange = { 
/**
 * The line.
 */
line?: string, 
/**
 * How much, in the part's unit.
 */
quantity?: string, 
/**
 * Price of one unit.
 */
unit_price?: string, 
/**
 * The number in the supplier's books.
 */
supplier_number?: string, };

/**
 * What became of a planned part.
 */
export type LineStatus = "planned" | "not_used";

/**
 * Another record, as a link shows it.
 */
export type Link = { 
/**
 * The record.
 */
id: string, 
/**
 * Its name or title.
 */
label: string, 
/**
 * Its code or number.
 */
code: string, };

/**
 * What the form sends.
 */
export type LinkDocumentParams = { 
/**
 * The manual.
 */
document?: string, 
/**
 * Equipment that it describes, at most fifty.
 */
link: Array<string>, 
/**
 * Equipment that it does not describe.
 */
unlink: Array<string>, };

/**
 * What the form sends.
 */
export type LinkPartParams = { 
/**
 * The equipment.
 */
equipment?: string, 
/**
 * The part.
 */
part?: string, 
/**
 * How many are fitted, in the part's unit; optional.
 */
quantity_fitted?: string, 
/**
 * Where it sits.
 */
position?: string, };

/**
 * Where a link, or all of sync, stands.
 */
export type LinkWord = "alone" | "paused" | "offline" | "connecting" | "exchanging" | "up_to_date" | "waiting" | "held_back";

/**
 * A delivery in a list.
 */
export type ListedDelivery = { 
/**
 * The delivery.
 */
id: string, 
/**
 * Number people speak.
 */
number: string, 
/**
 * Who sent it; none where nobody said.
 */
supplier: Link | null, 
/**
 * The orders that its rows fulfil, at most 20: id, supplier's name, number.
 */
orders: Array<Link>, 
/**
 * Number on the packing slip.
 */
slip_number: string | null, 
/**
 * The department that receives.
 */
department: Department, 
/**
 * Where it stands.
 */
state: SessionStatus, 
/**
 * It is open, and nobody touched it for 24 hours.
 */
is_abandoned: boolean, 
/**
 * Rows on it.
 */
rows: number, 
/**
 * How many of them are ticked.
 */
ticked: number, 
/**
 * Who sees to it.
 */
holder: Person, 
/**
 * When it was opened.
 */
started_at: string, 
/**
 * When somebody last wrote something of it.
 */
touched_at: string, 
/**
 * When it was committed.
 */
committed_at: string | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * Where this workstation answers as the ship's meeting point.
 */
export type Listening = { 
/**
 * Where it answers.
 */
address: string | null, 
/**
 * Why it does not although it should.
 */
trouble: string | null, };

/**
 * A storage place.
 */
export type Location = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * Code on the shelf.
 */
code: string, 
/**
 * Name.
 */
name: string, 
/**
 * What it stands in.
 */
parent_id: string | null, 
/**
 * Department that looks after it.
 */
department: Department, 
/**
 * No longer used.
 */
is_retired: boolean, 
/**
 * Why not.
 */
retired_reason: string | null, };

/**
 * The place wanted.
 */
export type LocationArgs = { 
/**
 * The place.
 */
location: string, };

/**
 * A storage place in the tree of places.
 */
export type LocationNode = { 
/**
 * The row.
 */
location: Location, 
/**
 * Parts usually kept there.
 */
parts: number, 
/**
 * Acts this person may open.
 */
offers: Array<Offer>, };

/**
 * One row; what is left out or empty stays as it is.
 */
export type LocationRow = { 
/**
 * The row's number in the file.
 */
row: number, 
/**
 * Code on the shelf.
 */
code: string, 
/**
 * Name.
 */
name?: string, 
/**
 * Code of what it stands in.
 */
parent?: string, 
/**
 * The department.
 */
department?: Department, 
/**
 * No longer used.
 */
retired?: boolean, 
/**
 * Why not.
 */
retired_reason?: string, };

/**
 * What the sheet sends.
 */
export type LogUsageParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * What was taken, at most 100 lines.
 */
lines: Array<UsageWish>, };

/**
 * What the viewer needs before it shows a page.
 */
export type ManualContents = { 
/**
 * The manual.
 */
line: DocumentLine, 
/**
 * Its sections.
 */
sections: Array<ContentsLine>, 
/**
 * Width and height of each page, in points.
 */
sizes: Array<[number, number]>, 
/**
 * What is printed on pages as their numbers: page, number.
 */
labels: Array<[number, string]>, };

/**
 * The answer.
 */
export type ManualFound = { 
/**
 * The page to open; none where no page answers.
 */
best: FoundPlace | null, 
/**
 * What else fits.
 */
others: Array<FoundPlace>, 
/**
 * Sections near the page to open.
 */
related: Array<FoundSection>, 
/**
 * The manuals that were looked at, nearest first.
 */
manuals: Array<FoundManual>, 
/**
 * The code that was looked for.
 */
code: string | null, 
/**
 * What to do where no page answers; one sentence.
 */
said: string | null, };

/**
 * A place where the words stand.
 */
export type ManualHitLine = { 
/**
 * The manual.
 */
document: string, 
/**
 * What it is called.
 */
title: string, 
/**
 * The page, from 1.
 */
page: number, 
/**
 * What is printed on it as its number.
 */
label: string | null, 
/**
 * The heading that it stands under.
 */
heading: string | null, 
/**
 * The words around the hit.
 */
around: string, };

/**
 * What lies over the picture of a page.
 */
export type ManualPage = { 
/**
 * Its characters.
 */
glyphs: PageGlyphs, 
/**
 * Its links.
 */
links: Array<PageLink>, };

/**
 * A page of a manual.
 */
export type ManualPageArgs = { 
/**
 * The manual.
 */
document: string, 
/**
 * The page, from 1.
 */
page: number, };

/**
 * Words to be found in manuals.
 */
export type ManualSearchArgs = { 
/**
 * In this manual; in all to work by when left out.
 */
document?: string, 
/**
 * The words, each as the beginning of a word.
 */
words: string, };

/**
 * Where a fault code stands, as a person confirmed it.
 */
export type MappingLine = { 
/**
 * The row.
 */
mapping: FaultCodeSection, 
/**
 * Who wrote it first.
 */
by: Person | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * One code of the sheet, as it was read from the manual and as the person left it.
 */
export type MappingWish = { 
/**
 * The code as it is printed.
 */
code: string, 
/**
 * The page, from 1.
 */
page?: number, 
/**
 * The heading that it stands under.
 */
heading?: string, 
/**
 * What it means, as the manual says.
 */
meaning?: string, 
/**
 * What to do, as the manual says.
 */
remedy?: string, };

/**
 * What the form sends.
 */
export type MarkItemInstalledParams = { 
/**
 * The item.
 */
item?: string, 
/**
 * The line of the order; the only one when left out.
 */
line?: string, 
/**
 * How much, in the part's unit; all that is awaited when left out.
 */
quantity?: string, 
/**
 * The work order it was installed for; as the item says when left out.
 */
work_order?: string, 
/**
 * The equipment it was installed in; as the item says when left out.
 */
equipment?: string, 
/**
 * A word on it, up to 200 characters.
 */
reason?: string, };

/**
 * What the form sends.
 */
export type MarkItemMissingParams = { 
/**
 * The item.
 */
item?: string, 
/**
 * The line of the order; the only one when left out.
 */
line?: string, 
/**
 * How much, in the part's unit; all that is awaited when left out.
 */
quantity?: string, 
/**
 * Why, 3–200 characters.
 */
reason: string, };

/**
 * What a person said of ordered units that did not come through a delivery.
 */
export type MarkKind = "missing" | "installed" | "taken_back";

/**
 * Units said to be missing or installed.
 */
export type MarkLine = { 
/**
 * The mark.
 */
mark: ItemMark, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * The work order it was installed for.
 */
work_order: Link | null, 
/**
 * The equipment it was installed in.
 */
equipment: Link | null, 
/**
 * It was taken back.
 */
is_taken_back: boolean, 
/**
 * The posting of spend that it caused.
 */
posting: string | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * A value that was not what the entries make it: changed by something else than an act, and rebuilt.
 */
export type MendedLine = { 
/**
 * When it was rebuilt.
 */
at: string, 
/**
 * The kind of the record, as `pms_faults`.
 */
table: string, 
/**
 * The record; none where what stood there was none.
 */
row: string | null, 
/**
 * What the record is called.
 */
label: string, 
/**
 * What of it; none where the whole record was missing, or was one that no act added.
 */
column: string | null, };

/**
 * What the form sends.
 */
export type MoveEquipmentParams = { 
/**
 * The equipment.
 */
equipment?: string, 
/**
 * What it stands under from now on; the top of the tree when left out.
 */
parent?: string, };

/**
 * Which movements are wanted; what is left out does not matter.
 */
export type MovementArgs = { 
/**
 * Of this part.
 */
part?: string, 
/**
 * At this place.
 */
location?: string, 
/**
 * For this work order.
 */
work_order?: string, 
/**
 * First row wanted, from 0.
 */
offset: number, 
/**
 * How many; at most 200.
 */
limit?: number, };

/**
 * Why stock moved. Later acts add their words.
 */
export type MovementKind = "initial" | "used" | "returned" | "adjusted" | "transferred" | "written_off" | "reversed" | "received";

/**
 * One movement of the ledger.
 */
export type MovementLine = { 
/**
 * The movement.
 */
id: string, 
/**
 * When it was written.
 */
at: string, 
/**
 * Why it moved.
 */
kind: MovementKind, 
/**
 * How much, in the part's unit; negative when it left.
 */
quantity: string, 
/**
 * The part's sum after it, over the movements asked for.
 */
sum: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * The place: id, name, code.
 */
location: Link, 
/**
 * Who wrote it.
 */
by: Person | null, 
/**
 * Who signed it.
 */
signed_by: Person | null, 
/**
 * The work order it was taken for or came back from.
 */
work_order: MovementWorkOrder | null, 
/**
 * Why, in a person's words.
 */
reason: string | null, 
/**
 * What was counted.
 */
counted: string | null, 
/**
 * Of a transfer, where the other half lies.
 */
other_place: Link | null, 
/**
 * The movement that took it back.
 */
reversed_by: string | null, 
/**
 * The movement that it takes back.
 */
reverses: string | null, 
/**
 * It took its place from zero or more to below zero.
 */
crossed_zero: boolean, 
/**
 * It and a count had not seen each other, and nobody counted again.
 */
may_be_counted_twice: boolean, 
/**
 * Taken for a work order that was completed already.
 */
is_after_completion: boolean, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * The work order that a movement was for.
 */
export type MovementWorkOrder = { 
/**
 * The work order.
 */
id: string, 
/**
 * Number people speak.
 */
number: string, 
/**
 * What was to be done.
 */
title: string, };

/**
 * A command without arguments.
 */
export type NoArgs = Record<symbol, never>;

/**
 * What a note is.
 */
export type NoteCategory = "update" | "diagnosis" | "action" | "issue";

/**
 * A note, or a correction of the completion.
 */
export type NoteLine = { 
/**
 * The note.
 */
id: string, 
/**
 * When it was written.
 */
at: string, 
/**
 * By whom.
 */
by: string, 
/**
 * What it is.
 */
category: NoteCategory, 
/**
 * The text.
 */
text: string, 
/**
 * The text of the note it corrects.
 */
corrects: string | null, };

/**
 * What is going on.
 */
export type Now = { 
/**
 * Open faults, newest first.
 */
open_faults: Window<FaultLine>, 
/**
 * Work in progress, newest first.
 */
active_work: Window<WorkOrderLine>, 
/**
 * Work assigned to this person that is open, newest first.
 */
my_work: Window<WorkOrderLine>, 
/**
 * Open work that should have been done by now, the oldest first.
 */
overdue: Window<WorkOrderLine>, 
/**
 * Open handover entries of this person's department, newest first.
 */
handover: Window<HandoverLine>, };

/**
 * Another record by the number people speak.
 */
export type Numbered = { 
/**
 * The record.
 */
id: string, 
/**
 * Its number.
 */
number: string, };

/**
 * An act that can be opened on a record.
 */
export type Offer = { 
/**
 * The act.
 */
action: string, 
/**
 * The person may fill in the form, but somebody else has to sign.
 */
by_other: boolean, };

/**
 * An open delivery, as the banner says it.
 */
export type OpenDelivery = { 
/**
 * The delivery.
 */
id: string, 
/**
 * Number people speak.
 */
number: string, 
/**
 * Who sent it.
 */
supplier: string | null, 
/**
 * Where it stands.
 */
state: SessionStatus, 
/**
 * Rows on it.
 */
rows: number, 
/**
 * How many of them are ticked.
 */
ticked: number, 
/**
 * Who sees to it.
 */
holder: Person, 
/**
 * The signed-in person sees to it.
 */
is_own: boolean, };

/**
 * The password of a manual that came from elsewhere.
 */
export type OpenLockedArgs = { 
/**
 * The manual.
 */
document: string, 
/**
 * Its password.
 */
password: string, };

/**
 * Where an order stands before and after the commit.
 */
export type OrderAfter = { 
/**
 * The order.
 */
order: Numbered, 
/**
 * Before.
 */
before: OrderState, 
/**
 * After.
 */
after: OrderState, };

/**
 * An approved item that stands on no order.
 */
export type OrderCandidate = { 
/**
 * The shopping list item.
 */
item: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * How much was approved.
 */
approved: string, 
/**
 * How soon.
 */
urgency: Urgency, 
/**
 * Who pays.
 */
department: Department, 
/**
 * It is to come from this supplier; else from whoever sells it.
 */
is_of_supplier: boolean, 
/**
 * The part is a candidate that nobody has verified yet.
 */
is_unverified: boolean, 
/**
 * The work order it is for.
 */
work_order: Link | null, 
/**
 * A word on it.
 */
note: string | null, 
/**
 * When it was asked for.
 */
asked_at: string, 
/**
 * By whom.
 */
asked_by: Person | null, };

/**
 * A delivery that brings something of an order.
 */
export type OrderDelivery = { 
/**
 * The delivery.
 */
id: string, 
/**
 * Its number.
 */
number: string, 
/**
 * Where it stands.
 */
status: SessionStatus, 
/**
 * When it was opened.
 */
opened_at: string, 
/**
 * When it was committed.
 */
committed_at: string | null, };

/**
 * One item of an order.
 */
export type OrderLine = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * The order.
 */
order_id: string, 
/**
 * The shopping list item it buys.
 */
item_id: string, 
/**
 * The part.
 */
part_id: string, 
/**
 * How much, in the part's unit, above zero.
 */
quantity: string, 
/**
 * Price of one unit, in the order's currency.
 */
unit_price: string | null, 
/**
 * The number in the supplier's books.
 */
supplier_number: string | null, 
/**
 * Taken off while the order was a draft.
 */
is_removed: boolean, 
/**
 * How much of it was cancelled, in the part's unit.
 */
cancelled: string | null, 
/**
 * Why.
 */
cancel_reason: string | null, 
/**
 * How much of it came, as somebody knew who said that more than was ordered is right, in the part's unit.
 */
known_came: string | null, };

/**
 * What a person said of units of a line.
 */
export type OrderMark = { 
/**
 * The mark.
 */
id: string, 
/**
 * Missing or installed.
 */
kind: MarkKind, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * A word on it.
 */
reason: string | null, 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * Where an order stands, with what came of it.
 */
export type OrderState = "draft" | "ordered" | "partially_received" | "received" | "cancelled";

/**
 * What an order comes to, in its currency.
 */
export type OrderSum = { 
/**
 * "1250.50 EUR": of the lines whose price is known; none where there is none.
 */
amount: string | null, 
/**
 * Lines whose price nobody knows.
 */
unpriced: number, 
/**
 * The prices are known, and come to more than can be kept exactly.
 */
is_beyond: boolean, };

/**
 * One item to be ordered.
 */
export type OrderWish = { 
/**
 * The approved item.
 */
item?: string, 
/**
 * How much, in the part's unit; what is approved when left out.
 */
quantity?: string, 
/**
 * Price of one unit, in the order's currency; empty while it is not known.
 */
unit_price?: string, 
/**
 * The number in the supplier's books.
 */
supplier_number?: string, };

/**
 * Orders beside a record, newest first.
 */
export type OrdersOf = { 
/**
 * The newest, at most 50.
 */
rows: Array<PurchaseRow>, 
/**
 * How many there are beyond those.
 */
more: number, };

/**
 * What did not find room among the bars, put together.
 */
export type OtherBars = { 
/**
 * How many they are.
 */
count: number, 
/**
 * What they come to.
 */
amount: string, 
/**
 * Thousandths of the longest bar.
 */
length: number, };

/**
 * What the work achieved.
 */
export type Outcome = "resolved" | "partial" | "unsuccessful";

/**
 * A box on a page, in points from its upper left corner.
 */
export type PageArea = { 
/**
 * From the left edge.
 */
left: number, 
/**
 * From the upper edge.
 */
top: number, 
/**
 * How wide.
 */
width: number, 
/**
 * How high.
 */
height: number, };

/**
 * Characters of a page in the order of reading.
 */
export type PageGlyphs = { 
/**
 * What they say, one after the other.
 */
text: Array<string>, 
/**
 * Where each stands.
 */
areas: Array<PageArea>, };

/**
 * A place on a page that leads to another page of the manual, or to an address.
 */
export type PageLink = { 
/**
 * Where it can be clicked.
 */
area: PageArea, 
/**
 * The page, from 1.
 */
page: number | null, 
/**
 * How far down that page, in points.
 */
top: number | null, 
/**
 * The address.
 */
address: string | null, };

/**
 * Which paper.
 */
export type Paper = { "paper": "card", 
/**
 * The work order.
 */
work_order: string, } | { "paper": "purchase_order", 
/**
 * The order.
 */
order: string, } | { "paper": "delivery", 
/**
 * The delivery.
 */
session: string, } | { "paper": "quay_sheet", 
/**
 * The delivery.
 */
session: string, } | { "paper": "record", 
/**
 * The work order.
 */
work_order: string, } | { "paper": "list", 
/**
 * The list.
 */
list: ShownList, } | { "paper": "period", 
/**
 * From when until when, and what else it is narrowed to.
 */
args: AuditArgs, } | { "paper": "handover", 
/**
 * The signature of whoever handed over.
 */
signature: string, } | { "paper": "manual", 
/**
 * The manual.
 */
document: string, 
/**
 * The first page, from 1.
 */
from: number, 
/**
 * The last page.
 */
to: number, };

/**
 * The paper meant.
 */
export type PaperArgs = { 
/**
 * The attachment.
 */
attachment: string, };

/**
 * How many pages there are to turn.
 */
export type PaperPages = { 
/**
 * Pages; 1 for a photo.
 */
pages: number, };

/**
 * An act, and its filled form.
 */
export type ParamsArgs = { 
/**
 * The act.
 */
action: string, 
/**
 * Its parameters.
 */
params: Record<string, unknown>, };

/**
 * Something kept in stores.
 */
export type Part = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * The maker's number; empty of a candidate part whose number nobody knows yet.
 */
number: string, 
/**
 * Name.
 */
name: string, 
/**
 * Other numbers it is known by, separated by commas.
 */
other_numbers: string | null, 
/**
 * Maker.
 */
maker: string | null, 
/**
 * Unit it is counted in: pcs, l, m, kg, set.
 */
unit: string, 
/**
 * Category: filters, seals, lamps.
 */
category: string | null, 
/**
 * Department that looks after it.
 */
department: Department, 
/**
 * At or below this it is low; none means not tracked.
 */
minimum: string | null, 
/**
 * At or below this it is critical.
 */
critical: string | null, 
/**
 * Above this it is overstocked.
 */
maximum: string | null, 
/**
 * Barcode on the box.
 */
barcode: string | null, 
/**
 * No longer kept.
 */
is_retired: boolean, 
/**
 * Why not.
 */
retired_reason: string | null, 
/**
 * Anything else worth knowing.
 */
remark: string | null, 
/**
 * Asked for and not yet verified: it must be promoted before it is ordered. Where nothing is said, it
 * is a part like any other.
 */
is_candidate: boolean | null, };

/**
 * The part wanted.
 */
export type PartArgs = { 
/**
 * The part.
 */
part: string, };

/**
 * A part at the place asked for.
 */
export type PartAtPlace = { 
/**
 * The part.
 */
part: PartRow, 
/**
 * What lies there, in the part's unit.
 */
on_hand: string, 
/**
 * Whether it is usually kept there.
 */
is_usual: boolean, };

/**
 * The list as it is shown, and where to write it.
 */
export type PartCsvArgs = { 
/**
 * Words, filters and order of the list; its window does not matter.
 */
args: WindowArgs, 
/**
 * The file to write; it must not exist.
 */
path: string, };

/**
 * The file that was written.
 */
export type PartCsvWritten = { 
/**
 * Parts in it.
 */
rows: number, 
/**
 * The file.
 */
path: string, };

/**
 * Everything about one part.
 */
export type PartPage = { 
/**
 * The row.
 */
part: Part, 
/**
 * The usual place.
 */
location: Link | null, 
/**
 * Sum over all places.
 */
stock: StockFigure, 
/**
 * Sums per place.
 */
places: Array<StockAtPlace>, 
/**
 * Where it fits.
 */
fits: Array<SparePart>, 
/**
 * Of the places below zero, the movement that took the first of them there.
 */
first_negative: MovementLine | null, 
/**
 * Other workstations that have not been heard of for more than an hour.
 */
silent: Array<SilentWorkstation>, 
/**
 * Work orders it is planned on, at most 50.
 */
planned_on: Array<WorkOrderLine>, 
/**
 * What it was used on lately, newest first, at most 50.
 */
used_on: Array<PartUsed>, 
/**
 * What happened to the record of it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open.
 */
offers: Array<Offer>, };

/**
 * A part in a list.
 */
export type PartRow = { 
/**
 * The part.
 */
id: string, 
/**
 * The maker's number.
 */
number: string, 
/**
 * Name.
 */
name: string, 
/**
 * Maker.
 */
maker: string | null, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * Category.
 */
category: string | null, 
/**
 * Department.
 */
department: Department, 
/**
 * No longer kept.
 */
is_retired: boolean, 
/**
 * Somebody asked for it by name, and nobody verified it yet.
 */
is_candidate: boolean, 
/**
 * The usual place.
 */
location: Link | null, 
/**
 * What lies in stores.
 */
stock: StockFigure, };

/**
 * A usage of a part.
 */
export type PartUsed = { 
/**
 * The work order.
 */
work_order: Link, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * When it was logged.
 */
at: string, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * It was taken back.
 */
is_reversed: boolean, };

/**
 * One part of the sheet.
 */
export type PartWish = { 
/**
 * The part.
 */
part?: string, 
/**
 * How many, in the part's unit; 1 when left out.
 */
quantity?: string, 
/**
 * Up to 500 characters.
 */
note?: string, 
/**
 * The planned line to raise instead of adding a separate one.
 */
raise_line?: string, };

/**
 * What a code names: parts, or the delivery whose counting sheet carries it.
 */
export type PartsFound = { 
/**
 * The delivery: id, who sent it, number. Then it names no part.
 */
delivery: Link | null, 
/**
 * None where the code is unknown; several where it is on several parts.
 */
parts: Array<PartRow>, };

/**
 * Which link.
 */
export type PeerArgs = { 
/**
 * The link.
 */
peer: number, };

/**
 * What a person sets for one link.
 */
export type PeerSetArgs = { 
/**
 * Which link.
 */
peer: number, 
/**
 * Where it answers; none for one that only asks here.
 */
address: string | null, 
/**
 * Nothing is exchanged over it.
 */
is_paused: boolean, };

/**
 * A person, as a line shows them.
 */
export type Person = { 
/**
 * The person.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Rank.
 */
rank: string, };

/**
 * One row; what is left out or empty stays as it is.
 */
export type PersonRow = { 
/**
 * The row's number in the file.
 */
row: number, 
/**
 * The person's name.
 */
name: string, 
/**
 * What the person is called aboard.
 */
rank?: string, 
/**
 * The one role.
 */
role?: Role, 
/**
 * The department.
 */
department?: Department, 
/**
 * Whether the person serves at present; whoever stands in a list does, where it does not say so.
 */
serves?: boolean, };

/**
 * Which picture is wanted: of a file that waits, or of one that is attached.
 */
export type PictureArgs = { 
/**
 * A file that waits for its form.
 */
upload?: string, 
/**
 * An attachment.
 */
attachment?: string, 
/**
 * How large.
 */
size: PictureSize, 
/**
 * The page of a paper, from 1.
 */
page?: number, 
/**
 * A page of a manual, as raw pixels.
 */
manual?: PixelArgs, };

/**
 * How large a picture is wanted.
 */
export type PictureSize = "small" | "whole";

/**
 * A page that was worked by.
 */
export type PinLine = { 
/**
 * The pin.
 */
pin: PinnedPage, 
/**
 * What the manual is called.
 */
title: string, 
/**
 * The manual is still the one to work by.
 */
is_active: boolean, 
/**
 * Its file lies here.
 */
is_here: boolean, 
/**
 * The work order.
 */
order: Link, 
/**
 * When it was pinned.
 */
at: string, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * What the form sends.
 */
export type PinPageParams = { 
/**
 * The work order.
 */
work_order?: string, 
/**
 * The manual.
 */
document?: string, 
/**
 * The page, from 1.
 */
page?: number, 
/**
 * What is printed on the page as its number.
 */
label?: string, 
/**
 * The heading that the page stands under.
 */
heading?: string, };

/**
 * A page that was worked by. Names the file by its digest, so that it stays answerable which page it
 * was after the manual is revised. A withdrawal is a row of its own, whose id follows from the pin.
 */
export type PinnedPage = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * The work order.
 */
work_order_id: string, 
/**
 * SHA-256 of the file, 64 hex digits.
 */
sha256: string, 
/**
 * Which page of it, from 1.
 */
page: number, 
/**
 * The manual, as it is listed.
 */
document_id: string, 
/**
 * What is printed on the page as its number.
 */
label: string | null, 
/**
 * The heading that the page stands under.
 */
heading: string | null, 
/**
 * The pin that it withdraws.
 */
withdraws_id: string | null, 
/**
 * Why it is withdrawn.
 */
reason: string | null, };

/**
 * A page as it is to be drawn.
 */
export type PixelArgs = { 
/**
 * The manual.
 */
document: string, 
/**
 * The page, from 1.
 */
page: number, 
/**
 * Pixels across.
 */
width: number, };

/**
 * The record as a form names it: one of these.
 */
export type PlaceParams = { 
/**
 * The fault.
 */
fault?: string, 
/**
 * The work order.
 */
work_order?: string, 
/**
 * The note.
 */
note?: string, 
/**
 * The equipment.
 */
equipment?: string, 
/**
 * The part.
 */
part?: string, 
/**
 * The handover entry.
 */
entry?: string, 
/**
 * The purchase order.
 */
order?: string, 
/**
 * The delivery.
 */
delivery?: string, 
/**
 * The row of a delivery.
 */
delivery_line?: string, };

/**
 * What the form sends.
 */
export type PlacePurchaseOrderParams = { 
/**
 * The order.
 */
order?: string, };

/**
 * When and by whom an order was sent.
 */
export type Placing = { 
/**
 * When.
 */
at: string, 
/**
 * Who filled it in.
 */
by: string, 
/**
 * Who signed it.
 */
signed_by: string | null, };

/**
 * A planned part with its live stock.
 */
export type PlannedPart = { 
/**
 * The planned line.
 */
id: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * How many are planned.
 */
quantity: string, 
/**
 * A word on it.
 */
note: string | null, 
/**
 * Planned or not used.
 */
status: LineStatus, 
/**
 * What lies in stores now.
 */
stock: StockFigure, 
/**
 * How many were logged on this line.
 */
logged: string, 
/**
 * It was logged on more than one workstation, and both count.
 */
is_logged_twice: boolean, };

/**
 * What a row of a committed delivery posted.
 */
export type PostedUnits = { 
/**
 * The posting.
 */
posting: string, 
/**
 * Where the units went.
 */
to: Destination, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * What it comes to, by the latest price; none while nobody knows one.
 */
amount: Amount | null, 
/**
 * It was taken back, and counts for nothing.
 */
is_taken_back: boolean, };

/**
 * Which lines are wanted; what is left out does not matter.
 */
export type PostingArgs = { 
/**
 * What makes this figure; what was spent, with what was taken back, unless another is named.
 */
figure?: SpendFigure, 
/**
 * The department that pays.
 */
department?: Department, 
/**
 * The supplier.
 */
supplier?: string, 
/**
 * The system of the equipment it is for.
 */
system?: string, 
/**
 * Not before this day or moment, by the ship's clock.
 */
from?: string, 
/**
 * Before this day or moment.
 */
before?: string, 
/**
 * In this year, quarter or month.
 */
period?: string, 
/**
 * Of this order; of postings only.
 */
order?: string, 
/**
 * Of this item of the shopping list; of postings only.
 */
item?: string, 
/**
 * In this currency.
 */
currency?: string, 
/**
 * Only what has no price.
 */
unpriced: boolean, 
/**
 * First row wanted, from 0.
 */
offset: number, 
/**
 * How many; at most 200.
 */
limit?: number, };

/**
 * The list as it is shown, and where to write it.
 */
export type PostingCsvArgs = { 
/**
 * What of the list; its window does not matter.
 */
args: PostingArgs, 
/**
 * The file to write; it must not exist.
 */
path: string, };

/**
 * The file that was written.
 */
export type PostingCsvWritten = { 
/**
 * Lines in it.
 */
rows: number, 
/**
 * The file.
 */
path: string, };

/**
 * Everything about one posting.
 */
export type PostingPage = { 
/**
 * The posting, as it counts now.
 */
line: SpendLine, 
/**
 * Who said that the units came.
 */
by: Person | null, 
/**
 * A word that was said with it.
 */
remark: string | null, 
/**
 * Every price it was given, the latest first.
 */
prices: Array<PriceGiven>, 
/**
 * Why it was taken back.
 */
taken_back_because: string | null, 
/**
 * When it was taken back.
 */
taken_back_at: string | null, 
/**
 * What was done about it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * Palette, size and idle time.
 */
export type Preferences = { 
/**
 * `bright`, `day`, `dusk` or `night`.
 */
palette: string, 
/**
 * `regular` or `glove`.
 */
size: string, 
/**
 * Locks after this many minutes without a touch; 0 never.
 */
idle_minutes: number, };

/**
 * What a form starts from.
 */
export type PrefillResult = { 
/**
 * Field → value.
 */
values: Record<string, unknown>, 
/**
 * Facts to show beside the form.
 */
facts: Record<string, unknown>, 
/**
 * Records the form was filled from.
 */
basis: Record<string, string>, };

/**
 * Everything a commit would write, in words.
 */
export type PreviewResult = { 
/**
 * "You are about to …".
 */
writes: Array<string>, 
/**
 * "This does not change …".
 */
unchanged: Array<string>, 
/**
 * Duplicates and warnings for these parameters.
 */
findings: Findings, 
/**
 * Records the plan relied on.
 */
basis: Record<string, string>, 
/**
 * The sign step.
 */
signing: SignStep, };

/**
 * One price that a posting was given.
 */
export type PriceGiven = { 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * Of one unit; none where it was posted without one.
 */
unit_price: Amount | null, 
/**
 * What it comes to.
 */
amount: Amount | null, 
/**
 * A word on it.
 */
reason: string | null, 
/**
 * It is the one that counts.
 */
counts: boolean, };

/**
 * What the form sends.
 */
export type PricePostingParams = { 
/**
 * The posting.
 */
posting?: string, 
/**
 * Price of one unit.
 */
unit_price: string, 
/**
 * Currency: three letters; the posting's, else the order's, when left out.
 */
currency?: string, 
/**
 * A word on it, up to 200 characters.
 */
reason?: string, };

/**
 * Which paper, and where the file goes.
 */
export type PrintArgs = { 
/**
 * The paper.
 */
what: Paper, 
/**
 * The file to write; an earlier PDF of that name is replaced.
 */
path: string, };

/**
 * What was printed.
 */
export type PrintMade = { 
/**
 * Pages.
 */
pages: number, 
/**
 * The file, with its folder.
 */
path: string, 
/**
 * Characters that are a box on it, because no font holds them.
 */
unprintable: Array<string>, };

/**
 * Where a printing stands.
 */
export type PrintPhase = "running" | "done" | "cancelled" | "failed";

/**
 * The printing meant.
 */
export type PrintRunArgs = { 
/**
 * What `print_start` answered.
 */
run: number, };

/**
 * How far a printing is.
 */
export type PrintState = { 
/**
 * Names this printing.
 */
run: number, 
/**
 * Where it stands.
 */
state: PrintPhase, 
/**
 * Steps done so far.
 */
done: number, 
/**
 * Steps in all; 0 while not known.
 */
total: number, 
/**
 * What was printed.
 */
made: PrintMade | null, 
/**
 * Why it failed.
 */
trouble: string | null, };

/**
 * How soon.
 */
export type Priority = "low" | "normal" | "high" | "urgent";

/**
 * How far an exchange under way has come, in entries.
 */
export type Progress = { 
/**
 * Entries that are here.
 */
done: number, 
/**
 * Entries that there will be.
 */
total: number, };

/**
 * What the form sends: what the part is, or which known part it is.
 */
export type PromoteCandidatePartParams = { 
/**
 * The candidate part.
 */
part?: string, 
/**
 * The maker's number.
 */
number?: string, 
/**
 * Name; as it is when left out.
 */
name?: string, 
/**
 * Maker; as it is when left out.
 */
maker?: string, 
/**
 * Unit; as it is when left out.
 */
unit?: string, 
/**
 * Department that looks after it; as it is when left out.
 */
department?: Department, 
/**
 * The known part that it is.
 */
same_as?: string, };

/**
 * A row of a fault code table, as the program read it and nobody confirmed it.
 */
export type ProposalLine = { 
/**
 * The code as it is printed.
 */
code: string, 
/**
 * The page, from 1.
 */
page: number, 
/**
 * The heading that it stands under.
 */
heading: string | null, 
/**
 * What it means.
 */
meaning: string | null, 
/**
 * What to do.
 */
remedy: string | null, };

/**
 * A line of an order, with what came of it.
 */
export type PurchaseLine = { 
/**
 * The line.
 */
id: string, 
/**
 * The shopping list item it buys.
 */
item: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * The part's maker.
 */
maker: string | null, 
/**
 * The number in the supplier's books.
 */
supplier_number: string | null, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * How much the line orders, cancelled or not.
 */
quantity: string, 
/**
 * Price of one unit, in the order's currency.
 */
unit_price: string | null, 
/**
 * The same with its currency: "12.50 EUR".
 */
price: string | null, 
/**
 * "125.50 EUR": price times what is not cancelled; none where it is not known or cannot be kept.
 */
sum: string | null, 
/**
 * What was ordered and what came of it; of a draft nothing.
 */
tally: Tally, 
/**
 * What is still awaited.
 */
awaited: string, 
/**
 * Why some of it was cancelled.
 */
cancel_reason: string | null, 
/**
 * The work order it is for.
 */
work_order: Link | null, 
/**
 * What people said of its units, newest first; what was taken back is left out.
 */
marks: Array<OrderMark>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * What is bought of one supplier in one go.
 */
export type PurchaseOrder = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * Number as spoken: PO-2026-E007.
 */
number: string, 
/**
 * The supplier.
 */
supplier_id: string, 
/**
 * The department that pays.
 */
department: Department, 
/**
 * Currency of its prices: three letters (ISO 4217).
 */
currency: string | null, 
/**
 * The day by which it is wanted.
 */
wanted_on: string | null, 
/**
 * Where it is to be delivered.
 */
deliver_to: string | null, 
/**
 * The supplier's number for it.
 */
supplier_reference: string | null, 
/**
 * Anything else the supplier must know.
 */
remark: string | null, 
/**
 * Where it stands.
 */
status: PurchaseStatus, 
/**
 * When it was sent.
 */
ordered_at: string | null, 
/**
 * Why it was cancelled.
 */
reason: string | null, };

/**
 * Everything about one purchase order.
 */
export type PurchasePage = { 
/**
 * The row.
 */
order: PurchaseOrder, 
/**
 * Where it stands, with what came of it.
 */
state: OrderState, 
/**
 * From whom.
 */
supplier: Supplier, 
/**
 * Who put it together.
 */
by: Person | null, 
/**
 * When and by whom it was sent; none while nobody sent it.
 */
placed: Placing | null, 
/**
 * Its lines, oldest first; what was taken off is left out.
 */
lines: Array<PurchaseLine>, 
/**
 * What it comes to, less what was cancelled.
 */
sum: OrderSum, 
/**
 * How many lines are awaited.
 */
awaited: number, 
/**
 * The deliveries that bring something of it, newest first.
 */
deliveries: Array<OrderDelivery>, 
/**
 * What was done to it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * A purchase order in a list.
 */
export type PurchaseRow = { 
/**
 * The order.
 */
id: string, 
/**
 * Number people speak.
 */
number: string, 
/**
 * From whom.
 */
supplier: Link, 
/**
 * Where it stands, with what came of it.
 */
state: OrderState, 
/**
 * Who pays.
 */
department: Department, 
/**
 * Lines on it.
 */
lines: number, 
/**
 * What it comes to.
 */
sum: OrderSum, 
/**
 * The day by which it is wanted.
 */
wanted_on: string | null, 
/**
 * When it was sent.
 */
ordered_at: string | null, 
/**
 * When it was put together.
 */
created_at: string, 
/**
 * By whom.
 */
by: Person | null, };

/**
 * Where a purchase order stands, as far as people said it. What was received of it is computed.
 */
export type PurchaseStatus = "draft" | "ordered" | "cancelled";

/**
 * A file that may be that of a manual.
 */
export type PutBackArgs = { 
/**
 * The manual.
 */
document: string, 
/**
 * The place of the file on this machine.
 */
path: string, };

/**
 * One counter of the grid.
 */
export type Reading = { 
/**
 * The machine.
 */
equipment?: string, 
/**
 * The counter, in hours.
 */
hours?: string, 
/**
 * The person saw that it is lower, or more than 24 h a day, and went on.
 */
confirmed: boolean, };

/**
 * One reading of a counter.
 */
export type ReadingLine = { 
/**
 * The counter, in hours.
 */
hours: string, 
/**
 * When it was read.
 */
read_at: string, 
/**
 * Who wrote it down.
 */
by: Person | null, 
/**
 * The work order whose completion carried it.
 */
work_order: string | null, };

/**
 * A part that came with a delivery, to be labelled.
 */
export type ReceivedPart = { 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * Where its row says that it is stored.
 */
location: Link | null, 
/**
 * Rows of the delivery that brought it there.
 */
rows: number, 
/**
 * Whole units that went there; none where it is not counted in whole ones.
 */
units: number | null, };

/**
 * One delivery, from the first box to the signature.
 */
export type ReceivingSession = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * Number as spoken: RCV-2026-B001.
 */
number: string, 
/**
 * Who sent it.
 */
supplier_id: string | null, 
/**
 * The department that receives.
 */
department: Department, 
/**
 * Number on the packing slip.
 */
slip_number: string | null, 
/**
 * Anything else worth knowing.
 */
remark: string | null, 
/**
 * The person who sees to it.
 */
holder_id: string, 
/**
 * Where it stands.
 */
status: SessionStatus, 
/**
 * Why it was cancelled.
 */
reason: string | null, 
/**
 * When it was committed.
 */
committed_at: string | null, };

/**
 * What the grid sends.
 */
export type RecordHoursParams = { 
/**
 * The counters that were read; empty rows are left out.
 */
readings: Array<Reading>, 
/**
 * When they were read; now when left out.
 */
read_at?: string, };

/**
 * How far the acts of a record have spread.
 */
export type RecordWhereabouts = { 
/**
 * As far as its act that came least far.
 */
state: WhereaboutsWord, 
/**
 * When the last of its acts was accepted ashore.
 */
ashore_at: string | null, 
/**
 * An act on it waits for rows or for a workstation to be confirmed.
 */
held: boolean, 
/**
 * An act on it was written by a newer version.
 */
parked: boolean, 
/**
 * An act on it lies beyond the end of a closed workstation.
 */
void: boolean, };

/**
 * What the form sends.
 */
export type RejectShoppingItemsParams = { 
/**
 * The items, at most 2,000.
 */
items: Array<string>, 
/**
 * Why, 10–500 characters; whoever asked reads it.
 */
reason: string, };

/**
 * What the reopen form sends.
 */
export type ReopenFaultParams = { 
/**
 * The fault.
 */
fault?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, };

/**
 * What the report form sends.
 */
export type ReportFaultParams = { 
/**
 * What is wrong, 3–200 characters.
 */
title: string, 
/**
 * The machine or space.
 */
equipment?: string, 
/**
 * Code as on the display.
 */
code?: string, 
/**
 * How bad; medium when left out.
 */
severity?: Severity, 
/**
 * What was seen, up to 5,000 characters.
 */
description?: string, 
/**
 * When; now when left out.
 */
noticed_at?: string, 
/**
 * Another person aboard; the signed-in person when left out.
 */
reported_by?: string, 
/**
 * Or free text: "guest in cabin 4".
 */
reported_by_text?: string, 
/**
 * From the equipment, else the person, when left out.
 */
department?: Department, 
/**
 * Photos and papers, at most ten.
 */
files: Array<FileWish>, };

/**
 * What the form sends.
 */
export type ResolveConflictParams = { 
/**
 * The record's table.
 */
table: string, 
/**
 * The record.
 */
row?: string, 
/**
 * The group of columns: its lowest column number.
 */
group?: number, 
/**
 * The entry whose values are kept: device and number, `0123456789ab:7`.
 */
keep: string, };

/**
 * What the resolve form sends.
 */
export type ResolveFaultParams = { 
/**
 * The fault.
 */
fault?: string, 
/**
 * How it was settled.
 */
how?: ResolvedHow, 
/**
 * A word on it, up to 5,000 characters.
 */
note?: string, };

/**
 * What the form sends: one of a line, a part, a name, or that it is ignored.
 */
export type ResolveUnknownLineParams = { 
/**
 * The row.
 */
line?: string, 
/**
 * It is that line of an order.
 */
order_line?: string, 
/**
 * It is that part.
 */
part?: string, 
/**
 * It is a part that nobody knows yet: its name, up to 200 characters.
 */
name?: string, 
/**
 * Its number.
 */
number?: string, 
/**
 * Its maker.
 */
maker?: string, 
/**
 * Its unit, up to 20 characters; pcs when left out.
 */
unit?: string, 
/**
 * It does not belong here.
 */
ignore: boolean, };

/**
 * How a fault was settled.
 */
export type ResolvedHow = "repaired" | "replaced" | "adjusted" | "reset" | "false_alarm" | "duplicate" | "other";

/**
 * What the form sends.
 */
export type RetireDocumentParams = { 
/**
 * The manual.
 */
document?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, 
/**
 * Take it back instead.
 */
back: boolean, };

/**
 * What the form sends.
 */
export type RetireEquipmentParams = { 
/**
 * The equipment.
 */
equipment?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, 
/**
 * Take it back into service instead.
 */
back: boolean, };

/**
 * What the form sends.
 */
export type RetireLocationParams = { 
/**
 * The storage place.
 */
location?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, 
/**
 * Use it again instead.
 */
back: boolean, };

/**
 * What the form sends.
 */
export type RetirePartParams = { 
/**
 * The part.
 */
part?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, 
/**
 * Keep it in stores again instead.
 */
back: boolean, };

/**
 * What the form sends.
 */
export type RetireSupplierParams = { 
/**
 * The supplier.
 */
supplier?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, 
/**
 * Buy from them again instead.
 */
back: boolean, };

/**
 * What the sheet sends.
 */
export type ReturnParams = { 
/**
 * The work order that the parts were taken for.
 */
work_order?: string, 
/**
 * What comes back, at most 100 lines.
 */
lines: Array<ReturnedPart>, 
/**
 * Up to 200 characters.
 */
note?: string, };

/**
 * One part that comes back.
 */
export type ReturnedPart = { 
/**
 * The part.
 */
part?: string, 
/**
 * Where it is put; the usual place when left out.
 */
location?: string, 
/**
 * How much, in the part's unit; 1 when left out, 0 for a line without its tick.
 */
quantity?: string, };

/**
 * What the form sends.
 */
export type ReverseParams = { 
/**
 * The movement.
 */
movement?: string, 
/**
 * Why, 3–200 characters.
 */
reason: string, };

/**
 * One item of an approval.
 */
export type ReviewLine = { 
/**
 * The item.
 */
item?: string, 
/**
 * How much to buy, in the part's unit; what is asked for when left out.
 */
quantity?: string, 
/**
 * From whom; as the item says when left out.
 */
supplier?: string, };

/**
 * What a person may do; the rank is what the person is called.
 */
export type Role = "crew" | "engineer" | "eto" | "chief_engineer" | "chief_officer" | "chief_steward" | "purser" | "captain" | "manager";

/**
 * What a row would do.
 */
export type RowState = "new" | "changed" | "same" | "wrong";

/**
 * What is looked for.
 */
export type SearchArgs = { 
/**
 * What was typed.
 */
text: string, 
/**
 * Only this kind.
 */
kind?: SearchKind, };

/**
 * The kinds of records that search finds, in the order in which they are shown.
 */
export type SearchKind = "equipment" | "fault" | "work_order" | "part" | "manual" | "handover" | "note" | "supplier" | "purchase_order" | "delivery" | "person";

/**
 * What was found.
 */
export type SearchResult = { 
/**
 * Records whose spoken number was typed.
 */
numbered: Array<HitLine>, 
/**
 * The others, by kind.
 */
groups: Array<HitGroup>, 
/**
 * Where the words stand in manuals to work by, the best first.
 */
passages: Array<ManualHitLine>, 
/**
 * They stand in more places.
 */
has_more_passages: boolean, 
/**
 * Words that stand for several things: the person says which.
 */
ambiguous: Array<Ambiguous>, 
/**
 * Rows that the index still has to take in for the first time, of so many.
 */
building: IndexProgress | null, 
/**
 * Much was written just now, so that something may be missing for a moment.
 */
is_behind: boolean, };

/**
 * How many deliveries stand in a part of the list.
 */
export type SectionCount = { 
/**
 * The part.
 */
section: DeliverySection, 
/**
 * How many.
 */
deliveries: number, };

/**
 * What the form sends.
 */
export type SessionParams = { 
/**
 * The delivery.
 */
session?: string, };

/**
 * What the window shows before and while somebody is signed in.
 */
export type SessionState = { 
/**
 * Name of the ship; none before the first start is done.
 */
vessel: string | null, 
/**
 * Where this workstation stands.
 */
workstation: string | null, 
/**
 * Its letter.
 */
letter: string | null, 
/**
 * Version of the program.
 */
version: string, 
/**
 * A demo vessel: everybody's PIN is 123456.
 */
is_demo: boolean, 
/**
 * Everybody who serves at present, by name.
 */
people: Array<Tile>, 
/**
 * Who is signed in.
 */
person: SignedIn | null, 
/**
 * Whether the vessel leaves search open while nobody is.
 */
search_open: boolean, 
/**
 * The ship's clock, oldest change first, of two with one start the later record last.
 */
ship_time: Array<ClockChange>, 
/**
 * This moment by the machine's clock.
 */
now: string, };

/**
 * Where a delivery stands.
 */
export type SessionStatus = "candidate" | "active" | "review" | "committed" | "cancelled";

/**
 * What the form sends.
 */
export type SetBudgetParams = { 
/**
 * The department.
 */
department?: Department, 
/**
 * A year, quarter or month: 2026, 2026-Q4, 2026-11.
 */
period: string, 
/**
 * Currency: three letters (ISO 4217).
 */
currency: string, 
/**
 * The amount; empty takes the budget back.
 */
amount?: string, };

/**
 * What the form sends.
 */
export type SetDeliveredParams = { 
/**
 * The row.
 */
line?: string, 
/**
 * How much was delivered, in the part's unit: zero or more, and more than was ordered where more came.
 */
quantity: string, };

/**
 * What the form sends.
 */
export type SetDiscrepancyParams = { 
/**
 * The row.
 */
line?: string, 
/**
 * What is wrong.
 */
kind?: DiscrepancyKind, 
/**
 * With how much, in the part's unit; 0 takes it back.
 */
quantity: string, 
/**
 * A word on it, up to 200 characters.
 */
note?: string, };

/**
 * What the form sends.
 */
export type SetInstallNowParams = { 
/**
 * The row.
 */
line?: string, 
/**
 * How much is installed straight away, in the part's unit; 0 sends all of it to stores.
 */
quantity: string, 
/**
 * The work order that it is installed for.
 */
work_order?: string, 
/**
 * The equipment that it is installed in; of the work order, when left out.
 */
equipment?: string, };

/**
 * What the form sends.
 */
export type SetLineNoteParams = { 
/**
 * The row.
 */
line?: string, 
/**
 * A word on it, up to 200 characters; empty takes it away.
 */
note?: string, };

/**
 * What the form sends.
 */
export type SetOpenSearchParams = { 
/**
 * Whether a locked workstation answers searches.
 */
is_open?: boolean, };

/**
 * What the form sends.
 */
export type SetReturnToListParams = { 
/**
 * The row.
 */
line?: string, 
/**
 * Whether what is wrong with it is asked for anew.
 */
returns: boolean, };

/**
 * What the form sends; a field left out stays as it is.
 */
export type SetRoleParams = { 
/**
 * The person.
 */
person?: string, 
/**
 * The one role.
 */
role?: Role, 
/**
 * The department.
 */
department?: Department, 
/**
 * What the person is called aboard.
 */
rank?: string, 
/**
 * Whether the person serves at present.
 */
is_active?: boolean, };

/**
 * What the form sends.
 */
export type SetShipTimeParams = { 
/**
 * Minutes ahead of UTC; negative west of Greenwich.
 */
offset_minutes?: number, 
/**
 * From when; now when left out.
 */
from_at?: string, };

/**
 * What the form sends.
 */
export type SetStorageLocationParams = { 
/**
 * The row.
 */
line?: string, 
/**
 * Where it is stored.
 */
location?: string, };

/**
 * How bad a fault is.
 */
export type Severity = "low" | "medium" | "high" | "critical";

/**
 * One change of the ship's clocks.
 */
export type ShipTimeLine = { 
/**
 * Minutes ahead of UTC.
 */
offset_minutes: number, 
/**
 * From this moment on.
 */
from_at: string, 
/**
 * Who set it.
 */
by: Person | null, 
/**
 * When it was set.
 */
set_at: string, };

/**
 * Something to be bought, as somebody asked for it.
 */
export type ShoppingItem = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * The part, known or still a candidate.
 */
part_id: string, 
/**
 * How much is asked for, in the part's unit.
 */
quantity: string, 
/**
 * How soon.
 */
urgency: Urgency, 
/**
 * Why that soon; a critical item says it.
 */
urgency_reason: string | null, 
/**
 * The department that pays.
 */
department: Department, 
/**
 * What it came from.
 */
source: ItemSource, 
/**
 * The work order it is for.
 */
work_order_id: string | null, 
/**
 * The planned part it is for.
 */
part_line_id: string | null, 
/**
 * The equipment it is for.
 */
equipment_id: string | null, 
/**
 * From whom to buy.
 */
supplier_id: string | null, 
/**
 * Anything else worth knowing.
 */
note: string | null, 
/**
 * Where it stands.
 */
status: ItemStatus, 
/**
 * How much of it is to be bought, in the part's unit.
 */
approved_quantity: string | null, 
/**
 * Why it was rejected or cancelled.
 */
reason: string | null, 
/**
 * The row of a delivery that it came from.
 */
receiving_line_id: string | null, };

/**
 * A list, and what it is narrowed to; the window that is in sight does not matter.
 */
export type ShownList = { "list": "faults", 
/**
 * Words, filters and order.
 */
args: WindowArgs, } | { "list": "work_orders", 
/**
 * Words, filters and order.
 */
args: WindowArgs, } | { "list": "equipment", 
/**
 * Words; what stands above a match is printed too.
 */
text: string, 
/**
 * With what is retired.
 */
retired: boolean, } | { "list": "parts", 
/**
 * Words, filters and order.
 */
args: WindowArgs, } | { "list": "locations", 
/**
 * Words; what stands above a match is printed too.
 */
text: string, 
/**
 * With what is retired.
 */
retired: boolean, } | { "list": "movements", 
/**
 * Of which.
 */
args: MovementArgs, } | { "list": "running_hours", } | { "list": "suppliers", 
/**
 * Words, filters and order.
 */
args: WindowArgs, } | { "list": "shopping", 
/**
 * Words, filters and order.
 */
args: WindowArgs, } | { "list": "orders", 
/**
 * Words, filters and order.
 */
args: WindowArgs, } | { "list": "deliveries", 
/**
 * Words, filters and order.
 */
args: WindowArgs, } | { "list": "postings", 
/**
 * Which figure, of what.
 */
args: PostingArgs, } | { "list": "handover", 
/**
 * Whose, and which.
 */
args: HandoverArgs, } | { "list": "people", } | { "list": "record", 
/**
 * Filters.
 */
args: AuditArgs, };

/**
 * The signature that the form sends.
 */
export type Sign = { 
/**
 * Who signs.
 */
person: string, 
/**
 * The PIN, where one is needed.
 */
pin?: string, };

/**
 * What a tile and a PIN send.
 */
export type SignInArgs = { 
/**
 * The person.
 */
person: string, 
/**
 * The PIN.
 */
pin: string, };

/**
 * How an act is signed.
 */
export type SignMethod = "none" | "session" | "pin";

/**
 * What the form sends.
 */
export type SignOverParams = { 
/**
 * Whose handover it is.
 */
department?: Department, 
/**
 * Watch or rotation.
 */
kind?: HandoverKind, 
/**
 * Where the period ends: when the form was opened; now when left out.
 */
until?: string, 
/**
 * A word to whoever takes over, up to 1,000 characters.
 */
remark?: string, 
/**
 * Add a list of open faults and work in progress that the program makes.
 */
with_appendix: boolean, };

/**
 * How the sign step stands for this form.
 */
export type SignStep = { 
/**
 * The vessel's method.
 */
method: SignMethod, 
/**
 * Whether the signed-in person has the right.
 */
self_may: boolean, 
/**
 * Whether that person must give the PIN now.
 */
needs_pin: boolean, 
/**
 * Everybody who may sign it.
 */
signers: Array<Signer>, 
/**
 * What the signature covers.
 */
statement: string, };

/**
 * The signature of an entry.
 */
export type SignatureView = { 
/**
 * Who signed.
 */
by: string, 
/**
 * The role they had.
 */
role: string, 
/**
 * `session` or `pin`.
 */
method: string, 
/**
 * When.
 */
at: string, 
/**
 * What was signed.
 */
statement: string, };

/**
 * An entry as it was signed, and as it stands now.
 */
export type SignedEntry = { 
/**
 * As it was signed.
 */
signed: FrozenEntry, 
/**
 * Who wrote it; none for somebody ashore.
 */
by: Person | null, 
/**
 * What became of it since; none where it is not shown here any more: its workstation was closed, or
 * issued it again.
 */
status_now: HandoverStatus | null, 
/**
 * It reads otherwise now than it was signed.
 */
is_changed: boolean, 
/**
 * How the record it speaks of stands now.
 */
record_now: Standing | null, };

/**
 * The person signed in.
 */
export type SignedIn = { 
/**
 * The person.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Rank.
 */
rank: string, 
/**
 * Role.
 */
role: Role, 
/**
 * Department.
 */
department: Department, };

/**
 * A handover that somebody signed over.
 */
export type SignedLine = { 
/**
 * The signature.
 */
id: string, 
/**
 * Whose handover it is.
 */
department: Department, 
/**
 * Watch or rotation.
 */
kind: HandoverKind, 
/**
 * Where the period begins.
 */
from_at: string | null, 
/**
 * Where it ends.
 */
until_at: string, 
/**
 * When it was signed.
 */
at: string, 
/**
 * Who handed over.
 */
by: Person, 
/**
 * What they said to it.
 */
remark: string | null, 
/**
 * Entries under the signature.
 */
entries: number, 
/**
 * Of these, open at that moment.
 */
open: number, 
/**
 * It ends with a list that the program made.
 */
with_appendix: boolean, 
/**
 * Who took over, the oldest first.
 */
answers: Array<AnswerLine>, 
/**
 * Another signature was given while neither had seen the other: two people signed while apart.
 */
is_twice: boolean, };

/**
 * Which signed handovers are wanted.
 */
export type SignedListArgs = { 
/**
 * Of this department; of all when left out.
 */
department?: Department, 
/**
 * Watch or rotation; both when left out.
 */
kind?: HandoverKind, 
/**
 * First row wanted, from 0.
 */
offset: number, 
/**
 * How many; at most 50.
 */
limit?: number, };

/**
 * Everything about one signed handover.
 */
export type SignedPage = { 
/**
 * The line of the list.
 */
line: SignedLine, 
/**
 * The entries, as they were signed.
 */
entries: Array<SignedEntry>, 
/**
 * What the program listed at the end.
 */
appendix: Appendix | null, 
/**
 * The digest by which the signatures name what was signed.
 */
digest: string, 
/**
 * The entry of the record that holds it.
 */
entry: EntryName, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * A person who may sign an act.
 */
export type Signer = { 
/**
 * The person.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Rank.
 */
rank: string, };

/**
 * Another workstation that has not been heard of for more than an hour.
 */
export type SilentWorkstation = { 
/**
 * Where it stands.
 */
name: string, 
/**
 * When it was last heard of; never, where there is none.
 */
since: string | null, };

/**
 * One line of a spare-part list.
 */
export type SparePart = { 
/**
 * The line.
 */
id: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * The equipment: id, name, code.
 */
equipment: Link, 
/**
 * Unit the part is counted in.
 */
unit: string, 
/**
 * How many are fitted.
 */
quantity_fitted: string | null, 
/**
 * Where it sits.
 */
position: string | null, 
/**
 * What lies in stores now.
 */
stock: StockFigure, };

/**
 * One row; what is left out or empty stays as it is.
 */
export type SparePartRow = { 
/**
 * The row's number in the file.
 */
row: number, 
/**
 * Code of the equipment.
 */
equipment: string, 
/**
 * Number of the part.
 */
part: string, 
/**
 * Maker of the part, where several have that number.
 */
maker?: string, 
/**
 * How many are fitted, in the part's unit.
 */
quantity_fitted?: string, 
/**
 * Where it sits; where the list names positions an empty one says that there is none.
 */
position?: string, };

/**
 * What of the spend is asked for; what is left out does not matter.
 */
export type SpendArgs = { 
/**
 * The department that pays.
 */
department?: Department, 
/**
 * The supplier.
 */
supplier?: string, 
/**
 * The system of the equipment it is for.
 */
system?: string, 
/**
 * Not before this day or moment, by the ship's clock.
 */
from?: string, 
/**
 * Before this day or moment.
 */
before?: string, 
/**
 * In this year, quarter or month of the ship's calendar: 2026, 2026-Q4, 2026-11.
 */
period?: string, 
/**
 * What a chart puts in groups by; no chart without it.
 */
by?: SpendBy, 
/**
 * What the chart is of; what was spent unless something else is asked for.
 */
figure?: SpendFigure, };

/**
 * What spend is put in groups by.
 */
export type SpendBy = "department" | "supplier" | "system" | "month";

/**
 * Where what is to be paid stands.
 */
export type SpendFigure = "outstanding" | "committed" | "actual";

/**
 * The figures, and the charts asked for.
 */
export type SpendFigures = { 
/**
 * Approved and not ordered yet, at the prices of drafts.
 */
outstanding: FigureAmounts, 
/**
 * Ordered and still awaited, at the orders' prices.
 */
committed: FigureAmounts, 
/**
 * Received or installed, and not taken back.
 */
actual: FigureAmounts, 
/**
 * One for each currency.
 */
charts: Array<Chart>, };

/**
 * One line of what makes a figure.
 */
export type SpendLine = { 
/**
 * The posting, the line of the order, or the item.
 */
id: string, 
/**
 * Which figure it is in.
 */
figure: SpendFigure, 
/**
 * When it was posted, ordered, or asked for.
 */
at: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * How much of it: what came, what is awaited, what is approved.
 */
quantity: string, 
/**
 * Price of one unit; none while nobody knows it.
 */
unit_price: Amount | null, 
/**
 * What it comes to; none while nobody knows its price.
 */
amount: Amount | null, 
/**
 * The department that pays.
 */
department: Department, 
/**
 * The supplier; none where nobody has chosen one yet.
 */
supplier: Link | null, 
/**
 * The item of the shopping list; none where nobody asked for it.
 */
item: string | null, 
/**
 * The order, or the draft.
 */
order: Numbered | null, 
/**
 * The delivery that it came with; none for what never came through one.
 */
delivery: Numbered | null, 
/**
 * The equipment it is for.
 */
equipment: Link | null, 
/**
 * The work order it is for.
 */
work_order: Numbered | null, 
/**
 * It was taken back, and counts for nothing.
 */
is_taken_back: boolean, 
/**
 * Its price was given after it was posted.
 */
is_priced_later: boolean, };

/**
 * A record, and how it stood at a moment.
 */
export type Standing = { 
/**
 * The record's table.
 */
table: string, 
/**
 * The record.
 */
id: string, 
/**
 * Its number or code.
 */
code: string, 
/**
 * Its title or name.
 */
label: string, 
/**
 * How it stood, in words.
 */
state: string, };

/**
 * What the form sends.
 */
export type StartParams = { 
/**
 * The work order.
 */
work_order?: string, };

/**
 * What the form sends.
 */
export type StartReceivingParams = { 
/**
 * The orders that it fulfils, of one supplier, at most 20; none where nobody ordered it here.
 */
orders: Array<string>, 
/**
 * Who sent it; of the orders, when left out.
 */
supplier?: string, 
/**
 * Of the orders, else the person's, when left out.
 */
department?: Department, 
/**
 * Number on the packing slip, up to 200 characters.
 */
slip_number?: string, 
/**
 * Anything else worth knowing, up to 5,000 characters.
 */
remark?: string, };

/**
 * What the form sends.
 */
export type StartReviewParams = { 
/**
 * The items, at most 2,000.
 */
items: Array<string>, };

/**
 * What stays awaited on an order.
 */
export type StaysAwaited = { 
/**
 * The row of the delivery.
 */
row: string, 
/**
 * The part.
 */
part: DeliveredPart, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * The order.
 */
order: Numbered, 
/**
 * Nothing of the row is received: it has no tick.
 */
is_unticked: boolean, };

/**
 * What lies at one place.
 */
export type StockAtPlace = { 
/**
 * The place: id, name, code.
 */
location: Link, 
/**
 * Sum of the movements there.
 */
quantity: string, 
/**
 * Whether parts are usually kept there.
 */
is_usual: boolean, 
/**
 * Where it is below zero: the movement that took it there.
 */
first_negative: MovementLine | null, 
/**
 * A count and another movement had not seen each other, and nobody counted again.
 */
may_be_counted_twice: boolean, 
/**
 * Acts this person may open on the part at this place.
 */
offers: Array<Offer>, };

/**
 * What lies in stores of one part.
 */
export type StockFigure = { 
/**
 * Sum over all places, in the part's unit.
 */
total: string, 
/**
 * How that stands.
 */
status: StockStatus, };

/**
 * The level of a part from that moment on.
 */
export type StockPoint = { 
/**
 * When.
 */
at: string, 
/**
 * Sum over all places.
 */
total: string, };

/**
 * How the stock of a part stands.
 */
export type StockStatus = "data_error" | "out_of_stock" | "critical" | "low" | "in_stock" | "overstocked" | "not_tracked";

/**
 * One row; what is left out or empty stays as it is.
 */
export type StorePartRow = { 
/**
 * The row's number in the file.
 */
row: number, 
/**
 * The maker's number.
 */
number: string, 
/**
 * Name.
 */
name?: string, 
/**
 * Other numbers, separated by commas.
 */
other_numbers?: string, 
/**
 * Maker; where the list names makers an empty one says that there is none.
 */
maker?: string, 
/**
 * Unit it is counted in.
 */
unit?: string, 
/**
 * Category.
 */
category?: string, 
/**
 * The department.
 */
department?: Department, 
/**
 * At or below this it is low.
 */
minimum?: string, 
/**
 * At or below this it is critical.
 */
critical?: string, 
/**
 * Above this it is overstocked.
 */
maximum?: string, 
/**
 * Barcode on the box.
 */
barcode?: string, 
/**
 * Anything else worth knowing.
 */
remark?: string, 
/**
 * No longer kept.
 */
retired?: boolean, 
/**
 * Why not.
 */
retired_reason?: string, 
/**
 * Another part of that number and maker, which is kept, stands in the list.
 */
beside?: boolean, 
/**
 * Code of a storage place.
 */
location?: string, 
/**
 * What the place is called, where it is added.
 */
location_name?: string, 
/**
 * Whether that is the usual place.
 */
is_usual?: boolean, 
/**
 * How many lie there, where nobody counted before.
 */
on_hand?: string, };

/**
 * What was typed after a command's own words.
 */
export type SubjectArgs = { 
/**
 * The words.
 */
text: string, };

/**
 * What they are about.
 */
export type Subjects = { 
/**
 * Equipment that the words at the beginning name. Where it is more than one, a person chooses.
 */
equipment: Array<Link>, 
/**
 * There is more that is called so than is listed.
 */
has_more: boolean, 
/**
 * The words after those.
 */
rest: string, };

/**
 * What the form sends.
 */
export type SupersedeDocumentParams = { 
/**
 * The manual that is no longer the one to work by.
 */
document?: string, 
/**
 * The newer one.
 */
by?: string, 
/**
 * It is the one to work by after all.
 */
back: boolean, };

/**
 * Somebody who sells parts to the vessel.
 */
export type Supplier = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * Name.
 */
name: string, 
/**
 * Short code.
 */
code: string | null, 
/**
 * The person to ask for.
 */
contact: string | null, 
/**
 * E-mail address.
 */
email: string | null, 
/**
 * Telephone number.
 */
phone: string | null, 
/**
 * Postal address.
 */
address: string | null, 
/**
 * The vessel's number in their books.
 */
account_number: string | null, 
/**
 * Anything else worth knowing.
 */
remark: string | null, 
/**
 * No longer bought from.
 */
is_retired: boolean, 
/**
 * Why not.
 */
retired_reason: string | null, };

/**
 * A supplier in the list.
 */
export type SupplierLine = { 
/**
 * The row.
 */
supplier: Supplier, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * Everything about one supplier.
 */
export type SupplierPage = { 
/**
 * The row.
 */
supplier: Supplier, 
/**
 * What was ordered from it, newest first.
 */
orders: OrdersOf, 
/**
 * What was done to it, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * One row; what is left out or empty stays as it is.
 */
export type SupplierRow = { 
/**
 * The row's number in the file.
 */
row: number, 
/**
 * Name.
 */
name: string, 
/**
 * Short code.
 */
code?: string, 
/**
 * The person to ask for.
 */
contact?: string, 
/**
 * E-mail address.
 */
email?: string, 
/**
 * Telephone number.
 */
phone?: string, 
/**
 * Postal address.
 */
address?: string, 
/**
 * The vessel's number in their books.
 */
account_number?: string, 
/**
 * Anything else worth knowing.
 */
remark?: string, 
/**
 * No longer used.
 */
retired?: boolean, 
/**
 * Why not.
 */
retired_reason?: string, 
/**
 * Another supplier of that code or name, which is bought from, stands in the list.
 */
beside?: boolean, };

/**
 * One link.
 */
export type SyncLink = { 
/**
 * Names the link in other commands.
 */
peer: number, 
/**
 * `shore` or `workstation`.
 */
kind: "shore" | "workstation", 
/**
 * What people call it.
 */
name: string, 
/**
 * Where it answers; none for one that only asks here.
 */
address: string | null, 
/**
 * Where it stands.
 */
state: LinkWord, 
/**
 * Acts that it is not known to hold.
 */
waiting: number, 
/**
 * Bytes in both directions today.
 */
today_bytes: number, 
/**
 * Bytes it may use a day; none without a limit.
 */
budget_bytes: number | null, 
/**
 * When an exchange last ended well.
 */
last_success_at: string | null, 
/**
 * What is in the way.
 */
trouble: Trouble | null, 
/**
 * Milliseconds until it is tried again by itself, where it is.
 */
next_in_ms: number | null, 
/**
 * A person paused it.
 */
is_paused: boolean, 
/**
 * How far it has come, while entries are fetched.
 */
progress: Progress | null, 
/**
 * Photos and papers that wait; nothing where they were not spoken of yet.
 */
files: FilesWaiting, 
/**
 * The gateway behind it waits for the vessel's word: open `connect_shore` with this.
 */
connect: Gateway | null, };

/**
 * One link, or all.
 */
export type SyncNowArgs = { 
/**
 * The link; all when left out.
 */
peer?: number, };

/**
 * What is set for the links of this workstation.
 */
export type SyncSettings = { 
/**
 * Nothing is exchanged until a person says so.
 */
is_paused: boolean, 
/**
 * The shore's link is paid for by the byte, and is used less often.
 */
is_metered: boolean, 
/**
 * Bytes a day with the shore in both directions; none without a limit.
 */
daily_budget_bytes: number | null, 
/**
 * Where this workstation answers others as the ship's meeting point; none when it does not.
 */
listen_address: string | null, 
/**
 * Addresses of this machine on the ship's network.
 */
own_addresses: Array<string>, 
/**
 * Every link.
 */
links: Array<SyncLink>, 
/**
 * Whether the signed-in person may change any of it.
 */
may_change: boolean, 
/**
 * Values that were not what the acts make them and were rebuilt, the latest first.
 */
mended: Array<MendedLine>, 
/**
 * Acts to open from here.
 */
offers: Array<Offer>, };

/**
 * What a person sets for all links.
 */
export type SyncSettingsArgs = { 
/**
 * Nothing is exchanged until a person says so.
 */
is_paused: boolean, 
/**
 * The shore's link is paid for by the byte.
 */
is_metered: boolean, 
/**
 * Bytes a day with the shore; none without a limit.
 */
daily_budget_bytes: number | null, 
/**
 * Address and port to answer on; none to answer nowhere.
 */
listen_address: string | null, };

/**
 * What the strip shows.
 */
export type SyncStrip = { 
/**
 * Where the shore's link stands, or without a shore the best of the others.
 */
state: LinkWord, 
/**
 * A person paused all of it.
 */
is_paused: boolean, 
/**
 * Acts of this workstation that the shore lacks, or without a shore every other machine.
 */
waiting: number, 
/**
 * Bytes in both directions today, over the links that the state is of.
 */
today_bytes: number, 
/**
 * Bytes a day that a person set; none without a limit.
 */
budget_bytes: number | null, 
/**
 * When an exchange of those links last ended well.
 */
last_success_at: string | null, 
/**
 * What is in the way, of those links first.
 */
trouble: Trouble | null, 
/**
 * Photos and papers that wait, on the one of those links where most do.
 */
files: FilesWaiting, 
/**
 * Every link.
 */
links: Array<SyncLink>, 
/**
 * Whether it is the meeting point; none where it is not told to be.
 */
listening: Listening | null, 
/**
 * Entries that wait for others before they count.
 */
held: number, 
/**
 * Entries of a newer version, or that do not fit.
 */
parked: number, 
/**
 * Entries beyond the end of a closed workstation.
 */
void: number, 
/**
 * Places where people wrote apart, to be settled.
 */
conflicts: number, };

/**
 * A word of this vessel, and what it stands for. One word may stand for several things.
 */
export type Synonym = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * What people say: "gen 2".
 */
word: string, 
/**
 * What it stands for, as it is written elsewhere: "Generator No. 2".
 */
means: string, 
/**
 * No longer said.
 */
is_withdrawn: boolean, };

/**
 * A word of the vessel in the list.
 */
export type SynonymLine = { 
/**
 * The row.
 */
synonym: Synonym, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, };

/**
 * A part of the shopping list, as its tabs show it.
 */
export type Tab = "candidate" | "under_review" | "ordered" | "awaiting_receipt" | "history";

/**
 * How many items stand in one part of the list.
 */
export type TabCount = { 
/**
 * The part of the list.
 */
tab: Tab, 
/**
 * Items that meet the filters.
 */
items: number, };

/**
 * What was written.
 */
export type TablesExported = { 
/**
 * Tables.
 */
tables: number, 
/**
 * Rows of all tables together.
 */
rows: number, 
/**
 * Photos and papers.
 */
files: number, 
/**
 * Those that lie on another workstation only, and are not in it.
 */
files_elsewhere: number, 
/**
 * Those that are damaged here, and are not in it.
 */
files_damaged: number, 
/**
 * The folder.
 */
path: string, };

/**
 * What the form sends.
 */
export type TakeBackInstalledParams = { 
/**
 * The row of the committed delivery.
 */
line?: string, 
/**
 * Why, 3–200 characters.
 */
reason: string, };

/**
 * What the form sends.
 */
export type TakeBackMarkParams = { 
/**
 * The mark.
 */
mark?: string, 
/**
 * Why, 3–200 characters.
 */
reason: string, };

/**
 * What was ordered and what came of it, in the part's unit.
 */
export type Tally = { 
/**
 * On orders that were placed.
 */
ordered: string, 
/**
 * Cancelled of that.
 */
cancelled: string, 
/**
 * Came with deliveries and was accepted into stores.
 */
accepted: string, 
/**
 * Installed without going through stores.
 */
installed: string, 
/**
 * Will not come any more.
 */
missing: string, };

/**
 * What becomes of an item whose order was cancelled.
 */
export type Then = "back_to_list" | "not_wanted";

/**
 * What the form sends.
 */
export type TickLineParams = { 
/**
 * The row.
 */
line?: string, };

/**
 * What a tick sends.
 */
export type TickParams = { 
/**
 * The line.
 */
item?: string, 
/**
 * Ticked, or the tick taken back.
 */
ticked?: boolean, 
/**
 * A reading or remark, up to 500 characters.
 */
remark?: string, };

/**
 * A person on a name tile.
 */
export type Tile = { 
/**
 * The person.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * Rank.
 */
rank: string, 
/**
 * Department.
 */
department: Department, 
/**
 * Has chosen a PIN.
 */
has_pin: boolean, };

/**
 * What goes into stores.
 */
export type ToStores = { 
/**
 * The movement that will be written.
 */
movement: string, 
/**
 * The row of the delivery.
 */
row: string, 
/**
 * The part.
 */
part: DeliveredPart, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * Where.
 */
place: Link, 
/**
 * What lies there before.
 */
before: string, 
/**
 * What lies there after it, with the rows above.
 */
after: string, };

/**
 * What the form sends.
 */
export type TransferParams = { 
/**
 * The part.
 */
part?: string, 
/**
 * The place it is taken from.
 */
from?: string, 
/**
 * The place it is put.
 */
to?: string, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * Up to 200 characters.
 */
note?: string, };

/**
 * What is in the way.
 */
export type Trouble = { 
/**
 * A permanent word for programs.
 */
code: string, 
/**
 * What happened.
 */
sentence: string, 
/**
 * What to do next; empty where the sentence says it.
 */
next_step: string, };

/**
 * What the form sends.
 */
export type UnlinkPartParams = { 
/**
 * The line of the spare-part list.
 */
line?: string, };

/**
 * The password of a file.
 */
export type UnlockArgs = { 
/**
 * The file, as the program named it.
 */
upload: string, 
/**
 * Its password.
 */
password: string, };

/**
 * What the form sends.
 */
export type UnpinPageParams = { 
/**
 * The pinned page.
 */
pin?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, };

/**
 * A revocation that the author of an act had not seen.
 */
export type UnseenRevocation = { 
/**
 * The entry that revoked it.
 */
entry: EntryName, 
/**
 * The letter of the workstation where it was revoked.
 */
letter: string, 
/**
 * When, by that workstation's clock.
 */
at: string, 
/**
 * Who revoked it.
 */
by: string, 
/**
 * Whose right it was: a person, or a role and an act where the vessel's rules were changed.
 */
whose: string, 
/**
 * What that entry did, in words.
 */
text: string, 
/**
 * By the clocks the act came first. Clocks decide nothing: neither knew of the other.
 */
is_later: boolean, };

/**
 * The file meant.
 */
export type UploadArgs = { 
/**
 * The file.
 */
upload: string, };

/**
 * What a person has chosen.
 */
export type UploadBeginArgs = { 
/**
 * Name of the file.
 */
name: string, 
/**
 * Its bytes.
 */
size_bytes: number, };

/**
 * Where the pieces go.
 */
export type UploadBegun = { 
/**
 * Names the file from here on.
 */
upload: string, 
/**
 * Bytes of each piece but the last.
 */
piece_bytes: number, };

/**
 * One piece.
 */
export type UploadChunkArgs = { 
/**
 * The file.
 */
upload: string, 
/**
 * Where the piece begins.
 */
offset: number, 
/**
 * The piece, as base64.
 */
piece: string, };

/**
 * How far a file is.
 */
export type UploadReceived = { 
/**
 * Bytes that are here.
 */
received_bytes: number, };

/**
 * A file that was looked at, and waits for its form.
 */
export type Uploaded = { 
/**
 * Names the file in the form.
 */
upload: string, 
/**
 * Name of the file.
 */
name: string, 
/**
 * Photo or paper, by what is in it.
 */
kind: AttachmentKind, 
/**
 * Registered name of the format it is kept in.
 */
media_type: string, 
/**
 * Bytes that are kept.
 */
size_bytes: number, 
/**
 * Pixels across.
 */
width: number, 
/**
 * Pixels down.
 */
height: number, 
/**
 * Pages of a paper; 1 for a photo.
 */
pages: number, };

/**
 * How soon something is wanted.
 */
export type Urgency = "low" | "normal" | "high" | "critical";

/**
 * One usage of a work order.
 */
export type UsageLine = { 
/**
 * The usage.
 */
id: string, 
/**
 * The part: id, name, number.
 */
part: Link, 
/**
 * Unit it is counted in.
 */
unit: string, 
/**
 * The place it was taken from: id, name, code.
 */
location: Link, 
/**
 * How much.
 */
quantity: string, 
/**
 * A word on it.
 */
note: string | null, 
/**
 * When it was written.
 */
at: string, 
/**
 * Who wrote it.
 */
by: Person | null, 
/**
 * Logged after the work order was completed.
 */
is_after_completion: boolean, 
/**
 * Taken back by a reversal.
 */
is_reversed: boolean, 
/**
 * The movement that took it from stores.
 */
movement: string, 
/**
 * Acts this person may open on the movement.
 */
offers: Array<Offer>, };

/**
 * One part of the sheet.
 */
export type UsageWish = { 
/**
 * The planned line, where there is one.
 */
line?: string, 
/**
 * The part; that of the planned line when left out.
 */
part?: string, 
/**
 * The place it was taken from; the usual one when left out.
 */
location?: string, 
/**
 * How much, in the part's unit; 1 when left out, 0 for a line without its tick.
 */
quantity?: string, 
/**
 * Up to 200 characters.
 */
note?: string, };

/**
 * Where a verification stands.
 */
export type VerifyPhase = "idle" | "running" | "done" | "cancelled" | "failed";

/**
 * How far the verification is, and what it found.
 */
export type VerifyState = { 
/**
 * Where it stands.
 */
state: VerifyPhase, 
/**
 * Entries looked at so far.
 */
done: number, 
/**
 * Entries in all; 0 while not known.
 */
total: number, 
/**
 * What it found.
 */
report: AuditReport | null, 
/**
 * Why it failed.
 */
message: string | null, };

/**
 * Something the person should know; it never blocks.
 */
export type Warning = { 
/**
 * Which warning it is.
 */
code: string, 
/**
 * The sentence.
 */
message: string, 
/**
 * The field it speaks of, where there is one: `lines.2`.
 */
field?: string, };

/**
 * Where a record is.
 */
export type WhereaboutsWord = "workstation_only" | "on_board" | "ashore";

/**
 * The list of which an act takes over a stretch; one signature covers all of it.
 */
export type Whole = { 
/**
 * The file's name, without its folder.
 */
file: string, 
/**
 * How many parts, people … are taken over.
 */
count: number, 
/**
 * The first of them, as the file numbers it.
 */
first_row: number, 
/**
 * The last of them.
 */
last_row: number, };

/**
 * What is posted as spent.
 */
export type WillSpend = { 
/**
 * The posting that will be written.
 */
posting: string, 
/**
 * The row of the delivery.
 */
row: string, 
/**
 * The part.
 */
part: DeliveredPart, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * Where it goes.
 */
to: Destination, 
/**
 * Who pays.
 */
department: Department, 
/**
 * Price of one unit; none while nobody knows it.
 */
unit_price: Amount | null, 
/**
 * What it comes to; none while nobody knows its price.
 */
amount: Amount | null, };

/**
 * One window of a list.
 */
export type Window<T> = { 
/**
 * How many rows match in all.
 */
total: number, 
/**
 * The rows of this window.
 */
rows: Array<T>, };

/**
 * Which window of a list, in which order.
 */
export type WindowArgs = { 
/**
 * Words to find in the row.
 */
text?: string, 
/**
 * Column to sort by; each list has its own default.
 */
sort?: string, 
/**
 * Largest or latest first.
 */
descending?: boolean, 
/**
 * First row wanted, from 0.
 */
offset: number, 
/**
 * How many; at most 200.
 */
limit?: number, 
/**
 * Column → words any of which may stand there.
 */
filters: { [key in string]: Array<string> }, };

/**
 * What the form sends.
 */
export type WithdrawHandoverEntryParams = { 
/**
 * The entry.
 */
entry?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, 
/**
 * Open it again instead.
 */
back: boolean, };

/**
 * What the form sends.
 */
export type WithdrawMappingParams = { 
/**
 * What is taken back.
 */
mapping?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, };

/**
 * What the form sends.
 */
export type WithdrawParams = { 
/**
 * The attachment.
 */
attachment?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, };

/**
 * What the form sends.
 */
export type WithdrawShoppingItemParams = { 
/**
 * The item.
 */
item?: string, 
/**
 * Why, 3–1,000 characters.
 */
reason: string, };

/**
 * Who withdrew a file, and why.
 */
export type Withdrawn = { 
/**
 * When.
 */
at: string, 
/**
 * By whom.
 */
by: Person | null, 
/**
 * Why.
 */
reason: string, };

/**
 * Why the work is done.
 */
export type WorkKind = "corrective" | "planned" | "inspection";

/**
 * A promise to fix, inspect or maintain.
 */
export type WorkOrder = { 
/**
 * The row's id.
 */
id: string, 
/**
 * When it was written, by the author's wall clock.
 */
created_at: string, 
/**
 * Who wrote it; none for the shore operator.
 */
created_by: string | null, 
/**
 * Number people speak: WO-2026-E0042.
 */
number: string, 
/**
 * What is to be done, in one line.
 */
title: string, 
/**
 * Why.
 */
kind: WorkKind, 
/**
 * How soon.
 */
priority: Priority, 
/**
 * The fault it promises to fix.
 */
fault_id: string | null, 
/**
 * The completed work order it goes on from.
 */
follows_id: string | null, 
/**
 * The machine or space.
 */
equipment_id: string, 
/**
 * Where.
 */
location: string | null, 
/**
 * In full.
 */
description: string | null, 
/**
 * The record's department.
 */
department: Department, 
/**
 * The day it should be done by.
 */
due_on: string | null, 
/**
 * Who is to do it.
 */
assigned_to: string | null, 
/**
 * Where it stands.
 */
status: WorkOrderStatus, 
/**
 * What the work achieved.
 */
outcome: Outcome | null, 
/**
 * Person-hours.
 */
hours: string | null, 
/**
 * When the work was done.
 */
done_at: string | null, 
/**
 * Who did it.
 */
done_by: Array<string> | null, 
/**
 * The statement signed.
 */
completion_note: string | null, 
/**
 * Who signed it.
 */
completed_by: string | null, 
/**
 * Why it will not be done.
 */
cancelled_reason: string | null, 
/**
 * The counter at that moment, in hours.
 */
running_hours: string | null, };

/**
 * A work order in a list.
 */
export type WorkOrderLine = { 
/**
 * The work order.
 */
id: string, 
/**
 * Number people speak.
 */
number: string, 
/**
 * What is to be done.
 */
title: string, 
/**
 * Where it stands.
 */
status: WorkOrderStatus, 
/**
 * How soon.
 */
priority: Priority, 
/**
 * Why.
 */
kind: WorkKind, 
/**
 * Department.
 */
department: Department, 
/**
 * The machine or space.
 */
equipment: Link, 
/**
 * Who is to do it.
 */
assigned_to: Person | null, 
/**
 * The day it should be done by.
 */
due_on: string | null, 
/**
 * It should have been done by now.
 */
is_overdue: boolean, 
/**
 * When it was written.
 */
created_at: string, 
/**
 * When it was done.
 */
done_at: string | null, };

/**
 * Everything about one work order.
 */
export type WorkOrderPage = { 
/**
 * The row.
 */
work_order: WorkOrder, 
/**
 * The machine or space: maker and model are on its own page.
 */
equipment: Equipment, 
/**
 * The last reading of its counter, in hours.
 */
equipment_hours: string | null, 
/**
 * The fault it promises to fix.
 */
fault: FaultOfWork | null, 
/**
 * Who is to do it.
 */
assigned_to: Person | null, 
/**
 * The work order it goes on from.
 */
follows: Link | null, 
/**
 * Work orders that go on from it.
 */
followed_by: Array<Link>, 
/**
 * Other open work orders for the same fault.
 */
same_fault: Array<WorkOrderLine>, 
/**
 * It should have been done by now.
 */
is_overdue: boolean, 
/**
 * Planned parts.
 */
parts: Array<PlannedPart>, 
/**
 * How many planned parts have nothing logged.
 */
unlogged: number, 
/**
 * What was taken from stores, newest first.
 */
usage: Array<UsageLine>, 
/**
 * Checklist, in order.
 */
checklist: Array<ChecklistLine>, 
/**
 * Notes, newest first.
 */
notes: Array<NoteLine>, 
/**
 * Corrections under the completion statement, oldest first.
 */
corrections: Array<NoteLine>, 
/**
 * Who did the work.
 */
done_by: Array<string>, 
/**
 * Who signed the completion.
 */
completed_by: Person | null, 
/**
 * What the program wrote down besides the notes, newest first.
 */
history: Array<HistoryLine>, 
/**
 * Acts this person may open.
 */
offers: Array<Offer>, };

/**
 * The life of a work order.
 */
export type WorkOrderStatus = "candidate" | "active" | "completed" | "cancelled";

/**
 * One workstation, or the gateway.
 */
export type Workstation = { 
/**
 * Names it in lists.
 */
id: string, 
/**
 * Its device number, 12 hex digits.
 */
device: string, 
/**
 * `workstation` or `shore`.
 */
kind: DeviceKind, 
/**
 * Its letter; the gateway has none.
 */
letter: string | null, 
/**
 * Where it stands.
 */
name: string, 
/**
 * It is this one.
 */
is_this: boolean, 
/**
 * Whether what it writes counts.
 */
state: WorkstationState, 
/**
 * When it was last in touch, directly or through its entries.
 */
last_heard_at: string | null, 
/**
 * Its last entry that is here.
 */
last_seq: number, 
/**
 * Acts held here that it was not known to hold when last in touch; none where it never was.
 */
lacks: number | null, 
/**
 * When it was closed.
 */
closed_at: string | null, 
/**
 * Why it was closed.
 */
closed_reason: string | null, 
/**
 * Acts this person may open on it.
 */
offers: Array<Offer>, 
/**
 * What its acts are opened with.
 */
given: Record<string, unknown>, };

/**
 * Whether what a workstation writes counts.
 */
export type WorkstationState = "founder" | "confirmed" | "unconfirmed" | "closed";

/**
 * What the form sends.
 */
export type WriteOffParams = { 
/**
 * The part.
 */
part?: string, 
/**
 * The place it lay.
 */
location?: string, 
/**
 * How much, in the part's unit.
 */
quantity: string, 
/**
 * Why, 3–200 characters.
 */
reason: string, };

/**
 * What is wrong with units of a row.
 */
export type WrongUnits = { 
/**
 * What is wrong.
 */
kind: DiscrepancyKind, 
/**
 * With how much, in the part's unit.
 */
quantity: string, 
/**
 * A word on it.
 */
note: string | null, };

/**
 * What is wrong with units of a ticked row.
 */
export type WrongWith = { 
/**
 * The row of the delivery.
 */
row: string, 
/**
 * The part.
 */
part: DeliveredPart, 
/**
 * What is wrong.
 */
kind: DiscrepancyKind, 
/**
 * With how much, in the part's unit.
 */
quantity: string, 
/**
 * A word on it.
 */
note: string | null, };

/** The parameters of every act. */
export interface ActParams {
  report_fault: ReportFaultParams;
  edit_fault: EditFaultParams;
  resolve_fault: ResolveFaultParams;
  reopen_fault: ReopenFaultParams;
  create_work_order_from_fault: CreateFromFaultParams;
  create_work_order: CreateWorkOrderParams;
  edit_work_order: EditWorkOrderParams;
  assign_work_order: AssignParams;
  start_work_order: StartParams;
  cancel_work_order: CancelParams;
  add_note_to_work_order: AddNoteParams;
  add_part_to_work_order: AddPartParams;
  change_part_line: ChangePartLineParams;
  add_checklist_item: AddChecklistParams;
  copy_checklist: CopyChecklistParams;
  tick_checklist: TickParams;
  mark_work_order_complete: CompleteParams;
  correct_work_order: CorrectParams;
  record_running_hours: RecordHoursParams;
  add_to_handover: AddToHandoverParams;
  edit_handover_entry: EditHandoverEntryParams;
  close_handover_entry: CloseHandoverEntryParams;
  withdraw_handover_entry: WithdrawHandoverEntryParams;
  sign_over_handover: SignOverParams;
  acknowledge_handover: AcknowledgeParams;
  add_equipment: AddEquipmentParams;
  edit_equipment: EditEquipmentParams;
  move_equipment: MoveEquipmentParams;
  retire_equipment: RetireEquipmentParams;
  add_part: AddStorePartParams;
  edit_part: EditPartParams;
  retire_part: RetirePartParams;
  link_part: LinkPartParams;
  unlink_part: UnlinkPartParams;
  log_part_usage: LogUsageParams;
  return_to_stores: ReturnParams;
  adjust_stock: AdjustStockParams;
  count_location: CountLocationParams;
  transfer_stock: TransferParams;
  write_off: WriteOffParams;
  reverse_movement: ReverseParams;
  add_shopping_item: AddShoppingItemParams;
  edit_shopping_item: EditShoppingItemParams;
  withdraw_shopping_item: WithdrawShoppingItemParams;
  start_review: StartReviewParams;
  approve_shopping_items: ApproveShoppingItemsParams;
  reject_shopping_items: RejectShoppingItemsParams;
  promote_candidate_part: PromoteCandidatePartParams;
  create_purchase_order: CreatePurchaseOrderParams;
  edit_purchase_order: EditPurchaseOrderParams;
  place_purchase_order: PlacePurchaseOrderParams;
  cancel_order_line: CancelOrderLineParams;
  cancel_purchase_order: CancelPurchaseOrderParams;
  attach_order_document: AttachOrderDocumentParams;
  mark_item_missing: MarkItemMissingParams;
  mark_item_installed: MarkItemInstalledParams;
  take_back_mark: TakeBackMarkParams;
  start_receiving: StartReceivingParams;
  begin_counting: SessionParams;
  add_receiving_line: AddReceivingLineParams;
  set_delivered: SetDeliveredParams;
  tick_line: TickLineParams;
  untick_line: TickLineParams;
  set_line_note: SetLineNoteParams;
  set_discrepancy: SetDiscrepancyParams;
  resolve_unknown_line: ResolveUnknownLineParams;
  set_install_now: SetInstallNowParams;
  set_storage_location: SetStorageLocationParams;
  set_return_to_list: SetReturnToListParams;
  move_to_review: SessionParams;
  back_to_counting: SessionParams;
  commit_receiving: SessionParams;
  cancel_receiving: CancelReceivingParams;
  take_over_session: SessionParams;
  take_back_installed: TakeBackInstalledParams;
  confirm_over_delivery: ConfirmOverDeliveryParams;
  price_posting: PricePostingParams;
  set_budget: SetBudgetParams;
  add_supplier: AddSupplierParams;
  edit_supplier: EditSupplierParams;
  retire_supplier: RetireSupplierParams;
  edit_synonyms: EditSynonymsParams;
  add_location: AddLocationParams;
  edit_location: EditLocationParams;
  retire_location: RetireLocationParams;
  add_crew: AddCrewParams;
  set_role: SetRoleParams;
  choose_pin: ChoosePinParams;
  import_equipment: ImportEquipmentParams;
  import_spare_parts: ImportSparePartsParams;
  import_parts: ImportPartsParams;
  import_suppliers: ImportSuppliersParams;
  import_people: ImportPeopleParams;
  import_locations: ImportLocationsParams;
  import_running_hours: ImportRunningHoursParams;
  set_ship_time: SetShipTimeParams;
  attach_file: AttachParams;
  withdraw_attachment: WithdrawParams;
  add_document: AddDocumentParams;
  edit_document: EditDocumentParams;
  supersede_document: SupersedeDocumentParams;
  retire_document: RetireDocumentParams;
  link_document: LinkDocumentParams;
  confirm_mapping: ConfirmMappingParams;
  correct_mapping: CorrectMappingParams;
  withdraw_mapping: WithdrawMappingParams;
  pin_page: PinPageParams;
  unpin_page: UnpinPageParams;
  set_open_search: SetOpenSearchParams;
  connect_shore: ConnectShoreParams;
  invite_workstation: InviteWorkstationParams;
  confirm_device: ConfirmDeviceParams;
  close_device: CloseDeviceParams;
  resolve_conflict: ResolveConflictParams;
}

/** Every command, as declared in the command table. */
export interface Commands {
  /** Vessel, people and who is signed in; the only command besides sign-in that a locked workstation answers. */
  session_state: { args: NoArgs; result: SessionState };
  /** Begins the record of a vessel; answers the vessel secret as words, once. */
  found_vessel: { args: FoundArgs; result: Founded };
  /** Opens a session by PIN. */
  sign_in: { args: SignInArgs; result: SessionState };
  /** Enters the words of the recovery sheet again, proved by a PIN, where those of this workstation are wrong. */
  enter_words: { args: EnterWordsArgs; result: SessionState };
  /** Ends the session. */
  lock: { args: NoArgs; result: SessionState };
  /** Palette, size and idle time of this workstation. */
  preferences: { args: NoArgs; result: Preferences };
  /** Keeps palette, size and idle time of this workstation. */
  preferences_set: { args: Preferences; result: Preferences };
  /** Every act with this vessel's roles and signing. */
  action_list: { args: NoArgs; result: Array<ActInfo> };
  /** What the form of an act starts from. */
  action_prefill: { args: GivenArgs; result: PrefillResult };
  /** Duplicates and warnings. */
  action_check: { args: GivenArgs; result: Findings };
  /** Everything a commit would write, and who may sign it. */
  action_preview: { args: ParamsArgs; result: PreviewResult };
  /** Carries out an act. */
  action_commit: { args: CommitArgs; result: CommitResult };
  /** Acts that start from a place rather than from a record. */
  place_offers: { args: NoArgs; result: Array<Offer> };
  /** What a picker offers. */
  choices: { args: ChoicesArgs; result: Array<Choice> };
  /** Records that hold the words; answered also when locked, where the vessel leaves search open. */
  search: { args: SearchArgs; result: SearchResult };
  /** Records that the signed-in person last wrote on. */
  recent_records: { args: NoArgs; result: Array<HitLine> };
  /** The equipment that the words after a command begin with. */
  search_subjects: { args: SubjectArgs; result: Subjects };
  /** The vessel's own words. */
  synonym_list: { args: NoArgs; result: Array<SynonymLine> };
  /** Plain counts beside the names of places. */
  counts: { args: NoArgs; result: Counts };
  /** What is going on. */
  now_page: { args: NoArgs; result: Now };
  /** Faults. */
  fault_list: { args: WindowArgs; result: Window<FaultLine> };
  /** Everything about one fault. */
  fault_page: { args: IdArgs; result: FaultPage };
  /** Work orders. */
  work_order_list: { args: WindowArgs; result: Window<WorkOrderLine> };
  /** Everything about one work order. */
  work_order_page: { args: IdArgs; result: WorkOrderPage };
  /** The whole tree of machines and spaces. */
  equipment_tree: { args: NoArgs; result: Array<EquipmentNode> };
  /** Everything about one piece of equipment. */
  equipment_page: { args: IdArgs; result: EquipmentPage };
  /** Every counter with its last reading. */
  running_hours_grid: { args: NoArgs; result: Array<Counter> };
  /** Parts with live stock. */
  part_list: { args: WindowArgs; result: Window<PartRow> };
  /** Categories that parts carry, by name. */
  part_categories: { args: NoArgs; result: Array<string> };
  /** Everything about one part. */
  part_page: { args: IdArgs; result: PartPage };
  /** The parts that carry a code: barcode, number, other number, or a label of ours. */
  part_find: { args: CodeArgs; result: PartsFound };
  /** Writes the parts that a list shows into a file for spreadsheets. */
  part_csv: { args: PartCsvArgs; result: PartCsvWritten };
  /** Movements of a part, of a place or for a work order, newest first. */
  movement_list: { args: MovementArgs; result: Window<MovementLine> };
  /** The recorded level of a part over time, oldest first. */
  stock_series: { args: PartArgs; result: Array<StockPoint> };
  /** Everything that lies or usually lies at a place. */
  location_stock: { args: LocationArgs; result: Array<PartAtPlace> };
  /** Other workstations that have not been heard of for more than an hour. */
  stock_silence: { args: NoArgs; result: Array<SilentWorkstation> };
  /** Writes labels of parts into a PDF. */
  labels_make: { args: LabelsArgs; result: LabelsMade };
  /** Every storage place. */
  location_list: { args: NoArgs; result: Array<LocationNode> };
  /** What is asked for, decided, ordered and awaited. */
  shopping_list: { args: WindowArgs; result: Window<ItemLine> };
  /** How many items stand in each part of the shopping list, under the list's words and filters. */
  shopping_counts: { args: WindowArgs; result: Array<TabCount> };
  /** The items of the shopping list on which this person may do an act. */
  shopping_choosable: { args: ChoosableArgs; result: Choosable };
  /** Everything about one item of the shopping list. */
  shopping_item_page: { args: IdArgs; result: ItemPage };
  /** Who sells parts to the vessel. */
  supplier_list: { args: WindowArgs; result: Window<SupplierLine> };
  /** Everything about one supplier. */
  supplier_page: { args: IdArgs; result: SupplierPage };
  /** Purchase orders. */
  order_list: { args: WindowArgs; result: Window<PurchaseRow> };
  /** Everything about one purchase order. */
  order_page: { args: IdArgs; result: PurchasePage };
  /** Deliveries. */
  delivery_list: { args: WindowArgs; result: Window<ListedDelivery> };
  /** How many deliveries stand in each part of the list. */
  delivery_counts: { args: NoArgs; result: Array<SectionCount> };
  /** The open deliveries aboard, those of the signed-in person first. */
  deliveries_open: { args: NoArgs; result: DeliveriesOpen };
  /** The parts of a delivery that go to stores, for their labels. */
  delivery_labels: { args: IdArgs; result: Array<ReceivedPart> };
  /** Approved items that may go on an order to a supplier. */
  order_candidates: { args: CandidateArgs; result: Array<OrderCandidate> };
  /** Everything about one delivery. */
  delivery_page: { args: IdArgs; result: DeliveryPage };
  /** What happened to one delivery, newest first. */
  delivery_history: { args: IdArgs; result: DeliveryHistory };
  /** Lines of orders that a row of a delivery may be. */
  delivery_awaited: { args: IdArgs; result: Array<AwaitedLine> };
  /** What the commit of a delivery will write. */
  delivery_review: { args: IdArgs; result: DeliveryReview };
  /** What is outstanding, committed and spent, by currency; with a chart where groups are asked for. */
  spend_figures: { args: SpendArgs; result: SpendFigures };
  /** What makes a figure of spend, newest first. */
  posting_list: { args: PostingArgs; result: Window<SpendLine> };
  /** Everything about one posting. */
  posting_page: { args: IdArgs; result: PostingPage };
  /** Writes what makes a figure of spend into a file for spreadsheets. */
  posting_csv: { args: PostingCsvArgs; result: PostingCsvWritten };
  /** Budgets beside what was spent in their periods. */
  budget_list: { args: SpendArgs; result: Budgets };
  /** What people wrote for the next watch or rotation of a department, by category. */
  handover_page: { args: HandoverArgs; result: HandoverPage };
  /** Everything about one handover entry. */
  handover_entry_page: { args: IdArgs; result: HandoverEntryPage };
  /** Handovers that were signed over. */
  handover_signed_list: { args: SignedListArgs; result: Window<SignedLine> };
  /** Everything about one signed handover. */
  handover_signed_page: { args: IdArgs; result: SignedPage };
  /** Starts to write a paper into a PDF; a short one is done when it answers. */
  print_start: { args: PrintArgs; result: PrintState };
  /** How far a paper is. */
  print_state: { args: PrintRunArgs; result: PrintState };
  /** Stops writing a paper. */
  print_cancel: { args: PrintRunArgs; result: PrintState };
  /** Photos and papers of a record, withdrawn ones included. */
  attachment_list: { args: PlaceParams; result: Array<AttachmentLine> };
  /** How many pages an attached paper has. */
  paper_pages: { args: PaperArgs; result: PaperPages };
  /** Manuals, those to work by first. */
  document_list: { args: DocumentListArgs; result: Window<DocumentLine> };
  /** Everything about one manual. */
  document_page: { args: IdArgs; result: DocumentPage };
  /** The pages of manuals that a work order was worked by. */
  pinned_pages: { args: IdArgs; result: Array<PinLine> };
  /** The page that helps with a fault, a work order or an equipment, and why. */
  manual_find: { args: FindArgs; result: ManualFound };
  /** Contents and pages of a manual, for its viewer. */
  manual_contents: { args: IdArgs; result: ManualContents };
  /** Characters and links of a page. */
  manual_page: { args: ManualPageArgs; result: ManualPage };
  /** Where words stand in manuals. */
  manual_search: { args: ManualSearchArgs; result: Array<ManualHitLine> };
  /** Begins to take in manuals that a person has chosen. */
  manual_intake_open: { args: IntakeArgs; result: IntakeState };
  /** Begins to take a manual that was dropped on the window. */
  manual_intake_begin: { args: UploadBeginArgs; result: UploadBegun };
  /** Takes one piece of it. */
  manual_intake_chunk: { args: UploadChunkArgs; result: IntakeState };
  /** How far manuals on their way in are. */
  manual_intake: { args: NoArgs; result: IntakeState };
  /** Opens a locked manual by its password. */
  manual_intake_unlock: { args: UnlockArgs; result: IntakeState };
  /** Lets go of manuals whose form was cancelled. */
  manual_intake_drop: { args: IntakeItemArgs; result: IntakeState };
  /** Lays the file of a manual beside the replica again. */
  manual_put_back: { args: PutBackArgs; result: null };
  /** Opens a manual that came from elsewhere by its password. */
  manual_unlock: { args: OpenLockedArgs; result: null };
  /** Begins to take a file that a person has chosen. */
  upload_begin: { args: UploadBeginArgs; result: UploadBegun };
  /** Takes one piece of it. */
  upload_chunk: { args: UploadChunkArgs; result: UploadReceived };
  /** Looks at the whole file, which then waits for its form. */
  upload_end: { args: UploadArgs; result: Uploaded };
  /** Lets go of a file whose form was cancelled. */
  upload_drop: { args: UploadArgs; result: null };
  /** The person's forms that were left open. */
  draft_list: { args: NoArgs; result: Array<DraftLine> };
  /** Keeps a form as it stands, on this workstation only. */
  draft_save: { args: DraftArgs; result: Array<DraftLine> };
  /** Forgets a form that was committed or cancelled. */
  draft_drop: { args: FormArgs; result: Array<DraftLine> };
  /** Everybody of the vessel. */
  crew_list: { args: NoArgs; result: Array<CrewLine> };
  /** Every change of the ship's clocks. */
  ship_time_list: { args: NoArgs; result: Array<ShipTimeLine> };
  /** Entries of the record. */
  audit_list: { args: AuditArgs; result: Window<AuditLine> };
  /** Everything one entry holds. */
  audit_entry: { args: EntryName; result: AuditEntry };
  /** Starts to verify the whole record in the background. */
  audit_verify_start: { args: NoArgs; result: VerifyState };
  /** How far the verification is, and what it found. */
  audit_verify_state: { args: NoArgs; result: VerifyState };
  /** Stops the verification. */
  audit_verify_cancel: { args: NoArgs; result: VerifyState };
  /** How sync stands; answered also when locked. */
  sync_strip: { args: NoArgs; result: SyncStrip };
  /** Exchanges now, over one link or over all. */
  sync_now: { args: SyncNowArgs; result: SyncStrip };
  /** What is set for the links of this workstation. */
  sync_settings: { args: NoArgs; result: SyncSettings };
  /** Keeps what is set for all links. */
  sync_settings_set: { args: SyncSettingsArgs; result: SyncSettings };
  /** Keeps what is set for one link. */
  peer_set: { args: PeerSetArgs; result: SyncSettings };
  /** Forgets a link. */
  peer_remove: { args: PeerArgs; result: SyncSettings };
  /** The log of exchanges. */
  exchange_log: { args: WindowArgs; result: Window<ExchangeLine> };
  /** Every workstation of the vessel, and the gateway. */
  workstation_list: { args: NoArgs; result: Array<Workstation> };
  /** Joins a vessel, or sets up a further link, by a one-time code. */
  enrol: { args: EnrolArgs; result: Enrolled };
  /** Everything that people wrote apart and nobody settled yet. */
  conflict_list: { args: WindowArgs; result: Window<ConflictLine> };
  /** The same, of one record and what belongs to it. */
  record_conflicts: { args: IdArgs; result: Array<ConflictLine> };
  /** How far the acts of a record have spread. */
  whereabouts: { args: IdArgs; result: RecordWhereabouts };
  /** Reads a list from a file, and guesses its columns. */
  import_open: { args: ImportOpenArgs; result: ImportTable };
  /** Checks every row of an open file. */
  import_check: { args: ImportCheckArgs; result: ImportReport };
  /** Row by row what would be written and what is wrong. */
  import_rows: { args: ImportRowsArgs; result: Window<ImportRow> };
  /** Signs once and begins to take the list over in the background. */
  import_commit: { args: ImportCommitArgs; result: ImportProgress };
  /** How far taking over is. */
  import_progress: { args: ImportArgs; result: ImportProgress };
  /** Stops taking over; what was taken over stays. */
  import_cancel: { args: ImportArgs; result: ImportProgress };
  /** Writes every table, and a file for each list that can be imported, into a new folder. */
  export_tables: { args: ExportArgs; result: TablesExported };
  /** Writes all acts into a file, to be carried to another workstation. */
  sync_export: { args: ExportFileArgs; result: ActsExported };
  /** Takes the acts of a file. */
  sync_import: { args: FileArgs; result: ActsImported };
}
