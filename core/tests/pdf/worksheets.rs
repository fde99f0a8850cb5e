//! Worksheets nobody would write, of every kind and with every option: nothing in them may break a page.
//!
//! The same for the tests and for `core/fuzz`.

use listok_core::docx;
use listok_core::domain::layout::{Cards, Layout};
use listok_core::domain::task::{
    Angle, AngleMark, Axis, Blank, Body, Cell, Chart, ChartForm, Circle, Classified, Classify, ColumnArithmetic,
    Criterion, Figure, FillBlank, Geometry, Mark, Matching, MultipleChoice, NumberLine, Numeric, Open, Operation,
    Ordering, Point, Reading, Segment, ShortAnswer, SingleChoice, Space, Statement, Table, TrueFalse,
    Value as ChartValue, Verification, Vertex,
};
use listok_core::domain::worksheet::{Origin, Section, Variant, Worksheet};
use listok_core::domain::{Difficulty, Grade, Locale, Rich, Subject, Task};
use listok_core::pdf::{self, Audience, PageOptions, Problem};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Most pages that what this module makes can fill.
const MOST_PAGES: usize = 2000;

/// A worksheet and what is printed besides.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    worksheet: Worksheet,
    code: Option<String>,
    link: Option<String>,
    thumbnail: bool,
}

impl Order {
    /// What is wrong with its pages or its Word files, if anything is.
    pub(crate) fn fault(&self) -> Option<String> {
        [Audience::Pupil, Audience::Teacher].into_iter().find_map(|audience| self.fault_for(audience))
    }

    fn fault_for(&self, audience: Audience) -> Option<String> {
        let options = PageOptions { code: self.code.as_deref(), link: self.link.as_deref(), thumbnail: self.thumbnail };
        let rendered = match pdf::render(&self.worksheet, audience, &options) {
            Ok(rendered) => rendered,
            Err(cause) => return Some(format!("{audience:?}: {cause}")),
        };
        let name = pdf::file_name(&self.worksheet, audience);
        let picture = rendered.thumbnail.as_deref().map_or(0, <[u8]>::len);
        if let Some(outside) = rendered.problems.iter().find(|problem| matches!(problem, Problem::Outside(_))) {
            return Some(format!("{audience:?}: {outside:?}"));
        }
        if rendered.pages == 0 || rendered.pages > MOST_PAGES || name.chars().count() > 120 || picture > 200_000 {
            return Some(format!("{audience:?}: {} pages, {picture} bytes, {name}", rendered.pages));
        }
        docx::write(&self.worksheet, audience).err().map(|cause| format!("{audience:?}, Word: {cause}"))
    }
}

/// Formulas of every shape, deep or wide; some have lost a part.
fn formula() -> impl Strategy<Value = String> {
    let signs = select(vec![
        r"\alpha",
        r"\pi",
        r"\infty",
        r"\angle ABC",
        r"40^\circ",
        r"\text{км/ч}",
        r"\vec{a}",
        r"\overrightarrow{AB}",
        r"\ce{H2SO4}",
        r"\ce{2H2 + O2 -> 2H2O}",
        r"\mathbb{R}",
        r"\tg x",
        r"\overarc{AB}",
        "п",
        "°",
        r"\%",
        "'",
        r"\,",
        r"\nosuchthing",
        "&",
        "№",
        "\u{301}",
        "漢",
        "😀",
    ]);
    let leaf = prop_oneof![4 => "[a-zA-Z]", 4 => "[0-9]{1,7}(,[0-9]{1,4})?", 3 => signs.prop_map(str::to_owned)];
    let whole = leaf.prop_recursive(5, 40, 4, |inner| {
        let shapes = select(vec![
            r"\frac{A}{B}",
            r"A\frac{B}{C}",
            r"\sqrt{A}",
            r"\sqrt[A]{B}",
            "A^{B}",
            "A_{B}",
            "A_{B}^{C}",
            "A+B",
            "A-B=C",
            r"A \le B",
            r"\left(A\right)",
            r"\left[A;B\right)",
            r"|A|",
            r"\overline{A}",
            r"\vec{A}",
            r"\text{A}",
            r"\lim_{A\to B} C",
            r"\int_{A}^{B} C\,dx",
            r"\sum_{A}^{B} C",
            r"\begin{cases} A \\ B \end{cases}",
            r"\begin{pmatrix} A & B \\ C & A \end{pmatrix}",
            r"\begin{array}{r} A \\ \hline B \end{array}",
            r"\underbrace{A}_{B}",
            r"\overset{A}{B}",
            r"\boxed{A}",
            r"\log_{A} B",
            "A{,}B",
            r"\displaystyle A",
        ]);
        (shapes, inner.clone(), inner.clone(), inner).prop_map(|(shape, a, b, c)| {
            let part = |letter| match letter {
                'A' => a.clone(),
                'B' => b.clone(),
                'C' => c.clone(),
                other => other.to_string(),
            };
            shape.chars().map(part).collect()
        })
    });
    (whole, any::<Index>(), prop_oneof![5 => Just(0usize), 1 => 1usize..4]).prop_map(|(whole, at, torn)| {
        let letters: Vec<char> = whole.chars().collect();
        let at = at.index(letters.len() + 1);
        let lost = |place: usize| (at..at + torn).contains(&place);
        letters.iter().enumerate().filter(|(place, _)| !lost(*place)).map(|(_, letter)| letter).collect()
    })
}

fn rich() -> impl Strategy<Value = Rich> {
    let odd = select(vec![
        "\u{1f600}\u{301}\u{202e}\n\t",
        "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}",
        "مرحبا بالعالم",
        "עִבְרִית",
        "漢字かな交じり文",
        "👩‍👩‍👧‍👦🏳️‍🌈",
        "a\u{a0}b\u{202f}c\u{2003}d",
        "сло\u{ad}во",
        "\u{feff}\u{200b}\u{200d}",
        "\u{0}\u{1}\u{7f}",
        "ﬁ ﬀ Ǆ ẞ",
        "\u{e000}\u{f8ff}",
        "Ё ё Й й Ѣ Ғ қ ї",
        "\r\n\r\n",
        "— – ‑ -",
        "№\u{a0}5 §\u{a0}7",
        "<b><i></b></i>",
        "[[1]][[1]][[255]][[256]]",
    ]);
    let part = prop_oneof![
        60 => "[а-яА-ЯёЁ ,.!?«»—-]{0,60}",
        20 => "[a-zA-Z0-9 ]{0,30}",
        6 => "[а-я]{60,200}",
        1 => "[A-Za-z]{400,900}",
        1 => "[а-яё ]{900,2500}",
        10 => any::<String>(),
        10 => odd.prop_map(str::to_owned),
        30 => formula().prop_map(|latex| format!("${latex}$")),
        5 => "\\$[a-z\\\\{}^_0-9 ]{1,20}\\$",
        8 => Just("<b>жирно</b> <u>подчёркнуто</u> <i>косо</i> x<sup>2</sup><sub>1</sub> [[1]] [[2]] [[9]]".to_owned()),
    ];
    vec(part, 0..4).prop_map(|parts| Rich(parts.concat()))
}

/// A list that is short most of the time.
fn some(most: usize) -> impl Strategy<Value = Vec<Rich>> {
    prop_oneof![12 => vec(rich(), 0..most), 1 => vec("[а-я]{0,12}".prop_map(Rich), most..most * 5)]
}

fn body() -> impl Strategy<Value = Body> {
    let number = "[-−]?[0-9]{0,12}[,.]?[0-9]{0,6}";
    let axis =
        || {
            let mark = (any::<i8>(), rich()).prop_map(|(at, label)| Mark { at: at.into(), label });
            (-70i32..70, 0i32..70, "[0-9]{0,3},?[0-9]{0,3}", vec(mark, 0..3))
                .prop_map(|(from, steps, step, marks)| Axis { from, to: from + steps, step, marks })
        };
    let point = (".{0,3}", -100i32..100, -100i32..100, any::<bool>()).prop_map(|(name, x, y, drawn)| Point {
        name,
        x,
        y,
        coordinates: Rich::default(),
        drawn,
    });
    let operation = select(vec![Operation::Add, Operation::Subtract, Operation::Multiply, Operation::Divide]);
    let cell =
        (rich(), any::<bool>()).prop_map(|(text, given)| if given { Cell::Given(text) } else { Cell::Asked(text) });
    let criterion = (rich(), any::<u8>()).prop_map(|(text, points)| Criterion { text, points });
    prop_oneof![
        (rich(), some(9), any::<u8>()).prop_map(|(question, options, correct)| SingleChoice {
            question,
            options,
            correct
        }
        .into()),
        (rich(), some(11))
            .prop_map(|(question, options)| MultipleChoice { question, options, correct: vec![0] }.into()),
        (rich(), some(8), some(10)).prop_map(|(question, left, right)| Matching {
            question,
            left,
            right,
            pairs: vec![0, 200]
        }
        .into()),
        (prop::option::of(rich()), rich(), some(6), some(8)).prop_map(|(question, text, answers, bank)| {
            let blanks = answers.into_iter().map(|answer| Blank { answer, accept: vec![] }).collect();
            FillBlank { question, text, blanks, bank }.into()
        }),
        (rich(), some(8)).prop_map(|(question, texts)| {
            let statements = texts.into_iter().map(|text| Statement { text, truth: true }).collect();
            TrueFalse { question, statements }.into()
        }),
        (rich(), some(14)).prop_map(|(question, items)| Ordering { question, items, order: vec![0, 99] }.into()),
        (rich(), rich()).prop_map(|(question, answer)| ShortAnswer { question, answer, accept: vec![] }.into()),
        (rich(), rich(), prop::option::of(".{0,30}")).prop_map(|(question, answer, unit)| Numeric {
            question,
            answer,
            value: String::new(),
            unit
        }
        .into()),
        (rich(), some(7), vec(vec(cell, 0..9), 0..5)).prop_map(|(question, header, rows)| Table {
            question,
            header,
            rows
        }
        .into()),
        (rich(), prop::option::of(rich()), vec(criterion, 0..3)).prop_map(|(question, sample, criteria)| Open {
            question,
            sample,
            criteria
        }
        .into()),
        (rich(), some(7), vec((rich(), 0u8..9), 0..12)).prop_map(|(question, columns, items)| {
            let items = items.into_iter().map(|(text, column)| Classified { text, column }).collect();
            Classify { question, columns, items }.into()
        }),
        (rich(), operation, vec(number, 0..6), number, prop::option::of(number)).prop_map(
            |(question, operation, operands, result, remainder)| {
                ColumnArithmetic { question, operation, operands, result, remainder }.into()
            }
        ),
        (rich(), axis(), prop::option::of(axis()), vec(point, 0..6)).prop_map(|(question, x, y, points)| NumberLine {
            question,
            x,
            y,
            points
        }
        .into()),
    ]
}

fn chart() -> impl Strategy<Value = Figure> {
    let form = select(vec![ChartForm::Bars, ChartForm::Line, ChartForm::Pie]);
    let number = prop_oneof![8 => "-?[0-9]{1,9}([,.][0-9]{1,3})?", 1 => ".{0,5}", 1 => Just("0".to_owned())];
    let values = vec((rich(), number).prop_map(|(label, value)| ChartValue { label, value }), 0..16);
    let words = || prop::option::of(rich());
    (form, words(), words(), words(), values, any::<bool>()).prop_map(
        |(form, title, vertical, horizontal, values, written)| {
            Figure::Chart(Chart { form, title, vertical, horizontal, values, written })
        },
    )
}

fn geometry() -> impl Strategy<Value = Figure> {
    let name = || "[A-F]|.{0,8}";
    let coordinate = || prop_oneof![8 => -60i32..60, 1 => any::<i32>()];
    let vertex = (name(), coordinate(), coordinate(), any::<bool>()).prop_map(|(name, x, y, nameless)| Vertex {
        name,
        x,
        y,
        nameless,
    });
    let segment = (name(), name(), prop::option::of(rich()), 0u8..6, any::<bool>())
        .prop_map(|(from, to, label, strokes, dashed)| Segment { from, to, label, strokes, dashed });
    let mark = select(vec![AngleMark::Arc, AngleMark::TwoArcs, AngleMark::ThreeArcs, AngleMark::Right]);
    let angle = (name(), name(), name(), prop::option::of(rich()), mark)
        .prop_map(|(from, at, to, label, mark)| Angle { from, at, to, label, mark });
    let circle = (name(), name()).prop_map(|(centre, through)| Circle { centre, through });
    let shaded = vec(vec(name(), 0..6), 0..3);
    (vec(vertex, 0..8), shaded, vec(segment, 0..8), vec(angle, 0..4), vec(circle, 0..3)).prop_map(
        |(vertices, shaded, segments, angles, circles)| {
            Figure::Geometry(Geometry { vertices, shaded, segments, angles, circles })
        },
    )
}

fn task() -> impl Strategy<Value = Task> {
    let figure = prop_oneof![8 => Just(None), 1 => chart().prop_map(Some), 1 => geometry().prop_map(Some)];
    let reading = (rich(), prop::option::of(rich()), vec(rich(), 0..5), vec(body(), 0..4)).prop_map(
        |(question, title, paragraphs, tasks)| {
            Reading { question, title: title.clone(), paragraphs, source: title, tasks }.into()
        },
    );
    let space = prop_oneof![
        4 => Just(Space::Natural),
        1 => Just(Space::None),
        1 => any::<u8>().prop_map(Space::Lines),
        1 => any::<u8>().prop_map(Space::Squares),
    ];
    let verification = select(vec![Verification::Computed, Verification::Solved, Verification::Unverified]);
    let body = prop_oneof![9 => body(), 1 => reading];
    (body, figure, space, prop::option::of(any::<u8>()), prop::option::of(rich()), verification).prop_map(
        |(body, figure, space, points, solution, verification)| Task {
            body,
            figure,
            difficulty: Difficulty::Medium,
            skill: None,
            points,
            solution,
            space,
            verification,
        },
    )
}

/// Any worksheet with at least one task, or there would be nothing to print.
pub(crate) fn order() -> impl Strategy<Value = Order> {
    let tasks = prop_oneof![20 => vec(task(), 0..3), 1 => vec(task(), 10..30)];
    let section = (prop::option::of(rich()), tasks).prop_map(|(heading, tasks)| Section { heading, tasks });
    let variant = vec(section, 0..3).prop_map(|sections| Variant { sections }).boxed();
    let variants = prop_oneof![6 => vec(variant.clone(), 1..2), 1 => vec(variant, 2..5)];
    let words = (".{0,200}", prop::option::of(".{0,80}"), prop::option::of(rich()));
    let grade = (1u8..=11).prop_filter_map("a grade", |grade| Grade::new(grade).ok());
    let kind = (grade, select(Subject::ALL), select(vec![Locale::Ru, Locale::En]), select(Origin::ALL.to_vec()));
    let printed = (prop::option::of(".{0,40}"), prop::option::of(".{0,900}"), prop::bool::weighted(0.1));
    let cards = prop::option::weighted(0.2, select(vec![Cards::Two, Cards::Four, Cards::Six]));
    let layout = (cards, any::<bool>(), any::<bool>(), any::<bool>())
        .prop_map(|(cards, score_table, ink_saving, key_page)| Layout { cards, score_table, ink_saving, key_page });
    (kind, variants, words, (any::<bool>(), layout), task(), printed).prop_map(
        |(
            (grade, subject, locale, origin),
            mut variants,
            (title, kind_of_work, instruction),
            (large_print, layout),
            one,
            printed,
        )| {
            variants[0].sections.push(Section { heading: None, tasks: vec![one] });
            let worksheet = Worksheet {
                schema: Worksheet::SCHEMA,
                locale,
                subject,
                grade,
                topic: title.clone(),
                title,
                kind_of_work,
                instruction,
                variants,
                large_print,
                layout,
                origin,
                notices: vec![],
            };
            let (code, link, thumbnail) = printed;
            Order { worksheet, code, link, thumbnail }
        },
    )
}
