//! Repairs in the engine rooms.

use super::{WorkOrder, follow_up, from_fault, signed};
use domain::tables::NoteCategory::{Action, Diagnosis, Issue, Update};
use domain::tables::Outcome::{Partial, Resolved, Unsuccessful};
use domain::tables::Priority::{High, Low};

#[rustfmt::skip]
pub(super) const ROWS: &[WorkOrder] = &[
    from_fault("separator1-speed", 2, "nowak", "Fuel separator 1 – friction pads").to("novotny").over(22)
        .parts(&[("AL 526780-80", "4", "all four"), ("AL 548732-01", "1", "if belt is glazed")]).not_used("AL 548732-01")
        .notes(&[
            (Diagnosis, "novotny", "Pads down to rivets on two of four. Belt looks fine."),
            (Action, "novotny", "4 pads changed, coupling drum cleaned with brake cleaner. Run-up 95 sec, 11 A."),
        ])
        .done(signed(Resolved, "2.5", &["novotny"], "4 friction pads renewed, separator runs at full speed after 95 s. Belt not changed.").with_counter()),
    from_fault("me-port-oil-filter", 6, "nowak", "Main engine port – renew lube oil filter elements").to("nowak").over(40).due(-110)
        .parts(&[("MTU 0031845301", "5", "")])
        .notes(&[(Update, "nowak", "To be done at anchor, engine must be below 50°."), (Action, "nowak", "5 elements + O-rings. A few bright flakes on no. 3, photo with chief. Sample taken.")])
        .done(signed(Resolved, "3", &["nowak", "villanueva"], "Elements renewed, dp 0.25 bar at 1,600. Oil sample no. 14 sent ashore because of flakes.").with_counter()),
    from_fault("watermaker2-salt", 10, "nowak", "Watermaker 2 – salinity too high").to("novotny").over(90)
        .parts(&[("HEM 09-SAL", "1", ""), ("HEM 01-2540", "1", "maybe")])
        .notes(&[
            (Diagnosis, "novotny", "Hand meter says 310 ppm when the unit shows 780. So half of it is the probe."),
            (Action, "novotny", "New salinity probe, calibrated. Now 320 ppm shown."),
            (Issue, "novotny", "320 is still too much, membrane 3 gives 600 by itself. Only 1 membrane in stores and it is dated 2021."),
        ])
        .done(signed(Partial, "4", &["novotny"], "Probe changed. Product 320 ppm, ok for washing, not for drinking. Membrane no. 3 must be renewed.")),
    follow_up("watermaker2-membrane", "watermaker2-salt", 30, "nowak", "761.02", "Watermaker 2 – renew membrane no. 3").to("novotny").over(300)
        .parts(&[("HEM 01-2540", "1", "new one, not the 2021")])
        .notes(&[(Issue, "novotny", "Waiting for membrane, ordered by purser."), (Update, "novotny", "Arrived Málaga."), (Action, "novotny", "Membrane 3 changed, flushed 30 min. 180 ppm.")])
        .done(signed(Resolved, "5", &["novotny", "villanueva"], "Membrane 3 renewed, 180 ppm at 51 bar, 48 l/min.").with_counter()),
    from_fault("gen3-no-start", 1, "papadakis", "Harbour generator – fuel shut-off solenoid").to("berzins").over(6)
        .parts(&[("NL 22-43002", "1", "")])
        .notes(&[(Diagnosis, "berzins", "Coil 0.9 Ω pull winding ok, hold winding open. Solenoid is finished."), (Action, "berzins", "New solenoid, linkage adjusted. 5 starts without problem.")])
        .done(signed(Resolved, "1.5", &["berzins"], "Shut-off solenoid renewed, tested 5 starts.").with_counter()),
    from_fault("chiller1-flow", 5, "nowak", "Chiller 1 – trips on low flow").to("novotny").over(100)
        .parts(&[("HH-FS-25", "1", "")])
        .notes(&[
            (Diagnosis, "novotny", "Paddle of flow switch bent. Flow by ultrasonic 410 l/min = ok."),
            (Issue, "novotny", "No flow switch in stores. Paddle straightened for now, holds."),
            (Action, "novotny", "Flow switch renewed, strainer before pump cleaned (much rust)."),
        ])
        .done(signed(Resolved, "4.5", &["novotny"], "Flow switch renewed and strainer cleaned. Ran 24 h with all cabins, no trip.").resolving_the_fault()),
    from_fault("air-comp-safety", 8, "nowak", "Air compressor 1 – valves 2nd stage").to("villanueva").over(60)
        .parts(&[("SAU 061702", "1", "")])
        .notes(&[(Diagnosis, "nowak", "Discharge valve 2nd stage leaks back, plate cracked."), (Action, "villanueva", "Valve kit in. Fills 10 to 30 bar in 11 min.")])
        .done(signed(Resolved, "3", &["villanueva", "nowak"], "Valve kit 2nd stage fitted, safety valve tight, 30 bar in 11 min.").with_counter()),
    from_fault("gen1-exhaust-leak", 20, "nowak", "Generator 1 – exhaust flange gasket aft").to("villanueva").over(700)
        .notes(&[(Issue, "villanueva", "Two studs break for sure if we open it here. Better in the yard with a machinist standing by."), (Update, "papadakis", "Agreed. Muffler paste as temporary, on yard list.")])
        .cancelled("papadakis", "Goes on the yard list, no hot work on that flange with guests on board."),
    from_fault("stab-port-centre", 3, "papadakis", "Port fin – does not centre").to("berzins").over(20)
        .notes(&[(Diagnosis, "berzins", "Sensor bracket loose, reads 4.1° with fin pinned in centre."), (Action, "berzins", "Bracket tightened with 243, zero set. Dockside test ok, sea trial tomorrow."), (Update, "perkovic", "Centred well after stop off Algeciras, thank you")])
        .done(signed(Resolved, "3.5", &["berzins"], "Position sensor bracket fixed and zero set. Sea trial ok.")),
    from_fault("sewage-foam", 2, "nowak", "Sewage plant – foam").to("villanueva").over(70)
        .parts(&[("UNI-GAMAZYME", "1", "")])
        .notes(&[(Diagnosis, "villanueva", "Bleach in the laundry drain, I smell it."), (Action, "villanueva", "Half tank pumped ashore, enzymes in, air on full."), (Update, "lefevre", "Told all girls again, no bleach. New bottle is locked in my office.")])
        .done(signed(Resolved, "4", &["villanueva"], "Foam gone after 2 days. Laundry uses no bleach any more.").resolving_the_fault()),
    from_fault("fuel-quick-closing", 1, "papadakis", "Quick-closing valve generator 2 – free spindle").to("nowak").priority(High).over(16)
        .notes(&[(Action, "nowak", "Spindle out, dried grease removed, new grease, spring ok. Tested 3 × from fire station.")])
        .done(signed(Resolved, "2", &["nowak", "villanueva"], "Closes fully by remote, 3 tests.")),
    from_fault("ecu-port-comms", 4, "berzins", "ECU port – CAN drops out").to("berzins").over(160)
        .notes(&[
            (Diagnosis, "berzins", "Terminating resistor 118 Ω ok. Plug X4 pins 7/8 dull, not corroded."),
            (Action, "berzins", "X4 cleaned and put back, cable tied away from starter cable."),
            (Update, "berzins", "2 days without. Then came once more, 1 s."),
        ])
        .done(signed(Partial, "6", &["berzins"], "Much better (1 in 4 days instead of 3 in a watch) but not gone. Needs MTU dealer with Diasys.").corrected("It was plug X5, not X4. X4 was not opened.")),
    follow_up("ecu-port-dealer", "ecu-port-comms", 40, "berzins", "601.01.03", "ECU port – MTU service with Diasys").to("berzins").due(9)
        .described("Engineer of MTU comes aboard in Athens. Have LOP log and list of times ready.").priority(High)
        .notes(&[(Update, "berzins", "Log exported, 14 events. Sent to MTU by purser's mail.")]),
    from_fault("me-stbd-coolant-weep", 9, "nowak", "Coolant hose expansion tank, starboard").to("villanueva").over(30)
        .notes(&[(Action, "villanueva", "Clamps renewed, one turn more. Dry since.")])
        .done(signed(Resolved, "0.5", &["villanueva"], "Two new clamps, dry.").resolving_the_fault()),
    from_fault("calorifier-relief", 12, "nowak", "Calorifier – relief valve").due(-20)
        .described("Valve 6 bar, 3/4. Check expansion vessel first, it may have lost its air."),
    from_fault("gen2-coolant-first", 1, "papadakis", "Generator 2 – coolant temperature high").to("nowak").over(9).priority(High)
        .parts(&[("0634-1129", "1", ""), ("0634-1130", "1", "")])
        .notes(&[
            (Update, "nowak", "Load moved to generator 1, unit cooled down and isolated. Tag 31."),
            (Diagnosis, "nowak", "Sea water flow low. Strainer clean, impeller missing two vanes."),
            (Action, "nowak", "New impeller and cover gasket. Vanes found in the cooler inlet, both pieces out."),
        ])
        .done(signed(Resolved, "2.5", &["nowak", "villanueva"], "Impeller and cover gasket renewed, run 40 min at 60 %, 78 °C steady.").resolving_the_fault().with_counter()),
    from_fault("shaft-seal-port", 3, "papadakis", "Shaft seal port – low water flow").to("nowak").over(50).started()
        .parts(&[("WAR-MX9-SK165", "1", "only if it drips after cleaning")]).not_used("WAR-MX9-SK165")
        .notes(&[(Diagnosis, "nowak", "Y-strainer full of mussel shells."), (Action, "nowak", "Strainer and 3 m of pipe cleaned. 12 l/min, seal 29°.")])
        .done(signed(Resolved, "3", &["nowak"], "Supply line cleaned, 12 l/min.").resolving_the_fault()),
    from_fault("pms-sync", 5, "papadakis", "Generators 1 and 2 – do not synchronise in auto").to("berzins").over(400)
        .notes(&[
            (Diagnosis, "berzins", "Governor of no. 2 hunts when cold. After 30 min it syncs in 20 s."),
            (Issue, "berzins", "Deif wants parameter file, laptop with the utility is with Goran at home."),
            (Update, "berzins", "Goran mailed the files, they were on his own laptop."),
            (Action, "berzins", "Integral time of speed control from 2.0 to 3.5 s. Syncs every time since Tuesday."),
        ]),
    from_fault("er-fan-bearing", 30, "nowak", "ER supply fan port – motor bearings").to("villanueva").due(-6).priority(High)
        .parts(&[("SKF 6308-2Z/C3", "2", "")])
        .notes(&[(Issue, "villanueva", "Need 2 persons and chain block, motor is 60 kg above the gearbox."), (Update, "nowak", "Do it with engines cold, first day without guests.")]),
    from_fault("watermaker1-hp", 4, "nowak", "Watermaker 1 – low pressure and production").to("novotny").over(60)
        .parts(&[("DAN 180F0031", "1", ""), ("HEM 05-5M", "2", ""), ("HEM 05-20M", "2", "")])
        .notes(&[(Diagnosis, "novotny", "Pre-filter inlet 2.1, outlet 0.9 bar. Filters black. Pump itself sounds ok."), (Action, "novotny", "20 and 5 µ changed. Pressure 50 bar, 31 l/min. Better but not 50."), (Diagnosis, "novotny", "Leak-back over HP pump I think, valve plate.")])
        .done(signed(Unsuccessful, "5", &["novotny"], "Filters did not cure it. 31 l/min only. Pump must be opened.").with_counter()),
    follow_up("watermaker1-pump", "watermaker1-hp", 20, "nowak", "761.03", "Watermaker 1 – overhaul high-pressure pump").to("novotny").due(4)
        .parts(&[("DAN 180F0031", "1", ""), ("DAN 180F0055", "1", "out of stock?")])
        .notes(&[(Issue, "novotny", "Seal kit is here, valve plate set not. Asked purser."), (Update, "goncalves", "Supplier says 10 days to Piraeus.")]),
    from_fault("steering-oil", 2, "papadakis", "Steering pump 1 – oil loss").to("nowak").over(30)
        .parts(&[("SH-TELLUS-46", "8", "top up"), ("RX R901102708", "1", "")])
        .notes(&[(Diagnosis, "nowak", "Shaft seal of pump 1, oil was in the drip tray under the grating, 3 l about."), (Action, "nowak", "Seal changed, 3.5 l filled, bled. No. 1 back as standby."), (Update, "perkovic", "Tested before departure, 35-0-35 in 21 s with each pump.")])
        .done(signed(Resolved, "5.5", &["nowak", "barbaric"], "Shaft seal pump 1 renewed, system topped up 3.5 l. Steering test ok with both pumps.").resolving_the_fault()),
    from_fault("gen2-coolant-second", 1, "nowak", "Generator 2 – coolant temperature high, again").to("nowak").over(26).priority(High)
        .parts(&[("0634-1131", "1", ""), ("0634-1130", "1", ""), ("MTU 5362030175", "2", "")])
        .notes(&[
            (Diagnosis, "nowak", "Impeller still new. Shaft seal of sea water pump sucks air, salt track on the cover."),
            (Action, "nowak", "Shaft seal + gasket, thermostats changed too because we were there."),
            (Update, "villanueva", "2 hours 60 % - 79, 80, 79 C"),
        ])
        .done(signed(Resolved, "4", &["nowak", "novotny"], "Shaft seal and gasket of sea water pump renewed, both thermostats too. 79 °C at 60 %.").resolving_the_fault().with_counter()),
    from_fault("bilge-sep-15", 5, "papadakis", "Bilge separator – oil content above 15").to("villanueva").due(-3).started()
        .parts(&[("RWO 3210-C", "2", "")])
        .notes(&[(Diagnosis, "villanueva", "Coalescer black like coffee. Bilge cleaner was used last week, this makes emulsion."), (Update, "villanueva", "Tank settles 48 h. No discharge, bilge holding tank 61 %.")]),
    from_fault("shore-converter-trip", 3, "berzins", "Shore converter – over-temperature module 2").to("berzins").over(120)
        .notes(&[(Action, "berzins", "Filters washed, fan 3 of module 2 was dead - swapped with spare from module 4."), (Issue, "berzins", "So module 4 has 2 fans only. Order 1 fan 230 V 172 mm.")]),
    from_fault("gen1-oil-sensor", 8, "nowak", "Generator 1 – oil pressure sensor").to("berzins").over(40)
        .parts(&[("MTU 0015353431", "1", "")])
        .notes(&[(Action, "berzins", "Sensor changed, plug was ok. Reads like the gauge.")])
        .done(signed(Resolved, "0.75", &["berzins"], "Oil pressure sensor renewed. E112 not seen since.").with_counter()),
    from_fault("lub-sep-vibration", 3, "nowak", "Lube oil separator – vibrates after bowl opening").to("novotny")
        .notes(&[(Diagnosis, "novotny", "Lock ring marks do not line up, 20 mm off. Bowl was not assembled right."), (Update, "novotny", "Open on the bench, waiting for 2 free hours.")]),
    from_fault("cold-room-comp2", 1, "nowak", "Provision compressor 2 – HP trip").to("novotny").over(5).priority(High)
        .notes(&[(Diagnosis, "novotny", "Condenser sea water valve was half closed, somebody touched it when painting."), (Action, "novotny", "Valve open and lashed. Head pressure 14 bar. Freezer −19 after 3 hours.")])
        .done(signed(Resolved, "1", &["novotny"], "Sea water valve of the condenser was throttled. Open, marked, head pressure normal. Fish is saved.").resolving_the_fault().with_counter()),
    from_fault("emgen-battery", 2, "papadakis", "Emergency generator – renew starting batteries").to("berzins").due(-2)
        .parts(&[("VIC BAT412201084", "2", "both, not only one")])
        .notes(&[(Issue, "berzins", "Only one in stores. Jumper cable from service batteries rigged and tested for the meantime, captain informed.")]),
    from_fault("me-stbd-boost", 6, "nowak", "Main engine starboard – exhaust temperature B bank").to("nowak").due(6),
    from_fault("fire-pump-gland", 1, "papadakis", "Main fire pump – mechanical seal").to("villanueva").due(-1)
        .parts(&[("GIA TM-28", "1", ""), ("SKF 6208-2Z/C3", "2", "if motor is open anyway")])
        .notes(&[(Update, "villanueva", "Emergency pump lined up, bridge informed. Captain signed."), (Diagnosis, "villanueva", "Seal faces broken, also shaft has a groove under the seal.")]),
    from_fault("oil-mist-gearbox", 40, "novotny", "Gearbox starboard – breather").priority(Low)
        .cancelled("nowak", "Breather is as it should be, oil level was 8 mm over max. Level corrected during rounds."),
];
