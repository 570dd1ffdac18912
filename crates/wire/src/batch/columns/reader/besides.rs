//! What an entry holds besides its changes: parameters, what was seen, what is issued again, private
//! values and the signature.

use journal::{Hash, Private, Signature, Stamp, Value};
use serde_json::Value as JsonValue;

use super::definitions::Definitions;
use super::{Read, Reader, STAMP_BYTES, Scene, VALUE_BYTES};
use crate::batch::columns::ABSENT;
use crate::batch::columns::place::Place;
use crate::batch::columns::shape::{Class, Form, Json, PrivateForm, SignatureForm};
use crate::batch::columns::stream::{number, unfold};

impl Reader<'_> {
    pub(super) fn parameters(
        &mut self,
        scene: &Scene,
        known: &Definitions,
        name: Option<u64>,
        form: &Json,
    ) -> Read<JsonValue> {
        let place = Place::Parameter(name.unwrap_or(ABSENT));
        self.spend(1)?;
        Ok(match form {
            Json::Null => JsonValue::Null,
            Json::False => false.into(),
            Json::True => true.into(),
            Json::Int => {
                let at = self.sources.at(place, &self.streams);
                self.int(at)?.into()
            }
            Json::Text => self.text(scene, place)?.as_ref().into(),
            Json::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(self.parameters(scene, known, name, item)?);
                }
                list.into()
            }
            Json::Object(members) => {
                let mut object = serde_json::Map::new();
                for (member, form) in members {
                    let key = known.name(*member)?;
                    self.spend(key.len())?;
                    object.insert(key.to_owned(), self.parameters(scene, known, Some(*member), form)?);
                }
                object.into()
            }
        })
    }

    pub(super) fn seen(&mut self, known: &Definitions) -> Read<Vec<Stamp>> {
        let count = self.streams.of(number::STAMPS).number()?;
        let mut stamps = Vec::new();
        for _ in 0..count {
            self.spend(STAMP_BYTES)?;
            let stream = self.streams.of(number::STAMPS);
            let device = known.device(stream.number()?)?;
            let last = self.seen.entry(device).or_default();
            *last = last.wrapping_add(stream.signed()?.cast_unsigned());
            stamps.push(Stamp { device, seq: *last });
        }
        Ok(stamps)
    }

    pub(super) fn reissue(&mut self, known: &Definitions) -> Read<Stamp> {
        let stream = self.streams.of(number::STAMPS);
        let device = known.device(stream.number()?)?;
        self.reissue = self.reissue.wrapping_add(stream.signed()?.cast_unsigned());
        Ok(Stamp {
            device,
            seq: self.reissue,
        })
    }

    pub(super) fn private(&mut self, scene: &Scene, form: &PrivateForm) -> Read<Private> {
        let PrivateForm::Whole(classes) = form else {
            return Ok(Private {
                salt: [0; 16],
                digest: Hash::from_bytes(self.streams.of(number::SALTS).array()?),
                values: None,
            });
        };
        let salt = self.streams.of(number::SALTS).array()?;
        let mut values = Vec::with_capacity(classes.len());
        for (index, class) in (0..).zip(classes) {
            self.spend(VALUE_BYTES)?;
            let at = self.sources.at(Place::Private(index), &self.streams);
            values.push(match class {
                Class::Text => Value::Text(self.text_at(scene, at)?.as_ref().to_owned()),
                class => self.value(*class, at, &mut 0)?,
            });
        }
        Ok(Private::new(salt, values))
    }

    pub(super) fn signature(
        &mut self,
        scene: &Scene,
        known: &Definitions,
        form: &Form,
        signed: &SignatureForm,
    ) -> Read<Signature> {
        let signer = self.refer(Place::Signer, known.people)?;
        let signed_at = if signed.at_wall {
            self.wall_at
        } else {
            let back = unfold(self.symbol(Place::SignedAt)?);
            self.wall_at.wrapping_sub(back)
        };
        Ok(Signature {
            method: known.name(signed.method)?.to_owned(),
            role: known.name(signed.role)?.to_owned(),
            signed_at,
            signer: self.memory.id(signer),
            statement: self.text(scene, Place::Statement(form.action))?.as_ref().to_owned(),
        })
    }
}
