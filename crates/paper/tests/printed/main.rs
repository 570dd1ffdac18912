//! What is printed, as a person gets it: drawn as pixels, read by a QR reader, searched and copied.

mod copies;
mod labels;
mod packs;
mod seen;
mod sheets;
mod text;
