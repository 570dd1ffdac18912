//! The code that a person reads off one screen and types at another.

use proptest::prelude::*;
use wire::{EnrolmentCode, WireError};

fn code() -> EnrolmentCode {
    EnrolmentCode {
        secret: *b"0123456789",
        pin: *b"\x00\xff\x10pin of a key!",
    }
}

#[test]
fn a_code_is_written_in_eleven_groups_of_four() {
    let text = code().to_string();
    let groups: Vec<&str> = text.split('-').collect();
    assert_eq!(groups.len(), 11);
    assert!(groups.iter().all(|group| group.len() == 4));
    assert_eq!(groups[..4], ["60RK", "4CSM", "6MV3", "EE1S"]);
}

#[test]
fn a_code_is_read_as_people_type_it() {
    let text = code().to_string();
    let typed = [
        text.to_lowercase(),
        text.replace('-', " "),
        text.replace('-', ""),
        format!("  {text}\n"),
        text.replace('0', "O").replace('1', "l"),
        text.replace('0', "o").replace('1', "I"),
    ];
    for typed in typed {
        assert_eq!(typed.parse::<EnrolmentCode>(), Ok(code()), "{typed}");
    }
}

#[test]
fn what_is_too_short_too_long_or_no_code_is_told() {
    let text = code().to_string();
    let read = |text: &str| text.parse::<EnrolmentCode>().unwrap_err();
    assert_eq!(read(""), WireError::Code("it has fewer than 44 characters"));
    assert_eq!(
        read(&text[..text.len() - 1]),
        WireError::Code("it has fewer than 44 characters")
    );
    assert_eq!(
        read(&format!("{text}0")),
        WireError::Code("it has more than 44 characters")
    );
    assert_eq!(read("U000"), WireError::Code("it holds a character that no code has"));
}

#[test]
fn a_slip_of_the_finger_is_noticed() {
    let text = code().to_string();
    let mut missed = 0;
    for (at, old) in text.char_indices().filter(|(_, old)| *old != '-') {
        for new in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|new| *new != old) {
            let mut slip = text.clone();
            slip.replace_range(at..=at, &new.to_string());
            missed += u32::from(slip.parse::<EnrolmentCode>().is_ok());
        }
    }
    // Of 1,364 slips, one in 4,096 is to be expected.
    assert!(missed <= 2, "{missed} slips were not noticed");
    let swapped = text.replacen("60RK", "06RK", 1);
    assert_eq!(
        swapped.parse::<EnrolmentCode>(),
        Err(WireError::Code(
            "a character is wrong; compare it with the other screen"
        ))
    );
}

#[test]
fn a_code_does_not_show_its_secret_in_a_log() {
    assert_eq!(format!("{:?}", code()), "EnrolmentCode(…)");
}

proptest! {
    #![proptest_config(crate::cases(500))]

    #[test]
    fn any_code_is_read_back(secret in any::<[u8; 10]>(), pin in any::<[u8; 16]>()) {
        let code = EnrolmentCode { secret, pin };
        prop_assert_eq!(code.to_string().parse(), Ok(code));
    }

    #[test]
    fn any_text_is_refused_by_an_error(text in "\\PC{0,60}") {
        prop_assert!(text.parse::<EnrolmentCode>().is_err());
    }
}
