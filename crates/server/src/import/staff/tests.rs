//! Lists as people send them.

use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::io::{Cursor, Read as _, Write as _};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0_u16..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

/// The same workbook with one of its files changed.
fn altered(book: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for rank in 0..archive.len() {
        let mut file = archive.by_index(rank).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if file.name() == name {
            text = change(text);
        }
        writer
            .start_file(file.name(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn names(list: &StaffList) -> Vec<&str> {
    list.lines
        .iter()
        .map(|line| line.birth_name.as_str())
        .collect()
}

#[test]
fn l04_columns_are_found_in_any_order_under_titles() {
    let text = "Liste du personnel;;;;\r\nau 25/11/2026;;;;\r\n\r\n\
        Prénom(s);Matricule;Nom de naissance *;N° RPPS+;Né(e) le\r\n\
        Zoé;12;LEFEBVRE;10003456789;14/03/1985\r\n;;;;\r\n";
    let list = read(text.as_bytes()).unwrap();
    assert_eq!(list.ignored, ["Matricule"]);
    let line = &list.lines[0];
    assert_eq!((list.lines.len(), line.number), (1, 5));
    assert_eq!(
        [
            &line.first_names,
            &line.birth_name,
            &line.rpps,
            &line.birth_date
        ],
        ["Zoé", "LEFEBVRE", "10003456789", "14/03/1985"]
    );
}

#[test]
fn l04_encodings_and_marks_are_found() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    for bytes in [
        "nom\tprénom\tn° rpps\nLefèvre\tZoé\t1\n"
            .as_bytes()
            .to_vec(),
        "nom,prénom,n° rpps\nLefèvre,Zoé,1\n".as_bytes().to_vec(),
        "\u{feff}nom;prénom;n° rpps\r\n\"Lefèvre\";Zoé;1"
            .as_bytes()
            .to_vec(),
        b"nom;pr\xE9nom;n\xB0 rpps\nLef\xE8vre;Zo\xE9;1\n".to_vec(),
        utf16("nom\tprénom\tn° rpps\r\nLefèvre\tZoé\t1\r\n"),
    ] {
        let list = read(&bytes).unwrap();
        assert_eq!(names(&list), ["Lefèvre"]);
        assert_eq!(list.lines[0].rpps, "1");
    }
}

#[test]
fn l04_names_in_one_column_and_repeated_headers_are_read() {
    let text = "Nom et prénom;Date de sortie\nLE GOFF Marie Anne;31/10/2026\n\
        Nom et prénom;Date de sortie\nMartin Zoé;\n";
    let list = read(text.as_bytes()).unwrap();
    let told: Vec<_> = list
        .lines
        .iter()
        .map(|line| (line.birth_name.as_str(), line.first_names.as_str()))
        .collect();
    assert_eq!(told[0], ("LE GOFF", "Marie Anne"));
    assert_eq!(told.last(), Some(&("Martin", "Zoé")));
}

#[test]
fn l04_a_workbook_is_read_with_its_dates_numbers_formulas_and_merged_cells() {
    let day = ExcelDateTime::from_ymd(2026, 10, 31).unwrap();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    let bytes = book(|sheet| {
        sheet
            .merge_range(0, 0, 0, 4, "Personnel", &Format::new())
            .unwrap();
        write(
            sheet,
            2,
            &["Établissement", "RPPS", "Nom", "Prénom", "Date de sortie"],
        );
        sheet
            .merge_range(3, 0, 5, 0, "140017237", &Format::new())
            .unwrap();
        sheet.write_number(3, 1, 10_003_456_789.0).unwrap();
        write(sheet, 3, &[]);
        sheet.write_string(3, 2, "MARTIN").unwrap();
        sheet.write_string(3, 3, "Zoé").unwrap();
        sheet
            .write_datetime_with_format(3, 4, &day, &format)
            .unwrap();
        let formula = Formula::new("=\"DUPONT\"").set_result("DUPONT");
        sheet.write_formula(4, 2, formula).unwrap();
        sheet.write_string(4, 3, "Léa").unwrap();
        sheet.write_number(4, 4, 46_326).unwrap();
        sheet.write_string(5, 2, "ROUX").unwrap();
        sheet.write_string(5, 3, "Luc").unwrap();
        let error = Formula::new("=NA()").set_result("#N/A");
        sheet.write_formula(5, 1, error).unwrap();
    });
    let list = read(&bytes).unwrap();
    assert_eq!(names(&list), ["MARTIN", "DUPONT", "ROUX"]);
    assert_eq!(list.lines[0].rpps, "10003456789");
    let [first, second, third] = &list.lines[..] else {
        panic!("three lines");
    };
    assert_eq!(
        (first.ends_on.as_str(), second.ends_on.as_str()),
        ("31/10/2026", "31/10/2026")
    );
    assert_eq!(third.rpps, "#N/A");
    assert!(
        list.lines
            .iter()
            .all(|line| line.establishment == "140017237")
    );
}

#[test]
fn l04_a_formula_without_a_value_is_not_an_empty_cell() {
    let bytes = book(|sheet| {
        write(sheet, 0, &["RPPS", "Nom", "Prénom", "Date de sortie"]);
        write(sheet, 1, &["10003456789", "MARTIN", "Zoé"]);
        let formula = |kept: &str| Formula::new("=TEXT(A1,\"\")").set_result(kept);
        sheet.write_formula(1, 3, formula("never")).unwrap();
        write(sheet, 2, &["10003456797", "DUPONT", "Léa"]);
        // What the spreadsheet kept is an empty text: nobody leaves.
        sheet.write_formula(2, 3, formula("empty")).unwrap();
    });
    let bytes = altered(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        let changed = xml
            .replace("<v>never</v>", "")
            .replace("<v>empty</v>", "<v></v>");
        assert_eq!(xml.len() - changed.len(), 17, "{xml}");
        changed
    });
    let list = read(&bytes).unwrap();
    assert_eq!(list.lines[0].ends_on, domain::staff::UNSAVED_FORMULA);
    assert_eq!(list.lines[1].ends_on, "");
}

#[test]
fn l04_days_counted_from_1904_are_read() {
    let format = Format::new().set_num_format("dd/mm/yyyy");
    let bytes = book(|sheet| {
        write(sheet, 0, &["RPPS", "Date de sortie", "Date d'entrée"]);
        sheet.write_string(1, 0, "10003456789").unwrap();
        sheet
            .write_number_with_format(1, 1, 44_864, &format)
            .unwrap();
        sheet.write_number(1, 2, 44_864).unwrap();
    });
    let bytes = altered(&bytes, "xl/workbook.xml", |xml| {
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    let list = read(&bytes).unwrap();
    assert_eq!(list.lines[0].ends_on, "31/10/2026");
    assert_eq!(list.lines[0].starts_on, "31/10/2026");
}

#[test]
fn l04_of_several_sheets_the_one_with_the_columns_is_read() {
    let mut book = Workbook::new();
    write(book.add_worksheet(), 0, &["Notice", "à lire"]);
    let sheet = book.add_worksheet().set_name("Effectif").unwrap();
    write(sheet, 0, &["Nom", "Prénom"]);
    write(sheet, 1, &["MARTIN", "Zoé"]);
    let list = read(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(list.sheet.as_deref(), Some("Effectif"));
    assert_eq!(names(&list), ["MARTIN"]);
}

#[test]
fn l04_what_is_no_list_says_why() {
    let why = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(why(b""), Unreadable::Empty);
    assert_eq!(why(b"\xEF\xBB\xBF \r\n"), Unreadable::Empty);
    assert_eq!(why(b"nom;prenom\n;\n"), Unreadable::Empty);
    assert_eq!(why(&book(|_| {})), Unreadable::Empty);
    let found = vec!["Matricule".to_owned(), "Service".to_owned()];
    assert_eq!(
        why(b"Matricule;Service\n1;A\n"),
        Unreadable::Lacks { found }
    );
    assert_eq!(why(b"%PDF-1.7"), Unreadable::NoList);
    assert_eq!(why(b"<html><table><tr><td>nom"), Unreadable::NoList);
    assert_eq!(why(b"PK\x03\x04"), Unreadable::Damaged);
    let whole = book(|sheet| write(sheet, 0, &["Nom", "Prénom"]));
    assert_eq!(why(&whole[..whole.len() / 2]), Unreadable::Damaged);
    let cut = altered(&whole, "xl/worksheets/sheet1.xml", |xml| {
        xml[..xml.len() / 2].to_owned()
    });
    assert_eq!(why(&cut), Unreadable::Damaged);
}

#[test]
fn l04_a_password_an_old_workbook_and_other_programs_are_told() {
    let ole = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            vec![0; 64],
            name,
        ]
        .concat()
    };
    let why = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(why(&ole("EncryptedPackage")), Unreadable::Password);
    assert_eq!(why(&ole("Workbook")), Unreadable::OldWorkbook);
    assert_eq!(why(&ole("WordDocument")), Unreadable::NoList);
    let zip = |name: &str, body: &[u8]| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(body).unwrap();
        writer.finish().unwrap().into_inner()
    };
    assert!(matches!(
        why(&zip("content.xml", b"")),
        Unreadable::OtherWorkbook(_)
    ));
    assert!(matches!(
        why(&zip("xl/workbook.bin", b"")),
        Unreadable::OtherWorkbook(_)
    ));
    assert_eq!(why(&zip("note.txt", b"nom;prenom")), Unreadable::NoList);
}

#[test]
fn l04_a_bomb_is_not_unpacked() {
    let whole = book(|sheet| write(sheet, 0, &["Nom", "Prénom"]));
    let bomb = altered(&whole, "xl/worksheets/sheet1.xml", |xml| {
        xml + &" ".repeat(70 * 1024 * 1024)
    });
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read(&bomb).unwrap_err(), Unreadable::TooLarge);
}

#[test]
fn l04_200_000_lines_are_refused_in_a_sentence() {
    let text = "nom;prénom;rpps\n".to_owned() + &"MARTIN;Zoé;10003456789\n".repeat(200_000);
    assert_eq!(read(text.as_bytes()).unwrap_err(), Unreadable::TooManyLines);
    let most = "nom;prénom\n".to_owned() + &"MARTIN;Zoé\n".repeat(MOST_LINES);
    assert_eq!(read(most.as_bytes()).unwrap().lines.len(), MOST_LINES);
    let more = most + "MARTIN;Léa\n";
    assert_eq!(read(more.as_bytes()).unwrap_err(), Unreadable::TooManyLines);
}

#[test]
fn l04_a_column_of_numbers_needs_no_header() {
    let list = read_numbers("10003456789\r\n10 003 456 797\n\nabc".as_bytes()).unwrap();
    let told: Vec<_> = list
        .lines
        .iter()
        .map(|line| (line.number, line.rpps.as_str()))
        .collect();
    assert_eq!(
        told,
        [(1, "10003456789"), (2, "10 003 456 797"), (4, "abc")]
    );
    let bytes = book(|sheet| {
        sheet.write_number(0, 0, 10_003_456_789.0).unwrap();
    });
    assert_eq!(read_numbers(&bytes).unwrap().lines[0].rpps, "10003456789");
    let headed = read_numbers(b"nom;rpps\nMARTIN;10003456789\n").unwrap();
    assert_eq!(headed.lines[0].rpps, "10003456789");
}
