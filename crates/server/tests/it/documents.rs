//! PDF documents: their text can be read, whatever it is, and it flows over as many pages as it needs.

use domain::contract::ContractMode;
use proptest::prelude::*;
use server::documents::{
    Attestation, F101, F301, F501, F502, Holder, Letterhead, Person, Structure, attestation, f101,
    f301, f501, f502,
};

fn letterhead() -> Letterhead {
    Letterhead {
        service: "RPPS+ ouvert".into(),
        contact: "assistance@exemple.fr".into(),
    }
}

fn structure(name: &str) -> Structure {
    Structure {
        finess: "140991019".into(),
        name: name.into(),
        address: "12 rue de l’Église, 14000 Caen".into(),
        legal_entity: "Association Les Tilleuls (140991001)".into(),
        siren: "732829320".into(),
    }
}

fn person(last_name: &str) -> Person {
    Person {
        last_name: last_name.into(),
        first_names: "Zoé, Anne-Marie".into(),
        function: "Directrice".into(),
        email: "zoe.lefebvre@exemple.fr".into(),
        phone: "02 31 99 00 00".into(),
    }
}

fn f101_of(name: &str) -> F101 {
    F101 {
        letterhead: letterhead(),
        reference: "2026-000123".into(),
        made_on: "23/11/2026".into(),
        structure: structure(name),
        mode: ContractMode::Centralised,
        representative: person("LEFEBVRE"),
        send_to: "assistance@exemple.fr".into(),
        link: "https://rpps.exemple.fr/contractualiser/0199f0c0".into(),
    }
}

fn f301_of(holders: usize) -> F301 {
    let holders = (1..=holders).map(|rank| Holder {
        last_name: format!("MARTIN {rank}"),
        first_names: "Œdipe".into(),
        function: "Cheffe de service".into(),
        email: format!("martin{rank}@exemple.fr"),
    });
    F301 {
        letterhead: letterhead(),
        contract: "2026-000045".into(),
        made_on: "23/11/2026".into(),
        structure: structure("EHPAD Les Tilleuls"),
        holders: holders.collect(),
        readers: 2,
        ordered_by: person("LEFEBVRE"),
        send_to: "assistance@exemple.fr".into(),
    }
}

fn f501_of(reason: &str) -> F501 {
    F501 {
        letterhead: letterhead(),
        made_on: "23/11/2026".into(),
        structure: structure("EHPAD Les Tilleuls"),
        holder_last_name: "MARTIN".into(),
        holder_first_names: "Œdipe".into(),
        card_number: "2600301752".into(),
        reason: reason.into(),
        since: "20/11/2026".into(),
        asked_by: person("LEFEBVRE"),
        send_to: "assistance@exemple.fr".into(),
    }
}

fn f502_of(delegate: &str) -> F502 {
    F502 {
        letterhead: letterhead(),
        contract: "2026-000045".into(),
        made_on: "23/11/2026".into(),
        structure: structure("EHPAD Les Tilleuls"),
        representative: person("LEFEBVRE"),
        delegate: person(delegate),
        send_to: "assistance@exemple.fr".into(),
    }
}

fn attestation_of(name: &str) -> Attestation {
    Attestation {
        letterhead: letterhead(),
        name: name.into(),
        course: "Gestionnaire RPPS+".into(),
        version: "2026-1".into(),
        passed_on: "23/11/2026".into(),
        score: 93,
        code: "K7QM-2DXA-94TR-HEWB".into(),
        link: "https://rpps.exemple.fr/verifier/K7QM-2DXA-94TR-HEWB".into(),
    }
}

/// The words of a file on one line, and how many pages it has.
fn read(file: &[u8]) -> (String, usize) {
    let file = lopdf::Document::load_mem(file).unwrap();
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    let text = file.extract_text(&pages).unwrap();
    (
        text.split_whitespace().collect::<Vec<_>>().join(" "),
        pages.len(),
    )
}

#[track_caller]
fn expect(file: &[u8], texts: &[&str]) {
    let (words, _) = read(file);
    for text in texts {
        assert!(words.contains(text), "{text:?} is not in {words}");
    }
}

#[test]
fn each_form_says_what_it_was_given() {
    let common = [
        "140991019",
        "EHPAD Les Tilleuls",
        "LEFEBVRE",
        "Zoé, Anne-Marie",
        "Signature et cachet :",
    ];
    for file in [
        f101(&f101_of("EHPAD Les Tilleuls")).unwrap(),
        f301(&f301_of(1)).unwrap(),
        f501(&f501_of("Carte perdue")).unwrap(),
        f502(&f502_of("BENALI")).unwrap(),
    ] {
        expect(&file, &common);
    }
    expect(
        &f101(&f101_of("EHPAD")).unwrap(),
        &[
            "Formulaire F101",
            "Centralisé",
            "732829320",
            "https://rpps.exemple.fr/contractualiser/0199f0c0",
        ],
    );
    expect(
        &f301(&f301_of(1)).unwrap(),
        &["MARTIN 1", "Œdipe", "Nombre de lecteurs 2"],
    );
    expect(
        &f501(&f501_of("Carte perdue")).unwrap(),
        &["2600301752", "Carte perdue", "20/11/2026"],
    );
    expect(
        &f502(&f502_of("BENALI")).unwrap(),
        &["Le mandataire Nom BENALI"],
    );
}

#[test]
fn t01_the_attestation_names_the_person_the_course_and_the_day() {
    let file = attestation(&attestation_of("Nadia BENALI")).unwrap();
    expect(
        &file,
        &[
            "Nadia BENALI",
            "Gestionnaire RPPS+",
            "2026-1",
            "23/11/2026",
            "93 %",
            "K7QM-2DXA-94TR-HEWB",
            "https://rpps.exemple.fr/verifier/K7QM-2DXA-94TR-HEWB",
            "Page 1 sur 1",
        ],
    );
}

#[test]
fn a_form_is_tagged_titled_and_in_french() {
    let file = lopdf::Document::load_mem(&f101(&f101_of("EHPAD")).unwrap()).unwrap();
    let catalog = file.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"fr-FR");
    for key in [
        &b"StructTreeRoot"[..],
        b"MarkInfo",
        b"Outlines",
        b"ViewerPreferences",
        b"Metadata",
    ] {
        assert!(catalog.has(key), "{}", String::from_utf8_lossy(key));
    }
}

#[test]
fn a_long_list_flows_onto_the_next_pages() {
    let (words, pages) = read(&f301(&f301_of(40)).unwrap());
    assert!(pages > 5, "{pages} pages");
    for rank in [1, 20, 40] {
        assert!(words.contains(&format!("Porteur {rank} sur 40")));
    }
    assert!(words.contains(&format!("Page {pages} sur {pages}")));
}

#[test]
fn a_text_without_spaces_and_one_without_end_are_cut_where_they_must() {
    let endless = "W".repeat(5_000);
    let (words, pages) = read(&f501(&f501_of(&endless)).unwrap());
    assert!(pages > 2);
    assert_eq!(words.matches('W').count(), 5_000);
    let long = "établissement d’accueil ".repeat(2_000);
    let (words, pages) = read(&f501(&f501_of(&long)).unwrap());
    assert!(pages > 10);
    assert_eq!(words.matches("établissement d’accueil").count(), 2_000);
}

#[test]
fn a_letter_that_the_typeface_lacks_is_replaced_and_the_rest_kept() {
    let file = attestation(&attestation_of(
        "Zoe\u{301} 山田 \u{200b}\u{feff}Ňovák 🙂\u{fffe}",
    ))
    .unwrap();
    expect(&file, &["Zoé □□ Ňovák □□"]);
}

#[test]
fn what_is_not_known_yet_is_left_to_fill_in_by_hand() {
    let mut form = f101_of("EHPAD");
    form.structure.siren = String::new();
    expect(&f101(&form).unwrap(), &["SIREN À compléter"]);
}

#[test]
fn a_link_too_long_for_a_code_is_an_error() {
    let mut told = attestation_of("Nadia BENALI");
    told.link = format!("https://rpps.exemple.fr/{}", "a".repeat(5_000));
    assert!(attestation(&told).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_can_break_a_document(one in any::<String>(), two in "\\PC{0,400}") {
        let told = Attestation { letterhead: Letterhead { service: two.clone(), contact: one.clone() }, ..attestation_of(&one) };
        prop_assert!(attestation(&told).is_ok());
        let form = F502 { send_to: two.clone(), ..f502_of(&one) };
        prop_assert!(f502(&form).is_ok());
    }
}
