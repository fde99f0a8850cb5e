//! Pages as other programs see them.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

#[path = "pdf/fuzz.rs"]
mod fuzz;
#[path = "pdf/layouts.rs"]
mod layouts;
#[path = "pdf/samples.rs"]
mod samples;
#[path = "pdf/worksheets.rs"]
mod worksheets;

use std::path::Path;
use std::process::Command;

use listok_core::domain::rich::Inline;
use listok_core::domain::task::{
    Blank, Body, FillBlank, Matching, Numeric, Open, Ordering, Reading, ShortAnswer, SingleChoice, Space, Statement,
    Table, TrueFalse, Verification,
};
use listok_core::domain::worksheet::{Origin, Section, Variant, Worksheet};
use listok_core::domain::{Difficulty, Grade, Locale, Request, Rich, Subject, Task};
use listok_core::drills;
use listok_core::pdf::{self, Audience, PageOptions};

fn drill() -> Worksheet {
    let request = Request {
        subject: Some(Subject::Math),
        grade: Grade::new(5).ok(),
        topic: Some("сложение обыкновенных дробей".into()),
        ..Request::default()
    };
    drills::worksheet(&request.settle().unwrap(), 1).unwrap()
}

fn rich(text: &str) -> Rich {
    Rich::from(text)
}

/// One task of many kinds, in words that are easy to find again.
fn mixed() -> Worksheet {
    let bodies: Vec<Body> = vec![
        SingleChoice {
            question: rich("Какая планета ближе к Солнцу?"),
            options: vec![rich("Меркурий"), rich("Земля")],
            correct: 0,
        }
        .into(),
        TrueFalse {
            question: rich("Верны ли утверждения?"),
            statements: vec![
                Statement { text: rich("Лёд легче воды."), truth: true },
                Statement { text: rich("Кит — рыба."), truth: false },
            ],
        }
        .into(),
        Matching {
            question: rich("Соотнесите."),
            left: vec![rich("Франция"), rich("Италия")],
            right: vec![rich("Рим"), rich("Париж")],
            pairs: vec![1, 0],
        }
        .into(),
        FillBlank {
            question: None,
            text: rich("Столица России — [[1]]."),
            blanks: vec![Blank { answer: rich("Москва"), accept: vec![] }],
            bank: vec![],
        }
        .into(),
        Ordering {
            question: rich("Расставьте по порядку."),
            items: vec![rich("второй"), rich("первый")],
            order: vec![1, 0],
        }
        .into(),
        ShortAnswer {
            question: rich("Назовите спутник Земли."), answer: rich("Луна"), accept: vec![]
        }
        .into(),
        Numeric {
            question: rich(r"Найдите $\frac{1}{2} \cdot 8$ метров."),
            answer: rich("4"),
            value: "4".into(),
            unit: Some("м".into()),
        }
        .into(),
        Table {
            question: rich("Заполните таблицу."),
            header: vec![rich("число"), rich("квадрат")],
            rows: vec![vec![
                listok_core::domain::task::Cell::Given(rich("3")),
                listok_core::domain::task::Cell::Asked(rich("9")),
            ]],
        }
        .into(),
        Open {
            question: rich("Почему идёт дождь?"),
            sample: Some(rich("Пар остывает и собирается в капли.")),
            criteria: vec![],
        }
        .into(),
        Reading {
            question: rich("Прочитайте текст."),
            title: Some(rich("Зима")),
            paragraphs: vec![rich("Выпал первый снег.")],
            source: None,
            tasks: vec![ShortAnswer { question: rich("Что выпало?"), answer: rich("снег"), accept: vec![] }.into()],
        }
        .into(),
    ];
    let tasks = bodies
        .into_iter()
        .map(|body| Task {
            body,
            difficulty: Difficulty::Medium,
            figure: None,
            skill: None,
            points: None,
            solution: None,
            space: Space::Natural,
            verification: Verification::Unverified,
        })
        .collect();
    Worksheet {
        variants: vec![Variant { sections: vec![Section { heading: None, tasks }] }],
        title: "Проверочная по всему".into(),
        origin: Origin::Demonstration,
        ..drill()
    }
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn written(worksheet: &Worksheet, audience: Audience, folder: &Path) -> (pdf::Rendered, String) {
    let rendered =
        pdf::render(worksheet, audience, &PageOptions { code: Some("K7M2-Q9XD"), ..PageOptions::default() }).unwrap();
    let path = folder.join("page.pdf");
    std::fs::write(&path, &rendered.pdf).unwrap();
    (rendered, path.to_string_lossy().into_owned())
}

#[test]
fn a_sheet_of_every_kind_is_read_as_it_was_stored() {
    let sheet = samples::every_kind(6);

    let stored = serde_json::to_string(&sheet).unwrap();

    assert_eq!(serde_json::from_str::<Worksheet>(&stored).unwrap(), sheet);
}

#[test]
fn the_text_of_every_task_can_be_copied_out_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let worksheet = mixed();
    let (rendered, path) = written(&worksheet, Audience::Pupil, folder.path());
    assert_eq!(rendered.problems, []);

    let text = run("pdftotext", &["-layout", &path, "-"]).split_whitespace().collect::<Vec<_>>().join(" ");

    for words in [
        "Проверочная по всему",
        "Какая планета ближе к Солнцу?",
        "Меркурий",
        "Лёд легче воды.",
        "Кит — рыба.",
        "Франция",
        "Париж",
        "Столица России —",
        "первый",
        "Назовите спутник Земли.",
        "квадрат",
        "Почему идёт дождь?",
        "Выпал первый снег.",
        "Что выпало?",
        "Демонстрация",
        "1 из",
    ] {
        assert!(text.contains(words), "«{words}» is not in: {text}");
    }
    for answer in ["Москва", "Луна", "собирается в капли"] {
        assert!(!text.contains(answer), "the sheet shows the answer «{answer}»");
    }
}

#[test]
fn the_key_has_every_answer_in_the_labels_of_the_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let (_, path) = written(&mixed(), Audience::Teacher, folder.path());

    let text = run("pdftotext", &["-layout", &path, "-"]).split_whitespace().collect::<Vec<_>>().join(" ");

    for words in [
        "Ключ: Проверочная по всему",
        "А) Меркурий",
        "1) верно; 2) неверно",
        "А – 2; Б – 1",
        "Москва",
        "Б → А",
        "Луна",
        "собирается в капли",
        "проверьте",
    ] {
        assert!(text.contains(words), "«{words}» is not in: {text}");
    }
}

fn every_sample() -> Vec<(String, Worksheet)> {
    let grades = [1, 2, 3, 5, 9, 11].map(|grade| (format!("kinds of grade {grade}"), samples::every_kind(grade)));
    let large = Worksheet { large_print: true, ..samples::every_kind(6) };
    let others = [
        ("large".to_owned(), large),
        ("algebra".to_owned(), samples::algebra()),
        ("english".to_owned(), samples::english()),
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/gallery");
    let gallery = std::fs::read_dir(folder).unwrap().flatten().map(|entry| {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        (entry.file_name().to_string_lossy().into_owned(), serde_json::from_str(&text).unwrap())
    });
    grades.into_iter().chain(others).chain(gallery).collect()
}

#[test]
fn every_kind_stands_within_the_margins_in_every_grade() {
    for (name, worksheet) in every_sample() {
        for audience in [Audience::Pupil, Audience::Teacher] {
            let rendered =
                pdf::render(&worksheet, audience, &PageOptions { code: Some("K7M2-Q9XD"), ..PageOptions::default() })
                    .unwrap();

            assert_eq!(rendered.problems, [], "{name}");
            assert!(rendered.pages < 16, "{name}: {} pages", rendered.pages);
        }
    }
}

/// Text as a reader copies it: hyphens of divided words and white space aside.
fn squeezed(text: &str) -> String {
    text.replace('\u{ad}', "").chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn everything_a_pupil_reads_can_be_copied_in_the_order_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    for (name, worksheet) in every_sample() {
        let worksheet = Worksheet { origin: Origin::Model, ..worksheet };
        let (rendered, path) = written(&worksheet, Audience::Pupil, folder.path());
        let pages = run("pdftotext", &["-raw", &path, "-"]);
        let count = rendered.pages / worksheet.variants.len();
        let without_footer = |(index, page): (usize, &str)| {
            let of = if worksheet.locale == Locale::Ru { "из" } else { "of" };
            let footer = format!("{}{of}{count}K7M2-Q9XD", index % count + 1);
            squeezed(page).replace(&footer, "")
        };
        // A paragraph may go on behind a footer.
        let copied: String = pages.split('\u{c}').enumerate().map(without_footer).collect();

        for (number, task) in worksheet.tasks(0) {
            for text in task.texts() {
                for inline in text.inlines() {
                    if let Inline::Text { text, .. } = inline {
                        assert!(copied.contains(&squeezed(&text)), "{name}, {number}: «{text}» is not in {copied}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_fraction_is_copied_with_its_bar_and_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let (_, path) = written(&samples::every_kind(5), Audience::Pupil, folder.path());

    let text = run("pdftotext", &["-layout", &path, "-"]);

    let line = text.lines().find(|line| line.contains("Чему равна сумма дробей")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>().join(" "), "1. Чему равна сумма дробей 3/4+1/8?");
}

#[test]
fn a_file_says_its_language_its_title_and_how_to_print_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_, path) = written(&samples::english(), Audience::Pupil, folder.path());

    let info = run("pdfinfo", &[&path]);
    assert!(info.contains("Present tenses") && info.contains("1.7"), "{info}");
    assert!(info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{info}");
    let catalog = run("qpdf", &["--qdf", "--object-streams=disable", &path, "-"]);
    assert!(catalog.contains("/PrintScaling /None") && catalog.contains("/Lang (en)"));
}

#[test]
fn variants_begin_on_pages_of_their_own_and_count_their_own_pages() {
    let folder = tempfile::tempdir().unwrap();
    let (rendered, path) = written(&samples::algebra(), Audience::Pupil, folder.path());

    let pages = run("pdftotext", &["-layout", &path, "-"]);
    let pages: Vec<_> = pages.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();

    assert_eq!(pages.len(), rendered.pages);
    for (page, name) in pages.iter().zip(["Вариант 1", "Вариант 2"]) {
        assert!(page.contains(name) && page.contains("1 из 1") && page.contains("K7M2-Q9XD"), "{page}");
    }
}

#[test]
fn files_are_sound_and_their_fonts_embedded_and_subset() {
    let folder = tempfile::tempdir().unwrap();
    for (worksheet, audience) in [
        (mixed(), Audience::Pupil),
        (mixed(), Audience::Teacher),
        (drill(), Audience::Pupil),
        (drill(), Audience::Teacher),
        (samples::every_kind(3), Audience::Pupil),
        (samples::every_kind(8), Audience::Pupil),
    ] {
        let (rendered, path) = written(&worksheet, audience, folder.path());

        run("qpdf", &["--check", &path]);
        let fonts = run("pdffonts", &[&path]);
        assert!(fonts.lines().count() > 3, "{fonts}");
        for line in fonts.lines().skip(2) {
            assert!(line.contains("yes yes yes"), "{line}");
        }
        assert!(rendered.pdf.len() < 120_000, "{} bytes", rendered.pdf.len());
    }
}

/// Lines of the structure tree as poppler tells it, with the text of its elements.
fn structure(path: &str) -> Vec<String> {
    run("pdfinfo", &["-struct-text", path]).lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn tables_are_told_by_rows_and_cells_and_formulas_by_their_words() {
    let folder = tempfile::tempdir().unwrap();
    let table = Table {
        question: rich(r"Заполните таблицу для $y=\frac{12}{x}$."),
        header: vec![rich("$x$"), rich("$y$")],
        rows: vec![vec![
            listok_core::domain::task::Cell::Given(rich("три")),
            listok_core::domain::task::Cell::Asked(rich("4")),
        ]],
    };
    let sheet = samples::sheet(Subject::Algebra, 8, "Гипербола", vec![samples::task(table)]);
    let (_, path) = written(&sheet, Audience::Pupil, folder.path());

    let lines = structure(&path);

    let tags = ["Table", "TR", "TH", "TD", "Formula"];
    let seen: Vec<_> =
        lines.iter().filter_map(|line| line.split([' ', ':']).next()).filter(|tag| tags.contains(tag)).collect();
    assert_eq!(seen, ["Formula", "Table", "TR", "TH", "Formula", "TH", "Formula", "TR", "TD", "TD"], "{lines:#?}");
    let all = lines.join(" ");
    assert!(all.find("Заполните") < all.find("три"), "{all}");
    // y=12/x
    let file = run("qpdf", &["--qdf", "--object-streams=disable", &path, "-"]).to_lowercase();
    assert!(file.contains("/alt <feff0079003d00310032002f0078>"));
}

#[test]
fn the_number_of_a_task_is_read_before_its_question() {
    let folder = tempfile::tempdir().unwrap();
    let (_, path) = written(&samples::algebra(), Audience::Pupil, folder.path());

    let all = structure(&path).join(" ");

    assert!(all.find("\"4.\"") < all.find("Решите: "), "{all}");
}

#[test]
fn a_thumbnail_is_small_enough_for_a_chat() {
    let options = PageOptions { thumbnail: true, ..PageOptions::default() };
    for sheet in [samples::every_kind(1), samples::every_kind(9)] {
        let jpeg = pdf::render(&sheet, Audience::Pupil, &options).unwrap().thumbnail.unwrap();

        // The frame header of a JPEG: marker, length, precision, height, width.
        let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
        let side = |at: usize| u16::from_be_bytes([jpeg[frame + at], jpeg[frame + at + 1]]);
        assert!(jpeg.len() < 200_000 && side(5) == 320 && side(7) < 320, "{} bytes", jpeg.len());
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let options = PageOptions { code: Some("K7M2-Q9XD"), ..PageOptions::default() };
    let bytes = || pdf::render(&drill(), Audience::Pupil, &options).unwrap().pdf;
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_formula_that_is_none_is_shown_as_it_was_written_and_reported() {
    let mut worksheet = drill();
    let broken =
        Numeric {
            question: rich(r"Вычислите $\frac{1}{$."), answer: rich("1"), value: "1".into(), unit: None
        };
    worksheet.variants[0].sections[0].tasks[0].body = broken.into();

    let rendered = pdf::render(&worksheet, Audience::Pupil, &PageOptions::default()).unwrap();

    assert_eq!(rendered.problems.len(), 1);
}

#[test]
fn file_names_are_readable_and_harmless() {
    let hostile = Worksheet { title: "../../etc/passwd: <дроби>?".into(), ..drill() };
    assert_eq!(
        pdf::file_name(&drill(), Audience::Teacher),
        "Математика 5 класс — Сложение обыкновенных дробей — ключ.pdf"
    );
    let name = pdf::file_name(&hostile, Audience::Pupil);
    assert!(!name.contains(['/', '<', ':', '?']), "{name}");
    assert_eq!(hostile.locale, Locale::Ru);
}
