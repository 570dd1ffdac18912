//! Repairs in cabins, galley, laundry and corridors.

use super::{WorkOrder, from_fault, signed};
use domain::tables::NoteCategory::{Action, Diagnosis, Issue, Update};
use domain::tables::Outcome::{Partial, Resolved};
use domain::tables::Priority::{High, Low, Urgent};

#[rustfmt::skip]
pub(super) const ROWS: &[WorkOrder] = &[
    from_fault("cabin4-warm", 3, "nowak", "Fan coil cabin 4 – does not cool").to("novotny").over(30)
        .parts(&[("HH-3WV-15", "1", "")])
        .notes(&[(Diagnosis, "novotny", "Valve actuator moves but the valve stays shut, spindle stuck."), (Action, "novotny", "Valve with actuator changed, 19.8° after 2 h. Guests were ashore.")])
        .done(signed(Resolved, "2", &["novotny"], "3-way valve renewed, cabin 4 at 20°.").resolving_the_fault()),
    from_fault("corridor-smell", 6, "nowak", "Smell in guest corridor deck 3 – find source").to("novotny").over(200)
        .notes(&[(Diagnosis, "novotny", "Floor drain behind pantry is dry, no water in the trap."), (Action, "novotny", "1 l water + spoon of cooking oil, so it does not dry out so quick."), (Update, "lefevre", "No smell for a week now")])
        .done(signed(Resolved, "0.5", &["novotny"], "Dry trap filled. On interior's weekly list.").resolving_the_fault()),
    from_fault("oven1-seal", 14, "nowak", "Combi oven 1 – door gasket").to("novotny").over(50)
        .parts(&[("RAT 20.00.394", "1", "")])
        .notes(&[(Action, "novotny", "Gasket changed between lunch and dinner.")])
        .done(signed(Resolved, "0.5", &["novotny"], "Door gasket renewed, no steam.")),
    from_fault("dryer2-stop", 10, "nowak", "Tumble dryer 2 – F 45").to("novotny").over(24)
        .parts(&[("MIE 9258340", "1", ""), ("MIE 6244670", "1", "")])
        .notes(&[(Diagnosis, "novotny", "Belt torn, lint like a pillow behind the drum.")])
        .done(signed(Resolved, "2", &["novotny", "santos"], "Belt and lint filter renewed, vacuumed. Please clean lint every day.")),
    from_fault("glasswasher-drain", 20, "nowak", "Glass washer saloon pantry – does not drain").to("novotny").priority(Low).over(80)
        .parts(&[("MEI 9557806", "1", "")])
        .notes(&[(Diagnosis, "novotny", "Olive stone and a piece of glass in the pump.")])
        .cancelled("novotny", "Cleaned during the diagnosis, pump is fine. Nothing left to do."),
    from_fault("jacuzzi-leak", 4, "nowak", "Jacuzzi – leak into saloon deck head").to("barbaric").priority(High).over(340)
        .parts(&[("TEU-JET-21", "2", ""), ("SIK-291I", "1", "")])
        .notes(&[
            (Diagnosis, "barbaric", "Dye test: nozzle 14 and 15 port side. Body is not cracked."),
            (Action, "barbaric", "Nozzles with new Sika, filled half, waiting 24 h."),
            (Issue, "barbaric", "Still a drop. Must be the manifold behind, no access without removing the bar front."),
            (Update, "lefevre", "Owner wants it for the charter on the 1st, please keep me informed."),
        ])
        .done(signed(Partial, "9", &["barbaric", "dlamini"], "2 nozzles sealed. Leak smaller, 1 cup a day in the tray we put. Manifold to be opened when bar front is off.")),
    from_fault("lift-door", 1, "goncalves", "Guest lift – door reopens at deck 3").to("berzins").over(8).priority(Urgent)
        .notes(&[(Diagnosis, "berzins", "Light curtain lens dirty, sun cream."), (Action, "berzins", "Cleaned, also sill groove. 30 rides ok. Sign removed.")])
        .done(signed(Resolved, "1", &["berzins"], "Light curtain cleaned, lift back in use.").resolving_the_fault()),
    from_fault("owner-blind", 15, "lefevre", "Owner's cabin – blind port side").to("berzins").due(-12).priority(Low)
        .parts(&[("BLD-MOT-24", "1", "")]),
    from_fault("dishwasher-heat", 1, "nowak", "Dishwasher galley – rinse water cold").to("berzins").over(26).priority(Urgent)
        .notes(&[(Diagnosis, "berzins", "Boiler element one leg open, 2 of 3 kW missing. Contactor welded too."), (Action, "berzins", "Element from the yard box, contactor LC1D25. 84 °C rinse."), (Update, "garnier", "merci!! works")])
        .parts(&[("SE LC1D25BD", "1", "")])
        .done(signed(Resolved, "3", &["berzins"], "Boiler element and contactor renewed, rinse 84 °C.").resolving_the_fault()),
    from_fault("wifi-cabins", 0, "berzins", "Guest cabins port – no internet").to("berzins").over(3).priority(Urgent)
        .notes(&[(Diagnosis, "berzins", "PoE budget on switch member 2 exceeded, it cut ports 13-24. New camera did it."), (Action, "berzins", "Camera moved to member 1. All APs up.")])
        .done(signed(Resolved, "1.25", &["berzins"], "PoE load shared out again, all guest APs online.").resolving_the_fault()),
    from_fault("washer1-drain", 3, "nowak", "Washing machine 1 – does not drain").to("novotny").due(2)
        .parts(&[("MIE 9917770", "1", "")])
        .notes(&[(Diagnosis, "novotny", "drain valve opens only little. Sheets are out by the emergency drain, 40 min on the floor with a tray")]),
    from_fault("cabin4-drip", 1, "nowak", "Fan coil cabin 4 – condensate drips on bed").to("novotny").priority(Urgent).due(0).started()
        .parts(&[("HH-DP-35", "1", ""), ("HH-AF-G4-35", "1", "while open")])
        .notes(&[(Update, "novotny", "Unit off, tray emptied by vacuum. Bed is dry, guests can sleep, but no AC in there."), (Diagnosis, "novotny", "Condensate pump seized. New one is there.")]),
    from_fault("loose-handrail", 12, "barbaric", "Handrail stairs deck 3 to 4 – second bracket").on("104").to("dlamini").priority(Low).due(5),
];
