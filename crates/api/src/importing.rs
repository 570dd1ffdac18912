//! Lists that a vessel brings: a file is opened, its columns are chosen, every row is checked, and one
//! signature takes all of it over in acts of many rows.
//!
//! Invariant: what the check shows is what is written. Check and commit plan with the same code; an act
//! whose rows would do something else by then is not carried out. Deliberately not here: how files are
//! read (`sheets`) and what a row means (`domain`).

mod checking;
mod committing;
mod forms;
mod heads;
mod mirror;
mod reading;
mod remembering;

use crate::actions::{Signed, with_ctx};
use crate::error::Error;
use crate::program::Program;
use crate::views::{WINDOW_ROWS_MAX, Window};
pub use forms::{
    ImportArgs, ImportCheckArgs, ImportColumn, ImportCommitArgs, ImportFieldInfo, ImportOpenArgs, ImportPhase,
    ImportProgress, ImportReport, ImportRow, ImportRowsArgs, ImportTable, Mapping,
};

use checking::Checked;
use committing::Progress;
use domain::acts::imports::{self, ImportKind, Outcome, RowState};
use domain::permission;
use domain::refusal::{Code, Refusal};
use domain::tables::SignMethod;
use sheets::Sheet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Files open at once; the one opened first gives way.
const OPEN_FILES_MAX: usize = 4;
/// Cells shown of each column.
const SAMPLES_MAX: usize = 5;
/// Characters shown of such a cell.
const SAMPLE_CHARACTERS_MAX: usize = 80;
/// Bytes of a token.
const TOKEN_BYTES: usize = 16;

/// A file that is open.
pub(crate) struct Import {
    token: String,
    kind: ImportKind,
    file: String,
    sheet: Sheet,
    checked: Mutex<Option<Arc<Checked>>>,
    progress: Arc<Progress>,
}

/// The files that are open. Dropping it stops what is under way, and waits for the act that is being
/// written.
#[derive(Default)]
pub(crate) struct Imports(Mutex<Vec<Arc<Import>>>);

impl Drop for Imports {
    fn drop(&mut self) {
        for import in self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            import.progress.stop();
        }
    }
}

impl Imports {
    fn open(&self, import: Arc<Import>) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while open.len() >= OPEN_FILES_MAX {
            // One that is being taken over stays.
            let Some(idle) = open.iter().position(|import| !import.progress.is_running()) else {
                break;
            };
            open.remove(idle);
        }
        open.push(import);
    }

    fn get(&self, token: &str) -> Result<Arc<Import>, Error> {
        let open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.iter()
            .find(|import| import.token == token)
            .cloned()
            .ok_or_else(|| {
                Error::new(
                    Code::NotFound,
                    "The file is not open any more. Choose it again; nothing that was taken over is doubled.",
                )
            })
    }
}

impl Program {
    /// Reads a file and guesses its columns.
    ///
    /// # Errors
    /// `invalid` with one sentence where the file is no table.
    pub fn import_open(&self, args: &ImportOpenArgs) -> Result<ImportTable, Error> {
        self.signed_in()?;
        let path = Path::new(&args.path);
        let sheet = sheets::read(path, args.sheet.as_deref())
            .map_err(|error| Refusal::field(Code::Invalid, "path", error.to_string()))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let file = name.unwrap_or_else(|| args.path.clone());
        let file: String = domain::text::shortened(&file.replace(char::is_control, " "), SAMPLE_CHARACTERS_MAX);
        let mut token = [0; TOKEN_BYTES];
        self.random(&mut token);
        let token: String = token.iter().map(|byte| format!("{byte:02x}")).collect();
        let remembered = self.remembered_mapping(args.kind, &sheet.heads)?;
        let guessed = || -> Mapping {
            let guessed = heads::guess(args.kind, &sheet.heads).into_iter();
            guessed.map(|(field, column)| (field.to_owned(), column)).collect()
        };
        let table = ImportTable {
            token: token.clone(),
            is_remembered: remembered.is_some(),
            mapping: remembered.unwrap_or_else(guessed),
            ..table(args.kind, &file, &sheet)
        };
        self.imports().open(Arc::new(Import {
            token,
            kind: args.kind,
            file,
            sheet,
            checked: Mutex::default(),
            progress: Arc::default(),
        }));
        Ok(table)
    }

    /// Checks every row, and keeps the columns for the next file with such heads.
    ///
    /// # Errors
    /// `missing` where no column holds a field that every row needs.
    pub fn import_check(&self, args: &ImportCheckArgs) -> Result<ImportReport, Error> {
        let person = self.signed_in()?;
        let import = self.imports().get(&args.token)?;
        import.progress.refuse_running()?;
        let columns = checking::columns(import.kind, &args.mapping, &import.sheet)?;
        let now = self.now();
        let (checked, report) = self.reading(|records| {
            let checked = checking::check(&import, &columns, records, person, now)?;
            let report = self.report(&import, &checked, records, person)?;
            Ok((checked, report))
        })?;
        self.remember_mapping(import.kind, &import.sheet.heads, &args.mapping)?;
        *import.checked.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(checked));
        import.progress.forget();
        Ok(report)
    }

    fn report(
        &self,
        import: &Import,
        checked: &Checked,
        records: &store::Records<'_>,
        person: domain::RowId,
    ) -> Result<ImportReport, Refusal> {
        let session_signs = self.session().is_some_and(|session| session.signs(self.monotonic_ms()));
        let action = import.kind.action();
        with_ctx(records, self.now(), person, None, |ctx| {
            let method = permission::signing(ctx.facts, action)?;
            let subject = imports::subject(&checked.needs);
            let may_all = |crew| imports::may_all(ctx, crew, &checked.needs).is_ok();
            let mut signers = domain::offers::signers(ctx, action, &subject)?;
            let crew = ctx.facts.all::<domain::tables::Crew>()?;
            signers.retain(|signer| crew.iter().any(|crew| crew.id == signer.id && may_all(crew)));
            let count = |state| checked.outcomes.iter().filter(|row| row.state == state).count();
            Ok(ImportReport {
                rows: checked.outcomes.len(),
                new: count(RowState::New),
                changed: count(RowState::Changed),
                same: count(RowState::Same),
                wrong: count(RowState::Wrong),
                acts: checked.acts.len(),
                statement: import.kind.statement(&checked.whole),
                method,
                self_may: permission::may(ctx.facts, ctx.actor, action, &subject)? && may_all(ctx.actor),
                needs_pin: method == SignMethod::Pin || (method == SignMethod::Session && !session_signs),
                signers,
            })
        })
    }

    /// Row by row what would be written and what is wrong.
    ///
    /// # Errors
    /// `wrong_state` before the check.
    pub fn import_rows(&self, args: &ImportRowsArgs) -> Result<Window<ImportRow>, Error> {
        self.signed_in()?;
        let checked = self.imports().get(&args.token)?.checked()?;
        let matching = |row: &&Outcome| args.state.is_none_or(|state| row.state == state);
        let limit = args.limit.unwrap_or(WINDOW_ROWS_MAX).min(WINDOW_ROWS_MAX);
        let rows = checked.outcomes.iter().filter(matching);
        Ok(Window {
            total: rows.clone().count() as u64,
            rows: rows.skip(args.offset.unwrap_or(0)).take(limit).map(shown).collect(),
        })
    }

    /// Signs once and begins to take everything over in the background.
    ///
    /// # Errors
    /// `invalid` where rows are wrong and the person did not say that they are left out; `wrong_state`
    /// where nothing is left to write; what a signature refuses.
    pub fn import_commit(&self, args: &ImportCommitArgs) -> Result<ImportProgress, Error> {
        let actor = self.signed_in_by_pin()?;
        let import = self.imports().get(&args.token)?;
        let checked = import.checked()?;
        let wrong = checked
            .outcomes
            .iter()
            .filter(|row| row.state == RowState::Wrong)
            .count();
        if wrong > 0 && !args.leave_out_wrong {
            let rows = domain::words::count(wrong, "row is", "rows are");
            let message = format!("{rows} wrong. Correct the file and choose it again, or leave them out.");
            return Err(Refusal::field(Code::Invalid, "leave_out_wrong", message).into());
        }
        if checked.acts.is_empty() {
            let message = "The record holds all rows as they are; nothing is left to write.";
            return Err(Refusal::state(message).into());
        }
        let (signed, who) = self.signature_of(actor, (import.kind.action(), args.sign.as_ref()), self.now())?;
        self.may_begin(&import, &checked, actor, signed)?;
        let work = committing::Work {
            writer: self.shared_writer()?,
            outside: self.outside(),
            kind: import.kind,
            checked,
            actor,
            signed,
            who,
        };
        import.progress.begin(work)?;
        Ok(import.progress.state())
    }

    /// What each act would refuse, said before the first one.
    fn may_begin(&self, import: &Import, checked: &Checked, actor: domain::RowId, signed: Signed) -> Result<(), Error> {
        let action = import.kind.action();
        self.read(|source| {
            with_ctx(source, self.now(), actor, signed.map(|(signer, _)| signer), |ctx| {
                ctx.authorise(action, &imports::subject(&checked.needs))?;
                imports::may_all(ctx, ctx.authority(), &checked.needs)?;
                if signed.is_none() && permission::signing(ctx.facts, action)? != SignMethod::None {
                    return Err(crate::session::pin_needed(ctx.actor));
                }
                Ok(())
            })
        })
    }

    /// How far taking over is.
    ///
    /// # Errors
    /// `not_found`.
    pub fn import_progress(&self, args: &ImportArgs) -> Result<ImportProgress, Error> {
        self.signed_in()?;
        Ok(self.imports().get(&args.token)?.progress.state())
    }

    /// Stops taking over after the act that is being written.
    ///
    /// # Errors
    /// `not_found`.
    pub fn import_cancel(&self, args: &ImportArgs) -> Result<ImportProgress, Error> {
        self.signed_in()?;
        let import = self.imports().get(&args.token)?;
        import.progress.cancel();
        Ok(import.progress.state())
    }
}

impl Import {
    fn checked(&self) -> Result<Arc<Checked>, Error> {
        let checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        let unchecked = || Refusal::state("The file is not checked yet. Check it first.");
        Ok(checked.clone().ok_or_else(unchecked)?)
    }
}

fn shown(outcome: &Outcome) -> ImportRow {
    ImportRow {
        row: outcome.row,
        label: outcome.label.clone(),
        state: outcome.state,
        writes: outcome.writes.clone(),
        notes: outcome.notes.clone(),
        wrong: outcome.wrong.clone(),
    }
}

fn table(kind: ImportKind, file: &str, sheet: &Sheet) -> ImportTable {
    let column = |(index, head): (usize, &String)| {
        let cells = sheet.rows.iter().map(|row| row.cells[index].as_str());
        let filled = cells.filter(|cell| !cell.is_empty()).take(SAMPLES_MAX);
        ImportColumn {
            index,
            head: head.clone(),
            samples: filled
                .map(|cell| domain::text::shortened(cell, SAMPLE_CHARACTERS_MAX))
                .collect(),
        }
    };
    let (encoding, separator) = match &sheet.format {
        sheets::Format::Separated { encoding, separator } => {
            (Some((*encoding).to_owned()), Some(separator.to_string()))
        }
        sheets::Format::Workbook => (None, None),
    };
    let field = |field: &imports::fields::ImportField| ImportFieldInfo {
        name: field.name.to_owned(),
        label: field.label.to_owned(),
        is_required: field.is_required,
        hint: field.hint.to_owned(),
    };
    ImportTable {
        token: String::new(),
        file: file.to_owned(),
        sheets: sheet.sheets.clone(),
        sheet: sheet.sheet.clone(),
        encoding,
        separator,
        columns: sheet.heads.iter().enumerate().map(column).collect(),
        rows: sheet.rows.len(),
        fields: kind.fields().iter().map(field).collect(),
        mapping: Mapping::new(),
        is_remembered: false,
    }
}
