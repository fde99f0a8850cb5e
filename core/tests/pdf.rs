//! Pages as other programs see them.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::path::Path;
use std::process::Command;

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
    String::from_utf8(output.stdout).unwrap()
}

fn written(worksheet: &Worksheet, audience: Audience, folder: &Path) -> (pdf::Rendered, String) {
    let rendered = pdf::render(worksheet, audience, &PageOptions { code: Some("K7M2-Q9XD") }).unwrap();
    let path = folder.join("page.pdf");
    std::fs::write(&path, &rendered.pdf).unwrap();
    (rendered, path.to_string_lossy().into_owned())
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

#[test]
fn files_are_sound_and_their_fonts_embedded_and_subset() {
    let folder = tempfile::tempdir().unwrap();
    for (worksheet, audience) in [
        (mixed(), Audience::Pupil),
        (mixed(), Audience::Teacher),
        (drill(), Audience::Pupil),
        (drill(), Audience::Teacher),
    ] {
        let (rendered, path) = written(&worksheet, audience, folder.path());

        run("qpdf", &["--check", &path]);
        let fonts = run("pdffonts", &[&path]);
        assert!(fonts.lines().count() > 3, "{fonts}");
        for line in fonts.lines().skip(2) {
            assert!(line.contains("yes yes yes"), "{line}");
        }
        assert!(rendered.pdf.len() < 120_000, "{} bytes", rendered.pdf.len());
        assert!(rendered.thumbnail.len() < 200_000 && rendered.thumbnail.starts_with(&[0xFF, 0xD8]));
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let options = PageOptions { code: Some("K7M2-Q9XD") };
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
