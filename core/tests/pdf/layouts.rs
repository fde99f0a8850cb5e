//! What the page can be asked for: cards, points, the key on the last page, little ink.

use listok_core::domain::layout::{Cards, Layout};
use listok_core::domain::request::{Answers, Request};
use listok_core::domain::{Grade, Subject, Worksheet};
use listok_core::drills;
use listok_core::pdf::Audience;

use super::{run, samples, written};

fn drill(variants: u8, total: u16) -> Worksheet {
    let request = Request {
        subject: Some(Subject::Math),
        grade: Grade::new(6).ok(),
        topic: Some("сложение дробей".into()),
        variants: Some(variants),
        total: Some(total),
        ..Request::default()
    };
    drills::worksheet(&request.settle().unwrap(), 1).unwrap()
}

fn laid_out(layout: Layout, worksheet: Worksheet) -> Worksheet {
    Worksheet { layout, ..worksheet }
}

fn cards() -> Layout {
    Layout { cards: Some(Cards::Six), ..Layout::default() }
}

/// The words of every page.
fn pages(path: &str) -> Vec<String> {
    let text = run("pdftotext", &["-layout", path, "-"]);
    text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect()
}

/// Left, top, right and bottom of every word, in points.
fn boxes(path: &str) -> Vec<[f32; 4]> {
    let number = |line: &str, name: &str| {
        let start = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        line[start..].split('"').next().unwrap().parse::<f32>().unwrap()
    };
    let html = run("pdftotext", &["-bbox", path, "-"]);
    let words = html.lines().filter(|line| line.trim_start().starts_with("<word"));
    words.map(|line| ["xMin", "yMin", "xMax", "yMax"].map(|name| number(line, name))).collect()
}

#[test]
fn four_variants_begin_on_pages_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let (_, path) = written(&drill(4, 16), Audience::Pupil, folder.path());

    let pages = pages(&path);

    let starts = pages.iter().filter(|page| page.contains("Фамилия, имя"));
    let names: Vec<_> = starts.map(|page| (1..=4).find(|n| page.contains(&format!("Вариант {n}"))).unwrap()).collect();
    assert_eq!(names, [1, 2, 3, 4]);
}

#[test]
fn cards_fill_the_page_and_no_word_crosses_a_cut_line() {
    let folder = tempfile::tempdir().unwrap();
    let (rendered, path) = written(&laid_out(cards(), drill(2, 2)), Audience::Pupil, folder.path());

    let pages = pages(&path);

    assert_eq!((rendered.pages, rendered.problems), (1, vec![]));
    assert_eq!(["Вариант 1", "Вариант 2", "Фамилия, имя"].map(|word| pages[0].matches(word).count()), [3, 3, 6]);
    let (width, height) = (595.28, 841.89);
    for [left, top, right, bottom] in boxes(&path) {
        let cuts = [1.0, 2.0].map(|row| height * row / 3.0);
        assert!(right < width / 2.0 || left > width / 2.0, "{left} to {right}");
        assert!(cuts.iter().all(|cut| bottom < *cut || top > *cut), "{top} to {bottom}");
    }
}

#[test]
fn the_first_grades_read_whole_lines_on_cards_too() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = laid_out(cards(), samples::sheet(Subject::Math, 2, "Счёт", vec![samples::numeric("2 + 3 =", "5")]));
    let (_, path) = written(&sheet, Audience::Pupil, folder.path());

    assert_eq!(pages(&path)[0].matches("Фамилия, имя").count(), 2);
}

#[test]
fn the_table_of_points_has_every_task_and_their_sum() {
    let folder = tempfile::tempdir().unwrap();
    let mut sheet = laid_out(Layout { score_table: true, ..Layout::default() }, drill(1, 10));
    let tasks = sheet.variants[0].sections.iter_mut().flat_map(|section| &mut section.tasks);
    for (task, points) in tasks.zip(1..) {
        task.points = Some(points);
    }
    let (_, path) = written(&sheet, Audience::Pupil, folder.path());

    let page = pages(&path).remove(0);
    let line = |word| {
        let line = page.lines().find(|line| line.contains(word)).unwrap();
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };

    assert_eq!(line("Максимум")[1..], ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "55"]);
    assert!(line("Задание").ends_with(&["10".into(), "Всего".into(), "Отметка".into()]));
}

#[test]
fn a_sheet_ordered_with_its_answers_has_the_key_as_its_last_page() {
    let folder = tempfile::tempdir().unwrap();
    let order = |answers| {
        let request = Request {
            subject: Some(Subject::Math),
            grade: Grade::new(5).ok(),
            topic: Some("сложение дробей".into()),
            answers: Some(answers),
            ..Request::default()
        };
        drills::worksheet(&request.settle().unwrap(), 1).unwrap()
    };
    let last = |answers| {
        let (_, path) = written(&order(answers), Audience::Pupil, folder.path());
        pages(&path).pop().unwrap()
    };

    assert!(last(Answers::Together).contains("Ключ:"));
    assert!(!last(Answers::Separate).contains("Ключ:"));
}

#[test]
fn variants_stand_side_by_side_on_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let (_, path) = written(&drill(3, 6), Audience::Teacher, folder.path());

    let page = pages(&path).remove(0);

    let heads = page.lines().find(|line| line.contains("Вариант 1")).unwrap();
    assert!(heads.contains("Вариант 2") && heads.contains("Вариант 3"), "{page}");
}

#[test]
fn little_ink_means_no_grey_lines() {
    let folder = tempfile::tempdir().unwrap();
    let greys = |ink_saving| {
        let sheet = laid_out(Layout { ink_saving, ..Layout::default() }, samples::every_kind(5));
        let (_, path) = written(&sheet, Audience::Pupil, folder.path());
        let content = run("qpdf", &["--qdf", "--object-streams=disable", &path, "-"]);
        content.lines().filter(|line| line.ends_with(" G") && *line != "0 G").count()
    };

    assert!(greys(false) > 0);
    assert_eq!(greys(true), 0);
}

#[test]
fn no_letter_stands_alone_on_a_last_line() {
    let request = Request {
        subject: Some(Subject::Geometry),
        grade: Grade::new(9).ok(),
        topic: Some("координаты середины отрезка".into()),
        total: Some(20),
        ..Request::default()
    };
    let spec = request.settle().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for seed in 1..=5 {
        let (_, path) = written(&drills::worksheet(&spec, seed).unwrap(), Audience::Pupil, folder.path());
        for line in pages(&path).iter().flat_map(|page| page.lines()) {
            assert_ne!(line.chars().filter(|c| c.is_alphanumeric()).count(), 1, "seed {seed}: {line}");
        }
    }
}
