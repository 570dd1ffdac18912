//! The program itself: its commands, its certificate, its pages.

use rcgen::{CertificateParams, KeyPair};
use testkit::{Gateway, Postgres};
use wire::{EnrolmentCode, Pin};

use crate::ashore;
use crate::client::{Call, get, metric};
use crate::workstation::Workstation;

#[test]
fn wrong_usage_refusals_and_faults_have_their_exit_codes() {
    let (postgres, gateway) = ashore();
    let code = |words: &[&str]| gateway.command(words).status.code();
    assert_eq!(code(&["--help"]), Some(0));
    assert_eq!(code(&["vessels"]), Some(0));
    assert_eq!(code(&["enrol"]), Some(64));
    assert_eq!(code(&["enrol", "--new-vessel", "--minutes", "0"]), Some(64));
    assert_eq!(code(&["sail"]), Some(64));
    assert_eq!(code(&["enrol", "--vessel", "Nobody"]), Some(2));
    assert_eq!(code(&["status"]), Some(2), "there is no vessel yet");
    assert_eq!(code(&["vessels", "--database", "mysql//?"]), Some(2));
    assert_eq!(
        code(&["vessels", "--database", "postgresql://x@127.0.0.1:1/x"]),
        Some(1)
    );
    assert_eq!(
        code(&["serve", "--listen", &format!("127.0.0.1:{}", gateway.port())]),
        Some(1),
        "the port is taken"
    );
    assert_eq!(code(&["migrate", "--gateway-role", "postgres"]), Some(2));
    let output = gateway.command(&["enrol", "--vessel", "Nobody"]);
    let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(error["code"], "not_found");
    let secret = gateway.command(&["vessels", "--database", "postgresql://x:hunter2@127.0.0.1:notaport/x"]);
    assert!(!String::from_utf8_lossy(&secret.stderr).contains("hunter2"));
    drop(postgres);
}

#[test]
fn a_database_that_was_not_migrated_is_refused_with_the_cure() {
    let postgres = Postgres::start();
    let (_other, gateway) = ashore();
    let output = gateway.command(&["vessels", "--database", &postgres.gateway_url()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(2) || output.status.code() == Some(1),
        "{said}"
    );
    assert!(said.contains("celeste-shore migrate"), "{said}");
}

#[test]
fn status_tells_each_workstation_with_its_letter_and_what_it_sent() {
    let (_postgres, gateway) = ashore();
    let mut first = Workstation::connected(&gateway, 0xa1, "E");
    first.report_fault("Lamp dark");
    first.exchange(&gateway).unwrap();
    let status = gateway.ok(&["status"]);
    assert_eq!(status["name"], "M/Y Aurora");
    let workstation = &status["devices"][0];
    assert_eq!(workstation["device"], "0000000000a1");
    assert_eq!(
        (&workstation["letter"], &workstation["last_seq"]),
        (&"E".into(), &3.into())
    );
    assert_eq!(workstation["closed_seq"], serde_json::Value::Null);
    assert_eq!(status["devices"].as_array().unwrap().len(), 2, "{status}");
}

#[test]
fn health_and_metrics_are_pages_and_everything_else_is_not_there() {
    let (_postgres, gateway) = ashore();
    assert_eq!(get(&gateway, "/healthz").unwrap().body, b"ok\n");
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.exchange(&gateway).unwrap();
    let page = get(&gateway, "/metrics").unwrap();
    assert!(page.head.contains("text/plain; version=0.0.4"), "{}", page.head);
    let text = String::from_utf8(page.body).unwrap();
    assert!(text.contains("celeste_shore_exchange_seconds_count 1"), "{text}");
    assert!(text.contains("celeste_shore_lock_wait_seconds_count 1"), "{text}");
    assert_eq!(metric(&gateway, "celeste_shore_entries_applied_total"), 2);
    assert!(metric(&gateway, "celeste_shore_received_bytes_total") > 500);
    assert!(!text.contains("0000000000a1") && !text.contains("Aurora"), "{text}");
    assert_eq!(get(&gateway, "/").unwrap().status, 404);
    assert_eq!(get(&gateway, wire::SYNC_PATH).unwrap().status, 405);
}

#[test]
fn a_certificate_of_ones_own_is_shown_and_pinned_even_after_it_has_run_out() {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::new(vec!["shore.example".to_owned()]).unwrap();
    parameters.not_before = rcgen::date_time_ymd(2019, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(2020, 1, 1);
    let certificate = parameters.self_signed(&key).unwrap();
    let (certificate_file, key_file) = (folder.path().join("shore.pem"), folder.path().join("shore.key"));
    std::fs::write(&certificate_file, certificate.pem()).unwrap();
    std::fs::write(&key_file, key.serialize_pem()).unwrap();
    let (certificate_file, key_file) = (certificate_file.to_str().unwrap(), key_file.to_str().unwrap());

    let postgres = Postgres::start();
    let gateway = Gateway::start_with(&postgres, &["--certificate", certificate_file, "--key", key_file]);
    let answer = gateway.ok(&["enrol", "--new-vessel", "--certificate", certificate_file]);
    let code: EnrolmentCode = answer["code"].as_str().unwrap().parse().unwrap();
    assert_eq!(answer["pin"], Pin::from(&code).to_string());
    let mut first = Workstation::founder(0xa1, "A");
    let request = first.enrolment(answer["code"].as_str().unwrap(), Some(first.vessel), Some("A"));
    // The client of these tests trusts the pinned key only.
    let answer = crate::client::enrol(&gateway, answer["code"].as_str().unwrap(), &request).unwrap();
    first.shore = Some(crate::workstation::Shore::of(&answer));
    first.exchange(&gateway).unwrap();

    // A code given out without naming the file pins the database's key, which does not answer here.
    let other: EnrolmentCode = gateway.enrol_new_vessel().parse().unwrap();
    let mut call = Call::connect(gateway.port(), Some(Pin::from(&other)));
    let is_trusted = call.as_mut().is_ok_and(|call| call.begin("/", 0).is_ok());
    assert!(!is_trusted);
    // Half a pair is no identity.
    let output = gateway.command(&["serve", "--certificate", certificate_file]);
    assert_eq!(output.status.code(), Some(2));
    let output = gateway.command(&["serve", "--certificate", key_file, "--key", key_file]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_reader_is_shown_the_views_of_a_vessel_and_neither_keys_nor_codes() {
    let (postgres, gateway) = ashore();
    postgres
        .psql(&postgres.superuser_url(), "CREATE ROLE fleet_report LOGIN")
        .unwrap();
    let owner = postgres.owner_url();
    let words = [
        "migrate",
        "--database",
        &owner,
        "--gateway-role",
        testkit::GATEWAY_ROLE,
        "--reader",
        "fleet_report",
    ];
    let migrated = gateway.ok(&words);
    assert_eq!(migrated["from"], migrated["to"]);
    let mut first = Workstation::connected(&gateway, 0xa1, "A");
    first.report_fault("Lamp dark");
    first.exchange(&gateway).unwrap();
    let url = owner.replace(testkit::OWNER_ROLE, "fleet_report");
    let named = format!("SET celeste.vessel = '{}';", first.vessel);
    let shown = postgres.psql(&url, &format!("{named} SELECT title FROM open_faults"));
    assert_eq!(shown.as_deref(), Ok("Lamp dark"));
    for table in ["shore_tls", "shore_identity", "shore_codes"] {
        let error = postgres
            .psql(&url, &format!("{named} SELECT * FROM {table}"))
            .unwrap_err();
        assert!(error.contains("permission denied"), "{table}: {error}");
    }
}
