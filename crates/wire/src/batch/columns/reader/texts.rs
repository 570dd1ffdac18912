//! Texts, and what they quote.

use std::rc::Rc;

use super::{Read, Reader, Scene, malformed};
use crate::batch::columns::place::Place;
use crate::batch::columns::text;
use crate::error::WireError;

impl Reader<'_> {
    pub(super) fn text(&mut self, scene: &Scene, place: Place) -> Read<Rc<str>> {
        let at = self.sources.at(place, &self.streams);
        self.text_at(scene, at)
    }

    pub(super) fn text_at(&mut self, scene: &Scene, at: usize) -> Read<Rc<str>> {
        let stepped = |last: Option<&str>, step: u64| {
            let stepped = last.and_then(|last| text::stepped(last, step));
            stepped.ok_or_else(|| malformed("a number goes on from nothing"))
        };
        let text: Rc<str> = match self.symbol_at(at)? {
            text::LITERAL => {
                let literal: Rc<str> = self.literal(scene, at)?.into();
                self.sources.get_mut(at).told.add(&literal);
                literal
            }
            text::NEXT => stepped(self.sources.get(at).told.last(), 1)?.into(),
            text::STEP => {
                let step = self.symbol_at(at)?;
                stepped(self.sources.get(at).told.last(), step)?.into()
            }
            told => {
                let told = self.sources.get(at).told.text(told - text::FIRST);
                told.ok_or_else(|| malformed("no such text"))?
            }
        };
        self.spend(text.len())?;
        self.sources.get_mut(at).told.remember_last(&text);
        Ok(text)
    }

    pub(super) fn literal(&mut self, scene: &Scene, at: usize) -> Read<String> {
        let slot = self.sources.get(at).literals;
        let mut literal = Vec::new();
        loop {
            match self.streams.at(slot).byte()? {
                text::END => break,
                text::QUOTE => {
                    let [row, column] = self.streams.at(slot).array()?;
                    let quoted = self.quoted(scene, usize::from(row), u16::from(column));
                    let quoted = quoted.ok_or_else(|| malformed("nothing is there to quote"))?;
                    self.spend(quoted.len())?;
                    literal.extend_from_slice(quoted.as_bytes());
                }
                text::ROW => {
                    let people = self.known.people;
                    let handle = self.refer(Place::InText, people)?;
                    literal.extend_from_slice(self.memory.id(handle).to_string().as_bytes());
                }
                byte => literal.push(byte),
            }
        }
        String::from_utf8(literal).map_err(|error| WireError::malformed("batch body", error))
    }

    pub(super) fn quoted(&self, scene: &Scene, row: usize, column: u16) -> Option<Rc<str>> {
        if let Some(told) = scene.told.get(&(row, column)) {
            return Some(told.clone());
        }
        let handle = (*scene.rows.get(row)?)?;
        let texts = self.memory.texts(handle).iter();
        texts
            .into_iter()
            .find(|(known, _)| *known == column)
            .map(|(_, text)| text.clone())
    }
}
