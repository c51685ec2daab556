//! Certificates of a real test authority, judged.

use super::*;
use crate::{
    card::Trust,
    config,
    pki::{Authority, KeySize, Kind, Order, Profile},
};
use jiff::SignedDuration;
use rustls::pki_types::pem::PemObject as _;
use std::{fs, path::Path};

const NOW: &str = "2026-11-23T10:00:00Z";
const DAY: SignedDuration = SignedDuration::from_hours(24);

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn order() -> Order {
    Order {
        kind: Kind::Cpe,
        number: "8025000001/2600301752".into(),
        holder: "CPET0002".into(),
        finess: "10B005788".into(),
        structure: "HOPITAL DES 3 DAMES".into(),
        department: "Paris (75)".into(),
        last_name: "Benali".into(),
        first_name: "Zoé".into(),
        profile: Profile::Authentication,
        category: 0,
        from: now() - DAY,
        until: now() + DAY * 1095,
    }
}

fn settings(authority: &Authority) -> config::Card {
    let names = |paths: Vec<std::path::PathBuf>| {
        let names = paths.iter().map(|path| path.display().to_string());
        names.collect::<Vec<_>>()
    };
    config::Card {
        authorities: names(authority.certificates()),
        crls: names(authority.lists()),
        ..config::Card::default()
    }
}

fn made(folder: &Path) -> Authority {
    let authority = Authority::at(folder);
    authority.init(KeySize::Rsa2048, now()).unwrap();
    authority
}

fn card(authority: &Authority, order: &Order) -> CardCertificate {
    let issued = authority.issue(order, "secret").unwrap();
    let file = issued.file.with_extension("pem");
    CardCertificate::read(&CertificateDer::from_pem_file(file).unwrap()).unwrap()
}

#[test]
fn k03_a_certificate_is_judged_by_what_it_is_and_by_its_authority() {
    use CardRefusal as No;
    let folder = tempfile::tempdir().unwrap();
    let authority = made(folder.path());
    let trust = Trust::open(&settings(&authority)).unwrap();
    let judged = |order: &Order, at, tests| {
        let card = card(&authority, order);
        judge(&card, &[], &trust.now(), tests, at)
    };
    let with = |change: &dyn Fn(&mut Order)| {
        let mut order = order();
        change(&mut order);
        judged(&order, now(), TestCards::Refused)
    };
    assert_eq!(with(&|_| {}), Ok(()));
    assert_eq!(with(&|order| order.kind = Kind::Cde), Ok(()));
    assert_eq!(with(&|order| order.kind = Kind::Cps), Err(No::Professional));
    assert_eq!(with(&|order| order.kind = Kind::Cpf), Err(No::Professional));
    assert_eq!(
        with(&|order| order.profile = Profile::Signature),
        Err(No::Signature)
    );
    for (category, why) in [
        (0x03, No::Software),
        (0x83, No::Software),
        (0x80, No::TestCard),
        (0x02, No::NotACard),
    ] {
        assert_eq!(with(&|order| order.category = category), Err(why));
    }
    let test = Order {
        category: 0x80,
        ..order()
    };
    assert_eq!(judged(&test, now(), TestCards::Accepted), Ok(()));
    for (at, why) in [
        (now() - DAY * 2, No::NotYetValid),
        (now() + DAY * 1096, No::Expired),
        (now() + DAY * 8, No::StaleList),
    ] {
        assert_eq!(judged(&order(), at, TestCards::Refused), Err(why), "{at}");
    }
}

#[test]
fn k03_an_authority_that_is_not_ours_and_a_revoked_card_are_refused() {
    use CardRefusal as No;
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (ours, theirs) = (made(folders[0].path()), made(folders[1].path()));
    let trust = Trust::open(&settings(&ours)).unwrap();
    let judged = |card: &CardCertificate, sent: &[CertificateDer<'static>]| {
        judge(card, sent, &trust.now(), TestCards::Refused, now())
    };
    // The same names under other keys, with its own authorities sent along.
    let forged = card(&theirs, &order());
    let sent = theirs.certificates().into_iter();
    let sent: Vec<_> = sent
        .map(|path| CertificateDer::from_pem_file(path).unwrap())
        .collect();
    assert_eq!(judged(&forged, &[]), Err(No::UnknownAuthority));
    assert_eq!(judged(&forged, &sent), Err(No::UnknownAuthority));

    let issued = ours.issue(&order(), "").unwrap();
    let file = issued.file.with_extension("pem");
    let lost = CardCertificate::read(&CertificateDer::from_pem_file(&file).unwrap()).unwrap();
    assert_eq!(judged(&lost, &[]), Ok(()));
    let serial = ours.revoke(&file.display().to_string(), now()).unwrap();
    assert_eq!(serial, issued.serial);
    ours.write_lists(now() + DAY, DAY * 7).unwrap();
    assert_eq!(judged(&lost, &[]), Err(No::Revoked));

    // A list that another authority signed, or that is cut short, takes the place of none.
    for (at, bytes) in [fs::read(&theirs.lists()[1]).unwrap(), vec![0x30, 0x82]]
        .into_iter()
        .enumerate()
    {
        fs::write(&ours.lists()[1], bytes).unwrap();
        assert_eq!(judged(&lost, &[]), Err(No::Revoked), "{at}");
        assert!(Trust::open(&settings(&ours)).is_err());
    }
}

#[test]
fn k03_a_list_out_of_date_is_accepted_where_the_operator_says_so_and_a_missing_one_never() {
    let folder = tempfile::tempdir().unwrap();
    let authority = made(folder.path());
    let card = card(&authority, &order());
    let judged = |settings: &config::Card| {
        let trust = Trust::open(settings).unwrap();
        judge(
            &card,
            &[],
            &trust.now(),
            TestCards::Refused,
            now() + DAY * 30,
        )
    };
    let mut settings = settings(&authority);
    settings.stale_crl = "accept".into();
    assert_eq!(judged(&settings), Ok(()));
    settings.crls.remove(1);
    assert_eq!(judged(&settings), Err(CardRefusal::StaleList));
    // An authority whose issuer is not configured is said at start.
    settings.authorities.remove(0);
    assert!(Trust::open(&settings).is_err());
}

#[test]
fn the_fields_of_a_card_are_read_and_nothing_else_is_a_card() {
    let folder = tempfile::tempdir().unwrap();
    let authority = made(folder.path());
    let read = card(&authority, &order());
    let holder = &read.holder;
    let said = [&holder.first_name, &holder.last_name, &holder.structure];
    assert_eq!(said, ["Zoé", "Benali", "HOPITAL DES 3 DAMES"]);
    assert_eq!(holder.structure_id, "110B005788");
    assert_eq!(holder.title, "Personnel santé ou social");
    assert_eq!(holder.issuer, "TEST AC IGC-SANTE STANDARD PERSONNES");
    assert_eq!(read.number, "8025000001/2600301752");
    assert_eq!((read.category, read.card_type), (0, 2));
    assert_eq!((read.from, read.until), (now() - DAY, now() + DAY * 1095));
    let other = CertificateDer::from_pem_file(&authority.certificates()[1]).unwrap();
    assert!(CardCertificate::read(&other).is_none());
    for cut in [0, 1, 100, read.der.len() - 1] {
        let short = CertificateDer::from(read.der[..cut].to_vec());
        assert!(CardCertificate::read(&short).is_none(), "{cut}");
    }
}
