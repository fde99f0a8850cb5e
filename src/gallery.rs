//! `listok gallery`: sheets that show everything the typesetter can do, to be looked at.

use std::path::Path;

use anyhow::Context;
use listok_core::docx;
use listok_core::domain::layout::{Cards, Layout};
use listok_core::domain::task::{Kind, Open, Space, Verification};
use listok_core::domain::worksheet::{Section, Variant, Worksheet};
use listok_core::domain::{Difficulty, Grade, Rich, Task};
use listok_core::pdf::{self, Audience, PageOptions};

/// Whole worksheets of ten lessons, and the formulas of a whole school.
const SHEETS: [(&str, &str); 11] = [
    ("algebra-8", include_str!("gallery/algebra-8.json")),
    ("chemistry-8", include_str!("gallery/chemistry-8.json")),
    ("english-5", include_str!("gallery/english-5.json")),
    ("geometry-7", include_str!("gallery/geometry-7.json")),
    ("math-1", include_str!("gallery/math-1.json")),
    ("math-3", include_str!("gallery/math-3.json")),
    ("math-5", include_str!("gallery/math-5.json")),
    ("physics-9", include_str!("gallery/physics-9.json")),
    ("russian-2", include_str!("gallery/russian-2.json")),
    ("russian-6", include_str!("gallery/russian-6.json")),
    ("formulas", include_str!("gallery/formulas.json")),
];

/// A grade of each size of type.
const BANDS: [u8; 4] = [1, 2, 4, 9];

/// The code on every sheet, and where its QR symbol leads.
const OPTIONS: PageOptions<'_> =
    PageOptions { code: Some("GALL-ERY2"), link: Some("https://t.me/listok_bot?start=s-GALLERY2"), thumbnail: false };

/// Writes every sheet and its key into a folder, as `<name>.pdf` and `<name>-key.pdf`, the same as Word
/// files, and what they were made from as `<name>.json`.
#[expect(clippy::print_stdout, reason = "the answer of a command")]
pub(crate) fn run(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let sheets = sheets()?;
    for (name, worksheet) in &sheets {
        std::fs::write(folder.join(format!("{name}.json")), serde_json::to_vec_pretty(worksheet)?)?;
        for (audience, end) in [(Audience::Pupil, ""), (Audience::Teacher, "-key")] {
            let path = folder.join(format!("{name}{end}.pdf"));
            let rendered = pdf::render(worksheet, audience, &OPTIONS)?;
            for problem in &rendered.problems {
                println!("{}: {problem:?}", path.display());
            }
            std::fs::write(&path, rendered.pdf).with_context(|| format!("writing {}", path.display()))?;
            let word = docx::write(worksheet, audience)?;
            std::fs::write(path.with_extension("docx"), word.bytes)?;
        }
    }
    println!("{}: {} sheets with their keys", folder.display(), sheets.len());
    Ok(())
}

/// The whole worksheets, then one of each kind of task, then all drawings, then one of each size of type,
/// then one of each layout.
fn sheets() -> anyhow::Result<Vec<(String, Worksheet)>> {
    let mut sheets = Vec::new();
    for (name, text) in SHEETS {
        let worksheet: Worksheet = serde_json::from_str(text).with_context(|| format!("gallery/{name}.json"))?;
        sheets.push((name.to_owned(), worksheet));
    }
    let sample = sheets[0].1.clone();
    let tasks: Vec<Task> = sheets.iter().flat_map(|(_, sheet)| tasks(sheet)).collect();
    for kind in Kind::ALL {
        let tasks = tasks.iter().filter(|task| task.body.kind() == *kind).take(4).cloned().collect();
        sheets.push((format!("kind-{}", kind.code()), with(&sample, sample.grade, tasks)));
    }
    let drawn = tasks.iter().filter(|task| task.figure.is_some()).cloned().collect();
    sheets.push(("figures".to_owned(), with(&sample, sample.grade, drawn)));
    for grade in BANDS {
        let one_of = |kind: &Kind| tasks.iter().find(|task| task.body.kind() == *kind).cloned();
        let grade = Grade::new(grade)?;
        let tasks = Kind::ALL.iter().filter_map(one_of).collect();
        sheets.push((format!("grade-{grade}"), with(&sample, grade, tasks)));
    }
    sheets.extend(layouts(&sheets)?);
    Ok(sheets)
}

/// Everything the page can be asked for besides its tasks.
fn layouts(sheets: &[(String, Worksheet)]) -> anyhow::Result<Vec<(String, Worksheet)>> {
    let sheet = |name: &str| {
        let found = sheets.iter().find(|(known, _)| known == name);
        found.map(|(_, sheet)| sheet.clone()).with_context(|| format!("no sheet {name}"))
    };
    let plain = Layout::default();
    let score = Layout { score_table: true, ..plain };
    let (cards, key) = (Layout { cards: Some(Cards::Six), ..plain }, Layout { key_page: true, ..plain });
    let card = |sheet: Worksheet, count: usize| {
        let mut sheet = Worksheet { layout: cards, kind_of_work: Some("карточка".to_owned()), ..sheet };
        for variant in &mut sheet.variants {
            variant.sections.truncate(1);
            variant.sections.iter_mut().for_each(|section| section.tasks.truncate(count));
        }
        sheet
    };
    let lines = |grade| anyhow::Ok(Worksheet { grade: Grade::new(grade)?, ..dictation(sheet("russian-2")?) });
    Ok(vec![
        ("variants-4".to_owned(), varied(sheet("math-1")?, 4)),
        ("cards-2".to_owned(), card(sheet("math-1")?, 6)),
        ("cards-4".to_owned(), card(sheet("math-5")?, 4)),
        ("cards-6".to_owned(), card(sheet("math-5")?, 2)),
        ("score-table".to_owned(), Worksheet { layout: score, ..sheet("algebra-8")? }),
        ("ink-saving".to_owned(), Worksheet { layout: Layout { ink_saving: true, ..score }, ..sheet("physics-9")? }),
        ("key-page".to_owned(), Worksheet { layout: key, ..sheet("math-3")? }),
        ("large-print".to_owned(), Worksheet { large_print: true, ..sheet("russian-6")? }),
        ("lines-1".to_owned(), lines(1)?),
        ("lines-2".to_owned(), lines(2)?),
    ])
}

/// Variants of the same tasks, each beginning with another one.
fn varied(sheet: Worksheet, count: usize) -> Worksheet {
    let variant = |first: usize| {
        let mut tasks = tasks(&sheet);
        tasks.rotate_left(first);
        Variant { sections: vec![Section { heading: None, tasks }] }
    };
    let variants = (0..count).map(variant).collect();
    Worksheet { variants, ..sheet }
}

/// Lines to write on under dictation.
fn dictation(sample: Worksheet) -> Worksheet {
    let task = |question: &str, sample: &str, lines| Task {
        space: Space::Lines(lines),
        verification: Verification::Solved,
        ..Task::computed(
            Open { question: Rich::from(question), sample: Some(Rich::from(sample)), criteria: Vec::new() },
            Difficulty::Easy,
            "writing",
        )
    };
    let tasks = vec![
        task("Напиши слова под диктовку.", "Лес, снег, дом, рука, зима, каток.", 2),
        task("Запиши предложения под диктовку.", "Наступила зима. Выпал снег. Дети идут на каток.", 6),
        task("Придумай и запиши своё предложение о весне.", "Весной прилетают птицы.", 3),
    ];
    let title = "Пишем под диктовку".to_owned();
    let variants = vec![Variant { sections: vec![Section { heading: None, tasks }] }];
    Worksheet { title, kind_of_work: Some("диктант".to_owned()), instruction: None, variants, ..sample }
}

fn tasks(sheet: &Worksheet) -> Vec<Task> {
    let first = sheet.variants.iter().take(1);
    first.flat_map(|variant| &variant.sections).flat_map(|section| section.tasks.clone()).collect()
}

fn with(sample: &Worksheet, grade: Grade, tasks: Vec<Task>) -> Worksheet {
    let title = "Образец".to_owned();
    let variants = vec![Variant { sections: vec![Section { heading: None, tasks }] }];
    Worksheet { grade, title, kind_of_work: None, instruction: None, variants, ..sample.clone() }
}
