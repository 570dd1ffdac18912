//! What is remembered of a peer's files between exchanges, while the program runs.

use std::collections::BTreeSet;

use wire::{FileName, FilesSaid, LackedFile};

use super::handing::Handing;

/// What is remembered of one peer's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileMemory {
    /// Whether its program knows files, once it said hello.
    pub knows: Option<bool>,
    /// What it lacks, as it said and as was sent since; none where that is not known.
    pub lacking_there: Option<Vec<LackedFile>>,
    /// Files that were sent to their end and are still listed: they did not arrive sound. One that was listed
    /// no more arrived; listed anew, it was lost there since (a disk, a restored backup) and is sent again.
    pub sent: BTreeSet<FileName>,
    /// Files that it lacks, and that are not what their names say any more on the disk here.
    pub unsound_here: BTreeSet<FileName>,
    /// Files that it could not give when it was asked.
    pub absent_there: BTreeSet<FileName>,
    /// How many files it held then.
    pub held_there: u64,
}

impl FileMemory {
    /// Offers and asks for everything again.
    pub(crate) fn forget_refused(&mut self) {
        self.sent.clear();
        self.unsound_here.clear();
        self.absent_there.clear();
    }

    /// What was sent is not acknowledged: the list is asked for again.
    pub(super) fn lose_sight(&mut self) {
        self.lacking_there = None;
    }

    /// What it lacks and is worth sending.
    pub(super) fn wanted_there(&self) -> Vec<LackedFile> {
        let listed = self.lacking_there.iter().flatten();
        let is_worth = |file: &&LackedFile| !self.sent.contains(&file.name) && !self.unsound_here.contains(&file.name);
        listed.filter(is_worth).copied().collect()
    }

    /// How many files it lacks still that are damaged here.
    pub(super) fn unsound(&self) -> Option<u64> {
        let listed = self.lacking_there.iter().flatten();
        let unsound = listed.filter(|file| self.unsound_here.contains(&file.name)).count() as u64;
        Some(unsound).filter(|unsound| *unsound > 0)
    }

    /// Names the list as it will be once what was handed has arrived.
    pub(super) fn mark_after(&self, handed: Option<&Handing>) -> Option<[u8; 8]> {
        let mut then = self.clone();
        if let Some(handed) = handed {
            then.follow(handed);
        }
        then.lacking_there.as_deref().map(FilesSaid::mark)
    }

    /// Takes in what the end of an answer says, after `handed` was sent to whoever said it and `asked` was
    /// listed to it. Returns how many files it lists that were sent to their end before.
    pub(super) fn hear(&mut self, said: &FilesSaid, handed: &Handing, asked: &[LackedFile]) -> u64 {
        if said.held_files > self.held_there {
            self.absent_there.clear();
        }
        self.held_there = said.held_files;
        if let Some(lacking) = &said.lacking {
            // Another list: what it could not give once and lacks no more, it may hold by now.
            self.absent_there
                .retain(|name| lacking.iter().any(|file| file.name == *name));
        }
        let absent = said.absent.iter().filter_map(|place| {
            let place = usize::try_from(*place).ok()?;
            Some(asked.get(place)?.name)
        });
        self.absent_there.extend(absent);
        match &said.lacking {
            Some(lacking) => self.lacking_there = Some(lacking.clone()),
            None => self.follow(handed),
        }
        if said.refusal.is_none() {
            self.sent.extend(&handed.ended);
        }
        let listed: BTreeSet<FileName> = self.lacking_there.iter().flatten().map(|file| file.name).collect();
        self.sent.retain(|name| listed.contains(name));
        self.sent.len() as u64
    }

    /// Moves the list on by what was sent: the other side's is the same, so it did not tell it again.
    fn follow(&mut self, handed: &Handing) {
        let Some(lacking) = &mut self.lacking_there else { return };
        lacking.retain(|file| !handed.ended.contains(&file.name));
        for progress in &handed.progress {
            if let Some(file) = lacking.iter_mut().find(|file| file.name == progress.name) {
                file.arrived_bytes = progress.arrived_bytes;
            }
        }
    }
}
