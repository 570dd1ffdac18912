//! What went wrong in the engine rooms.

use super::{Fault, fault};
use domain::tables::ResolvedHow::{Adjusted, Duplicate, FalseAlarm, Other, Repaired, Replaced, Reset};
use domain::tables::Severity::{Critical, High, Low, Medium};

#[rustfmt::skip]
pub(super) const ROWS: &[Fault] = &[
    fault("separator1-speed", 118, Medium, "villanueva", ["702.01", "A13", "Fuel separator 1 does not come up to speed", "Takes more than 4 min and motor amps stay high. Smell of hot rubber."])
        .resolved(Replaced, "Friction pads worn to the metal. New pads, run-up 95 s.", "novotny", 30),
    fault("me-port-oil-filter", 113, Medium, "nowak", ["601.01", "", "Main engine port, oil filter difference pressure rising", "0.6 bar at 1,600 rpm, was 0.3 last month."])
        .resolved(Replaced, "Elements renewed", "nowak", 52),
    fault("watermaker2-salt", 108, Medium, "novotny", ["761.02", "Sal 780", "Watermaker 2 dumps product water", "Salinity goes to 780 ppm after 10 min, then dumps. Feed pressure normal."]),
    fault("gen3-no-start", 104, High, "berzins", ["651.03", "", "Harbour generator does not start", "Cranks fine, no fuel. Solenoid clicks but does not pull."])
        .resolved(Replaced, "Shut-off solenoid", "berzins", 9),
    fault("bilge-alarm-stbd", 99, High, "villanueva", ["803.04", "BL-07", "Bilge alarm ER starboard aft", "Alarm 3 times during night. Looked, bilge dry."])
        .resolved(FalseAlarm, "Float switch full of grease, cleaned, tested with a bucket", "berzins", 6),
    fault("chiller1-flow", 96, Medium, "novotny", ["573.01", "AL 22", "Chiller 1 trips on low flow", "Comes back after reset, trips again in the afternoon when all cabins are on."]),
    fault("air-comp-safety", 92, Medium, "villanueva", ["731.01", "", "Air compressor 1 safety valve 2nd stage blows", "Lifts at about 27 bar."])
        .resolved(Repaired, "Valve plates 2nd stage", "novotny", 75),
    fault("gen1-exhaust-leak", 88, Medium, "nowak", ["651.01", "", "Soot on lagging by generator 1 exhaust bellows", "Small leak at flange, aft side. Smell only when standing next to it."]),
    fault("stab-port-centre", 84, High, "perkovic", ["407.01", "F112", "Port fin does not centre", "Fin stays 4 degr. out after stop. Reported from bridge, arrival Gibraltar."])
        .resolved(Adjusted, "Position sensor slipped on its bracket, set to zero with fin locked", "berzins", 26),
    fault("sewage-foam", 80, Medium, "villanueva", ["581.01", "", "Sewage plant foaming out of the vent", "Foam on deck 1 outboard. Somebody put bleach again?"]),
    fault("fuel-quick-closing", 77, High, "nowak", ["701.03", "", "Quick-closing valve generator 2 does not close fully", "Found at monthly test, needs a push by hand at the end."])
        .resolved(Repaired, "Spindle freed and greased, tested 3 times from the fire station", "nowak", 20),
    fault("me-stbd-coolant-weep", 73, Low, "villanueva", ["601.02", "", "Coolant weeping at hose, main engine starboard", "Hose from expansion tank, one drop a minute when warm."]),
    fault("ecu-port-comms", 69, High, "berzins", ["601.01.03", "SF 8.3", "ECU port loses CAN for a second", "Comes 2-3 times a watch, no effect on rpm. Logged in LOP."]),
    fault("oil-mist-gearbox", 65, Low, "novotny", ["631.02", "", "Oil mist at breather, gearbox starboard", ""]),
    fault("preheater-port", 62, Medium, "villanueva", ["722.03", "", "Preheater port does not heat", "Engine at 31° this morning, should be 45."])
        .resolved(Reset, "Thermal cut-out had tripped, no reason found. Watch it", "berzins", 5),
    fault("calorifier-relief", 58, Medium, "novotny", ["581.05", "", "Calorifier relief valve dripping", "Bucket under it, about 2 l a day."]),
    fault("gen2-coolant-first", 52, High, "villanueva", ["651.02", "E047", "Generator 2 – coolant temperature high", "96 °C at 55 % load, alarm. Load to no. 1. Sea water looks weak overboard."]),
    fault("shaft-seal-port", 49, High, "nowak", ["631.05", "", "Shaft seal port, water flow low to seal", "Flow meter shows 6 l/min, should be 10 to 12. Seal at 41 degrees."]),
    fault("polishing-leak", 46, Low, "villanueva", ["702.05", "", "Fuel polisher lid weeping", "O-ring flat. Tray emptied."])
        .resolved(Replaced, "O-ring 85 × 4 FKM", "novotny", 28),
    fault("pms-sync", 43, High, "berzins", ["791.02", "SYNC T/O", "Generator 1 and 2 do not synchronise in auto", "Manual works. Freq. of no. 2 hunts ±0.4 Hz."]),
    fault("er-fan-bearing", 40, Medium, "villanueva", ["573.14", "", "Engine room fan port makes noise", "Bearing noise, worse at start."]),
    fault("watermaker1-hp", 37, Medium, "novotny", ["761.01", "P LOW", "Watermaker 1 high pressure will not go over 48 bar", "Sea temp 26. Production 22 l/min instead of 50."]),
    fault("steering-oil", 34, High, "perkovic", ["403.03", "", "Steering pump 1 low oil level alarm", "Alarm on bridge at 04:10, changed to pump 2. No oil seen in lazarette, but dark."]),
    fault("steering-oil-again", 33, High, "dlamini", ["403.01", "", "Steering low level alarm bridge", "alarm came again when we tested for departure"])
        .resolved(Duplicate, "Same as the chief officer reported at night", "nowak", 4),
    fault("gen2-coolant-second", 23, High, "novotny", ["651.02", "E047", "Generator 2 – coolant temperature high", "E047 again after 40 min at 60 %. 97 °C. Raw water outlet hot to touch, pump cover too."]),
    fault("bilge-sep-15", 21, High, "nowak", ["803.03", "OIL>15", "Bilge separator alarms all the time", "Recirculates, nothing goes overboard. Cell flushed twice, still 22 ppm."]),
    fault("shore-converter-trip", 18, High, "berzins", ["861.01", "F-OVT", "Shore converter trips when chillers start", "Quay gives 385 V only. Over-temp on module 2, fan filter black."]),
    fault("gen1-oil-sensor", 16, Medium, "villanueva", ["651.01", "E112", "Generator 1 oil pressure reading jumps", "5.2 then 0 then 5.2. Mechanical gauge steady at 5."]),
    fault("air-dryer-water", 14, Low, "villanueva", ["731.04", "", "Water in control air after dryer", "Half a glass from the drain every morning"]),
    fault("lub-sep-vibration", 12, Medium, "novotny", ["711.02", "", "Lube oil separator vibrates", "Since bowl was opened last week. Stopped it."]),
    fault("cold-room-comp2", 9, High, "garnier", ["551.10", "HP", "Freezer compressor no. 2 off, light is red", "Freezer at −14 and going up, I moved the fish. Please somebody look!!"]),
    fault("emgen-battery", 7, Critical, "berzins", ["661.02", "", "Emergency generator battery does not hold", "10.9 V at start, second attempt failed at weekly test. Charger is OK 27.4."]),
    fault("me-stbd-boost", 5, Medium, "nowak", ["601.02", "", "Starboard engine 60° hotter exhaust on B bank", "At 1,700 rpm. Charge air 2.1 bar, port has 2.4."]),
    fault("fire-pump-gland", 4, High, "villanueva", ["813.01", "", "Main fire pump leaks at seal", "Pressure still 7 bar but floor is wet, water near the motor."]),
    fault("gen2-coolant", 0, High, "villanueva", ["651.02", "E047", "Generator 2 – coolant temperature high", "Alarm E047 at 95 °C, 62 % load. Load moved to generator 1, unit stopped and cooling down."]),
    fault("compactor-hydraulic", 2, Low, "novotny", ["831.02", "", "Power pack aft noisy at cold start", "Goes away after 5 minutes. Filter indicator still green."]),
    fault("cctv-camera", 29, Low, "berzins", ["791.04", "", "Engine room camera 3 black", ""]).resolved(Other, "Camera taken out, lens glued over by paint. Not needed there any more, agreed with chief.", "berzins", 90),
];
