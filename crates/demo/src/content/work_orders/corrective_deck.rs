//! Repairs on deck, on the bridge and in the boats.

use super::{WorkOrder, follow_up, from_fault, signed};
use domain::tables::NoteCategory::{Action, Diagnosis, Issue, Update};
use domain::tables::Outcome::{Partial, Resolved};
use domain::tables::Priority::{High, Low};

#[rustfmt::skip]
pub(super) const ROWS: &[WorkOrder] = &[
    from_fault("windlass-brake", 3, "barbaric", "Port windlass – brake lining").to("barbaric").over(70)
        .parts(&[("STN-BL-22", "1", "")])
        .notes(&[(Diagnosis, "barbaric", "Lining 3 mm, should be 8. Drum ok, no cracks."), (Action, "barbaric", "New lining riveted, brake holds at 40 % of the thread."), (Update, "perkovic", "Held well on 60 m, 25 kn gusts.")])
        .done(signed(Resolved, "6", &["barbaric", "dlamini"], "Brake lining renewed and set. Tested at anchor.").resolving_the_fault()),
    from_fault("radar-belt", 20, "perkovic", "X-band radar – antenna drive belt").to("berzins").over(48)
        .parts(&[("FUR 100-303-621", "1", "")])
        .notes(&[(Action, "berzins", "Belt changed in port, radar isolated and tagged on the bridge. Motor brushes 14 mm, good.")])
        .done(signed(Resolved, "2", &["berzins", "delacruz"], "Antenna belt renewed, turns in 38 kn without stop.").resolving_the_fault()),
    from_fault("crane-stbd-jerk", 4, "barbaric", "Starboard crane – lowers in jerks under load").to("barbaric").over(60)
        .notes(&[(Diagnosis, "barbaric", "Counterbalance valve I think. Same with oil warm."), (Action, "nowak", "Valve turned in 1/4, then back. Smoother but not right.")])
        .done(signed(Partial, "3.5", &["barbaric", "nowak"], "Usable for jet skis, not for the limo tender. Valve cartridge must be changed.")),
    follow_up("crane-stbd-valve", "crane-stbd-jerk", 10, "barbaric", "451.02", "Starboard crane – renew counterbalance cartridge").to("barbaric").due(-8).priority(High)
        .described("Cartridge Sun CBCA-LHN. After change load test 110 % with water bags, class wants the paper.")
        .notes(&[(Issue, "barbaric", "Cartridge not on board, not in the list of the maker. Number is on the old one."), (Update, "goncalves", "Quote from Palma and from Genoa, waiting for captain's ok.")]),
    from_fault("passerelle-creep", 5, "barbaric", "Passerelle – creeps down").to("barbaric").due(3)
        .parts(&[("SG-45-SK", "1", "")])
        .notes(&[(Diagnosis, "barbaric", "Ram seal passes, valve is tight (tested with hose plugged). Strop under it over night meanwhile.")]),
    from_fault("tender-overheat", 8, "barbaric", "Limousine tender – overheats at speed").to("delacruz").over(90)
        .parts(&[("VP 21951346", "1", "")])
        .notes(&[(Diagnosis, "barbaric", "Plastic bag in the intake grid, impeller burnt."), (Action, "delacruz", "impeller new, 32 kn for 20 min, 84 C")])
        .done(signed(Resolved, "2", &["delacruz", "barbaric"], "Intake cleaned and impeller kit renewed. 84 °C at 32 kn.").resolving_the_fault().with_counter()),
    from_fault("wiper-centre", 30, "berzins", "Centre wiper – parking position").priority(Low)
        .cancelled("berzins", "Duplicate of the yard job for all five wipers."),
];
