//! Who and what is refused: in the answer, in the log and in the figures.

use journal::DeviceNumber;
use wire::{Frame, Hello, Outcome, Refusal, RefusalCode, SignedHead};

use crate::ashore;
use crate::client::{metric, say};
use crate::workstation::{Workstation, key_of};

fn refused(gateway: &testkit::Gateway, hello: Hello) -> Refusal {
    say(gateway, &[Frame::Hello(hello)]).err().expect("it is refused")
}

#[test]
fn a_hello_is_believed_only_of_a_known_device_of_a_known_vessel_with_its_own_key() {
    let (_postgres, gateway) = ashore();
    let mut aurora = Workstation::connected(&gateway, 0xa1, "A");
    aurora.exchange(&gateway).unwrap();
    let mut borealis = Workstation::connected(&gateway, 0xb1, "A");
    borealis.exchange(&gateway).unwrap();
    assert!(say(&gateway, &[Frame::Hello(aurora.hello(true))]).is_ok());

    let of = |change: &dyn Fn(&mut Hello)| {
        let mut hello = aurora.hello(true);
        change(&mut hello);
        hello
    };
    let signed = |number: u64, change: &dyn Fn(&mut Hello)| {
        let mut hello = of(change);
        hello.sign(&key_of(number));
        hello
    };
    let expected = [
        // A vessel that nobody connected, and another one that is here.
        (
            signed(0xa1, &|hello| hello.vessel = Workstation::founder(0xee, "E").vessel),
            RefusalCode::NotEnrolled,
        ),
        (
            signed(0xa1, &|hello| hello.vessel = borealis.vessel),
            RefusalCode::NotEnrolled,
        ),
        (
            signed(0xa1, &|hello| {
                hello.vessel = borealis.vessel;
                hello.answering = None;
            }),
            RefusalCode::UnknownDevice,
        ),
        // A device that nobody let in.
        (
            signed(0xdd, &|hello| hello.device = DeviceNumber::new(0xdd).unwrap()),
            RefusalCode::UnknownDevice,
        ),
        // The right number with another key, without a proof, and with a proof of something else.
        (signed(0xdd, &|_| ()), RefusalCode::BadSignature),
        (of(&|hello| hello.proof = None), RefusalCode::BadSignature),
        (of(&|hello| hello.wall_at += 1), RefusalCode::BadSignature),
        (of(&|hello| hello.ask = false), RefusalCode::BadSignature),
        // The gateway's own number, and a hello that was meant for somebody else.
        (
            signed(0xa1, &|hello| hello.device = hello.answering.unwrap()),
            RefusalCode::UnknownDevice,
        ),
        (
            signed(0xa1, &|hello| hello.answering = Some(hello.device)),
            RefusalCode::NotEnrolled,
        ),
        (
            signed(0xa1, &|hello| {
                hello.answering = None;
                hello.ask = false;
            }),
            RefusalCode::NotEnrolled,
        ),
        (signed(0xa1, &|hello| hello.protocol = 999), RefusalCode::NewerProtocol),
    ];
    for (at, (hello, code)) in expected.into_iter().enumerate() {
        let refusal = refused(&gateway, hello);
        assert_eq!(refusal.code, code, "case {at}: {}", refusal.message);
    }
    assert_eq!(
        metric(&gateway, "celeste_shore_refusals_total{code=\"bad_signature\"}"),
        4
    );
    let log = gateway.log_with("\"message\":\"a hello was refused\"", 12);
    assert_eq!(log.matches("\"message\":\"a hello was refused\"").count(), 12);
    assert!(log.contains("\"code\":\"unknown_device\""), "{log}");
}

#[test]
fn a_batch_of_another_vessel_of_an_unknown_device_or_with_a_forged_key_is_not_stored() {
    let (postgres, gateway) = ashore();
    let mut aurora = Workstation::connected(&gateway, 0xa1, "A");
    aurora.exchange(&gateway).unwrap();
    let borealis = Workstation::founder(0xb1, "A");
    let other_vessel = borealis.batches(0, 10).remove(0);
    // The same entries under Aurora's name: the head was signed for Borealis.
    let mut renamed = other_vessel.clone();
    renamed.header.vessel = aurora.vessel;
    // Somebody who has no key of Aurora's writes an act in the name of its workstation.
    let mut forger = aurora.clone();
    forger.report_fault("Forged");
    let mut forged = forger.batches(2, 10).remove(0);
    let head = forged.header.head();
    forged.header.signature =
        SignedHead::sign(aurora.vessel, head.device, head.seq, head.hash, &key_of(0xdd)).signature;
    let mut frames = vec![Frame::Hello(aurora.hello(false))];
    frames.extend([other_vessel, renamed, forged].map(Frame::Batch));
    frames.push(aurora.end());
    let end = say(&gateway, &frames).unwrap().end.unwrap();
    let codes: Vec<RefusalCode> = end
        .verdicts
        .iter()
        .map(|verdict| match &verdict.outcome {
            Outcome::Refused(refusal) => refusal.code,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(codes[0], RefusalCode::WrongVessel);
    assert_eq!(codes[1..], [RefusalCode::BadSignature, RefusalCode::BadSignature]);
    let rows = postgres.psql(&postgres.superuser_url(), "SELECT count(*) FROM pms_audit_log");
    assert_eq!(rows.as_deref(), Ok("2"));
}

#[test]
fn a_workstation_that_enrols_with_a_number_of_another_key_is_refused() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let second = Workstation::joined(&gateway, 0xb2, &first);
    for number in [first.device, second.device] {
        let code = gateway.enrol_into(&first.vessel.to_string());
        let mut thief = Workstation::founder(0xcc, "X");
        thief.device = number;
        let refusal = crate::client::enrol(&gateway, &code, &thief.enrolment(&code, None, None)).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::ForgedDevice);
    }
}

#[test]
fn a_closed_workstation_is_refused_and_what_it_wrote_after_its_close_counts_nowhere() {
    let (postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let mut second = Workstation::joined(&gateway, 0xb2, &first);
    second.report_fault("Before the close");
    second.exchange(&gateway).unwrap();
    let close = |device: &str| {
        gateway.command(&[
            "close",
            "--vessel",
            "m/y aurora",
            "--device",
            device,
            "--reason",
            "Lost",
            "--operator",
            "Ines Duarte",
        ])
    };
    let closed = close("b");
    assert!(closed.status.success(), "{}", String::from_utf8_lossy(&closed.stderr));
    assert_eq!(close("B").status.code(), Some(2), "it is closed already");
    assert_eq!(close("Q").status.code(), Some(2), "there is none");
    second.report_fault("After the close");
    let refusal = second.exchange(&gateway).err().unwrap();
    assert_eq!(refusal.code, RefusalCode::ClosedDevice);
    // Another workstation carries it here all the same.
    let carried = second.batches(0, 10);
    let mut frames = vec![Frame::Hello(first.hello(false))];
    frames.extend(carried.into_iter().map(Frame::Batch));
    frames.push(first.end());
    let end = say(&gateway, &frames).unwrap().end.unwrap();
    assert_eq!(end.frontier.get(second.device), second.own.len() as u64);
    let titles = postgres.psql(
        &postgres.superuser_url(),
        "SELECT title FROM pms_faults WHERE NOT is_void",
    );
    assert_eq!(titles.as_deref(), Ok("Before the close"));
    let actor = postgres.psql(
        &postgres.superuser_url(),
        "SELECT actor FROM pms_audit_log WHERE action = 'close_device'",
    );
    assert_eq!(actor.as_deref(), Ok("operator:Ines Duarte"));
    first.exchange(&gateway).unwrap();
    let shore = first.shore.unwrap().device;
    assert!(
        first.others[&shore]
            .0
            .iter()
            .any(|entry| entry.action == "close_device")
    );
}

#[test]
fn the_gateways_role_sees_one_vessel_only() {
    let (postgres, gateway) = ashore();
    let mut vessels = Vec::new();
    for (number, title) in [(0xa1, "Lamp dark"), (0xb1, "Pump leaks")] {
        let mut workstation = Workstation::connected(&gateway, number, "A");
        workstation.report_fault(title);
        workstation.exchange(&gateway).unwrap();
        vessels.push(workstation.vessel);
    }
    let url = postgres.gateway_url();
    let as_gateway = |statements: &str| postgres.psql(&url, statements);
    assert_eq!(
        as_gateway("SELECT count(*) FROM pms_faults").as_deref(),
        Ok("0"),
        "no vessel is named"
    );
    let one = format!("SET celeste.vessel = '{}'; ", vessels[0]);
    assert_eq!(
        as_gateway(&format!("{one} SELECT title FROM pms_faults")).as_deref(),
        Ok("Lamp dark")
    );
    assert_eq!(
        as_gateway(&format!("{one} SELECT count(DISTINCT vessel_id) FROM pms_audit_log")).as_deref(),
        Ok("1")
    );
    let stolen = format!(
        "{one} UPDATE pms_faults SET title = 'x' WHERE vessel_id = '{}' RETURNING 1",
        vessels[1]
    );
    assert_eq!(
        as_gateway(&stolen).as_deref(),
        Ok(""),
        "it reaches no row of the other vessel"
    );
    let smuggled = format!(
        "{one} INSERT INTO shore_devices (vessel_id, device, seq, hash, told_seq, heard_at) VALUES ('{}', 'x', 1, 'x', 0, now())",
        vessels[1]
    );
    let error = as_gateway(&smuggled).unwrap_err();
    assert!(error.contains("row-level security"), "{error}");
    for forbidden in [
        "UPDATE pms_audit_log SET role = 'x'",
        "DELETE FROM pms_audit_log",
        "DELETE FROM pms_faults",
    ] {
        let error = as_gateway(&format!("{one} {forbidden}")).unwrap_err();
        assert!(error.contains("permission denied"), "{forbidden}: {error}");
    }
    let log = gateway.log();
    for personal in [
        "Lamp dark",
        "Pump leaks",
        "Marta",
        "Control room",
        "Aurora",
        "127.0.0.1",
    ] {
        assert!(!log.contains(personal), "{personal} stands in the log:\n{log}");
    }
}
