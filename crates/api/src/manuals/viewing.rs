//! What the viewer shows: contents, pages as pixels, characters, links, hits.

use crate::error::Error;
use crate::program::Program;
use crate::views::documents::{DocumentLine, file_of, line};
use ::manuals::page::Area;
use ::manuals::{Size, Target};
use domain::RowId;
use domain::acts::manuals::is_active;
use domain::facts::Facts;
use domain::refusal::{Code, Refusal};
use domain::tables::Document;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{BlobName, ManualSection, Records};
use ts_rs::TS;

/// Pixels across a page at most.
const WIDTH_PIXELS_MAX: u32 = 4_000;

/// One line of a manual's contents.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ContentsLine {
    /// How deep, from 1.
    pub level: u32,
    /// The heading.
    pub title: String,
    /// The page, from 1.
    pub page: u32,
    /// How far down that page, in points.
    pub top: f32,
}

/// What the viewer needs before it shows a page.
#[derive(Debug, Serialize, TS)]
pub struct ManualContents {
    /// The manual.
    pub line: DocumentLine,
    /// Its sections.
    pub sections: Vec<ContentsLine>,
    /// Width and height of each page, in points.
    pub sizes: Vec<(f32, f32)>,
    /// What is printed on pages as their numbers: page, number.
    pub labels: Vec<(u32, String)>,
}

/// A page of a manual.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ManualPageArgs {
    /// The manual.
    pub document: RowId,
    /// The page, from 1.
    pub page: u32,
}

/// A box on a page, in points from its upper left corner.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct PageArea {
    /// From the left edge.
    pub left: f32,
    /// From the upper edge.
    pub top: f32,
    /// How wide.
    pub width: f32,
    /// How high.
    pub height: f32,
}

impl From<Area> for PageArea {
    fn from(area: Area) -> Self {
        Self {
            left: area.left,
            top: area.top,
            width: area.width,
            height: area.height,
        }
    }
}

/// Characters of a page in the order of reading.
#[derive(Debug, Serialize, TS)]
pub struct PageGlyphs {
    /// What they say, one after the other.
    pub text: Vec<String>,
    /// Where each stands.
    pub areas: Vec<PageArea>,
}

/// A place on a page that leads to another page of the manual, or to an address.
#[derive(Debug, Serialize, TS)]
pub struct PageLink {
    /// Where it can be clicked.
    pub area: PageArea,
    /// The page, from 1.
    pub page: Option<u32>,
    /// How far down that page, in points.
    pub top: Option<f32>,
    /// The address.
    pub address: Option<String>,
}

/// What lies over the picture of a page.
#[derive(Debug, Serialize, TS)]
pub struct ManualPage {
    /// Its characters.
    pub glyphs: PageGlyphs,
    /// Its links.
    pub links: Vec<PageLink>,
}

/// Words to be found in manuals.
#[derive(Debug, Default, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ManualSearchArgs {
    /// In this manual; in all to work by when left out.
    pub document: Option<RowId>,
    /// The words, each as the beginning of a word.
    pub words: String,
}

/// A place where the words stand.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ManualHitLine {
    /// The manual.
    pub document: RowId,
    /// What it is called.
    pub title: String,
    /// The page, from 1.
    pub page: u32,
    /// What is printed on it as its number.
    pub label: Option<String>,
    /// The heading that it stands under.
    pub heading: Option<String>,
    /// The words around the hit.
    pub around: String,
}

/// A page as it is to be drawn.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PixelArgs {
    /// The manual.
    pub document: RowId,
    /// The page, from 1.
    pub page: u32,
    /// Pixels across.
    pub width: u32,
}

pub(crate) fn contents_line(section: ManualSection) -> ContentsLine {
    ContentsLine {
        level: section.level,
        title: section.title,
        page: section.page,
        top: section.top,
    }
}

impl Program {
    /// What the viewer needs of a manual before it shows a page.
    ///
    /// # Errors
    /// One sentence where its file is not here, or cannot be opened.
    pub fn manual_contents(&self, id: RowId) -> Result<ManualContents, Error> {
        self.signed_in()?;
        let (document, file, path) = self.manual(id)?;
        let sizes = self.bench().reader.sizes(&path)?;
        let blobs = self.blobs();
        self.view(|view| {
            let sections = view.reader.manual_sections(&file)?;
            Ok(ManualContents {
                line: line(view, &blobs, document.clone())?,
                sections: sections.into_iter().map(contents_line).collect(),
                sizes: sizes.clone(),
                labels: view.reader.manual_labels(&file)?,
            })
        })
    }

    /// Characters and links of a page.
    ///
    /// # Errors
    /// One sentence where the page cannot be read.
    pub fn manual_page(&self, args: &ManualPageArgs) -> Result<ManualPage, Error> {
        self.signed_in()?;
        let (_, _, path) = self.manual(args.document)?;
        let reader = &self.bench().reader;
        let (text, areas) = reader
            .glyphs(&path, args.page)?
            .into_iter()
            .map(|glyph| (glyph.text, PageArea::from(glyph.area)))
            .unzip();
        let links = reader.links(&path, args.page)?.into_iter().map(|link| {
            let (page, top, address) = match link.target {
                Target::Page { page, top } => (Some(page), top, None),
                Target::Address(address) => (None, None, Some(address)),
            };
            PageLink {
                area: link.area.into(),
                page,
                top,
                address,
            }
        });
        Ok(ManualPage {
            links: links.collect(),
            glyphs: PageGlyphs { text, areas },
        })
    }

    /// A page as pixels: its width and height in four bytes each (the lowest first), then four bytes for each
    /// pixel. It goes beside the table of commands, which answers in JSON.
    ///
    /// # Errors
    /// One sentence where the page cannot be drawn.
    pub fn manual_pixels(&self, args: &PixelArgs) -> Result<Vec<u8>, Error> {
        self.signed_in()?;
        if args.width == 0 || args.width > WIDTH_PIXELS_MAX {
            let message = format!("A page is drawn from 1 to {WIDTH_PIXELS_MAX} pixels wide.");
            return Err(Refusal::field(Code::Invalid, "width", message).into());
        }
        let (_, _, path) = self.manual(args.document)?;
        let pixels = self.bench().pages.draw(&path, args.page, Size::Width(args.width))?;
        let mut bytes = Vec::with_capacity(pixels.rgba.len() + 8);
        bytes.extend(pixels.width.to_le_bytes());
        bytes.extend(pixels.height.to_le_bytes());
        bytes.extend(&pixels.rgba);
        Ok(bytes)
    }

    /// Where the words stand, in one manual or in all to work by.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn manual_search(&self, args: &ManualSearchArgs) -> Result<Vec<ManualHitLine>, Error> {
        self.view(|view| {
            let facts = view.ctx.facts;
            let documents = match args.document {
                Some(id) => vec![facts.glance::<Document>(id)?],
                None => to_work_by(facts)?,
            };
            passages(view.reader, &documents, &args.words, store::MANUAL_HITS_MAX)
        })
    }
}

/// The manuals to work by.
///
/// # Errors
/// When the replica cannot be read.
pub(crate) fn to_work_by(facts: &Facts<'_>) -> Result<Vec<Document>, Refusal> {
    let mut documents = facts.all::<Document>()?;
    documents.retain(is_active);
    Ok(documents)
}

/// Where the words stand in those manuals, the best places first.
///
/// # Errors
/// When the replica cannot be read.
pub(crate) fn passages(
    records: &Records<'_>,
    documents: &[Document],
    words: &str,
    limit: usize,
) -> Result<Vec<ManualHitLine>, Refusal> {
    let of_file = |document| Some((file_of(document)?, document));
    let by_file: HashMap<BlobName, &Document> = documents.iter().filter_map(of_file).collect();
    let files: Vec<BlobName> = by_file.keys().copied().collect();
    let line = |hit: store::ManualHit| {
        let document = by_file.get(&hit.file)?;
        Some(ManualHitLine {
            document: document.id,
            title: document.title.clone(),
            page: hit.page,
            label: hit.label,
            heading: hit.path.last().cloned(),
            around: hit.around,
        })
    };
    let hits = records.search_manuals(&files, words, limit)?;
    Ok(hits.into_iter().filter_map(line).collect())
}
