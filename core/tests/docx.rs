//! Word files: sound packages that say what the sheet says.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "pdf/samples.rs"]
mod samples;

use std::io::{Cursor, Read};

use listok_core::docx;
use listok_core::domain::rich::Inline;
use listok_core::domain::worksheet::Worksheet;
use listok_core::pdf::Audience;
use zip::ZipArchive;

fn part(file: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Every opened element is closed in its turn.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "…{}", &rest.chars().take(80).collect::<String>());
        } else if !tag.ends_with('/') && !tag.starts_with('?') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

fn words(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((text, after)) = rest.split_once('<') {
        out.push_str(text);
        rest = after.split_once('>').unwrap().1;
    }
    let plain = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    plain.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn everything_a_pupil_reads_is_in_the_file_and_no_answer_is() {
    for sheet in [samples::every_kind(1), samples::every_kind(6), samples::algebra(), samples::english()] {
        let file = docx::write(&sheet, Audience::Pupil).unwrap().bytes;
        let xml = part(&file, "word/document.xml");
        assert_well_formed(&xml);
        assert_well_formed(&part(&file, "word/styles.xml"));
        let copied = words(&xml);
        for (number, task) in sheet.tasks(0) {
            for text in task.texts() {
                for inline in text.inlines() {
                    if let Inline::Text { text, .. } = inline {
                        let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                        assert!(copied.contains(&squeezed), "{number}: «{text}» is not in the file");
                    }
                }
            }
        }
        assert!(!copied.contains("Юпитер") && !copied.contains("79222"), "an answer is on the sheet");
    }
}

#[test]
fn a_drawing_stands_below_its_question_and_says_what_it_shows() {
    let text = include_str!("../../src/gallery/math-5.json");
    let sheet: Worksheet = serde_json::from_str(text).unwrap();
    let drawn = sheet.tasks(0).filter(|(_, task)| task.figure.is_some()).count();
    let file = docx::write(&sheet, Audience::Pupil).unwrap().bytes;
    let xml = part(&file, "word/document.xml");

    assert_well_formed(&xml);
    let question = xml.find("самой низкой температурой").unwrap();
    let drawing = xml.find("График: °C; день недели; пн — -3, вт — -1").unwrap();
    let next = xml.find("В саду 240 деревьев").unwrap();
    assert!(question < drawing && drawing < next, "{question} {drawing} {next}");
    assert!(drawn >= 3 && xml.matches("<pic:pic>").count() >= drawn);
}

#[test]
fn the_key_has_the_answers() {
    let file = docx::write(&samples::every_kind(6), Audience::Teacher).unwrap();
    let copied = words(&part(&file.bytes, "word/document.xml"));

    assert!(copied.contains("Юпитер") && copied.contains("79222"));
    assert!(file.name.ends_with("ключ.docx"), "{}", file.name);
}

#[test]
fn formulas_are_words_own_and_none_breaks_the_file() {
    let formula = |latex: &str| {
        let sheet = Worksheet {
            title: "Формулы".to_owned(),
            ..samples::sheet(listok_core::domain::Subject::Algebra, 8, "x", vec![samples::numeric(latex, "1")])
        };
        let xml = part(&docx::write(&sheet, Audience::Pupil).unwrap().bytes, "word/document.xml");
        assert_well_formed(&xml);
        let start = xml.find("<m:oMath>").unwrap();
        xml[start..xml.find("</m:oMath>").unwrap()].to_owned()
    };

    assert!(formula(r"$\frac{1}{2}$").contains("<m:f><m:num>"));
    assert!(formula(r"$\sqrt[3]{x}$").contains("<m:rad><m:deg>"));
    assert!(formula(r"$\begin{cases} x+y=5 \\ x-y=1 \end{cases}$").contains("<m:mr>"));
    let water = formula(r"$\ce{H2O}$");
    assert!(water.contains("<m:sSub>") && !water.contains("<m:e></m:e>"), "{water}");
    // One that cannot be read stands in a line of characters.
    assert!(formula(r"$\frac{1}{$").contains("<m:t"));
    assert!(formula(r"$a < b \& c$").contains("&lt;"));
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let bytes = || docx::write(&samples::every_kind(6), Audience::Pupil).unwrap().bytes;

    assert_eq!(bytes(), bytes());
}
