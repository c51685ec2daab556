//! Mail through STARTTLS with a password, by the program's own worker, which trusts the authority it is told of.

use super::{
    sink::{Sink, accepted},
    states,
};
use crate::{
    harness::{App, database},
    program::{Running, rpps},
};
use std::{path::Path, time::Duration};

/// A certificate for `localhost` and its key, as files.
fn certificate(folder: &Path) -> [String; 2] {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let files = [
        ("cert.pem", made.cert.pem()),
        ("key.pem", made.signing_key.serialize_pem()),
    ];
    files.map(|(name, text)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    })
}

async fn deliver(app: &App, folder: &Path, port: u16, [trusted, password]: [&str; 2]) -> Running {
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    // The worker's clock is the machine's, which may stand before the tests' own.
    let due = "UPDATE job SET run_at = '2000-01-01T00:00:00.000000Z'";
    database::execute(app.world.db(), due).await.unwrap();
    let mut worker = rpps(&["worker"]);
    worker
        .env("RPPS_DATABASE_URL", app.url())
        .env("SSL_CERT_FILE", trusted)
        .env("RPPS_MAIL_HOST", "localhost")
        .env("RPPS_MAIL_PORT", port.to_string())
        .env("RPPS_MAIL_USER", "rpps")
        .env("RPPS_MAIL_PASSWORD", password)
        .env("RPPS_SMS_TRANSPORT", "folder")
        .env("RPPS_SMS_FOLDER", folder.join("sms"));
    let running = Running::start(&mut worker);
    for _ in 0..200 {
        if states(app).await[0] != "mail waiting 0" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    running
}

both_engines![
    n01_a_mail_leaves_by_starttls_with_a_password,
    n01_no_mail_leaves_to_a_server_that_cannot_be_trusted
];

async fn n01_a_mail_leaves_by_starttls_with_a_password(app: App) {
    let (folder, keys) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let [cert, key] = certificate(keys.path());
    let sink = Sink::start(
        folder.path(),
        0,
        &[
            "--tls-cert",
            &cert,
            "--tls-key",
            &key,
            "--user",
            "rpps",
            "--password",
            "secret",
        ],
    );
    let worker = deliver(&app, keys.path(), sink.port, [&cert, "secret"]).await;
    assert_eq!(states(&app).await[0], "mail sent 1");
    drop(worker);
    let mails = accepted(folder.path());
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (&mails[0].1["tls"], &mails[0].1["user"]),
        (&true.into(), &"rpps".into())
    );
}

async fn n01_no_mail_leaves_to_a_server_that_cannot_be_trusted(app: App) {
    let (folder, keys, others) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let [cert, key] = certificate(keys.path());
    let [stranger, _] = certificate(others.path());
    let sink = Sink::start(folder.path(), 0, &["--tls-cert", &cert, "--tls-key", &key]);
    let worker = deliver(&app, keys.path(), sink.port, [&stranger, "secret"]).await;
    let state = states(&app).await.remove(0);
    assert!(
        !["mail waiting 0", "mail sent 1"].contains(&state.as_str()),
        "{state}"
    );
    drop(worker);
    assert_eq!(accepted(folder.path()).len(), 0);
}
