//! Work that is due because time or hours have passed.

use super::{WorkOrder, order, signed};
use domain::tables::NoteCategory::{Action, Issue, Update};
use domain::tables::Outcome::{Partial, Resolved};
use domain::tables::Priority::{High, Low};
use domain::tables::WorkKind::Planned;

#[rustfmt::skip]
pub(super) const ROWS: &[WorkOrder] = &[
    order("gen1-oil-first", Planned, 117, "nowak", "651.01", "Generator 1 – oil and filter change, 500 h").to("villanueva").over(8).due(-115)
        .parts(&[("MTU 0031843301", "2", ""), ("LO-1540-20", "3", ""), ("MTU 0020922801", "2", "")])
        .notes(&[(Action, "villanueva", "Oil 54 l, 2 filters, 2 fuel filters. Sample sent.")])
        .done(signed(Resolved, "3", &["villanueva"], "Oil, lube and fuel filters changed, no leaks after 15 min.").with_counter()),
    order("gen2-oil", Planned, 82, "nowak", "651.02", "Generator 2 – oil and filter change, 500 h").to("villanueva").over(7).due(-80)
        .parts(&[("MTU 0031843301", "2", ""), ("LO-1540-20", "3", ""), ("MTU 0020922801", "2", "")])
        .notes(&[(Action, "villanueva", "Done. Drain plug gasket was missing, took one from gen 3 box - order please")])
        .done(signed(Resolved, "3", &["villanueva"], "Oil, lube and fuel filters changed.").with_counter()),
    order("gen1-oil-second", Planned, 26, "nowak", "651.01", "Generator 1 – oil and filter change, 500 h").to("villanueva").over(9).due(-22)
        .parts(&[("MTU 0031843301", "2", ""), ("LO-1540-20", "3", "")])
        .notes(&[(Action, "villanueva", "oil + filters, fuel filters not due")])
        .done(signed(Resolved, "2.5", &["villanueva"], "Oil and lube filters changed.").with_counter()),
    order("ro-prefilters", Planned, 55, "nowak", "761.02", "Watermaker 2 – change pre-filters").to("villanueva").over(3)
        .parts(&[("HEM 05-20M", "2", ""), ("HEM 05-5M", "2", "")])
        .notes(&[(Action, "villanueva", "4 cartridges, housing O-rings greased.")])
        .done(signed(Resolved, "1", &["villanueva"], "Pre-filters renewed, dp 0.2 bar.").with_counter()),
    order("fancoil-filters", Planned, 42, "lefevre", "573.07", "Clean or change all cabin fan coil filters").to("novotny").over(50).due(-38)
        .parts(&[("HH-AF-G4-35", "4", ""), ("HH-AF-G4-60", "2", "")])
        .notes(&[(Update, "novotny", "Cabins 1, 2, 5 done."), (Issue, "novotny", "Owner's cabin is locked until Thursday."), (Action, "novotny", "All done, owner's too.")])
        .done(signed(Resolved, "4", &["novotny", "villanueva"], "Mats changed in 4 guest cabins and owner's cabin. Coils brushed.")),
    order("galley-duct", Planned, 68, "lefevre", "551.04", "Galley exhaust duct – deep cleaning").due(-45),
    order("zincs-generators", Planned, 35, "nowak", "651.02", "Generators – check and renew pencil zincs").to("novotny").over(6)
        .parts(&[("ZN-ROD-16x60", "4", ""), ("ZN-ROD-10x50", "2", "")])
        .notes(&[(Action, "novotny", "Gen 1 both 30 % left, changed. Gen 2 one broke in the plug, drilled out.")])
        .done(signed(Resolved, "2", &["novotny"], "All zincs of 1, 2 and 3 renewed.")),
    order("shackles-cranes", Planned, 30, "barbaric", "451.01", "Tender cranes – grease wires and sheaves").to("dlamini").over(5)
        .parts(&[("SH-GADUS-OG", "1", "")])
        .notes(&[(Action, "dlamini", "both wires greased, port sheave no 2 is stiff")])
        .done(signed(Partial, "2", &["dlamini"], "Wires greased. Port sheave 2 still stiff, told bosun.")),
    order("me-port-1000", Planned, 20, "papadakis", "601.01", "Main engine port – 1,000 h service W3").to("nowak").due(12).priority(High)
        .described("With engine cold, two days alongside. Valve clearance, injector check by sound, belts, breathers, coolant sample.")
        .parts(&[("MTU 5240160121", "16", ""), ("MTU 5240180480", "2", ""), ("12.5-1275", "2", "")]),
    order("me-stbd-1000", Planned, 20, "papadakis", "601.02", "Main engine starboard – 1,000 h service W3").to("nowak").due(14).priority(High)
        .parts(&[("MTU 5240160121", "16", "only 4 in stores?"), ("MTU 5240180480", "2", "")]),
    order("gen2-oil-next", Planned, 4, "nowak", "651.02", "Generator 2 – oil and filter change, 500 h").to("villanueva").due(3)
        .parts(&[("MTU 0031843301", "2", ""), ("LO-1540-20", "3", "")]),
    order("bauer-cartridge", Planned, 24, "barbaric", "461.05", "Dive compressor – change cartridge and oil").to("delacruz").due(-4).priority(Low)
        .parts(&[("BAU 057679", "1", ""), ("BAU N28355", "2.8", "")]),
    order("antifouling-anodes", Planned, 15, "nowak", "721.03", "MGPS – measure copper anodes, port chest").due(20).priority(Low),
    order("av-update", Planned, 50, "berzins", "895.01", "AV rack – firmware update before season").to("berzins").due(-30).priority(Low)
        .cancelled("berzins", "Integrator does it remotely in winter, not while guests are on board."),
    order("deck-caulking", Planned, 60, "barbaric", "105", "Sun deck – renew teak caulking port side").to("dlamini").over(900).due(-5)
        .parts(&[("TEK-CAULK", "6", ""), ("TEK-PLUG-10", "1", "")])
        .notes(&[(Update, "barbaric", "First 4 m raked out and taped."), (Issue, "barbaric", "Humidity 85 %, stopped. Needs 2 dry days."), (Update, "barbaric", "8 of 14 m finished.")]),
    order("laundry-vents", Planned, 9, "lefevre", "553.03", "Dryers – vacuum exhaust ducts").to("santos").due(1),
];
