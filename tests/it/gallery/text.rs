//! What a page must say, told from the worksheet by other means than the typesetter's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use listok_core::domain::rich::Inline;
use listok_core::domain::task::{self, Body, Cell, Figure, KeyWords, Verification};
use listok_core::domain::worksheet::Worksheet;
use listok_core::domain::{Locale, Rich, Task};
use listok_core::i18n;

/// How every formula of the gallery reads, written down by a person: a formula, a tab, its words.
static FORMULAS: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| include_str!("formulas.tsv").lines().filter_map(|line| line.split_once('\t')).collect());

/// A part of a page.
pub(super) enum Part {
    /// Words that stand there as they are.
    Text(String),
    /// A drawing: in it these words, in any order, and its own numbers.
    Drawing(Vec<String>),
}

/// Text without white space and hyphens of divided words.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

fn plain(rich: &Rich) -> String {
    let words = |inline: Inline| match inline {
        Inline::Text { text, .. } => squeezed(&text),
        Inline::Math(latex) => squeezed(FORMULAS.get(latex.as_str()).unwrap_or_else(|| panic!("no words for {latex}"))),
        Inline::Blank(_) => String::new(),
    };
    rich.inlines().into_iter().map(words).collect()
}

/// Everything a pupil reads of a variant, in order.
pub(super) fn sheet(worksheet: &Worksheet, variant: usize) -> Vec<Part> {
    let mut page = Page { parts: Vec::new(), locale: worksheet.locale };
    page.text(&squeezed(&worksheet.title));
    if worksheet.variants.len() > 1 {
        page.word("page-variant", &[("number", (variant + 1).into())]);
    }
    page.subject(worksheet);
    page.parts.extend(worksheet.instruction.as_ref().map(|text| Part::Text(plain(text))));
    if worksheet.layout.score_table {
        page.score_table(worksheet, variant);
    }
    page.tasks(worksheet, variant);
    page.parts
}

/// Everything on the card of a variant, in order; the code is that of the gallery.
pub(super) fn card(worksheet: &Worksheet, variant: usize, code: &str) -> Vec<Part> {
    let mut page = Page { parts: Vec::new(), locale: worksheet.locale };
    page.text(&squeezed(&worksheet.title));
    if worksheet.variants.len() > 1 {
        page.word("page-variant", &[("number", (variant + 1).into())]);
    }
    page.parts.extend(worksheet.instruction.as_ref().map(|text| Part::Text(plain(text))));
    page.tasks(worksheet, variant);
    page.subject(worksheet);
    page.text(code);
    page.parts
}

/// Everything a teacher reads in the key, in order: the variants below each other, or a row for each task.
pub(super) fn key(worksheet: &Worksheet, side_by_side: bool) -> Vec<Part> {
    let locale = worksheet.locale;
    let mut page = Page { parts: Vec::new(), locale };
    page.word("page-key-title", &[("title", worksheet.title.as_str().into())]);
    page.subject(worksheet);
    if worksheet.layout.score_table {
        let points = most_points(worksheet, 0).iter().sum::<u32>();
        let points = i18n::text_with(locale, "page-points", &[("count", points.into())]);
        page.text("·");
        page.word("page-in-all", &[("points", points.into())]);
    }
    let count = worksheet.variants.len();
    if side_by_side {
        (1..=count).for_each(|number| page.word("page-variant", &[("number", number.into())]));
        let rows = (0..count).map(|variant| worksheet.tasks(variant).count()).max().unwrap_or(0);
        for row in 0..rows {
            page.text(&format!("{}.", row + 1));
            for (_, task) in (0..count).filter_map(|variant| worksheet.tasks(variant).nth(row)) {
                page.answer(task);
            }
        }
        return page.parts;
    }
    for variant in 0..count {
        if count > 1 {
            page.word("page-variant", &[("number", (variant + 1).into())]);
        }
        for (number, task) in worksheet.tasks(variant) {
            page.text(&format!("{number}."));
            page.answer(task);
        }
    }
    page.parts
}

/// What the tasks of a variant are worth, one point where nothing is said.
fn most_points(worksheet: &Worksheet, variant: usize) -> Vec<u32> {
    worksheet.tasks(variant).map(|(_, task)| task.points.unwrap_or(1).into()).collect()
}

struct Page {
    parts: Vec<Part>,
    locale: Locale,
}

impl Page {
    fn text(&mut self, text: &str) {
        self.parts.push(Part::Text(text.to_owned()));
    }

    fn word(&mut self, key: &str, arguments: &[(&'static str, i18n::Value<'_>)]) {
        self.text(&squeezed(&i18n::text_with(self.locale, key, arguments)));
    }

    fn subject(&mut self, worksheet: &Worksheet) {
        let subject = i18n::text(self.locale, &format!("subject-{}", worksheet.subject.code()));
        let grade = i18n::text_with(self.locale, "grade", &[("number", worksheet.grade.number().into())]);
        self.text(&squeezed(&format!("{subject}, {grade}")));
        if let Some(kind) = &worksheet.kind_of_work {
            let first: String = kind.chars().take(1).flat_map(char::to_uppercase).collect();
            let rest: String = kind.chars().skip(1).collect();
            self.text(&squeezed(&format!("·{first}{rest}")));
        }
    }

    fn points(&mut self, task: &Task) {
        if let Some(points) = task.points {
            let count = i18n::text_with(self.locale, "page-points", &[("count", points.into())]);
            self.text(&squeezed(&format!("({count})")));
        }
    }

    fn score_table(&mut self, worksheet: &Worksheet, variant: usize) {
        let points = most_points(worksheet, variant);
        let numbers: String = (1..=points.len()).map(|number| number.to_string()).collect();
        let most: String = points.iter().chain([&points.iter().sum()]).map(u32::to_string).collect();
        let word = |key| squeezed(&i18n::text(self.locale, key));
        let task = word("page-score-task") + &numbers + &word("page-score-total") + &word("page-score-mark");
        let rows = [task, word("page-score-most") + &most, word("page-score-got")];
        for row in rows {
            self.text(&row);
        }
    }

    fn tasks(&mut self, worksheet: &Worksheet, variant: usize) {
        let mut number = 1;
        for section in &worksheet.variants[variant].sections {
            self.parts.extend(section.heading.as_ref().map(|text| Part::Text(plain(text))));
            for task in &section.tasks {
                self.text(&format!("{number}."));
                self.task(task);
                number += 1;
            }
        }
    }

    /// A line of the key.
    fn answer(&mut self, task: &Task) {
        let word = |key| i18n::text(self.locale, key);
        let words = KeyWords {
            locale: self.locale,
            truth: word("page-true"),
            lie: word("page-false"),
            remainder: word("page-remainder"),
            criteria: word("page-criteria"),
        };
        self.text(&plain(&task.key(&words)));
        self.points(task);
        if task.verification == Verification::Unverified {
            self.word("page-check", &[]);
        }
        self.parts.extend(task.solution.as_ref().map(|text| Part::Text(plain(text))));
    }

    fn letter(&self, index: usize) -> String {
        format!("{})", task::letter(self.locale, index))
    }

    fn question(&mut self, text: &Rich, of: Option<&Task>) {
        self.text(&plain(text));
        if let Some(task) = of {
            self.points(task);
            self.drawing(task);
        }
    }

    fn drawing(&mut self, task: &Task) {
        let texts = task.figure.as_ref().map(|figure| match figure {
            Figure::Chart(chart) => {
                let words = [&chart.title, &chart.vertical, &chart.horizontal].into_iter().flatten();
                words.chain(chart.values.iter().map(|value| &value.label)).map(plain).collect()
            }
            Figure::Geometry(geometry) => {
                let named = geometry.vertices.iter().filter(|vertex| !vertex.nameless);
                let labels = geometry.segments.iter().filter_map(|segment| segment.label.as_ref());
                let angles = geometry.angles.iter().filter_map(|angle| angle.label.as_ref());
                named.map(|vertex| vertex.name.clone()).chain(labels.chain(angles).map(plain)).collect()
            }
        });
        self.parts.extend(texts.map(Part::Drawing));
    }

    fn task(&mut self, task: &Task) {
        self.body(&task.body, Some(task));
    }

    fn body(&mut self, body: &Body, of: Option<&Task>) {
        match body {
            Body::SingleChoice(task::SingleChoice { question, options, .. })
            | Body::MultipleChoice(task::MultipleChoice { question, options, .. }) => {
                self.question(question, of);
                self.lettered(options);
            }
            Body::Matching(one) => {
                self.question(&one.question, of);
                for i in 0..one.left.len().max(one.right.len()) {
                    if let Some(text) = one.left.get(i) {
                        self.text(&(self.letter(i) + &plain(text)));
                    }
                    if let Some(text) = one.right.get(i) {
                        self.text(&format!("{}){}", i + 1, plain(text)));
                    }
                }
                let slots: String = (0..one.left.len()).map(|i| task::letter(self.locale, i)).collect();
                self.text(&slots);
            }
            Body::FillBlank(one) => {
                self.question(one.question.as_ref().unwrap_or(&one.text), of);
                one.bank.iter().for_each(|word| self.text(&plain(word)));
                if one.question.is_some() {
                    self.text(&plain(&one.text));
                }
            }
            Body::TrueFalse(one) => {
                self.question(&one.question, of);
                self.word("page-true", &[]);
                self.word("page-false", &[]);
                for (statement, number) in one.statements.iter().zip(1..) {
                    let label = if one.statements.len() > 1 { format!("{number})") } else { String::new() };
                    self.text(&(label + &plain(&statement.text)));
                }
            }
            Body::Ordering(one) => {
                self.question(&one.question, of);
                self.lettered(&one.items);
            }
            Body::ShortAnswer(one) => self.question(&one.question, of),
            Body::Numeric(one) => {
                self.text(&plain(&one.question));
                // The unit stands behind the line to write on, wherever that line is.
                self.parts.extend(one.unit.iter().map(|unit| Part::Drawing(vec![squeezed(unit)])));
                if let Some(task) = of {
                    self.drawing(task);
                }
            }
            Body::Table(one) => {
                self.question(&one.question, of);
                one.header.iter().for_each(|head| self.text(&plain(head)));
                for cell in one.rows.iter().flatten() {
                    if let Cell::Given(text) = cell {
                        self.text(&plain(text));
                    }
                }
            }
            Body::Open(one) => self.question(&one.question, of),
            Body::Classify(one) => {
                self.question(&one.question, of);
                one.items.iter().for_each(|item| self.text(&plain(&item.text)));
                one.columns.iter().for_each(|head| self.text(&plain(head)));
            }
            Body::ColumnArithmetic(one) => {
                self.question(&one.question, of);
                self.parts.push(Part::Drawing(one.operands.iter().map(|number| squeezed(number)).collect()));
            }
            Body::NumberLine(one) => {
                self.question(&one.question, of);
                let drawn = one.points.iter().filter(|point| point.drawn).map(|point| point.name.clone());
                let marks = one.x.marks.iter().map(|mark| plain(&mark.label));
                self.parts.push(Part::Drawing(drawn.chain(marks).collect()));
            }
            Body::Reading(one) => {
                self.question(&one.question, of);
                let texts = one.title.iter().chain(&one.paragraphs).chain(&one.source);
                texts.for_each(|text| self.text(&plain(text)));
                for (index, inner) in one.tasks.iter().enumerate() {
                    self.text(&self.letter(index));
                    self.body(inner, None);
                }
            }
        }
    }

    fn lettered(&mut self, texts: &[Rich]) {
        for (index, text) in texts.iter().enumerate() {
            self.text(&(self.letter(index) + &plain(text)));
        }
    }
}

/// What may stand between the parts without being one: words of the form, such as «Ответ:», and points.
pub(super) fn furniture(locale: Locale) -> Vec<String> {
    let source = match locale {
        Locale::Ru => include_str!("../../../locales/ru/page.ftl"),
        Locale::En => include_str!("../../../locales/en/page.ftl"),
    };
    let lines = source.lines().filter_map(|line| line.split_once(" = ")).map(|(_, value)| value);
    let mut words: Vec<_> = lines.filter(|value| !value.contains('{')).map(squeezed).collect();
    words.extend(
        (1u8..=100).map(|points| {
            squeezed(&format!("({})", i18n::text_with(locale, "page-points", &[("count", points.into())])))
        }),
    );
    words
}

/// What is wrong with a copied text, if it does not say these parts in this order and nothing else.
pub(super) fn difference(copied: &str, parts: &[Part], furniture: &[String]) -> Option<String> {
    let mut rest = copied;
    let mut drawing: Option<Vec<&String>> = None;
    for part in parts {
        match part {
            Part::Drawing(words) => drawing.get_or_insert_default().extend(words),
            Part::Text(text) if text.is_empty() => {}
            Part::Text(text) => {
                let places = rest.match_indices(text.as_str()).map(|(at, _)| at);
                let fits = |at: &usize| fits(&rest[..*at], drawing.as_deref(), furniture);
                let Some(at) = { places }.find(fits) else {
                    let next: String = rest.chars().take(160).collect();
                    return Some(format!("«{text}» is not next in «{next}…»"));
                };
                rest = &rest[at + text.len()..];
                drawing = None;
            }
        }
    }
    (!fits(rest, drawing.as_deref(), furniture)).then(|| format!("nobody wrote «{rest}»"))
}

fn fits(between: &str, drawing: Option<&[&String]>, furniture: &[String]) -> bool {
    if let Some(words) = drawing {
        return words.iter().all(|word| between.contains(word.as_str()));
    }
    let mut rest = between;
    while !rest.is_empty() {
        let Some(after) = furniture.iter().find_map(|word| rest.strip_prefix(word.as_str())) else { return false };
        rest = after;
    }
    true
}
