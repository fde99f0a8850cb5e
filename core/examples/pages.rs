//! Writes sample sheets and keys into a folder: `cargo run -p listok-core --example pages -- DIR`.

#[path = "../tests/pdf/samples.rs"]
#[expect(clippy::unwrap_used, reason = "shared with the tests")]
mod samples;

use std::path::{Path, PathBuf};

use listok_core::domain::worksheet::Worksheet;
use listok_core::domain::{Format, Grade, Locale, Request, Spec, Subject};
use listok_core::drills;
use listok_core::pdf::{self, Audience, PageOptions};

fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    std::fs::create_dir_all(&folder)?;
    for (n, (subject, grade, topic, locale, format)) in [
        (Subject::Math, 5, "сложение обыкновенных дробей", Locale::Ru, None),
        (Subject::Math, 2, "таблица умножения", Locale::Ru, None),
        (Subject::Math, 4, "умножение и деление столбиком", Locale::Ru, None),
        (Subject::Math, 6, "отрицательные числа", Locale::Ru, Some(Format::TestOnly)),
        (Subject::Algebra, 8, "квадратные уравнения", Locale::Ru, None),
        (Subject::Math, 6, "mixed numbers", Locale::En, None),
        (Subject::Math, 5, "проценты", Locale::Ru, None),
    ]
    .into_iter()
    .enumerate()
    {
        let request = Request {
            subject: Some(subject),
            grade: Grade::new(grade).ok(),
            topic: Some(topic.to_owned()),
            language: locale,
            total: Some(12),
            ..Request::default()
        };
        let spec = Spec { format, variants: 2, ..request.settle()? };
        let Some(sheet) = drills::worksheet(&spec, 42) else { anyhow::bail!("{topic} is not a drill") };
        write(&folder, &n.to_string(), &sheet)?;
    }
    for grade in [1, 3, 7] {
        write(&folder, &format!("kinds-{grade}"), &samples::every_kind(grade))?;
    }
    write(&folder, "kinds-large", &Worksheet { large_print: true, ..samples::every_kind(6) })?;
    write(&folder, "algebra", &samples::algebra())?;
    write(&folder, "english", &samples::english())
}

fn write(folder: &Path, name: &str, sheet: &Worksheet) -> anyhow::Result<()> {
    for (audience, kind) in [(Audience::Pupil, "sheet"), (Audience::Teacher, "key")] {
        let rendered = pdf::render(sheet, audience, &PageOptions { code: Some("K7M2-Q9XD") })?;
        std::fs::write(folder.join(format!("{name}-{kind}.pdf")), &rendered.pdf)?;
        std::fs::write(folder.join(format!("{name}-{kind}.jpg")), &rendered.thumbnail)?;
        anyhow::ensure!(rendered.problems.is_empty(), "{name}: {:?}", rendered.problems);
    }
    Ok(())
}
