//! Sheets of every kind of task, in words of real lessons.

use listok_core::domain::task::{
    Axis, Blank, Body, Cell, Classified, Classify, ColumnArithmetic, Criterion, FillBlank, Mark, Matching,
    MultipleChoice, NumberLine, Numeric, Open, Operation, Ordering, Point, Reading, ShortAnswer, SingleChoice, Space,
    Statement, Table, TrueFalse, Verification,
};
use listok_core::domain::worksheet::{Notice, Origin, Section, Variant, Worksheet};
use listok_core::domain::{Difficulty, Grade, Layout, Locale, Rich, Subject, Task};

pub(crate) fn rich(text: &str) -> Rich {
    Rich::from(text)
}

pub(crate) fn all(texts: &[&str]) -> Vec<Rich> {
    texts.iter().map(|text| rich(text)).collect()
}

pub(crate) fn task(body: impl Into<Body>) -> Task {
    Task {
        body: body.into(),
        difficulty: Difficulty::Medium,
        figure: None,
        skill: None,
        points: None,
        solution: None,
        space: Space::Natural,
        verification: Verification::Computed,
    }
}

pub(crate) fn single(question: &str, options: &[&str], correct: u8) -> Task {
    task(SingleChoice { question: rich(question), options: all(options), correct })
}

pub(crate) fn numeric(question: &str, answer: &str) -> Task {
    task(Numeric { question: rich(question), answer: rich(answer), value: "1".into(), unit: None })
}

pub(crate) fn axis(from: i32, to: i32, step: &str) -> Axis {
    Axis { from, to, step: step.into(), marks: vec![] }
}

pub(crate) fn point(name: &str, x: i32, y: i32, coordinates: &str, drawn: bool) -> Point {
    Point { name: name.into(), x, y, coordinates: rich(coordinates), drawn }
}

/// A sheet of one variant.
pub(crate) fn sheet(subject: Subject, grade: u8, title: &str, tasks: Vec<Task>) -> Worksheet {
    Worksheet {
        schema: Worksheet::SCHEMA,
        locale: Locale::Ru,
        subject,
        grade: Grade::new(grade).unwrap(),
        topic: title.into(),
        title: title.into(),
        kind_of_work: None,
        instruction: None,
        variants: vec![Variant { sections: vec![Section { heading: None, tasks }] }],
        large_print: false,
        layout: Layout::default(),
        origin: Origin::Model,
        notices: vec![],
    }
}

fn calculation(question: &str, operation: Operation, operands: &[&str], result: &str) -> Task {
    task(ColumnArithmetic {
        question: rich(question),
        operation,
        operands: operands.iter().map(|&n| n.to_owned()).collect(),
        result: result.into(),
        remainder: None,
    })
}

/// All fourteen kinds on one sheet of a grade.
pub(crate) fn every_kind(grade: u8) -> Worksheet {
    let first = vec![
        single(
            r"Чему равна сумма дробей $\frac{3}{4}+\frac{1}{8}$?",
            &[r"$\frac{4}{12}$", r"$\frac{7}{8}$", r"$\frac{1}{2}$", r"$1\frac{1}{8}$"],
            1,
        ),
        single(
            "Какое из утверждений о прямоугольнике верно для любого прямоугольника?",
            &["Диагонали пересекаются под прямым углом", "Диагонали равны", "Все стороны равны"],
            1,
        ),
        task(MultipleChoice {
            question: rich("Отметьте **все** числа, которые делятся на 3.".replace("**", "").as_str()),
            options: all(&["12", "25", "111", "40", "303", "71"]),
            correct: vec![0, 2, 4],
        }),
        task(Matching {
            question: rich("Установите соответствие между веществом и его формулой."),
            left: all(&["Серная кислота", "Вода", "Углекислый газ"]),
            right: all(&[r"$\ce{CO2}$", r"$\ce{H2SO4}$", r"$\ce{H2O}$", r"$\ce{NaCl}$"]),
            pairs: vec![1, 2, 0],
        }),
        task(FillBlank {
            question: Some(rich("Вставьте пропущенные слова.")),
            text: rich("Столица России — [[1]], а самая длинная река в Европе — [[2]]. Она впадает в [[3]] море."),
            blanks: ["Москва", "Волга", "Каспийское"].map(|a| Blank { answer: rich(a), accept: vec![] }).to_vec(),
            bank: all(&["Волга", "Дон", "Каспийское", "Москва", "Чёрное"]),
        }),
        task(FillBlank {
            question: Some(rich("Вставьте пропущенные буквы.")),
            text: rich("В м[[1]]розном лесу стоит т[[2]]шина. Сн[[3]]г укрыл д[[4]]ревья."),
            blanks: ["о", "и", "е", "е"].map(|a| Blank { answer: rich(a), accept: vec![] }).to_vec(),
            bank: vec![],
        }),
        task(TrueFalse {
            question: rich("Верны ли утверждения?"),
            statements: vec![
                Statement {
                    text: rich("Сумма углов треугольника равна $180^\\circ$."), truth: true
                },
                Statement { text: rich("Любое простое число нечётно."), truth: false },
                Statement {
                    text: rich(
                        "Если произведение двух чисел положительно, то оба числа положительны или оба отрицательны.",
                    ),
                    truth: true,
                },
            ],
        }),
        task(Ordering {
            question: rich("Расположите события в порядке их следования."),
            items: all(&["Отмена крепостного права", "Крещение Руси", "Куликовская битва", "Полёт Гагарина"]),
            order: vec![1, 2, 0, 3],
        }),
        Task {
            points: Some(1),
            ..task(ShortAnswer {
                question: rich("Как называется самая большая планета Солнечной системы?"),
                answer: rich("Юпитер"),
                accept: vec![],
            })
        },
    ];
    let second = vec![
        Task {
            space: Space::Squares(7),
            points: Some(2),
            solution: Some(rich(r"$v = 80 + 60 = 140$ км/ч, $t = \frac{420}{140} = 3$ ч.")),
            ..task(Numeric {
                question: rich(
                    "Из двух городов, расстояние между которыми 420 км, одновременно навстречу друг другу выехали автомобиль и автобус. Скорость автомобиля 80 км/ч, скорость автобуса 60 км/ч. Через сколько часов они встретятся?",
                ),
                answer: rich("3"),
                value: "3".into(),
                unit: Some("ч".into()),
            })
        },
        task(Table {
            question: rich("Заполните таблицу значений функции $y = x^2 - 1$."),
            header: vec![],
            rows: vec![
                ["$x$", "$-2$", "$-1$", "$0$", "$1$", "$2$"].map(|c| Cell::Given(rich(c))).to_vec(),
                std::iter::once(Cell::Given(rich("$y$")))
                    .chain(["3", "0", "−1", "0", "3"].map(|c| Cell::Asked(rich(c))))
                    .collect(),
            ],
        }),
        Task {
            verification: Verification::Unverified,
            points: Some(3),
            ..task(Open {
                question: rich(
                    "Объясните своими словами, почему на ноль делить нельзя. Приведите хотя бы один пример.",
                ),
                sample: Some(rich("Нет числа, которое при умножении на 0 дало бы, например, 5.")),
                criteria: vec![
                    Criterion { text: rich("есть пример"), points: 1 },
                    Criterion { text: rich("есть довод"), points: 2 },
                ],
            })
        },
        task(Classify {
            question: rich("Распределите слова по столбцам."),
            columns: all(&["Существительные", "Прилагательные", "Глаголы"]),
            items: [("дом", 0), ("синий", 1), ("бежать", 2), ("книга", 0), ("весёлый", 1), ("читает", 2), ("окно", 0)]
                .map(|(text, column)| Classified { text: rich(text), column })
                .to_vec(),
        }),
        calculation("Вычислите столбиком: 3047 · 26.", Operation::Multiply, &["3047", "26"], "79222"),
        calculation("Вычислите столбиком: 45,7 + 8,06 + 120.", Operation::Add, &["45,7", "8,06", "120"], "173,76"),
        calculation("Разделите уголком: 7236 : 12.", Operation::Divide, &["7236", "12"], "603"),
        calculation("Вычислите столбиком: 5003 − 867.", Operation::Subtract, &["5003", "867"], "4136"),
        task(NumberLine {
            question: rich("Запишите координаты точек $A$, $B$ и отметьте точку $C(1{,}5)$."),
            x: axis(-4, 6, "0,5"),
            y: None,
            points: vec![point("A", -3, 0, "−1,5", true), point("B", 2, 0, "1", true), point("C", 3, 0, "1,5", false)],
        }),
        task(NumberLine {
            question: rich("Где на луче число $\\frac{3}{4}$? Отметьте точку $K$."),
            x: Axis {
                marks: vec![
                    Mark { at: 0, label: rich("0") },
                    Mark { at: 4, label: rich("1") },
                    Mark { at: 2, label: rich(r"$\frac{1}{2}$") },
                ],
                ..axis(0, 9, "0,25")
            },
            y: None,
            points: vec![point("K", 3, 0, r"$\frac{3}{4}$", false)],
        }),
        task(NumberLine {
            question: rich("Запишите координаты отмеченных точек и постройте точку $D(-3; -2)$."),
            x: axis(-6, 6, "1"),
            y: Some(axis(-4, 5, "1")),
            points: vec![
                point("A", 2, 3, "2; 3", true),
                point("B", -4, 1, "−4; 1", true),
                point("C", 5, -2, "5; −2", true),
                point("D", -3, -2, "−3; −2", false),
            ],
        }),
        task(Reading {
            question: rich("Прочитайте текст и выполните задания."),
            title: Some(rich("Лесная школа")),
            paragraphs: all(&[
                "Ранним утром, когда над озером ещё стоял туман, лосиха вывела лосёнка на опушку. Он неуверенно переставлял длинные ноги и удивлённо поводил ушами: всё вокруг было для него новым.",
                "Лосиха научила его находить молодые побеги осины, переходить болото по кочкам и замирать при малейшем шорохе. К осени лосёнок окреп и уже не отставал от матери ни на шаг.",
            ]),
            source: Some(rich("По рассказам натуралистов")),
            tasks: vec![
                single("Когда лосиха вывела лосёнка на опушку?", &["утром", "днём", "вечером"], 0).body,
                ShortAnswer {
                    question: rich("Побеги какого дерева ел лосёнок?"),
                    answer: rich("осины"),
                    accept: vec![],
                }
                .into(),
                Open {
                    question: rich("Чему ещё лосиха могла научить лосёнка?"),
                    sample: Some(rich("Плавать.")),
                    criteria: vec![],
                }
                .into(),
            ],
        }),
    ];
    let mut sheet = sheet(Subject::Math, grade, "Проверочная работа по всем видам заданий", Vec::new());
    sheet.kind_of_work = Some("проверочная работа".into());
    sheet.instruction = Some(rich(
        "Внимательно прочитайте каждое задание. В заданиях с выбором ответа отметьте галочкой клетку рядом с верным вариантом; там, где нужно записать решение, пользуйтесь клетчатым полем.",
    ));
    sheet.origin = Origin::Demonstration;
    sheet.notices = vec![Notice::Fewer { ordered: 25, delivered: 20 }];
    sheet.variants = vec![Variant {
        sections: vec![
            Section { heading: Some(rich("Часть А")), tasks: first },
            Section { heading: Some(rich("Часть Б")), tasks: second },
        ],
    }];
    sheet
}

/// Short tasks of algebra in two variants, with formulas of all sorts.
pub(crate) fn algebra() -> Worksheet {
    let variant = |k: u8| {
        let tasks = vec![
            numeric(&format!(r"Вычислите: $\frac{{{k}}}{{2}}+\frac{{1}}{{3}}=$"), "1"),
            numeric(r"Вычислите: $5\frac{3}{4}-2\frac{1}{2}=$", r"$3\frac{1}{4}$"),
            numeric(r"Найдите $\sqrt{144}+2^{3}=$", "20"),
            numeric(r"Решите: $3x-7=11$.", "6"),
            numeric(r"Вычислите: $0,25 \cdot 3,2 =$", "0,8"),
            numeric(r"Найдите $\frac{2}{5}$ от 40.", "16"),
            numeric(
                r"Упростите выражение $\frac{a^2-b^2}{a+b}$ при $a \ne -b$ и запишите, чему оно равно, если $a = 3{,}5$, а $b = 1{,}5$.",
                "2",
            ),
            numeric(
                r"Корни уравнения находят по формуле $x_{1,2}=\frac{-b\pm\sqrt{b^2-4ac}}{2a}$. Сколько корней у уравнения $x^2-6x+9=0$?",
                "1",
            ),
            numeric(r"Решите систему $\begin{cases} x+y=5 \\ x-y=1 \end{cases}$ и запишите $x \cdot y$.", "6"),
            numeric(
                r"Найдите $\log_2 8 + \sin 30^\circ$, если $\alpha \le 90^\circ$ и $\angle ABC = 30^\circ$.",
                "3,5",
            ),
            single(
                r"Решите неравенство $x^2 \geq 4$.",
                &[r"$[-2; 2]$", r"$(-\infty; -2] \cup [2; +\infty)$", r"$[2; +\infty)$", "нет решений"],
                1,
            ),
        ];
        Variant { sections: vec![Section { heading: None, tasks }] }
    };
    Worksheet {
        variants: vec![variant(1), variant(3)],
        kind_of_work: Some("самостоятельная работа".into()),
        ..sheet(Subject::Algebra, 8, "Дроби, корни и уравнения", Vec::new())
    }
}

/// An English sheet for foreign-language lessons.
pub(crate) fn english() -> Worksheet {
    let tasks = vec![
        task(FillBlank {
            question: Some(rich("Complete the sentences with the right form of the verb.")),
            text: rich("She [[1]] to school every day. They [[2]] in the garden now. I [[3]] never been to London."),
            blanks: ["goes", "are playing", "have"].map(|a| Blank { answer: rich(a), accept: vec![] }).to_vec(),
            bank: all(&["goes", "go", "are playing", "have"]),
        }),
        single("Choose the right word: There isn't ___ milk left.", &["some", "any", "many", "a few"], 1),
        task(Ordering {
            question: rich("Make a sentence."),
            items: all(&["never", "late", "is", "he"]),
            order: vec![3, 2, 0, 1],
        }),
    ];
    Worksheet { locale: Locale::En, ..sheet(Subject::English, 6, "Present tenses", tasks) }
}
