//! Drawn pages, kept within a limit on bytes; the next and the previous page are drawn before anybody asks.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::protocol::{Pixels, Size};
use crate::reader::Reader;
use crate::refused::ManualError;

/// Bytes of drawn pages that are kept (about fourteen A4 pages 1,240 pixels wide).
pub const BYTES_MAX: usize = 128 << 20;

/// Pages that are remembered as left; behind them all are tried again.
const LEFT_MAX: usize = 1_000;

/// The pages that were looked at last, and those beside them.
#[derive(Debug)]
pub struct Pages {
    reader: Arc<Reader>,
    kept: Arc<Mutex<Kept>>,
}

/// Which page of which file, and how large, with the bits of a scale because those can be compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    path: PathBuf,
    page: u32,
    size: (bool, u32),
}

#[derive(Debug, Default)]
struct Kept {
    bytes_max: usize,
    bytes: usize,
    /// Counts up with each page that is asked for; the page with the lowest count goes first.
    turn: u64,
    pages: HashMap<Key, (u64, Arc<Pixels>)>,
    /// Pages that could not be drawn ahead: not tried again until somebody asks for them.
    left: HashSet<(PathBuf, u32)>,
}

impl Pages {
    /// Pages of that reader, kept within so many bytes ([`BYTES_MAX`] is usual).
    #[must_use]
    pub fn of(reader: Arc<Reader>, bytes_max: usize) -> Self {
        let kept = Kept {
            bytes_max,
            ..Kept::default()
        };
        Self {
            reader,
            kept: Arc::new(Mutex::new(kept)),
        }
    }

    /// The page, drawn now unless it was drawn before. The next and the previous one are drawn afterwards.
    ///
    /// # Errors
    /// One sentence for the person.
    pub fn draw(&self, path: &Path, page: u32, size: Size) -> Result<Arc<Pixels>, ManualError> {
        let key = Key::of(path, page, size);
        // Not held while the page is drawn: the desk looks whether it is there.
        let kept = open(&self.kept).find(&key);
        let drawn = match kept {
            Some(drawn) => drawn,
            None => self.draw_now(&key, size)?,
        };
        let beside = [page.checked_add(1), page.checked_sub(1)];
        for page in beside.into_iter().flatten().filter(|page| *page > 0) {
            self.draw_ahead(Key::of(path, page, size), size);
        }
        Ok(drawn)
    }

    /// Forgets the pages of a file.
    pub fn forget(&self, path: &Path) {
        let mut kept = open(&self.kept);
        kept.remove(|key| key.path == path);
        kept.left.retain(|(left, _)| left != path);
    }

    /// Bytes of the pages that are kept.
    #[must_use]
    pub fn bytes(&self) -> usize {
        open(&self.kept).bytes
    }

    fn draw_now(&self, key: &Key, size: Size) -> Result<Arc<Pixels>, ManualError> {
        let asked = self.reader.draw_unless(&key.path, key.page, size, self.is_there(key))?;
        // Drawn ahead meanwhile, unless it has had to make room again.
        let kept = match asked {
            Some(_) => None,
            None => open(&self.kept).find(key),
        };
        match (asked, kept) {
            (_, Some(kept)) => Ok(kept),
            (Some(drawn), None) => Ok(open(&self.kept).keep(key.clone(), drawn)),
            (None, None) => {
                let drawn = self.reader.draw(&key.path, key.page, size)?;
                Ok(open(&self.kept).keep(key.clone(), drawn))
            }
        }
    }

    fn draw_ahead(&self, key: Key, size: Size) {
        if open(&self.kept).is_settled(&key) {
            return;
        }
        let kept = Arc::clone(&self.kept);
        let is_there = self.is_there(&key);
        let (path, page) = (key.path.clone(), key.page);
        self.reader.draw_ahead(&path, page, size, is_there, move |drawn| {
            let mut kept = open(&kept);
            match drawn {
                Some(drawn) => drop(kept.keep(key, drawn)),
                None => kept.leave(key),
            }
        });
    }

    fn is_there(&self, key: &Key) -> impl Fn() -> bool + Send + 'static {
        let (kept, key) = (Arc::clone(&self.kept), key.clone());
        move || open(&kept).pages.contains_key(&key)
    }
}

impl Key {
    fn of(path: &Path, page: u32, size: Size) -> Self {
        Self {
            path: path.to_owned(),
            page,
            size: match size {
                Size::Width(pixels) => (true, pixels),
                Size::Scale(scale) => (false, scale.to_bits()),
            },
        }
    }
}

impl Kept {
    fn find(&mut self, key: &Key) -> Option<Arc<Pixels>> {
        self.turn += 1;
        let (turn, pixels) = self.pages.get_mut(key)?;
        *turn = self.turn;
        Some(Arc::clone(pixels))
    }

    /// Whether there is nothing to draw ahead: it is there, or cannot be drawn.
    fn is_settled(&self, key: &Key) -> bool {
        self.pages.contains_key(key) || self.left.contains(&(key.path.clone(), key.page))
    }

    fn leave(&mut self, key: Key) {
        if self.left.len() >= LEFT_MAX {
            self.left.clear();
        }
        self.left.insert((key.path, key.page));
    }

    /// Keeps a page and lets those go that were not asked for the longest; one larger than the limit is not
    /// kept at all.
    fn keep(&mut self, key: Key, pixels: Pixels) -> Arc<Pixels> {
        let pixels = Arc::new(pixels);
        let bytes = pixels.rgba.len();
        self.remove(|known| *known == key);
        if bytes > self.bytes_max {
            return pixels;
        }
        while self.bytes + bytes > self.bytes_max {
            let oldest = self.pages.values().map(|(turn, _)| *turn).min();
            self.remove_turn(oldest);
        }
        self.turn += 1;
        self.bytes += bytes;
        self.pages.insert(key, (self.turn, Arc::clone(&pixels)));
        pixels
    }

    fn remove_turn(&mut self, turn: Option<u64>) {
        self.pages.retain(|_, (at, _)| Some(*at) != turn);
        self.count();
    }

    fn remove(&mut self, is_gone: impl Fn(&Key) -> bool) {
        self.pages.retain(|key, _| !is_gone(key));
        self.count();
    }

    fn count(&mut self) {
        self.bytes = self.pages.values().map(|(_, pixels)| pixels.rgba.len()).sum();
    }
}

fn open(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32) -> Key {
        Key::of(Path::new("a.pdf"), number, Size::Width(10))
    }

    fn pixels(bytes: usize) -> Pixels {
        Pixels {
            width: 1,
            height: 1,
            rgba: vec![0; bytes],
        }
    }

    #[test]
    fn the_page_not_asked_for_the_longest_makes_room() {
        let mut kept = Kept {
            bytes_max: 30,
            ..Kept::default()
        };
        for number in 1..=3 {
            kept.keep(page(number), pixels(10));
        }
        assert!(kept.find(&page(1)).is_some());
        kept.keep(page(4), pixels(10));
        assert!(kept.find(&page(2)).is_none());
        for number in [1, 3, 4] {
            assert!(kept.find(&page(number)).is_some(), "{number}");
        }
        assert_eq!(kept.bytes, 30);
    }

    #[test]
    fn a_page_larger_than_the_limit_is_handed_out_and_not_kept() {
        let mut kept = Kept {
            bytes_max: 30,
            ..Kept::default()
        };
        kept.keep(page(1), pixels(20));
        assert_eq!(kept.keep(page(2), pixels(31)).rgba.len(), 31);
        assert!(kept.find(&page(1)).is_some() && kept.find(&page(2)).is_none());
        kept.keep(page(1), pixels(25));
        assert_eq!((kept.bytes, kept.pages.len()), (25, 1));
    }
}
