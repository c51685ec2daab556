//! The program itself, from the command line: what it says, when it starts, when it stops.

use crate::harness::{App, database};
use server::config::Config;
use std::{
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

/// `rpps` with settings of the test's own, whatever the environment of the tests.
pub fn rpps(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpps"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RPPS_")) {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .env("RPPS_SECRET", "a secret of tests, never of a service")
        .env("RPPS_MAIL_FROM", "RPPS+ <ne-pas-repondre@exemple.fr>")
        .env("RPPS_METRICS_LISTEN", "")
        .stdin(Stdio::null());
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.clone(), output.stderr.clone()].concat()).into_owned()
}

/// What the program says when it ends by itself, with this status.
#[track_caller]
fn ends(command: &mut Command, status: i32) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(status), "{}", said(&output));
    said(&output)
}

fn free_address() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

/// A program at work; stopped at the end of the test.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        Self(command.stderr(Stdio::null()).spawn().unwrap())
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([name, &self.0.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// The status with which it ends, within ten seconds.
    fn end(&mut self) -> Option<i32> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(10) {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the program does not stop");
    }
}

async fn answers(address: &str) -> String {
    for _ in 0..200 {
        if let Ok(answer) = reqwest::get(format!("http://{address}/sante")).await {
            return answer.text().await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{address} does not answer");
}

#[test]
fn help_and_version_are_told() {
    for command in [
        "serve",
        "worker",
        "migrate",
        "demo",
        "import",
        "api-key",
        "config",
        "completion",
    ] {
        let help = ends(&mut rpps(&[command, "--help"]), 0);
        assert!(help.contains("Usage: rpps"), "{help}");
        assert!(ends(&mut rpps(&["--help"]), 0).contains(command));
    }
    assert!(ends(&mut rpps(&["--version"]), 0).starts_with("rpps "));
    assert!(ends(&mut rpps(&["serv"]), 2).contains("serve"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(ends(&mut rpps(&["completion", shell]), 0).contains("migrate"));
    }
}

#[test]
fn the_default_configuration_is_a_file_to_begin_from() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rpps.toml");
    std::fs::write(&file, ends(&mut rpps(&["config"]), 0)).unwrap();
    let read = Config::load(Some(&file), std::iter::empty()).unwrap();
    assert_eq!(format!("{read:?}"), format!("{:?}", Config::default()));
    let printed: toml::Table = server::config::DEFAULT.parse().unwrap();
    let all = toml::Table::try_from(Config::default()).unwrap();
    assert_eq!(printed, all, "every setting is there");
}

#[test]
fn a_wrong_setting_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = |text: &str| {
        let path = folder.path().join("rpps.toml");
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let serve = |text: &str| ends(&mut rpps(&["serve", "--config", &file(text)]), 1);
    let unknown = serve("secret = \"s\"\nlisen = \"x\"");
    assert!(
        unknown.contains("lisen") && unknown.contains("rpps.toml is not usable, line 2"),
        "{unknown}"
    );
    let migrate = ends(rpps(&["migrate"]).env("RPPS_SECRET", "court"), 1);
    assert!(migrate.contains("32 characters"), "{migrate}");
    assert!(serve("[mail]\nport = \"x\"").contains("port"));
    assert!(serve("listen = \"partout\"").contains("listen = \"partout\""));
    assert!(serve("= x").contains("not TOML"));
    assert!(serve("public_url = \"http://rpps.exemple.fr\"").contains("https"));
    assert!(serve("[mail]\ntransport = \"pigeon\"").contains("pigeon"));
    assert!(ends(rpps(&["serve"]).env("RPPS_LISTENN", "x"), 1).contains("RPPS_LISTENN"));
    assert!(ends(rpps(&["serve"]).env("RPPS_SECRET", ""), 1).contains("openssl rand -hex 32"));
    assert!(
        ends(&mut rpps(&["serve", "--config", "nulle/part.toml"]), 1).contains("nulle/part.toml")
    );
}

#[test]
fn a_database_that_cannot_be_opened_says_what_to_do() {
    let serve = |url: &str| ends(rpps(&["serve"]).env("RPPS_DATABASE_URL", url), 1);
    assert!(serve("sqlite:nulle/part.db").contains("rpps migrate"));
    let lost = serve("postgres://rpps:motdepasse@127.0.0.1:1/rpps");
    assert!(
        lost.contains("127.0.0.1:1/rpps") && lost.contains("is the server up"),
        "{lost}"
    );
    assert!(!lost.contains("motdepasse"), "{lost}");
}

#[test]
fn the_demonstration_is_for_this_machine_alone() {
    let folder = tempfile::tempdir().unwrap();
    let demo = |listen: &str| {
        let mut command = rpps(&["demo", "--folder"]);
        ends(command.arg(folder.path()).env("RPPS_LISTEN", listen), 1)
    };
    assert!(demo("0.0.0.0:8080").contains("loopback"));
    assert!(demo("192.0.2.1:8080").contains("loopback"));
    assert!(!folder.path().join("rpps.db").exists(), "nothing was made");
}

#[test]
fn migrate_makes_a_database_and_runs_again_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("new/rpps.db").display());
    let migrate = || ends(rpps(&["migrate"]).env("RPPS_DATABASE_URL", &url), 0);
    assert!(migrate().contains("up to date"));
    assert!(Path::new(url.strip_prefix("sqlite:").unwrap()).exists());
    assert!(migrate().contains("(0 migrations run)"));
}

both_engines![
    a_schema_of_another_version_is_refused,
    it_serves_until_it_is_asked_to_stop,
    a_request_under_way_is_finished_before_the_stop
];

async fn a_schema_of_another_version_is_refused(app: App) {
    let db = app.world.db();
    let run = |command: &str| ends(rpps(&[command]).env("RPPS_DATABASE_URL", app.url()), 1);
    database::execute(db, "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1").await.unwrap();
    for command in ["serve", "worker", "migrate"] {
        let told = run(command);
        assert!(
            told.contains("9999") && told.contains("newer"),
            "{command}: {told}"
        );
    }
    database::execute(db, "DELETE FROM _sqlx_migrations WHERE version > 3")
        .await
        .unwrap();
    for command in ["serve", "worker"] {
        let told = run(command);
        assert!(
            told.contains("schema 3") && told.contains("rpps migrate"),
            "{command}: {told}"
        );
    }
}

async fn it_serves_until_it_is_asked_to_stop(app: App) {
    let address = free_address();
    let serve = || {
        let mut command = rpps(&["serve"]);
        command
            .env("RPPS_DATABASE_URL", app.url())
            .env("RPPS_LISTEN", &address);
        command
    };
    let mut running = Running::start(&mut serve());
    assert!(answers(&address).await.contains("\"pret\":true"));
    let door = reqwest::get(format!("http://{address}/demo/messages"))
        .await
        .unwrap();
    assert_eq!(door.status(), 404, "the demonstration's doors are closed");

    let taken = ends(&mut serve(), 1);
    assert!(
        taken.contains(&address) && taken.contains("another program"),
        "{taken}"
    );
    let mut measured = serve();
    let unmeasured = measured
        .env("RPPS_LISTEN", free_address())
        .env("RPPS_METRICS_LISTEN", &address);
    let told = ends(unmeasured, 1);
    assert!(
        told.contains("metrics_listen") && !told.contains("the portal listens"),
        "{told}"
    );
    running.signal("-TERM");
    assert_eq!(running.end(), Some(0));
}

async fn a_request_under_way_is_finished_before_the_stop(app: App) {
    let address = free_address();
    let mut running = Running::start(
        rpps(&["serve", "--without-worker"])
            .env("RPPS_DATABASE_URL", app.url())
            .env("RPPS_LISTEN", &address),
    );
    answers(&address).await;
    let slow = {
        use std::io::{Read as _, Write as _};
        let mut stream = std::net::TcpStream::connect(&address).unwrap();
        stream
            .write_all(b"GET /sante HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
            .unwrap();
        move || {
            stream.write_all(b"\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        }
    };
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.signal("-INT");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let answer = tokio::task::spawn_blocking(slow).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(running.end(), Some(0));
}

#[test]
fn the_test_authority_issues_revokes_and_is_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let pki = |arguments: &[&str], status| {
        let folder = folder.path().display().to_string();
        let arguments = [&["pki", "--folder", &folder][..], arguments].concat();
        ends(&mut rpps(&arguments), status)
    };
    let issue =
        "issue --kind cpe --number 8025000001/2600301752 --last-name Benali --first-name Nadia";
    let issue: Vec<_> = issue.split(' ').collect();
    assert!(pki(&issue, 1).contains("rpps pki init"));
    pki(&["init"], 0);
    assert!(pki(&["init"], 1).contains("holds an authority already"));
    let issued = pki(&[&issue[..], &["--password", "secret"]].concat(), 0);
    for ending in ["pem", "key", "p12"] {
        let file = format!("cartes/8025000001-2600301752.{ending}");
        assert!(issued.contains(&file) && folder.path().join(&file).exists());
    }
    let list = folder.path().join("crl/standard-personnes.crl");
    let before = std::fs::metadata(&list).unwrap().len();
    let (_, serial) = issued.trim().rsplit_once(' ').unwrap();
    assert!(pki(&["revoke", serial], 0).contains(serial));
    assert!(std::fs::metadata(&list).unwrap().len() > before);
    assert!(pki(&["revoke", "00ff"], 1).contains("was not issued here"));
    assert!(pki(&["server"], 0).contains("serveur.pem"));
}
