//! The code that a label's QR carries: the row id of a part, for scanners that type.
//!
//! A scanner that acts as a keyboard presses keys; which character arrives is decided by the keyboard
//! layout of the computer. Digits do not survive that (AZERTY has them under Shift), nor do A, M, Q, W, Y
//! and Z (they lie elsewhere on AZERTY and QWERTZ), nor I (Turkish). So the code uses sixteen letters
//! that lie on the same key of QWERTY, QWERTZ and AZERTY, each for half a byte, and reading takes the
//! letters that those keys give under a Russian, Ukrainian or Greek layout for what was meant. There is no
//! vowel among them, so no code spells a word.
//!
//! `CP`, the sixteen bytes of the row id (32 letters), and a CRC-8 over them (2 letters): 36 letters, the
//! alphanumeric mode of a QR code of version 2 with error correction M. The check matters because
//! ids of parts that came in by one import differ in their last letter alone: a letter read wrong
//! must name no part rather than the neighbour. Part numbers are not in it: two makers may use the same.

use journal::RowId;

/// What the code of every part begins with: Celeste, part.
pub const PREFIX: &str = "CP";
/// What the code of every delivery begins with: Celeste, delivery. It stands on the sheet for the quay.
pub const DELIVERY_PREFIX: &str = "CD";
/// Letters of a whole code.
pub const CODE_LETTERS: usize = PREFIX.len() + 2 * (ID_BYTES + 1);

const ID_BYTES: usize = 16;
/// The letter of each half byte, 0 to 15. Never changed: labels hang in storerooms for decades.
const LETTERS: &[u8; 16] = b"BCDFGHJKLNPRSTVX";
/// The same keys under a Russian layout, in the same order.
const RUSSIAN: &str = "ИСВАПРОЛДТЗКЫЕМЧ";
/// The same keys under a Greek layout, in the same order.
const GREEK: &str = "ΒΨΔΦΓΗΞΚΛΝΠΡΣΤΩΧ";
/// Of the sixteen keys, the one where a Ukrainian layout differs from the Russian: that of S.
const UKRAINIAN_S: char = 'І';

/// The code of a part.
///
/// ```
/// let id: domain::RowId = "00000000-0001-8000-8000-000004000002".parse().unwrap();
/// let code = domain::part_code::encode(id);
/// assert_eq!(domain::part_code::decode(&code.to_lowercase()), Some(id));
/// ```
#[must_use]
pub fn encode(part: RowId) -> String {
    encoded(PREFIX, part)
}

/// The code of a delivery.
#[must_use]
pub fn encode_delivery(session: RowId) -> String {
    encoded(DELIVERY_PREFIX, session)
}

fn encoded(prefix: &str, id: RowId) -> String {
    let bytes = id.as_bytes();
    let check = crc8(bytes);
    let mut code = String::with_capacity(CODE_LETTERS);
    code.push_str(prefix);
    for byte in bytes.iter().chain([&check]) {
        for half in [byte >> 4, byte & 0xf] {
            code.push(char::from(LETTERS[usize::from(half)]));
        }
    }
    code
}

/// The part that a scanned or typed code names; none where it is no such code, or was read wrong.
///
/// Case and white space do not matter, nor do hyphens. Whether the part exists is the caller's to ask.
#[must_use]
pub fn decode(typed: &str) -> Option<RowId> {
    decoded(PREFIX, typed)
}

/// The delivery that a scanned or typed code names, read as that of a part is.
#[must_use]
pub fn decode_delivery(typed: &str) -> Option<RowId> {
    decoded(DELIVERY_PREFIX, typed)
}

fn decoded(prefix: &str, typed: &str) -> Option<RowId> {
    let letters: Vec<u8> = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .take(CODE_LETTERS + 1)
        .map(letter)
        .collect::<Option<_>>()?;
    let halves = letters.strip_prefix(prefix.as_bytes())?;
    if letters.len() != CODE_LETTERS {
        return None;
    }
    let mut bytes = [0; ID_BYTES + 1];
    for (byte, pair) in bytes.iter_mut().zip(halves.chunks_exact(2)) {
        *byte = half(pair[0])? << 4 | half(pair[1])?;
    }
    let (check, id) = bytes.split_last()?;
    let id: [u8; ID_BYTES] = id.try_into().ok()?;
    if crc8(&id) != *check {
        return None;
    }
    RowId::from_bytes(id).ok()
}

/// The letter on the key that gave this character.
fn letter(typed: char) -> Option<u8> {
    let typed = match typed {
        // The other small sigma, for the end of a word.
        'ς' => 'Σ',
        _ => typed.to_uppercase().next()?,
    };
    if typed == UKRAINIAN_S {
        return Some(b'S');
    }
    let foreign = [RUSSIAN, GREEK]
        .into_iter()
        .find_map(|layout| layout.chars().position(|c| c == typed));
    match foreign {
        Some(place) => Some(LETTERS[place]),
        None => u8::try_from(typed).ok().filter(u8::is_ascii),
    }
}

fn half(letter: u8) -> Option<u8> {
    let place = LETTERS.iter().position(|known| *known == letter)?;
    u8::try_from(place).ok()
}

/// CRC-8 with the polynomial x⁸+x²+x+1 (CRC-8/SMBUS): finds every single wrong letter and every two
/// neighbours that changed places.
fn crc8(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(
            crc ^ byte,
            |crc, _| {
                if crc & 0x80 == 0 { crc << 1 } else { crc << 1 ^ 0x07 }
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use journal::DeviceNumber;
    use proptest::prelude::*;

    fn part(seq: u64, k: u32) -> RowId {
        let device = DeviceNumber::new(0x0123_4567_89ab).expect("47 bits");
        RowId::new(device, seq, k).expect("in range")
    }

    #[test]
    fn the_check_is_the_published_crc_8() {
        // The check value that catalogues of CRCs give for this polynomial.
        assert_eq!(crc8(b"123456789"), 0xf4);
    }

    #[test]
    fn a_code_is_36_letters_and_never_changes() {
        assert_eq!(CODE_LETTERS, 36);
        assert_eq!(encode(part(42, 7)), "CPBCDFGHJKLNPRLBBBLBBBBBBBPLBBBBBKJP");
    }

    #[test]
    fn a_delivery_is_no_part() {
        let id = part(42, 7);
        let code = encode_delivery(id);
        assert_eq!(
            (code.len(), decode_delivery(&code.to_lowercase())),
            (CODE_LETTERS, Some(id))
        );
        assert_eq!((decode(&code), decode_delivery(&encode(id))), (None, None));
    }

    #[test]
    fn case_spaces_and_hyphens_do_not_matter() {
        let id = part(42, 7);
        let code = encode(id);
        let spaced = format!(" {}-{} {}\n", &code[..4], &code[4..20], &code[20..]);
        assert_eq!(decode(&spaced.to_lowercase()), Some(id));
    }

    #[test]
    fn the_keys_of_other_layouts_read_the_same() {
        // What a scanner set to US gives on a computer with that layout, key by key.
        let typed = |layout: &str, code: &str| -> String {
            code.bytes()
                .map(|letter| {
                    let place = LETTERS
                        .iter()
                        .position(|known| *known == letter)
                        .expect("a letter of codes");
                    layout.chars().nth(place).expect("sixteen keys")
                })
                .collect()
        };
        let id = part(0x1234_5678_9abc, 0x03fe_dcba);
        let code = encode(id);
        let ukrainian = RUSSIAN.replace('Ы', "І");
        for layout in [RUSSIAN, GREEK, &ukrainian] {
            assert_eq!(decode(&typed(layout, &code)), Some(id), "{layout}");
            assert_eq!(decode(&typed(layout, &code).to_lowercase()), Some(id), "{layout}");
        }
    }

    #[test]
    fn other_texts_are_no_code() {
        let code = encode(part(42, 7));
        for other in [
            "",
            "CP",
            "CP 4711-B",
            "06.5920",
            &code[..35],
            &format!("{code}B"),
            &code[2..],
        ] {
            assert_eq!(decode(other), None, "{other}");
        }
        // The right letters around an id that no workstation makes.
        assert_eq!(decode(&format!("CP{}", "B".repeat(34))), None);
    }

    proptest! {
        #[test]
        fn every_part_has_a_code_that_names_it(device in 0..1_u64 << 47, seq in 1..1_u64 << 48, k in 0..1_u32 << 26) {
            let device = DeviceNumber::new(device).expect("47 bits");
            let id = RowId::new(device, seq, k).expect("in range");
            let code = encode(id);
            prop_assert_eq!(code.len(), CODE_LETTERS);
            prop_assert!(code.bytes().all(|letter| LETTERS.contains(&letter)));
            prop_assert_eq!(decode(&code), Some(id));
        }

        #[test]
        fn one_wrong_letter_or_two_swapped_name_no_part(seq in 1..1_u64 << 48, at in 2..36_usize, other in 0..16_usize) {
            let code = encode(part(seq, 3)).into_bytes();
            let mut wrong = code.clone();
            wrong[at] = LETTERS[other];
            let mut swapped = code.clone();
            swapped.swap(at, at - 1);
            for changed in [wrong, swapped] {
                if changed != code {
                    let text = String::from_utf8(changed).expect("letters");
                    prop_assert_eq!(decode(&text), None);
                }
            }
        }
    }
}
