//! What the card's port says of each certificate (K3).

use super::{DAY, NOBODYS, Port, authority, now, order};
use crate::harness::{App, database};
use server::pki::{Issued, Kind, Order, Profile};

/// The page for a card, with its status; it names no session and keeps no cookie.
async fn page(port: &Port, card: Option<&Issued>) -> (u16, String) {
    let response = port.show(card).await;
    let headers = response.headers();
    assert!(headers.get("set-cookie").is_none());
    assert_eq!(headers["cache-control"], "no-store");
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"));
    (response.status().as_u16(), response.text().await.unwrap())
}

#[track_caller]
fn expect(found: &(u16, String), status: u16, text: &str) {
    let (code, page) = found;
    assert_eq!(*code, status, "{text}: {page}");
    assert!(page.contains(text), "{text}: {page}");
}

fn with(change: impl FnOnce(&mut Order)) -> Order {
    let mut order = order(NOBODYS);
    change(&mut order);
    order
}

both_engines![
    k03_each_certificate_that_is_refused_has_its_page,
    k03_a_revoked_certificate_is_refused_once_the_list_says_so
];

async fn k03_each_certificate_that_is_refused_has_its_page(app: App) {
    let port = Port::open(&app, |_| {}).await;
    expect(
        &page(&port, None).await,
        403,
        "Aucune carte n’a été présentée",
    );
    let cases = [
        (with(|o| o.kind = Kind::Cps), "Une carte CPS ou CPF"),
        (with(|o| o.kind = Kind::Cpf), "Une carte CPS ou CPF"),
        (with(|o| o.profile = Profile::Signature), "sert à signer"),
        (with(|o| o.category = 0x03), "celui d’un logiciel"),
        (with(|o| o.category = 0x83), "celui d’un logiciel"),
        (with(|o| o.category = 0x80), "une carte de test"),
        (with(|o| o.category = 0x02), "pas celui d’une carte"),
        (with(|o| o.from = now() + DAY), "pas encore valable"),
        (with(|o| o.until = now() - DAY), "Cette carte a expiré"),
    ];
    for (order, text) in cases {
        expect(&page(&port, Some(&port.issue(&order))).await, 403, text);
    }
    // Whoever is refused is told which card it was.
    let late = port.issue(&with(|o| o.until = now() - DAY));
    let shown = page(&port, Some(&late)).await;
    for text in [
        NOBODYS,
        "Nadia Benali",
        "ASSOCIATION LES TILLEULS",
        "22/11/2026",
    ] {
        expect(&shown, 403, text);
    }
    let folder = tempfile::tempdir().unwrap();
    let theirs = authority(folder.path()).issue(&order(NOBODYS), "").unwrap();
    expect(&page(&port, Some(&theirs)).await, 403, "autorité reconnue");
    // The journal has each of them, but for whoever showed nothing.
    let refused = "SELECT body FROM journal WHERE kind = 'refused' ORDER BY id";
    let refused = database::texts(app.world.db(), refused).await;
    assert_eq!(refused.len(), 11);
    assert!(refused[10].contains("sign_in_by_card") && refused[10].contains("unknown_authority"));
    // The lists are good for a week.
    app.advance(DAY * 8);
    let good = port.issue(&order(NOBODYS));
    expect(
        &page(&port, Some(&good)).await,
        503,
        "Votre carte n’est pas en cause",
    );
}

async fn k03_a_revoked_certificate_is_refused_once_the_list_says_so(app: App) {
    let port = Port::open(&app, |_| {}).await;
    let card = port.issue(&order(NOBODYS));
    assert_eq!(port.show(Some(&card)).await.status(), 303);
    port.authority.revoke(&card.serial, now()).unwrap();
    assert_eq!(port.show(Some(&card)).await.status(), 303);
    port.authority.write_lists(now(), DAY * 7).unwrap();
    expect(
        &page(&port, Some(&card)).await,
        403,
        "Cette carte est révoquée",
    );
    // A list cut short keeps the former one in force.
    std::fs::write(&port.authority.lists()[1], b"0").unwrap();
    expect(
        &page(&port, Some(&card)).await,
        403,
        "Cette carte est révoquée",
    );
    let other = port.issue(&order("8025000001/2600301753"));
    assert_eq!(port.show(Some(&other)).await.status(), 303);
}
