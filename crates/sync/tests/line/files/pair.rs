//! One who asks and one who answers, frame by frame in one thread.

use sync::{Answer, Begin, Exchange, Failure, FilesTurn, Memory, Outcome, Shelf, Speaker};
use testkit::{Drawer, file_name};
use wire::limits::PIECE_BYTES;
use wire::{FileName, Frame, FrameReader};

use crate::house::begin;
use crate::rack::{Hand, NOW_MS, Rack};

/// Room for everything that these tests carry.
pub(super) const OPEN: FilesTurn = FilesTurn {
    is_open: true,
    bytes_max: 64 * PIECE_BYTES as u64,
};
/// Both sides tell what they lack, and nothing moves.
pub(super) const LISTING: FilesTurn = FilesTurn {
    is_open: true,
    bytes_max: 0,
};

/// Bytes of that many whole pieces and a little, told apart by a digit.
pub(super) fn photo(digit: u8, pieces: usize) -> Vec<u8> {
    (0..pieces * PIECE_BYTES + 77)
        .map(|at| digit ^ (at % 251) as u8)
        .collect()
}

/// Which way bytes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// One who asks and one who answers, and what the first remembers.
pub(super) struct Pair {
    pub(super) asker: Rack,
    pub(super) answerer: Rack,
    pub(super) memory: Memory,
    /// The frames of the last exchange, as they went.
    pub(super) frames: Vec<(Way, Frame)>,
}

impl Pair {
    /// Both hold the same acts and have said hello.
    pub(super) fn new() -> Self {
        let with_files = |number| Rack::with(Hand::new(number), 1).carrying(Drawer::default());
        Self::of(with_files(2), with_files(1))
    }

    pub(super) fn of(asker: Rack, answerer: Rack) -> Self {
        let mut pair = Self {
            memory: Memory {
                device: Some(answerer.hand.device),
                ..Memory::default()
            },
            asker,
            answerer,
            frames: Vec::new(),
        };
        assert!(pair.exchange(FilesTurn::default()).result.is_ok());
        pair
    }

    pub(super) fn here(&self) -> &Drawer {
        self.asker.files.as_ref().unwrap()
    }

    pub(super) fn there(&self) -> &Drawer {
        self.answerer.files.as_ref().unwrap()
    }

    /// A row on both sides names the file.
    pub(super) fn name(&self, bytes: &[u8]) -> FileName {
        let name = file_name(bytes);
        for rack in [&self.asker, &self.answerer] {
            rack.files.as_ref().unwrap().name(name, bytes.len() as u64);
        }
        name
    }

    pub(super) fn exchange(&mut self, turn: FilesTurn) -> Outcome {
        self.cut_exchange(turn, None)
    }

    /// One exchange, cut after that many bytes of one direction.
    pub(super) fn cut_exchange(&mut self, turn: FilesTurn, cut: Option<(Way, usize)>) -> Outcome {
        let speaker = || Speaker {
            program: "a test".to_owned(),
            wall_at: NOW_MS,
        };
        let begin = Begin {
            files: turn,
            ..begin(Some(self.answerer.frontier().unwrap()))
        };
        let mut exchange = Exchange::begin(&self.asker, begin, self.memory.clone(), speaker()).unwrap();
        let mut answer = Answer::new(speaker());
        self.frames.clear();
        let ended = self.carry(&mut exchange, &mut answer, cut);
        let (outcome, memory) = exchange.finish(&self.asker, ended);
        self.memory = memory;
        outcome
    }

    pub(super) fn carry(
        &mut self,
        exchange: &mut Exchange,
        answer: &mut Answer,
        cut: Option<(Way, usize)>,
    ) -> Result<(), Failure> {
        let mut left = [usize::MAX, usize::MAX];
        if let Some((way, bytes)) = cut {
            left[way as usize] = bytes;
        }
        while let Some(bytes) = exchange.next_bytes(&self.asker).unwrap() {
            let across = bytes.len().min(left[0]);
            answer.receive(&self.answerer, &bytes[..across]).unwrap();
            left[0] -= across;
            if across < bytes.len() {
                return Err(Failure::Cut);
            }
            self.note(Way::Up, &bytes);
        }
        answer.request_ended().unwrap();
        while let Some(bytes) = answer.next_bytes(&self.answerer).unwrap() {
            let across = bytes.len().min(left[1]);
            exchange.receive(&self.asker, &bytes[..across])?;
            left[1] -= across;
            if across < bytes.len() {
                return Err(Failure::Cut);
            }
            self.note(Way::Down, &bytes);
        }
        Ok(())
    }

    fn note(&mut self, way: Way, bytes: &[u8]) {
        let mut reader = FrameReader::new();
        reader.push(bytes);
        self.frames.push((way, reader.next().unwrap().unwrap()));
    }

    /// Exchanges until nothing more moves; how many exchanges that took.
    pub(super) fn settle(&mut self) -> usize {
        for exchanges in 1..100 {
            let files = self.exchange(OPEN).files.expect("files are named");
            if !files.has_more() && !files.has_moved() {
                return exchanges;
            }
        }
        panic!("it does not come to an end");
    }

    /// What went which way, in a letter each: h hello, b batch, p piece, e end.
    pub(super) fn order(&self, way: Way) -> String {
        let frames = self.frames.iter().filter(|(of, _)| *of == way);
        frames
            .map(|(_, frame)| match frame {
                Frame::Hello(_) => 'h',
                Frame::Batch(_) => 'b',
                Frame::Piece(_) => 'p',
                Frame::End(_) => 'e',
            })
            .collect()
    }

    /// Bytes of the last exchange's frames.
    pub(super) fn bytes(&self) -> usize {
        self.frames.iter().map(|(_, frame)| frame.encode().len()).sum()
    }
}
