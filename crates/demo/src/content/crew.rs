//! The people: fourteen aboard, ten who relieve them, one ashore.

use domain::tables::{Department, Role};

/// A person of the demo vessel.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// How the other tables name the person.
    pub key: &'static str,
    /// Name as on the sea-service book.
    pub name: &'static str,
    /// What the person is called aboard.
    pub rank: &'static str,
    /// The one role.
    pub role: Role,
    /// The department.
    pub department: Department,
    /// Where the person is at present.
    pub place: Place,
}

/// Where a person is at present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On board.
    Aboard,
    /// At home until the next rotation.
    Relief,
    /// In the office.
    Ashore,
}

/// The chief engineer who starts the record and adds everybody else.
pub const FIRST: &str = "papadakis";

const fn person(
    key: &'static str,
    name: &'static str,
    rank: &'static str,
    role: Role,
    department: Department,
    place: Place,
) -> Person {
    Person {
        key,
        name,
        rank,
        role,
        department,
        place,
    }
}

use Department::{Deck, Engineering, Interior, Management};
use Place::{Aboard, Ashore, Relief};

/// Everybody; [`FIRST`] stands first.
#[rustfmt::skip]
pub const PEOPLE: &[Person] = &[
    person("papadakis", "Nikólaos Papadákis", "Chief engineer", Role::ChiefEngineer, Engineering, Aboard),
    person("nowak", "Marta Nowak", "2nd engineer", Role::Engineer, Engineering, Aboard),
    person("novotny", "Lukáš Novotný", "3rd engineer", Role::Engineer, Engineering, Aboard),
    person("berzins", "Jānis Bērziņš", "ETO", Role::Eto, Engineering, Aboard),
    person("villanueva", "Rodel Villanueva", "Motorman", Role::Crew, Engineering, Aboard),
    person("munro", "Alasdair Munro", "Captain", Role::Captain, Deck, Aboard),
    person("perkovic", "Ivana Perković", "Chief officer", Role::ChiefOfficer, Deck, Aboard),
    person("barbaric", "Joško Barbarić", "Bosun", Role::Engineer, Deck, Aboard),
    person("delacruz", "Jericho dela Cruz", "Deckhand, tender driver", Role::Crew, Deck, Aboard),
    person("dlamini", "Sipho Dlamini", "Deckhand", Role::Crew, Deck, Aboard),
    person("lefevre", "Chloé Lefèvre", "Chief stewardess", Role::ChiefSteward, Interior, Aboard),
    person("goncalves", "Beatriz Gonçalves", "Purser", Role::Purser, Interior, Aboard),
    person("garnier", "Étienne Garnier", "Chef", Role::Crew, Interior, Aboard),
    person("santos", "Maria Lourdes Santos", "Stewardess, laundry", Role::Crew, Interior, Aboard),
    person("odriscoll", "Fergus O'Driscoll", "Relief chief engineer", Role::ChiefEngineer, Engineering, Relief),
    person("zak", "Wojciech Żak", "Relief 2nd engineer", Role::Engineer, Engineering, Relief),
    person("stimac", "Goran Štimac", "Relief ETO", Role::Eto, Engineering, Relief),
    person("reyes", "Arvin Reyes", "Relief motorman", Role::Crew, Engineering, Relief),
    person("hojgaard", "Kristian Højgaard", "Relief captain", Role::Captain, Deck, Relief),
    person("bjornstad", "Åse Bjørnstad", "Relief chief officer", Role::ChiefOfficer, Deck, Relief),
    person("parata", "Tāne Parata", "Relief deckhand", Role::Crew, Deck, Relief),
    person("vandermerwe", "Zoë van der Merwe", "Relief chief stewardess", Role::ChiefSteward, Interior, Relief),
    person("nunez", "María José Núñez", "Relief stewardess", Role::Crew, Interior, Relief),
    person("tanaka", "Akiko Tanaka", "Relief chef", Role::Crew, Interior, Relief),
    person("vassiliou", "Eléni Vassilíou", "Technical manager", Role::Manager, Management, Ashore),
];
