//! PDF files written by hand, object by object, so that a test knows every byte.

use std::fmt::Write as _;

/// A file under construction; objects are numbered from 1 in the order in which they are added.
#[derive(Clone, Default)]
pub(crate) struct Forge {
    objects: Vec<Vec<u8>>,
    /// The pages' object numbers.
    pages: Vec<usize>,
    /// Entries of the catalogue besides its type and pages.
    pub(crate) catalogue: String,
    /// Entries of the pages' common node.
    pub(crate) inherited: String,
}

/// The objects that every file begins with: catalogue, pages, two fonts.
const FIRST: usize = 4;
/// What a page draws with.
const RESOURCES: &str = "/Resources << /Font << /R 3 0 R /B 4 0 R >> >>";

impl Forge {
    pub(crate) fn new() -> Self {
        let font =
            |name: &str| format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>");
        let mut forge = Self {
            objects: vec![Vec::new(), Vec::new()],
            ..Self::default()
        };
        forge.add(font("Helvetica"));
        forge.add(font("Helvetica-Bold"));
        assert_eq!(forge.objects.len(), FIRST);
        forge
    }

    /// A manual of so many A4 pages, each with a line that names it.
    pub(crate) fn with_pages(count: u32) -> Self {
        let mut forge = Self::new();
        for number in 1..=count {
            forge.page(&line(72.0, 700.0, 12.0, &format!("This is page {number}.")), "");
        }
        forge
    }

    /// Adds an object and tells its number.
    pub(crate) fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.objects.push(object.into());
        self.objects.len()
    }

    /// Puts another object in the place of one that was added.
    pub(crate) fn replace(&mut self, number: usize, object: impl Into<Vec<u8>>) {
        self.objects[number - 1] = object.into();
    }

    /// Adds a stream and tells its number.
    pub(crate) fn stream(&mut self, entries: &str, data: impl AsRef<[u8]>) -> usize {
        let data = data.as_ref();
        let mut object = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
        object.extend_from_slice(data);
        object.extend_from_slice(b"\nendstream");
        self.add(object)
    }

    /// Adds an A4 page with that content; `entries` come last and rule those before.
    pub(crate) fn page(&mut self, content: &str, entries: &str) -> usize {
        let content = self.stream("", content);
        let default = |name: &str, value: &str| {
            if entries.contains(name) {
                String::new()
            } else {
                value.to_owned()
            }
        };
        let media = default("/MediaBox", "/MediaBox [0 0 595 842]");
        let resources = default("/Resources", RESOURCES);
        let page = self.add(format!(
            "<< /Type /Page /Parent 2 0 R {media} {resources} /Contents {content} 0 R {entries} >>"
        ));
        self.pages.push(page);
        page
    }

    /// The object number of a page, from 1.
    pub(crate) fn page_object(&self, number: usize) -> usize {
        self.pages[number - 1]
    }

    /// The finished file.
    pub(crate) fn finish(&self) -> Vec<u8> {
        let mut objects = self.objects.clone();
        let kids: String = self.pages.iter().map(|page| format!("{page} 0 R ")).collect();
        objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalogue).into_bytes();
        objects[1] = format!(
            "<< /Type /Pages /Kids [{kids}] /Count {} {} >>",
            self.pages.len(),
            self.inherited
        )
        .into_bytes();
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (index, object) in objects.iter().enumerate() {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        let at = file.len();
        file.extend_from_slice(table.as_bytes());
        file.extend_from_slice(
            format!(
                "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n",
                objects.len() + 1
            )
            .as_bytes(),
        );
        file
    }
}

/// A line of text from a point.
pub(crate) fn line(x: f32, y: f32, size: f32, text: &str) -> String {
    set("R", x, y, size, text)
}

/// The same in bold.
pub(crate) fn bold(x: f32, y: f32, size: f32, text: &str) -> String {
    set("B", x, y, size, text)
}

fn set(font: &str, x: f32, y: f32, size: f32, text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}
