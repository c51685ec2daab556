//! Contracts on line, from the request to the end, through the pages of who asks and of the agency.

mod agency;
mod going_on;
mod moves;
mod request;

use crate::harness::{Answer, App, NOTHING};
use axum::http::{Request, header};

/// The demonstration's structures without a contract: a legal entity and its two establishments.
const PORTICCIO: &str = "2A0990016";
const PORTICCIO_SITES: [&str; 2] = ["2A0991014", "2A0991022"];
/// With three decentralised contracts; the first has a manager.
const SAINTE_ODILE: &str = "670990019";

const PROOF: &[u8] = include_bytes!("../../../../../data/demo/acte-de-nomination.pdf");

impl App {
    /// Enter by the link that a mailbox receives.
    pub async fn enter_by_mail(&self, email: &str) {
        self.forget();
        self.get("/connexion/courriel").await.expect(200);
        let fields = [("email", email), ("suite", "/contractualiser/dossiers")];
        self.post("/connexion/courriel", fields).await.expect(200);
        self.work().await;
        let path = self.path_mailed("/connexion/lien/");
        self.get(&path).await.expect(200);
        let entered = self.post(&path, NOTHING).await.expect(303);
        if entered.location().starts_with("/connexion/nom") {
            let name = [("your_first_name", "Camille"), ("your_last_name", "Durand")];
            self.post("/connexion/nom", name).await.expect(303);
        }
        self.get("/contractualiser/dossiers").await.expect(200);
    }

    /// Send a file in the field of this name.
    pub async fn hand_in(&self, path: &str, field: &str, (name, file): (&str, &[u8])) -> Answer {
        let token = self.token().await;
        let head = format!(
            "--limite\r\nContent-Disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n\
             --limite\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--limite--\r\n"].concat();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limite");
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Begin a request of this kind; gives the path of the draft.
    pub async fn begin_request(&self, kind: &str) -> String {
        let begun = self
            .post("/contractualiser/demandes", [("kind", kind)])
            .await
            .expect(303);
        begun
            .location()
            .strip_suffix("/structure")
            .unwrap()
            .to_owned()
    }

    /// Choose a structure by its number.
    pub async fn choose(&self, draft: &str, finess: &str) -> Answer {
        let fields = [("structure_recherche", finess), ("structure", finess)];
        self.post(&format!("{draft}/structure"), fields).await
    }

    /// Answer what comes after the mode, up to "vérifiez".
    pub async fn fill_request(&self, draft: &str, email: &str) {
        let fields = [
            ("last_name", "Casanova"),
            ("first_name", "Ghjulia"),
            ("job", "Directrice"),
            ("email", email),
            ("phone", "04 95 98 01 00"),
        ];
        self.post(&format!("{draft}/representant"), fields)
            .await
            .expect(303);
        self.hand_in(
            &format!("{draft}/justificatif"),
            "proof",
            ("acte.pdf", PROOF),
        )
        .await
        .expect(303);
        let version = server::terms::VERSION;
        let fields = [("terms", "oui"), ("terms_version", version)];
        let done = self
            .post(&format!("{draft}/conditions"), fields)
            .await
            .expect(303);
        assert_eq!(done.location(), format!("{draft}/verifier"));
    }

    /// A whole request for a contract, not handed in yet; gives the path of its draft.
    pub async fn prepare_request(&self, (finess, mode): (&str, &str), email: &str) -> String {
        let draft = self.begin_request("contract").await;
        self.choose(&draft, finess).await.expect(303);
        self.post(&format!("{draft}/mode"), [("mode", mode)])
            .await
            .expect(303);
        self.fill_request(&draft, email).await;
        draft
    }

    /// The same, handed in; gives the id of the request.
    pub async fn request_contract(&self, structure: (&str, &str), email: &str) -> String {
        let draft = self.prepare_request(structure, email).await;
        self.send_request(&draft).await
    }

    pub async fn send_request(&self, draft: &str) -> String {
        let sent = self
            .post(&format!("{draft}/verifier"), NOTHING)
            .await
            .expect(303);
        let path = sent.location().strip_suffix("?avis=demande").unwrap();
        path.rsplit('/').next().unwrap().to_owned()
    }

    /// An officer notes that the form came, and accepts.
    pub async fn accept(&self, request: &str) {
        let base = format!("/agence/contrats/{request}");
        self.post(&format!("{base}/formulaire"), NOTHING)
            .await
            .expect(303);
        self.post(&format!("{base}/accepter"), NOTHING)
            .await
            .expect(303);
    }
}
