//! What is true about a manual.

/// Where in a manual a fault code stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// In a row of a table of fault codes.
    Table,
    /// In a heading.
    Heading,
    /// In running text only.
    Text,
}

/// A section as it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrueSection {
    /// How deep, from 1.
    pub level: u32,
    /// Its heading with its number: "10.2 Sea water pump".
    pub title: String,
    /// The page on which it begins, from 1.
    pub page: u32,
}

/// A fault code as it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrueCode {
    /// As it is printed.
    pub code: String,
    /// The page on which it stands, from 1.
    pub page: u32,
    /// Where.
    pub stands: Stands,
    /// The heading of the section in which it stands.
    pub section: String,
}

/// What stands where in a manual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// In the order in which they are read.
    pub sections: Vec<TrueSection>,
    /// Each code once, where it stands best: table before heading before text.
    pub codes: Vec<TrueCode>,
    /// The printed label of each page; empty where none is printed.
    pub labels: Vec<String>,
    /// Pages on which no letter can be read.
    pub pages_without_text: Vec<u32>,
    /// Whether the file carries contents of its own.
    pub has_outline: bool,
    /// Codes of the same kind that stand nowhere in it.
    pub absent_codes: Vec<String>,
}
