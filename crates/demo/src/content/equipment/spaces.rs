//! Main group 1: the ship as a whole and its spaces, deck by deck.

use super::{Equipment, group, space};

#[rustfmt::skip]
pub(super) const ROWS: &[Equipment] = &[
    group("1", "Ship general", ""),
    space("101", "Deck 1, machinery and crew", "1"),
    space("101.01", "Engine room, port", "101"),
    space("101.02", "Engine room, starboard", "101"),
    space("101.03", "Engine control room", "101"),
    space("101.04", "Auxiliary machinery room", "101"),
    space("101.05", "Lazarette", "101"),
    space("101.06", "Bow thruster room", "101").deck(),
    space("101.07", "Crew mess", "101"),
    space("101.08", "Crew corridor, deck 1", "101"),
    space("101.09", "Laundry", "101"),
    space("102", "Deck 2, main deck", "1"),
    space("102.01", "Galley", "102"),
    space("102.02", "Main saloon", "102"),
    space("102.03", "Tender garage", "102").deck(),
    space("102.04", "Foredeck", "102").deck(),
    space("103", "Deck 3, guest deck", "1"),
    space("103.01", "Guest corridor, deck 3", "103"),
    space("103.02", "Guest cabin 1", "103"),
    space("103.03", "Guest cabin 2", "103"),
    space("103.04", "Guest cabin 3", "103"),
    space("103.05", "Guest cabin 4", "103"),
    space("103.06", "Guest cabin 5", "103"),
    space("103.07", "Owner's cabin", "103"),
    space("104", "Deck 4, bridge deck", "1").deck(),
    space("104.01", "Bridge", "104").deck(),
    space("104.02", "AV and IT rack room", "104"),
    space("104.03", "Emergency generator room", "104").deck(),
    space("105", "Deck 5, sun deck", "1").deck(),
    space("105.01", "Sun deck bar", "105"),
    space("105.02", "Mast and funnel casing", "105").deck(),
];
