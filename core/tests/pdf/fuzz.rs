//! Worksheets nobody would write: nothing in them may break a page.

use listok_core::domain::task::{
    Angle, AngleMark, Axis, Blank, Body, Cell, Chart, ChartForm, Circle, Classified, Classify, ColumnArithmetic,
    Figure, FillBlank, Geometry, Matching, MultipleChoice, NumberLine, Numeric, Open, Operation, Ordering, Point,
    Reading, Segment, ShortAnswer, SingleChoice, Space, Statement, Table, TrueFalse, Value as ChartValue, Verification,
    Vertex,
};
use listok_core::domain::worksheet::{Section, Variant, Worksheet};
use listok_core::domain::{Rich, Subject, Task};
use listok_core::pdf::{self, Audience, PageOptions, Problem};
use proptest::collection::vec;
use proptest::prelude::*;

use super::samples;

fn rich() -> impl Strategy<Value = Rich> {
    let part = prop_oneof![
        6 => "[а-яА-ЯёЁ ,.!?«»—-]{0,60}",
        2 => "[a-zA-Z0-9 ]{0,30}",
        1 => "[а-я]{60,200}",
        1 => any::<String>(),
        1 => Just("\u{1f600}\u{301}\u{202e}\n\t".to_owned()),
        2 => Just(r"$\frac{1}{2}$".to_owned()),
        1 => Just(r"$\frac{a+b+c+d}{\sqrt{x^2+y^2}} + \sum_{i=1}^{n} x_i = \int_0^1 f(x)\,dx + 123456789 + a + b + c + d + e + f + g$".to_owned()),
        1 => Just(r"$\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \end{pmatrix}$".to_owned()),
        1 => "\\$[a-z\\\\{}^_0-9 ]{1,20}\\$",
        1 => Just("<b>жирно</b> <u>подчёркнуто</u> x<sup>2</sup> [[1]] [[2]] [[9]]".to_owned()),
    ];
    vec(part, 0..5).prop_map(|parts| Rich(parts.concat()))
}

fn body() -> impl Strategy<Value = Body> {
    let some = |most| vec(rich(), 0..most);
    let number = "[-−]?[0-9]{0,12}[,.]?[0-9]{0,6}";
    let axis = || {
        (-70i32..70, 0i32..70, "[0-9]{0,3},?[0-9]{0,3}").prop_map(|(from, steps, step)| Axis {
            from,
            to: from + steps,
            step,
            marks: vec![],
        })
    };
    let points = vec(
        (".{0,3}", -100i32..100, -100i32..100, any::<bool>()).prop_map(|(name, x, y, drawn)| Point {
            name,
            x,
            y,
            coordinates: Rich::default(),
            drawn,
        }),
        0..6,
    );
    let operation =
        prop::sample::select(vec![Operation::Add, Operation::Subtract, Operation::Multiply, Operation::Divide]);
    let cell =
        (rich(), any::<bool>()).prop_map(|(text, given)| if given { Cell::Given(text) } else { Cell::Asked(text) });
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
        (rich(), rich(), prop::option::of(".{0,30}"))
            .prop_map(|(question, answer, unit)| { Numeric { question, answer, value: String::new(), unit }.into() }),
        (rich(), some(13), vec(vec(cell, 0..13), 0..6)).prop_map(|(question, header, rows)| Table {
            question,
            header,
            rows
        }
        .into()),
        (rich(), prop::option::of(rich()))
            .prop_map(|(question, sample)| Open { question, sample, criteria: vec![] }.into()),
        (rich(), some(7), vec((rich(), 0u8..9), 0..12)).prop_map(|(question, columns, items)| {
            let items = items.into_iter().map(|(text, column)| Classified { text, column }).collect();
            Classify { question, columns, items }.into()
        }),
        (rich(), operation, vec(number, 0..6), number).prop_map(|(question, operation, operands, result)| {
            ColumnArithmetic { question, operation, operands, result, remainder: None }.into()
        }),
        (rich(), axis(), prop::option::of(axis()), points).prop_map(|(question, x, y, points)| NumberLine {
            question,
            x,
            y,
            points
        }
        .into()),
    ]
}

fn chart() -> impl Strategy<Value = Figure> {
    let form = prop::sample::select(vec![ChartForm::Bars, ChartForm::Line, ChartForm::Pie]);
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
    let mark = prop::sample::select(vec![AngleMark::Arc, AngleMark::TwoArcs, AngleMark::ThreeArcs, AngleMark::Right]);
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
    let figure = prop_oneof![6 => Just(None), 1 => chart().prop_map(Some), 1 => geometry().prop_map(Some)];
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
    let body = prop_oneof![8 => body(), 1 => reading];
    (body, figure, space, prop::option::of(any::<u8>()), prop::option::of(rich())).prop_map(
        |(body, figure, space, points, solution)| Task {
            figure,
            points,
            space,
            solution,
            verification: Verification::Unverified,
            ..samples::task(body)
        },
    )
}

fn worksheet() -> impl Strategy<Value = Worksheet> {
    let section = (prop::option::of(rich()), vec(task(), 0..6)).prop_map(|(heading, tasks)| Section { heading, tasks });
    let variant = vec(section, 0..3).prop_map(|sections| Variant { sections });
    (1u8..=11, vec(variant, 1..3), ".{0,200}", prop::option::of(rich()), any::<bool>(), task()).prop_map(
        |(grade, mut variants, title, instruction, large_print, one)| {
            // At least one task, or there is nothing to print.
            variants[0].sections.push(Section { heading: None, tasks: vec![one] });
            let kind_of_work = Some(title.clone());
            Worksheet {
                variants,
                instruction,
                large_print,
                kind_of_work,
                ..samples::sheet(Subject::Math, grade, &title, vec![])
            }
        },
    )
}

/// `LISTOK_FUZZ_CASES` makes a longer run.
fn cases() -> u32 {
    std::env::var("LISTOK_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(192)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_worksheet_breaks_a_page(worksheet in worksheet()) {
        for audience in [Audience::Pupil, Audience::Teacher] {
            let rendered = pdf::render(&worksheet, audience, &PageOptions { code: Some("K7M2-Q9XD"), link: None }).unwrap();

            let outside = rendered.problems.iter().any(|problem| matches!(problem, Problem::Outside(_)));
            prop_assert!(!outside, "{:?}", rendered.problems);
            prop_assert!(pdf::file_name(&worksheet, audience).chars().count() <= 120);
        }
    }
}
