//! Rounds and tests with a list to tick.

use super::{WorkOrder, order, signed};
use domain::tables::NoteCategory::{Diagnosis, Issue, Update};
use domain::tables::Outcome::{Partial, Resolved, Unsuccessful};
use domain::tables::Priority::High;
use domain::tables::WorkKind::Inspection;

#[rustfmt::skip]
pub(super) const ROWS: &[WorkOrder] = &[
    order("fire-pump-first", Inspection, 98, "perkovic", "813.01", "Fire pumps – monthly test").to("barbaric").over(5).due(-97)
        .checklist(&[
            ("Main fire pump: start from bridge", true, ""),
            ("Main fire pump: pressure at foredeck hydrant", true, "7.1 bar"),
            ("Emergency fire pump: start locally", true, ""),
            ("Emergency fire pump: pressure at aft hydrant", true, "6.4 bar"),
            ("International shore connection in place", true, ""),
            ("Valves left as found", true, ""),
        ])
        .done(signed(Resolved, "1", &["barbaric", "dlamini"], "Both pumps tested, pressures good.")),
    order("fire-pump-second", Inspection, 63, "perkovic", "813.01", "Fire pumps – monthly test").to("barbaric").over(4).due(-62)
        .checklist_of("fire-pump-first")
        .checklist(&[("", true, ""), ("", true, "7.0 bar"), ("", true, ""), ("", true, "6.2 bar"), ("", true, ""), ("", true, "")])
        .done(signed(Resolved, "1", &["barbaric"], "Both pumps tested. Emergency pump 0.2 bar less than last time.")),
    order("fire-pump-third", Inspection, 6, "perkovic", "813.01", "Fire pumps – monthly test").to("barbaric").over(60).due(-2)
        .checklist_of("fire-pump-second")
        .checklist(&[("", true, ""), ("", true, "6.9 bar"), ("", true, ""), ("", false, ""), ("", false, ""), ("", false, "")])
        .notes(&[(Issue, "barbaric", "Main pump leaks at the seal, see fault. Rest of the list after it is fixed.")]),
    order("emgen-weekly-first", Inspection, 77, "papadakis", "661.01", "Emergency generator – weekly test on load").to("berzins").over(3)
        .checklist(&[
            ("Start from black-out panel", true, "6 s"),
            ("Start by hand, second source", true, ""),
            ("30 min on load", true, "38 kW, 74 °C"),
            ("Fuel level above 18 h mark", true, "190 l"),
            ("Dampers open and close", true, ""),
        ])
        .done(signed(Resolved, "0.75", &["berzins"], "Started in 6 s, 30 min on load.").with_counter()),
    order("emgen-weekly-second", Inspection, 7, "papadakis", "661.01", "Emergency generator – weekly test on load").to("berzins").over(2)
        .checklist_of("emgen-weekly-first")
        .checklist(&[("", true, "11 s, slow"), ("", false, "battery 10.9 V"), ("", false, ""), ("", false, ""), ("", true, "")])
        .done(signed(Unsuccessful, "0.5", &["berzins"], "Second start failed, battery does not hold. Fault written.")),
    order("steering-departure", Inspection, 33, "perkovic", "403.01", "Steering gear – test before departure").to("nowak").over(2)
        .checklist(&[
            ("Pump 1: 35° port to 35° starboard", true, "21 s"),
            ("Pump 2: 35° port to 35° starboard", true, "22 s"),
            ("Emergency steering from lazarette", true, ""),
            ("Communication bridge to lazarette", true, ""),
            ("Rudder indicators agree", true, "0.5° off on wing"),
            ("Oil level and leaks", true, ""),
        ])
        .done(signed(Resolved, "0.5", &["nowak", "perkovic"], "Tested with both pumps and by hand.")),
    order("liferaft-release", Inspection, 103, "perkovic", "501.01", "Life rafts and hydrostatic releases – dates").to("delacruz").over(6)
        .checklist(&[
            ("Port rafts: service date", true, "04/27"),
            ("Port releases: expiry date", true, "11/26"),
            ("Painter made fast to weak link", true, ""),
            ("Starboard rafts: service date", true, "04/27"),
            ("Starboard releases: expiry date", true, "11/26"),
        ])
        .done(signed(Resolved, "1", &["delacruz"], "All in date, 4 releases run out in November, order now.").corrected("Releases run out in December, not November. I read the wrong line of the label.")),
    order("bilge-alarms", Inspection, 45, "nowak", "803.04", "Bilge level alarms – monthly test").to("villanueva").over(4)
        .checklist(&[
            ("Engine room port forward", true, ""),
            ("Engine room port aft", true, ""),
            ("Engine room starboard forward", true, ""),
            ("Engine room starboard aft", true, "slow, cleaned"),
            ("Auxiliary machinery room", true, ""),
            ("Bow thruster room", false, ""),
            ("Lazarette", true, ""),
        ])
        .notes(&[(Issue, "villanueva", "Bow thruster room not tested, paint drums in front of the hatch")])
        .done(signed(Partial, "1.5", &["villanueva"], "6 of 7 tested. Bow thruster room still to do.")),
    order("hifog-quarter", Inspection, 10, "papadakis", "813.04", "Water mist system – quarterly check").to("novotny").due(-1).started()
        .checklist(&[
            ("Cylinder pressures", true, "all 200 bar, no. 4 190"),
            ("Pump unit strainer", true, ""),
            ("Section valves move", false, ""),
            ("Test line: flow alarm to bridge", false, ""),
            ("Release panel: lamps", false, ""),
        ])
        .notes(&[(Diagnosis, "novotny", "Cylinder 4 lost 10 bar in 3 months. Soap test: fitting, half a turn."), (Update, "novotny", "Section valves when guests are ashore, they make noise.")]),
    order("co2-weigh", Inspection, 14, "papadakis", "813.05", "CO2 bottles – visual check and pipes").to("berzins").due(16).priority(High)
        .checklist(&[
            ("Safety pins and seals", false, ""),
            ("Pilot bottle pressure", false, ""),
            ("Flexible hoses, date", false, ""),
            ("Door alarm and light", false, ""),
            ("Warning signs readable", false, ""),
        ]),
    order("emergency-lights", Inspection, 28, "berzins", "891.03", "Emergency lighting – 1 h discharge test").to("berzins").over(30)
        .checklist(&[
            ("Deck 1", true, "1 lamp out, corridor"),
            ("Deck 2", true, ""),
            ("Deck 3", true, "2 out"),
            ("Bridge and deck 4", true, ""),
            ("Embarkation stations", true, ""),
        ])
        .notes(&[(Diagnosis, "berzins", "3 battery packs of 2019 are finished.")])
        .done(signed(Resolved, "3", &["berzins", "dlamini"], "3 fittings repaired with new battery packs. All lit after 1 h.")),
    order("crew-cabins-round", Inspection, 3, "lefevre", "101.08", "Crew area – monthly hygiene round").to("santos").due(4)
        .checklist(&[
            ("Mess fridge temperatures", false, ""),
            ("Crew showers: flush 5 min (legionella)", false, ""),
            ("Lint in dryer cupboard", false, ""),
            ("First-aid box sealed", false, ""),
        ]),
];
