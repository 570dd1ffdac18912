//! Fault codes that are made up: what each means and what to do.

use crate::random::Random;

/// A row of a table of fault codes.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) code: String,
    pub(super) meaning: String,
    pub(super) remedy: String,
}

impl Entry {
    pub(super) fn new(code: &str, meaning: &str, remedy: &str) -> Self {
        Self {
            code: code.to_owned(),
            meaning: meaning.to_owned(),
            remedy: remedy.to_owned(),
        }
    }

    /// The cells below those heads: a number and a mode of their own, or meaning and remedy as one.
    pub(super) fn cells(&self, heads: &[&str]) -> Vec<String> {
        let parts: Vec<&str> = self.code.split(' ').collect();
        match (heads, parts.as_slice()) {
            (["SPN", ..], [_, number, _, mode]) => {
                vec![
                    (*number).to_owned(),
                    (*mode).to_owned(),
                    self.meaning.clone(),
                    self.remedy.clone(),
                ]
            }
            ([_, _], _) => vec![self.code.clone(), format!("{}. {}", self.meaning, self.remedy)],
            _ => vec![self.code.clone(), self.meaning.clone(), self.remedy.clone()],
        }
    }
}

/// What is measured.
const MEASURED: [&str; 18] = [
    "Coolant temperature",
    "Lubricating oil pressure",
    "Lubricating oil temperature",
    "Fuel pressure before filter",
    "Fuel pressure after filter",
    "Charge air temperature",
    "Charge air pressure",
    "Exhaust temperature bank A",
    "Exhaust temperature bank B",
    "Crankcase pressure",
    "Sea water pressure",
    "Coolant level",
    "Engine speed",
    "Turbocharger speed bank A",
    "Turbocharger speed bank B",
    "Rail pressure",
    "Battery voltage",
    "Gear oil pressure",
];
/// What is wrong with it, and what to do.
const STATES: [(&str, &str); 8] = [
    ("too high, first limit", "Reduce load. Watch the value for ten minutes."),
    (
        "too high, second limit",
        "Stop the engine when the ship's position allows it. Find the cause before the next start.",
    ),
    (
        "too low, first limit",
        "Check level and filters, then the sensor against a gauge.",
    ),
    (
        "too low, second limit",
        "Stop the engine. Check for leaks before it is turned.",
    ),
    (
        "sensor, short circuit to ground",
        "Check plug and cable for chafing. Change the sensor.",
    ),
    (
        "sensor, broken wire",
        "Check plug and cable. Change the sensor if its resistance is out of limits.",
    ),
    (
        "sensor, value not plausible",
        "Compare with the second sensor. Clean the contacts of the plug.",
    ),
    (
        "rises too fast",
        "Check the flow of the medium and look for air in the system.",
    ),
];

/// So many rows, whose codes `code` makes of their number.
pub(super) fn entries(random: &mut Random, count: usize, code: impl Fn(usize) -> String) -> Vec<Entry> {
    let start = random.between(0, 17) as usize;
    (0..count)
        .map(|at| {
            let measured = MEASURED[(start + at / STATES.len()) % MEASURED.len()];
            let (state, remedy) = STATES[at % STATES.len()];
            let unit = if at >= MEASURED.len() * STATES.len() {
                ", auxiliary sensor"
            } else {
                ""
            };
            Entry::new(&code(at), &format!("{measured}{unit}: {state}"), remedy)
        })
        .collect()
}

/// Puts a row in the place of the one that has the same code, else at the end.
pub(super) fn set(entries: &mut Vec<Entry>, entry: Entry) {
    match entries.iter_mut().find(|known| known.code == entry.code) {
        Some(known) => *known = entry,
        None => entries.push(entry),
    }
}
