//! The command table: every command that the window, the test host and the
//! command line can call, declared once. Router and TypeScript client come
//! from it.

use crate::actions::{ActInfo, CommitArgs, CommitResult, EntryName, PrefillResult, PreviewResult};
use crate::attaching::{
    PaperArgs, PaperPages, UploadArgs, UploadBeginArgs, UploadBegun, UploadChunkArgs, UploadReceived, Uploaded,
};
use crate::drafts::{DraftArgs, DraftLine, FormArgs};
use crate::error::Error;
use crate::exchanging::enrolling::{EnrolArgs, Enrolled};
use crate::exchanging::file::{ActsExported, ActsImported, ExportFileArgs, FileArgs};
use crate::exchanging::log::ExchangeLine;
use crate::exchanging::settings::{PeerArgs, PeerSetArgs, SyncNowArgs, SyncSettings, SyncSettingsArgs};
use crate::exchanging::strip::SyncStrip;
use crate::exporting::{ExportArgs, TablesExported};
use crate::importing::{
    ImportArgs, ImportCheckArgs, ImportCommitArgs, ImportOpenArgs, ImportProgress, ImportReport, ImportRow,
    ImportRowsArgs, ImportTable,
};
use crate::labels::{LabelsArgs, LabelsMade};
use crate::manuals::{
    FindArgs, IntakeArgs, IntakeItemArgs, IntakeState, ManualContents, ManualFound, ManualHitLine, ManualPage,
    ManualPageArgs, ManualSearchArgs, OpenLockedArgs, PutBackArgs, UnlockArgs,
};
use crate::printing::{PrintArgs, PrintRunArgs, PrintState};
use crate::program::Program;
use crate::searching::hits::HitLine;
use crate::searching::subjects::{SubjectArgs, Subjects};
use crate::searching::synonyms::SynonymLine;
use crate::searching::{SearchArgs, SearchResult};
use crate::secret_words::EnterWordsArgs;
use crate::settings::Preferences;
use crate::start::{FoundArgs, Founded, SessionState, SignInArgs};
use crate::verify::VerifyState;
use crate::views::attachments::AttachmentLine;
use crate::views::audit::{AuditArgs, AuditEntry, AuditLine};
use crate::views::buying::items::{Choosable, ChoosableArgs, ItemLine, ItemPage, TabCount};
use crate::views::buying::orders::{CandidateArgs, OrderCandidate, PurchasePage, PurchaseRow};
use crate::views::buying::spend::budgets::Budgets;
use crate::views::buying::spend::csv::{PostingCsvArgs, PostingCsvWritten};
use crate::views::buying::spend::postings::{PostingArgs, PostingPage, SpendLine};
use crate::views::buying::spend::{SpendArgs, SpendFigures};
use crate::views::choices::{Choice, ChoicesArgs};
use crate::views::conflicts::ConflictLine;
use crate::views::documents::{DocumentLine, DocumentListArgs, DocumentPage, PinLine};
use crate::views::equipment::{Counter, EquipmentNode, EquipmentPage};
use crate::views::faults::{FaultLine, FaultPage};
use crate::views::handover::{HandoverArgs, HandoverEntryPage, HandoverPage, SignedLine, SignedListArgs, SignedPage};
use crate::views::movements::{MovementArgs, MovementLine};
use crate::views::now::{Counts, Now};
use crate::views::part_csv::{PartCsvArgs, PartCsvWritten};
use crate::views::parts::{LocationNode, PartPage, PartRow};
use crate::views::people::{CrewLine, ShipTimeLine};
use crate::views::receiving::awaited::AwaitedLine;
use crate::views::receiving::labels::ReceivedPart;
use crate::views::receiving::list::{DeliveriesOpen, ListedDelivery, SectionCount};
use crate::views::receiving::page::{DeliveryHistory, DeliveryPage};
use crate::views::receiving::review::DeliveryReview;
use crate::views::stock::{CodeArgs, LocationArgs, PartArgs, PartAtPlace, PartsFound, SilentWorkstation, StockPoint};
use crate::views::suppliers::{SupplierLine, SupplierPage};
use crate::views::whereabouts::RecordWhereabouts;
use crate::views::work_orders::{WorkOrderLine, WorkOrderPage};
use crate::views::workstations::Workstation;
use crate::views::{Window, WindowArgs};
use domain::RowId;
use domain::acts::attachments::PlaceParams;
use domain::offers::Offer;
use domain::plan::Findings;
use domain::refusal::{Code, Refusal};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use ts_rs::TS;

/// A command without arguments.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct NoArgs {}

/// The record wanted.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub(crate) struct IdArgs {
    /// Its id.
    pub id: RowId,
}

/// An act, and a form that may be incomplete.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub(crate) struct GivenArgs {
    /// The act.
    pub action: String,
    /// What is filled in so far.
    #[ts(type = "Record<string, unknown>")]
    pub given: Json,
}

/// An act, and its filled form.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub(crate) struct ParamsArgs {
    /// The act.
    pub action: String,
    /// Its parameters.
    #[ts(type = "Record<string, unknown>")]
    pub params: Json,
}

fn read<A: DeserializeOwned>(args: Json) -> Result<A, Error> {
    let args = if args.is_null() { serde_json::json!({}) } else { args };
    serde_path_to_error::deserialize(&args).map_err(|error| {
        let field = error.path().to_string();
        Refusal::field(
            Code::Invalid,
            &field,
            format!("{}: {}", domain::words::field_label(&field), error.inner()),
        )
        .into()
    })
}

fn answer<T: serde::Serialize>(result: T) -> Result<Json, Error> {
    serde_json::to_value(result).map_err(|error| {
        tracing::error!(%error, "an answer could not be written");
        Error::new(
            Code::Fault,
            "The answer could not be written. Restart the program and try again.",
        )
    })
}

/// Declares the table: name, arguments, result, and the method that answers.
macro_rules! commands {
    ($( $(#[doc = $doc:literal])+ $name:ident ( $Args:ty ) -> $Result:ty = $call:expr; )+) => {
        /// The name of every command.
        pub const NAMES: &[&str] = &[$( stringify!($name) ),+];

        impl Program {
            /// Answers a command by its name.
            ///
            /// # Errors
            /// `not_found` for an unknown name, `invalid` for arguments that do not
            /// fit, and whatever the command refuses.
            pub fn call(&self, name: &str, args: Json) -> Result<Json, Error> {
                match name {
                    $( stringify!($name) => {
                        let call: fn(&Program, $Args) -> Result<$Result, Error> = $call;
                        answer(call(self, read::<$Args>(args)?)?)
                    } )+
                    other => Err(Error::new(
                        Code::NotFound,
                        format!("There is no command “{}”.", domain::text::shortened(other, 60)),
                    )),
                }
            }
        }

        /// TypeScript of the table: `name: { args: …; result: … }` per line.
        #[must_use]
        pub(crate) fn interface(config: &ts_rs::Config) -> String {
            let mut text = String::from("export interface Commands {\n");
            $( text.push_str(&format!(
                "{}\n  {}: {{ args: {}; result: {} }};\n",
                concat!($( "  /**", $doc, " */" ),+),
                stringify!($name),
                <$Args as TS>::name(config),
                <$Result as TS>::name(config),
            )); )+
            text.push_str("}\n");
            text
        }

        /// Visits the type of every argument and result.
        pub(crate) fn visit_types(visitor: &mut impl ts_rs::TypeVisitor) {
            $( visitor.visit::<$Args>(); visitor.visit::<$Result>(); )+
        }
    };
}

commands! {
    /// Vessel, people and who is signed in; the only command besides sign-in that a locked workstation answers.
    session_state(NoArgs) -> SessionState = |p, _| p.session_state();
    /// Begins the record of a vessel; answers the vessel secret as words, once.
    found_vessel(FoundArgs) -> Founded = |p, a| p.found_vessel(&a);
    /// Opens a session by PIN.
    sign_in(SignInArgs) -> SessionState = |p, a| p.sign_in(&a);
    /// Enters the words of the recovery sheet again, proved by a PIN, where those of this workstation are wrong.
    enter_words(EnterWordsArgs) -> SessionState = |p, a| p.enter_words(&a);
    /// Ends the session.
    lock(NoArgs) -> SessionState = |p, _| p.lock();
    /// Palette, size and idle time of this workstation.
    preferences(NoArgs) -> Preferences = |p, _| Ok(p.preferences());
    /// Keeps palette, size and idle time of this workstation.
    preferences_set(Preferences) -> Preferences = |p, a| p.preferences_set(&a);
    /// Every act with this vessel's roles and signing.
    action_list(NoArgs) -> Vec<ActInfo> = |p, _| p.action_list();
    /// What the form of an act starts from.
    action_prefill(GivenArgs) -> PrefillResult = |p, a| p.action_prefill(&a.action, &a.given);
    /// Duplicates and warnings.
    action_check(GivenArgs) -> Findings = |p, a| p.action_check(&a.action, &a.given);
    /// Everything a commit would write, and who may sign it.
    action_preview(ParamsArgs) -> PreviewResult = |p, a| p.action_preview(&a.action, &a.params);
    /// Carries out an act.
    action_commit(CommitArgs) -> CommitResult = |p, a| p.action_commit(&a);
    /// Acts that start from a place rather than from a record.
    place_offers(NoArgs) -> Vec<Offer> = |p, _| p.place_offers();
    /// What a picker offers.
    choices(ChoicesArgs) -> Vec<Choice> = |p, a| p.choices(&a);
    /// Records that hold the words; answered also when locked, where the vessel leaves search open.
    search(SearchArgs) -> SearchResult = |p, a| p.search(&a);
    /// Records that the signed-in person last wrote on.
    recent_records(NoArgs) -> Vec<HitLine> = |p, _| p.recent_records();
    /// The equipment that the words after a command begin with.
    search_subjects(SubjectArgs) -> Subjects = |p, a| p.search_subjects(&a);
    /// The vessel's own words.
    synonym_list(NoArgs) -> Vec<SynonymLine> = |p, _| p.synonym_list();
    /// Plain counts beside the names of places.
    counts(NoArgs) -> Counts = |p, _| p.counts();
    /// What is going on.
    now_page(NoArgs) -> Now = |p, _| p.now_page();
    /// Faults.
    fault_list(WindowArgs) -> Window<FaultLine> = |p, a| p.fault_list(&a);
    /// Everything about one fault.
    fault_page(IdArgs) -> FaultPage = |p, a| p.fault_page(a.id);
    /// Work orders.
    work_order_list(WindowArgs) -> Window<WorkOrderLine> = |p, a| p.work_order_list(&a);
    /// Everything about one work order.
    work_order_page(IdArgs) -> WorkOrderPage = |p, a| p.work_order_page(a.id);
    /// The whole tree of machines and spaces.
    equipment_tree(NoArgs) -> Vec<EquipmentNode> = |p, _| p.equipment_tree();
    /// Everything about one piece of equipment.
    equipment_page(IdArgs) -> EquipmentPage = |p, a| p.equipment_page(a.id);
    /// Every counter with its last reading.
    running_hours_grid(NoArgs) -> Vec<Counter> = |p, _| p.running_hours_grid();
    /// Parts with live stock.
    part_list(WindowArgs) -> Window<PartRow> = |p, a| p.part_list(&a);
    /// Categories that parts carry, by name.
    part_categories(NoArgs) -> Vec<String> = |p, _| p.part_categories();
    /// Everything about one part.
    part_page(IdArgs) -> PartPage = |p, a| p.part_page(a.id);
    /// The parts that carry a code: barcode, number, other number, or a label of ours.
    part_find(CodeArgs) -> PartsFound = |p, a| p.part_find(&a.code);
    /// Writes the parts that a list shows into a file for spreadsheets.
    part_csv(PartCsvArgs) -> PartCsvWritten = |p, a| p.part_csv(&a);
    /// Movements of a part, of a place or for a work order, newest first.
    movement_list(MovementArgs) -> Window<MovementLine> = |p, a| p.movement_list(&a);
    /// The recorded level of a part over time, oldest first.
    stock_series(PartArgs) -> Vec<StockPoint> = |p, a| p.stock_series(a.part);
    /// Everything that lies or usually lies at a place.
    location_stock(LocationArgs) -> Vec<PartAtPlace> = |p, a| p.location_stock(a.location);
    /// Other workstations that have not been heard of for more than an hour.
    stock_silence(NoArgs) -> Vec<SilentWorkstation> = |p, _| p.stock_silence();
    /// Writes labels of parts into a PDF.
    labels_make(LabelsArgs) -> LabelsMade = |p, a| p.signed_in().and_then(|_| p.labels_make(&a));
    /// Every storage place.
    location_list(NoArgs) -> Vec<LocationNode> = |p, _| p.location_list();
    /// What is asked for, decided, ordered and awaited.
    shopping_list(WindowArgs) -> Window<ItemLine> = |p, a| p.shopping_list(&a);
    /// How many items stand in each part of the shopping list, under the list's words and filters.
    shopping_counts(WindowArgs) -> Vec<TabCount> = |p, a| p.shopping_counts(&a);
    /// The items of the shopping list on which this person may do an act.
    shopping_choosable(ChoosableArgs) -> Choosable = |p, a| p.shopping_choosable(&a);
    /// Everything about one item of the shopping list.
    shopping_item_page(IdArgs) -> ItemPage = |p, a| p.shopping_item_page(a.id);
    /// Who sells parts to the vessel.
    supplier_list(WindowArgs) -> Window<SupplierLine> = |p, a| p.supplier_list(&a);
    /// Everything about one supplier.
    supplier_page(IdArgs) -> SupplierPage = |p, a| p.supplier_page(a.id);
    /// Purchase orders.
    order_list(WindowArgs) -> Window<PurchaseRow> = |p, a| p.order_list(&a);
    /// Everything about one purchase order.
    order_page(IdArgs) -> PurchasePage = |p, a| p.order_page(a.id);
    /// Deliveries.
    delivery_list(WindowArgs) -> Window<ListedDelivery> = |p, a| p.delivery_list(&a);
    /// How many deliveries stand in each part of the list.
    delivery_counts(NoArgs) -> Vec<SectionCount> = |p, _| p.delivery_counts();
    /// The open deliveries aboard, those of the signed-in person first.
    deliveries_open(NoArgs) -> DeliveriesOpen = |p, _| p.deliveries_open();
    /// The parts of a delivery that go to stores, for their labels.
    delivery_labels(IdArgs) -> Vec<ReceivedPart> = |p, a| p.delivery_labels(a.id);
    /// Approved items that may go on an order to a supplier.
    order_candidates(CandidateArgs) -> Vec<OrderCandidate> = |p, a| p.order_candidates(&a);
    /// Everything about one delivery.
    delivery_page(IdArgs) -> DeliveryPage = |p, a| p.delivery_page(a.id);
    /// What happened to one delivery, newest first.
    delivery_history(IdArgs) -> DeliveryHistory = |p, a| p.delivery_history(a.id);
    /// Lines of orders that a row of a delivery may be.
    delivery_awaited(IdArgs) -> Vec<AwaitedLine> = |p, a| p.delivery_awaited(a.id);
    /// What the commit of a delivery will write.
    delivery_review(IdArgs) -> DeliveryReview = |p, a| p.delivery_review(a.id);
    /// What is outstanding, committed and spent, by currency; with a chart where groups are asked for.
    spend_figures(SpendArgs) -> SpendFigures = |p, a| p.spend_figures(&a);
    /// What makes a figure of spend, newest first.
    posting_list(PostingArgs) -> Window<SpendLine> = |p, a| p.posting_list(&a);
    /// Everything about one posting.
    posting_page(IdArgs) -> PostingPage = |p, a| p.posting_page(a.id);
    /// Writes what makes a figure of spend into a file for spreadsheets.
    posting_csv(PostingCsvArgs) -> PostingCsvWritten = |p, a| p.posting_csv(&a);
    /// Budgets beside what was spent in their periods.
    budget_list(SpendArgs) -> Budgets = |p, a| p.budget_list(&a);
    /// What people wrote for the next watch or rotation of a department, by category.
    handover_page(HandoverArgs) -> HandoverPage = |p, a| p.handover_page(&a);
    /// Everything about one handover entry.
    handover_entry_page(IdArgs) -> HandoverEntryPage = |p, a| p.handover_entry_page(a.id);
    /// Handovers that were signed over.
    handover_signed_list(SignedListArgs) -> Window<SignedLine> = |p, a| p.handover_signed_list(&a);
    /// Everything about one signed handover.
    handover_signed_page(IdArgs) -> SignedPage = |p, a| p.handover_signed_page(a.id);
    /// Starts to write a paper into a PDF; a short one is done when it answers.
    print_start(PrintArgs) -> PrintState = |p, a| p.print_start(a);
    /// How far a paper is.
    print_state(PrintRunArgs) -> PrintState = |p, a| p.print_state(&a);
    /// Stops writing a paper.
    print_cancel(PrintRunArgs) -> PrintState = |p, a| p.print_cancel(&a);
    /// Photos and papers of a record, withdrawn ones included.
    attachment_list(PlaceParams) -> Vec<AttachmentLine> = |p, a| p.attachment_list(&a);
    /// How many pages an attached paper has.
    paper_pages(PaperArgs) -> PaperPages = |p, a| p.paper_pages(&a);
    /// Manuals, those to work by first.
    document_list(DocumentListArgs) -> Window<DocumentLine> = |p, a| p.document_list(&a);
    /// Everything about one manual.
    document_page(IdArgs) -> DocumentPage = |p, a| p.document_page(a.id);
    /// The pages of manuals that a work order was worked by.
    pinned_pages(IdArgs) -> Vec<PinLine> = |p, a| p.pinned_pages(a.id);
    /// The page that helps with a fault, a work order or an equipment, and why.
    manual_find(FindArgs) -> ManualFound = |p, a| p.manual_find(&a);
    /// Contents and pages of a manual, for its viewer.
    manual_contents(IdArgs) -> ManualContents = |p, a| p.manual_contents(a.id);
    /// Characters and links of a page.
    manual_page(ManualPageArgs) -> ManualPage = |p, a| p.manual_page(&a);
    /// Where words stand in manuals.
    manual_search(ManualSearchArgs) -> Vec<ManualHitLine> = |p, a| p.manual_search(&a);
    /// Begins to take in manuals that a person has chosen.
    manual_intake_open(IntakeArgs) -> IntakeState = |p, a| p.manual_intake_open(&a);
    /// Begins to take a manual that was dropped on the window.
    manual_intake_begin(UploadBeginArgs) -> UploadBegun = |p, a| p.manual_intake_begin(&a);
    /// Takes one piece of it.
    manual_intake_chunk(UploadChunkArgs) -> IntakeState = |p, a| p.manual_intake_chunk(&a);
    /// How far manuals on their way in are.
    manual_intake(NoArgs) -> IntakeState = |p, _| p.manual_intake();
    /// Opens a locked manual by its password.
    manual_intake_unlock(UnlockArgs) -> IntakeState = |p, a| p.manual_intake_unlock(&a);
    /// Lets go of manuals whose form was cancelled.
    manual_intake_drop(IntakeItemArgs) -> IntakeState = |p, a| p.manual_intake_drop(&a);
    /// Lays the file of a manual beside the replica again.
    manual_put_back(PutBackArgs) -> () = |p, a| p.manual_put_back(&a);
    /// Opens a manual that came from elsewhere by its password.
    manual_unlock(OpenLockedArgs) -> () = |p, a| p.manual_unlock(&a);
    /// Begins to take a file that a person has chosen.
    upload_begin(UploadBeginArgs) -> UploadBegun = |p, a| p.upload_begin(&a);
    /// Takes one piece of it.
    upload_chunk(UploadChunkArgs) -> UploadReceived = |p, a| p.upload_chunk(&a);
    /// Looks at the whole file, which then waits for its form.
    upload_end(UploadArgs) -> Uploaded = |p, a| p.upload_end(&a);
    /// Lets go of a file whose form was cancelled.
    upload_drop(UploadArgs) -> () = |p, a| p.upload_drop(&a);
    /// The person's forms that were left open.
    draft_list(NoArgs) -> Vec<DraftLine> = |p, _| p.draft_list();
    /// Keeps a form as it stands, on this workstation only.
    draft_save(DraftArgs) -> Vec<DraftLine> = |p, a| p.draft_save(a);
    /// Forgets a form that was committed or cancelled.
    draft_drop(FormArgs) -> Vec<DraftLine> = |p, a| p.draft_drop(&a);
    /// Everybody of the vessel.
    crew_list(NoArgs) -> Vec<CrewLine> = |p, _| p.crew_list();
    /// Every change of the ship's clocks.
    ship_time_list(NoArgs) -> Vec<ShipTimeLine> = |p, _| p.ship_time_list();
    /// Entries of the record.
    audit_list(AuditArgs) -> Window<AuditLine> = |p, a| p.audit_list(&a);
    /// Everything one entry holds.
    audit_entry(EntryName) -> AuditEntry = |p, a| p.audit_entry(&a);
    /// Starts to verify the whole record in the background.
    audit_verify_start(NoArgs) -> VerifyState = |p, _| p.audit_verify_start();
    /// How far the verification is, and what it found.
    audit_verify_state(NoArgs) -> VerifyState = |p, _| p.audit_verify_state();
    /// Stops the verification.
    audit_verify_cancel(NoArgs) -> VerifyState = |p, _| p.audit_verify_cancel();
    /// How sync stands; answered also when locked.
    sync_strip(NoArgs) -> SyncStrip = |p, _| p.sync_strip();
    /// Exchanges now, over one link or over all.
    sync_now(SyncNowArgs) -> SyncStrip = |p, a| p.sync_now(&a);
    /// What is set for the links of this workstation.
    sync_settings(NoArgs) -> SyncSettings = |p, _| p.sync_settings();
    /// Keeps what is set for all links.
    sync_settings_set(SyncSettingsArgs) -> SyncSettings = |p, a| p.sync_settings_set(&a);
    /// Keeps what is set for one link.
    peer_set(PeerSetArgs) -> SyncSettings = |p, a| p.peer_set(&a);
    /// Forgets a link.
    peer_remove(PeerArgs) -> SyncSettings = |p, a| p.peer_remove(&a);
    /// The log of exchanges.
    exchange_log(WindowArgs) -> Window<ExchangeLine> = |p, a| p.exchange_log(&a);
    /// Every workstation of the vessel, and the gateway.
    workstation_list(NoArgs) -> Vec<Workstation> = |p, _| p.workstation_list();
    /// Joins a vessel, or sets up a further link, by a one-time code.
    enrol(EnrolArgs) -> Enrolled = |p, a| p.enrol(&a);
    /// Everything that people wrote apart and nobody settled yet.
    conflict_list(WindowArgs) -> Window<ConflictLine> = |p, a| p.conflict_list(&a);
    /// The same, of one record and what belongs to it.
    record_conflicts(IdArgs) -> Vec<ConflictLine> = |p, a| p.record_conflicts(a.id);
    /// How far the acts of a record have spread.
    whereabouts(IdArgs) -> RecordWhereabouts = |p, a| p.whereabouts(a.id);
    /// Reads a list from a file, and guesses its columns.
    import_open(ImportOpenArgs) -> ImportTable = |p, a| p.import_open(&a);
    /// Checks every row of an open file.
    import_check(ImportCheckArgs) -> ImportReport = |p, a| p.import_check(&a);
    /// Row by row what would be written and what is wrong.
    import_rows(ImportRowsArgs) -> Window<ImportRow> = |p, a| p.import_rows(&a);
    /// Signs once and begins to take the list over in the background.
    import_commit(ImportCommitArgs) -> ImportProgress = |p, a| p.import_commit(&a);
    /// How far taking over is.
    import_progress(ImportArgs) -> ImportProgress = |p, a| p.import_progress(&a);
    /// Stops taking over; what was taken over stays.
    import_cancel(ImportArgs) -> ImportProgress = |p, a| p.import_cancel(&a);
    /// Writes every table, and a file for each list that can be imported, into a new folder.
    export_tables(ExportArgs) -> TablesExported = |p, a| p.signed_in().and_then(|_| p.export_tables(a.path.as_ref()));
    /// Writes all acts into a file, to be carried to another workstation.
    sync_export(ExportFileArgs) -> ActsExported =
        |p, a| p.signed_in().and_then(|_| p.sync_export(a.path.as_ref(), a.with_files));
    /// Takes the acts of a file.
    sync_import(FileArgs) -> ActsImported = |p, a| p.signed_in().and_then(|_| p.sync_import(a.path.as_ref()));
}
