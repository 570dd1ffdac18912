//! Labels of parts as a PDF. No act: nothing changes, and nobody records that somebody printed.

use crate::error::Error;
use crate::program::Program;
use crate::saving::{PDF, save};
use crate::views::parts::usual;
use domain::RowId;
use domain::facts::Facts;
use domain::field::Field;
use domain::refusal::{Code, Refusal};
use domain::tables::{Location, Part, PartLocation};
use paper::labels::{Form, LABELS_MAX, Label, Place, print};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::Write;
use ts_rs::TS;

/// What the labels are printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum LabelForm {
    /// A4 with 24 labels of 70 × 37 mm.
    #[serde(rename = "a4_3x8")]
    Sheet70x37,
    /// A4 with 24 labels of 63.5 × 33.9 mm inside a margin.
    #[serde(rename = "a4_3x8_margin")]
    Sheet63x34,
    /// A roll of 62 mm.
    #[serde(rename = "roll_62")]
    Roll62,
}

impl LabelForm {
    fn form(self) -> Form {
        match self {
            Self::Sheet70x37 => Form::Sheet70x37,
            Self::Sheet63x34 => Form::Sheet63x34,
            Self::Roll62 => Form::Roll62,
        }
    }
}

/// Which labels, and where the file goes.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LabelsArgs {
    /// What they are printed on.
    pub form: LabelForm,
    /// Labels of a started sheet that are gone already.
    pub skip: u32,
    /// One line per part, in the order of the labels; together at most 2,000 labels.
    pub lines: Vec<LabelLine>,
    /// The file to write; an earlier PDF of that name is replaced.
    pub path: String,
}

/// Labels of one part.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct LabelLine {
    /// The part.
    pub part: RowId,
    /// The place that they name; without it the part's usual one.
    pub location: Option<RowId>,
    /// How many.
    pub copies: u32,
}

/// What was printed.
#[derive(Debug, Serialize, TS)]
pub struct LabelsMade {
    /// Labels.
    pub labels: usize,
    /// Pages.
    pub pages: usize,
    /// The file, with its folder.
    pub path: String,
    /// Characters that are a box on the labels, because no font holds them.
    pub unprintable: Vec<String>,
    /// Part numbers that are too long for a label and end with “…”.
    pub shortened: Vec<String>,
}

impl Program {
    /// Writes labels of parts into a PDF.
    ///
    /// # Errors
    /// `not_found` for an unknown part or place; `invalid` for no labels, too many of them, more skipped
    /// than a sheet has, or a path that cannot be written to.
    pub fn labels_make(&self, args: &LabelsArgs) -> Result<LabelsMade, Error> {
        let form = args.form.form();
        check(args, form)?;
        let (vessel, labels) = self.read(|source| gathered(&Facts::new(source), args))?;
        let printed = print(form, args.skip as usize, &vessel, &labels);
        let path = save(&args.path, &PDF, |file| file.write_all(&printed.pdf))?;
        let mut shortened: Vec<String> = printed.shortened.iter().map(|at| labels[*at].number.clone()).collect();
        shortened.dedup();
        Ok(LabelsMade {
            labels: printed.labels,
            pages: printed.pages,
            path: path.display().to_string(),
            unprintable: printed.unprintable,
            shortened,
        })
    }
}

impl Program {
    /// Parts that are usually kept at a place, by name and number, without those no longer kept.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn parts_kept_at(&self, location: RowId) -> Result<Vec<RowId>, Error> {
        self.read(|source| {
            let facts = Facts::new(source);
            let kept = facts.glance_by::<PartLocation>(PartLocation::location_id, &location.to_value())?;
            let mut parts = kept
                .into_iter()
                .filter(|place| place.is_usual)
                .map(|place| facts.glance::<Part>(place.part_id))
                .collect::<Result<Vec<_>, _>>()?;
            parts.retain(|part| !part.is_retired);
            parts.sort_by(|a, b| (&a.name, &a.number).cmp(&(&b.name, &b.number)));
            Ok(parts.into_iter().map(|part| part.id).collect())
        })
    }
}

fn check(args: &LabelsArgs, form: Form) -> Result<(), Refusal> {
    let labels: u64 = args.lines.iter().map(|line| u64::from(line.copies)).sum();
    if labels == 0 {
        let message = "Choose at least one part and one label of it.";
        return Err(Refusal::field(Code::Invalid, "lines", message));
    }
    if labels > LABELS_MAX as u64 {
        let message =
            format!("{labels} labels are more than one file holds; the limit is {LABELS_MAX}. Print them in several.");
        return Err(Refusal::field(Code::Invalid, "lines", message));
    }
    let per_page = form.labels_per_page();
    if args.skip as usize >= per_page.max(1) && args.skip > 0 {
        let message = if per_page == 1 {
            "A roll has no started sheet: skip none.".to_owned()
        } else {
            format!("A sheet has {per_page} labels: skip at most {}.", per_page - 1)
        };
        return Err(Refusal::field(Code::Invalid, "skip", message));
    }
    Ok(())
}

/// The vessel's name, and every label with its text.
fn gathered(facts: &Facts<'_>, args: &LabelsArgs) -> Result<(String, Vec<Label>), Refusal> {
    let vessel = facts.vessel()?.map(|vessel| vessel.name).unwrap_or_default();
    let mut places: HashMap<RowId, Place> = HashMap::new();
    let mut labels = Vec::new();
    for line in args.lines.iter().filter(|line| line.copies > 0) {
        let part: Part = facts.glance(line.part)?;
        let location = match line.location {
            Some(given) => Some(given),
            None => usual(facts, part.id)?,
        };
        let place = location.map(|id| place(facts, &mut places, id)).transpose()?;
        let label = Label {
            part: part.id,
            name: part.name,
            number: part.number,
            unit: part.unit,
            place,
        };
        labels.extend(std::iter::repeat_n(label, line.copies as usize));
    }
    Ok((vessel, labels))
}

fn place(facts: &Facts<'_>, known: &mut HashMap<RowId, Place>, id: RowId) -> Result<Place, Refusal> {
    if let Some(place) = known.get(&id) {
        return Ok(place.clone());
    }
    let location: Location = facts.glance(id)?;
    let place = Place {
        code: location.code,
        name: location.name,
    };
    known.insert(id, place.clone());
    Ok(place)
}
