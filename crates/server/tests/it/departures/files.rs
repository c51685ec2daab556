//! Lists as files: what cannot be read is told, and never breaks the service.

use super::{COMPARE, NUMBERS, registered};
use crate::harness::{Answer, App, database};
use std::io::{Cursor, Write as _};
use zip::{ZipWriter, write::SimpleFileOptions};

both_engines![
    l04_a_file_is_read_by_what_it_holds,
    l04_a_file_that_is_no_list_is_told_and_nothing_typed_is_lost,
    l04_a_list_of_5_megabytes_at_most,
    l04_a_formula_without_a_value_is_told_on_its_line,
];

async fn send(app: &App, file: &[u8]) -> Answer {
    let fields = [("portee", "tous")];
    app.upload_fields(COMPARE, &fields, ("liste.xlsx", file))
        .await
}

async fn l04_a_file_is_read_by_what_it_holds(app: App) {
    registered(&app, 1..2).await;
    let model = app.get("/departs/modele.xlsx").await.expect(200).body;
    let sent = send(&app, &model).await.expect(303);
    let page = app.follow(sent).await.expect(200);
    page.expect_text("liste.xlsx").expect_text("LEFEBVRE B");
    let latin = b"nom;pr\xE9nom\nLef\xE8vre;Zo\xE9\n";
    send(&app, latin).await.expect(303);
    let export = app.get("/professionnels.xlsx").await.expect(200).body;
    let sent = send(&app, &export).await.expect(303);
    // Our own list says of everybody what the register says.
    app.follow(sent)
        .await
        .expect_text("Personne n’est proposé au départ.");
    let kept = "SELECT COUNT(*) FROM file WHERE name = 'liste.xlsx'";
    assert_eq!(database::number(app.world.db(), kept).await, 0);
}

async fn l04_a_file_that_is_no_list_is_told_and_nothing_typed_is_lost(app: App) {
    registered(&app, 1..2).await;
    let ole = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            vec![0; 64],
            name,
        ]
        .concat()
    };
    for (file, told) in [
        (
            b"Matricule;Service\n1;A\n".to_vec(),
            "Trouvé : Matricule, Service.",
        ),
        (ole("EncryptedPackage"), "protégé par un mot de passe"),
        (ole("Workbook"), "ancien format d’Excel"),
        (b"%PDF-1.7".to_vec(), "ni un classeur Excel"),
        (b"PK\x03\x04".to_vec(), "abîmé ou incomplet"),
        (b"nom;prenom\n".to_vec(), "Cette liste est vide"),
    ] {
        send(&app, &file).await.expect(422).expect_text(told);
    }
    let long = "nom;prénom;rpps\n".to_owned() + &"MARTIN;Zoé;10003456789\n".repeat(200_000);
    send(&app, long.as_bytes())
        .await
        .expect(422)
        .expect_text("plus de 20 000 lignes");
    let both = [("portee", "tous"), ("colle", "nom;prénom\nDUVAL;Iris\n")];
    app.upload_fields(COMPARE, &both, ("a.csv", b"nom;prenom\nA;B\n"))
        .await
        .expect(422)
        .expect_text("pas les deux")
        .expect_text("DUVAL;Iris");
    app.upload_fields(NUMBERS, &[("colle", " \n ")], ("", b""))
        .await
        .expect(422);
    let plans = "SELECT COUNT(*) FROM departure_plan";
    assert_eq!(database::number(app.world.db(), plans).await, 0);
}

async fn l04_a_list_of_5_megabytes_at_most(app: App) {
    registered(&app, 1..2).await;
    let large = vec![b'a'; 5 * 1024 * 1024 + 1];
    send(&app, &large)
        .await
        .expect(422)
        .expect_text("Ce fichier dépasse 5");
}

/// A workbook of one sheet, as a program writes it that works no formula out.
fn workbook(rows: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org";
    let link = |to: &str, kind: &str| {
        format!(
            "<Relationships xmlns=\"{OFFICE}/package/2006/relationships\"><Relationship Id=\"r\" \
             Type=\"{OFFICE}/officeDocument/2006/relationships/{kind}\" Target=\"{to}\"/></Relationships>"
        )
    };
    let files = [
        (
            "[Content_Types].xml",
            format!("<Types xmlns=\"{OFFICE}/package/2006/content-types\"/>"),
        ),
        ("_rels/.rels", link("xl/workbook.xml", "officeDocument")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{OFFICE}/spreadsheetml/2006/main\" xmlns:r=\"{OFFICE}/officeDocument/2006/relationships\">\
                 <sheets><sheet name=\"Personnel\" sheetId=\"1\" r:id=\"r\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            link("worksheets/sheet1.xml", "worksheet"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{OFFICE}/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
            ),
        ),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn l04_a_formula_without_a_value_is_told_on_its_line(app: App) {
    let numbers = registered(&app, 1..3).await;
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: [String; 2]| format!("<row>{}</row>", cells.concat());
    let rows = [
        row([text("RPPS"), text("Date de sortie")]),
        row([text(&numbers[0]), "<c><f>TODAY()</f></c>".to_owned()]),
        row([text(&numbers[1]), String::new()]),
    ];
    let sent = send(&app, &workbook(&rows.concat())).await.expect(303);
    let plan = app.follow(sent).await.expect(200);
    let path = super::path(&plan);
    let unsure = app
        .get(&format!("{path}?liste=a-verifier"))
        .await
        .expect(200);
    let shows = |rank: usize| unsure.has(&format!("/professionnels/{}", numbers[rank]));
    assert!(
        unsure.has("formule sans valeur enregistrée") && shows(0) && !shows(1),
        "{}",
        unsure.main()
    );
    let gone = "SELECT COUNT(*) FROM departure_line WHERE list = 'gone'";
    assert_eq!(database::number(app.world.db(), gone).await, 0);
}
