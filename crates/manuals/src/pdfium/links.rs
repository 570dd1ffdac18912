//! The links of a page.

use pdfium_render::prelude::{FPDF_LINK, FS_RECTF};

use super::outline::{ACTION_ADDRESS, ACTION_JUMP, ACTION_LAUNCH};
use super::{Page, bytes};
use crate::limits::{ADDRESS_BYTES_MAX, LINKS_MAX};
use crate::protocol::{Link, Measures, Target};

/// The addresses that a person may follow.
const SCHEMES: [&str; 3] = ["https:", "http:", "mailto:"];

impl Page {
    /// The links that lead to a page or an address, and whether another would start a program.
    pub(crate) fn links(&self, measures: Measures) -> (Vec<Link>, bool) {
        let raw = self.raw();
        let mut found = Vec::new();
        let mut launches = false;
        let mut at = 0;
        let mut link: FPDF_LINK = std::ptr::null_mut();
        for _ in 0..LINKS_MAX {
            // SAFETY: the page is open; pdfium writes into `at` and `link`.
            if unsafe { raw.FPDFLink_Enumerate(self.handle, &raw mut at, &raw mut link) } == 0 {
                break;
            }
            // SAFETY: links live as long as their page, which is open.
            let action = unsafe { raw.FPDFLink_GetAction(link) };
            launches |= self.document.kind_of(action) == Some(ACTION_LAUNCH);
            if let (Some(area), Some(target)) = (self.area_of_link(link), self.target(link, measures)) {
                found.push(Link { area, target });
            }
        }
        (found, launches)
    }

    fn area_of_link(&self, link: FPDF_LINK) -> Option<crate::page::Area> {
        let mut rect = FS_RECTF {
            left: 0.0,
            top: 0.0,
            right: 0.0,
            bottom: 0.0,
        };
        // SAFETY: the link lives; pdfium writes into `rect`.
        let is_placed = unsafe { self.raw().FPDFLink_GetAnnotRect(link, &raw mut rect) };
        let area = self.view.area(rect.left, rect.bottom, rect.right, rect.top);
        let is_sound = [area.left, area.top, area.width, area.height]
            .iter()
            .all(|side| side.is_finite());
        (is_placed != 0 && is_sound).then_some(area)
    }

    fn target(&self, link: FPDF_LINK, measures: Measures) -> Option<Target> {
        let (raw, document) = (self.raw(), &self.document);
        // SAFETY (here and below): the document is open, and with it its links, actions and destinations.
        let action = unsafe { raw.FPDFLink_GetAction(link) };
        let place = match document.kind_of(action) {
            None => unsafe { raw.FPDFLink_GetDest(document.handle, link) },
            Some(ACTION_JUMP) => unsafe { raw.FPDFAction_GetDest(document.handle, action) },
            Some(ACTION_ADDRESS) => {
                let address = bytes::raw(|buffer, length| unsafe {
                    raw.FPDFAction_GetURIPath(document.handle, action, buffer, length)
                });
                return address.and_then(|address| followed(&address)).map(Target::Address);
            }
            // Another file, a program, a script.
            Some(_) => return None,
        };
        let (page, top) = document.place(place, measures)?;
        Some(Target::Page { page, top })
    }
}

/// An address of one of the schemes, without anything that no address holds.
fn followed(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_end_matches('\0').trim();
    let is_plain = text.len() <= ADDRESS_BYTES_MAX && !text.chars().any(|c| c.is_control() || c.is_whitespace());
    let start = text.get(..text.find(':')? + 1)?.to_ascii_lowercase();
    (is_plain && SCHEMES.contains(&start.as_str())).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_open_a_page_or_a_letter_are_followed() {
        assert_eq!(
            followed(b"https://example.com/a\0"),
            Some("https://example.com/a".to_owned())
        );
        assert_eq!(followed(b"MAILTO:a@b.c"), Some("MAILTO:a@b.c".to_owned()));
        for other in [
            b"file:///etc/passwd".as_slice(),
            b"javascript:alert(1)",
            b"\\\\server\\share",
            b"https://a b",
            b"http://a\nb",
            b"no address",
            b"\xff\xfe:",
        ] {
            assert_eq!(followed(other), None, "{other:?}");
        }
    }
}
