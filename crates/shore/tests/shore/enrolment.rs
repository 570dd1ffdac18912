//! Who is let in by which code.

use journal::RowId;
use wire::{PeerKind, RefusalCode};

use crate::ashore;
use crate::client::{enrol, metric, say};
use crate::workstation::{Workstation, key_of};

#[test]
fn a_vessel_that_worked_alone_is_connected_with_its_id_its_letter_and_its_history() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::founder(0xa1, "E");
    let rows: Vec<RowId> = (0..40).map(|n| first.report_fault(&format!("Fault {n}"))).collect();
    let code = gateway.enrol_new_vessel();
    let answer = enrol(&gateway, &code, &first.enrolment(&code, Some(first.vessel), Some("E"))).unwrap();
    assert_eq!(
        (answer.vessel, answer.vessel_name.as_str()),
        (first.vessel, "M/Y Aurora")
    );
    assert_eq!((answer.letter.as_deref(), answer.kind), (Some("E"), PeerKind::Shore));
    first.shore = Some(crate::workstation::Shore::of(&answer));
    first.connect_shore();
    let answered = first.exchange(&gateway).unwrap();
    assert_eq!(answered.end.unwrap().frontier, first.frontier());
    let kept = postgres.psql(
        &postgres.superuser_url(),
        &format!("SELECT title FROM pms_faults WHERE id = '{}'", rows[39]),
    );
    assert_eq!(kept.as_deref(), Ok("Fault 39"));
    let vessels = gateway.ok(&["vessels"]);
    assert_eq!(vessels["vessels"][0]["id"], first.vessel.to_string());
}

#[test]
fn a_further_workstation_gets_a_free_letter_and_counts_once_it_is_confirmed() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let mut second = Workstation::joined(&gateway, 0xb2, &first);
    assert_eq!(second.letter, "B");
    second.exchange(&gateway).unwrap();
    second.report_fault("Lamp dark");
    second.exchange(&gateway).unwrap();
    let titles = postgres.psql(
        &postgres.superuser_url(),
        "SELECT title FROM pms_faults WHERE NOT is_void",
    );
    assert_eq!(titles.as_deref(), Ok("Lamp dark"));
    let confirmed = postgres.psql(
        &postgres.superuser_url(),
        "SELECT actor, role FROM pms_audit_log WHERE action = 'confirm_device'",
    );
    assert_eq!(confirmed.as_deref(), Ok("operator:Shore|operator"));
    first.exchange(&gateway).unwrap();
    assert_eq!(first.frontier(), second.frontier());
    let third = Workstation::joined(&gateway, 0xc3, &first);
    assert_eq!(third.letter, "C");
}

#[test]
fn a_code_is_good_once_and_only_the_same_workstation_may_come_again_with_it() {
    let (_postgres, gateway) = ashore();
    let first = Workstation::connected(&gateway, 0xa1, "A");
    let code = gateway.enrol_into(&first.vessel.to_string());
    let second = Workstation::founder(0xb2, "X");
    let request = second.enrolment(&code, None, None);
    let answer = enrol(&gateway, &code, &request).unwrap();
    assert_eq!(
        enrol(&gateway, &code, &request).unwrap(),
        answer,
        "the answer may have been lost"
    );
    let third = Workstation::founder(0xc3, "X");
    let refused = enrol(&gateway, &code, &third.enrolment(&code, None, None)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::CodeUsed);
    assert!(refused.message.contains("Ask for a new one"), "{}", refused.message);
    let log = gateway.log_with("\"code\":\"code_used\"", 1);
    assert!(log.contains("\"code\":\"code_used\""), "{log}");
    assert_eq!(metric(&gateway, "celeste_shore_refusals_total{code=\"code_used\"}"), 1);
    assert_eq!(metric(&gateway, "celeste_shore_enrolments_total"), 3);
    let answer = say(&gateway, &[wire::Frame::Hello(third.hello(true))]);
    assert_eq!(answer.err().map(|refusal| refusal.code), Some(RefusalCode::NotEnrolled));
}

#[test]
fn an_expired_an_unknown_and_a_stolen_code_let_nobody_in() {
    let (postgres, gateway) = ashore();
    let first = Workstation::connected(&gateway, 0xa1, "A");
    let code = gateway.enrol_into("M/Y Aurora");
    postgres
        .psql(
            &postgres.superuser_url(),
            "UPDATE shore_codes SET expires_at = now() - interval '1 second' WHERE used_at IS NULL",
        )
        .unwrap();
    let second = Workstation::founder(0xb2, "X");
    let refused = enrol(&gateway, &code, &second.enrolment(&code, None, None)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::CodeExpired);

    let mut request = second.enrolment(&code, None, None);
    request.secret[0] ^= 1;
    request.sign(&second.key);
    assert_eq!(
        enrol(&gateway, &code, &request).unwrap_err().code,
        RefusalCode::CodeUnknown
    );

    // Somebody who read the request cannot put another device or key into it.
    let code = gateway.enrol_into(&first.vessel.to_string());
    let mut request = second.enrolment(&code, None, None);
    request.public_key = key_of(0xdd).verifying_key().to_bytes();
    assert_eq!(
        enrol(&gateway, &code, &request).unwrap_err().code,
        RefusalCode::BadSignature
    );
}

#[test]
fn a_code_for_one_vessel_lets_nobody_into_another() {
    let (_postgres, gateway) = ashore();
    let aurora = Workstation::connected(&gateway, 0xa1, "A");
    let borealis = Workstation::connected(&gateway, 0xb1, "A");
    let code = gateway.enrol_into(&aurora.vessel.to_string());
    let stranger = Workstation::founder(0xc3, "C");
    let refused = enrol(&gateway, &code, &stranger.enrolment(&code, Some(borealis.vessel), None)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::WrongVessel);
    // A code for a new vessel does not open one that is here already.
    let code = gateway.enrol_new_vessel();
    let refused = enrol(&gateway, &code, &stranger.enrolment(&code, Some(borealis.vessel), None)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::WrongVessel);
    let refused = enrol(&gateway, &code, &stranger.enrolment(&code, None, None)).unwrap_err();
    assert_eq!(refused.code, RefusalCode::WrongVessel);
    assert_eq!(
        enrol(&gateway, &code, &stranger.enrolment(&code, Some(stranger.vessel), None))
            .unwrap()
            .vessel,
        stranger.vessel
    );
}

#[test]
fn a_letter_that_another_workstation_has_is_refused_and_the_code_stays_good() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let code = gateway.enrol_into(&first.vessel.to_string());
    let second = Workstation::founder(0xb2, "X");
    let refused = enrol(&gateway, &code, &second.enrolment(&code, None, Some("A"))).unwrap_err();
    assert_eq!(refused.code, RefusalCode::LetterTaken);
    let answer = enrol(&gateway, &code, &second.enrolment(&code, None, Some("K"))).unwrap();
    assert_eq!(answer.letter.as_deref(), Some("K"));
}

#[test]
fn what_words_are_compared_with_is_told_to_whoever_joins_and_the_first_stays() {
    let (_postgres, gateway) = ashore();
    let first = Workstation::founder(0xa1, "E");
    let code = gateway.enrol_new_vessel();
    let mut request = first.enrolment(&code, Some(first.vessel), Some("E"));
    request.secret_check = Some([7; 16]);
    assert_eq!(enrol(&gateway, &code, &request).unwrap().secret_check, Some([7; 16]));
    // A stranger with a code brings no vessel along, or brings another check: neither counts.
    for (number, brought) in [(0xb2, None), (0xb3, Some(first.vessel))] {
        let second = Workstation::founder(number, "X");
        let code = gateway.enrol_into("M/Y Aurora");
        let mut request = second.enrolment(&code, brought, None);
        request.secret_check = Some([8; 16]);
        assert_eq!(enrol(&gateway, &code, &request).unwrap().secret_check, Some([7; 16]));
    }
}
