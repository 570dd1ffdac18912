//! `celeste labels`.

use crate::arguments::{LabelPaper, Labels};
use crate::output::Output;
use api::labels::{LabelForm, LabelLine, LabelsArgs};
use api::{Error, Place, Program};
use serde_json::json;

pub(crate) fn run(place: Place, labels: &Labels, output: &Output) -> Result<(), Error> {
    let program = Program::open_reading(place)?;
    let mut lines = Vec::new();
    for part in &labels.parts {
        lines.push(LabelLine {
            part: program.row_named("pms_parts", part)?,
            location: None,
            copies: labels.copies,
        });
    }
    if let Some(kept_at) = &labels.kept_at {
        let location = program.row_named("pms_locations", kept_at)?;
        let parts = program.parts_kept_at(location)?;
        lines.extend(parts.into_iter().map(|part| LabelLine {
            part,
            location: Some(location),
            copies: labels.copies,
        }));
    }
    let made = program.labels_make(&LabelsArgs {
        form: form(labels.form),
        skip: labels.skip,
        lines,
        path: labels.file.display().to_string(),
    })?;
    output.print(&json!(made));
    Ok(())
}

fn form(paper: LabelPaper) -> LabelForm {
    match paper {
        LabelPaper::A4 => LabelForm::Sheet70x37,
        LabelPaper::A4Margin => LabelForm::Sheet63x34,
        LabelPaper::Roll => LabelForm::Roll62,
    }
}
