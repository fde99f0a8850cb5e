//! What models would answer: tasks of a pool, some of them spoilt; a solver and a corrector who are right as a rule.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use listok_core::domain::Spec;
use listok_sandbox::Question;
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::{Value, json};

use crate::{corpus, naive, text, texts};

/// Of a hundred tasks an author writes, so many are wrong or cannot be printed.
const SPOILT: u32 = 7;
/// Of a hundred answers, so many are wrong, and so many are a question mark.
const SOLVED_WRONG: u32 = 3;
const NOT_SOLVED: u32 = 2;
/// Of a hundred tasks, so many cannot be mended.
const NOT_MENDED: u32 = 10;
/// A plan of usual length; that it names skills of no topic costs nothing here.
const SKILLS: [&str; 7] = [
    "узнавать изученное понятие среди похожих по его признакам",
    "приводить свои примеры и называть, чем они отличаются",
    "применять правило по образцу в одно действие",
    "сравнивать два случая и объяснять разницу между ними",
    "находить ошибку в готовом рассуждении и исправлять её",
    "применять правило в новой ситуации в несколько шагов",
    "решать составную задачу и проверять полученный ответ",
];

/// A task that was written: as it should be, and as it was.
#[derive(Clone)]
pub(crate) struct Handed {
    pub(crate) sound: Value,
    pub(crate) given: Value,
}

impl Handed {
    pub(crate) fn spoilt(&self) -> bool {
        self.sound != self.given
    }

    /// Whether texts are those of this task: many tasks share a question («Выберите верные утверждения»), so that what
    /// is judged or chosen from has to be the same too.
    pub(crate) fn is_asked_by(&self, shown: &[&str]) -> bool {
        let of_lists = ["o", "l"].into_iter().flat_map(|field| texts(&self.given, field));
        std::iter::once(text(&self.given, "q")).chain(of_lists).all(|own| shown.contains(&own.as_str()))
    }
}

/// Everybody who plays a model.
pub(crate) struct Class {
    pools: Vec<Vec<Value>>,
    specs: Vec<Spec>,
    sheets: Mutex<HashMap<usize, Vec<Handed>>>,
    desk: Mutex<Desk>,
}

/// The order being written.
struct Desk {
    order: usize,
    taken: HashSet<usize>,
    handed: Vec<Handed>,
    dice: ChaCha8Rng,
}

impl Class {
    pub(crate) fn of(orders: &[Spec]) -> Self {
        let known = corpus::known();
        let pools = orders.iter().map(|spec| corpus::pool(spec, &known)).collect();
        Self { pools, specs: orders.to_vec(), sheets: Mutex::default(), desk: Mutex::new(Desk::of(0)) }
    }

    pub(crate) fn described(&self) -> String {
        let pooled: Vec<&Value> = self.pools.iter().flatten().collect();
        let sum: u64 = pooled.iter().map(|source| crate::tokens(&text(source, "q"))).sum();
        format!(
            "a question has {:.0} tokens on average; {SPOILT} % of tasks are spoilt, {SOLVED_WRONG} % of the solver's answers are wrong, {NOT_SOLVED} % are left out, {NOT_MENDED} % of tasks cannot be mended",
            sum as f64 / pooled.len() as f64
        )
    }

    /// Turns to an order.
    pub(crate) fn begin(&self, order: usize) {
        *self.desk.lock().unwrap_or_else(PoisonError::into_inner) = Desk::of(order);
    }

    /// What was written for the order.
    pub(crate) fn handed(&self) -> Vec<Handed> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).handed.clone()
    }

    pub(crate) fn orders(&self) -> &[Spec] {
        &self.specs
    }

    /// Keeps what was written for the order as its sheet: the naive pipeline writes the same tasks.
    pub(crate) fn keep(&self) {
        let desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let spec = &self.specs[desk.order];
        let needed = usize::from(spec.total) * usize::from(spec.variants);
        let sheet = desk.handed.iter().take(needed).cloned().collect();
        self.sheets.lock().unwrap_or_else(PoisonError::into_inner).insert(desk.order, sheet);
    }

    /// The order being written and its sheet.
    pub(crate) fn sheet(&self) -> (Spec, Vec<Handed>) {
        let order = self.desk.lock().unwrap_or_else(PoisonError::into_inner).order;
        let sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        (self.specs[order].clone(), sheets[&order].clone())
    }

    pub(crate) fn answer(&self, question: &Question<'_>) -> String {
        match question.schema {
            Some(("sheet_plan", _)) => json!({ "skills": SKILLS }).to_string(),
            Some(("worksheet_tasks", schema)) => self.write(question.user, schema),
            Some(("blind_answers", _)) => self.solve(question.user),
            Some(("corrected_tasks", schema)) => self.mend(question.user, schema),
            _ => naive::answer(self, question),
        }
    }

    fn write(&self, user: &str, schema: &Value) -> String {
        let line = |name: &str| user.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let count: usize = line("count").and_then(|count| count.parse().ok()).unwrap();
        let handed = self.take(count, line("kinds").unwrap());
        let of_task = &schema["properties"]["tasks"]["items"];
        let tasks: Vec<Value> = handed.iter().map(|handed| fitted(&handed.given, of_task)).collect();
        json!({ "title": line("topic").unwrap_or("Повторение"), "tasks": tasks }).to_string()
    }

    /// Takes tasks off the pool: of each kind as many as are counted (`matching*3`), else of every kind in turn.
    fn take(&self, count: usize, kinds: &str) -> Vec<Handed> {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = &self.pools[desk.order];
        let mut turns: Vec<&str> = Vec::new();
        for item in kinds.split(',') {
            let (names, n) = item.split_once('*').unwrap_or((item, ""));
            let counted = n.parse().ok();
            let names: Vec<&str> = names.split('|').collect();
            let of_item = names.iter().cycle().take(counted.unwrap_or(names.len()));
            turns.extend(of_item);
        }
        let turns = if kinds.contains('*') { turns } else { turns.into_iter().cycle().take(count * 4).collect() };
        let mut handed = Vec::new();
        for kind in turns {
            if handed.len() == count {
                break;
            }
            let Some(at) = (0..pool.len()).find(|at| pool[*at]["k"] == kind && !desk.taken.contains(at)) else {
                continue;
            };
            desk.taken.insert(at);
            let seed = u64::try_from(desk.order * 10_000 + at).unwrap();
            handed.push(spoil(&pool[at], &mut ChaCha8Rng::seed_from_u64(seed)));
        }
        desk.handed.extend(handed.iter().cloned());
        handed
    }

    /// Answers questions shown as `1. [kind] question 1) option …`.
    fn solve(&self, user: &str) -> String {
        let handed = self.handed();
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let mut answers = Vec::new();
        for line in user.lines() {
            let Some((number, rest)) = line.split_once(". [") else { continue };
            let Some((kind, shown)) = rest.split_once("] ") else { continue };
            let asked = |handed: &&Handed| {
                handed.sound["k"] == kind
                    && shown.starts_with(&text(&handed.sound, "q"))
                    && texts(&handed.sound, "o").iter().all(|option| shown.contains(option.as_str()))
            };
            let known = handed.iter().find(asked).and_then(|handed| solution(&handed.sound, shown));
            let (expression, answer) = match (known, desk.dice.random_range(0..100)) {
                (None, _) | (_, ..NOT_SOLVED) => continue,
                (Some((_, right)), luck) if luck < NOT_SOLVED + SOLVED_WRONG => (String::new(), wrong(kind, &right)),
                (Some(known), _) => known,
            };
            let equals = if expression.is_empty() { "" } else { " = " };
            answers.push(format!("{number}: {expression}{equals}{answer}"));
        }
        json!({ "answers": answers }).to_string()
    }

    fn mend(&self, user: &str, schema: &Value) -> String {
        let handed = self.handed();
        let items = user.trim_start_matches("<tasks>").trim_end_matches("</tasks>");
        let items: Vec<Value> = serde_json::from_str(items).unwrap();
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut fix, mut drop) = (Vec::new(), Vec::new());
        for item in items {
            let task = &item["task"];
            let (question, options, left) = (text(task, "q"), texts(task, "o"), texts(task, "l"));
            let shown: Vec<&str> =
                std::iter::once(&question).chain(&options).chain(&left).map(String::as_str).collect();
            let known = handed.iter().find(|handed| handed.is_asked_by(&shown));
            match known.filter(|_| desk.dice.random_range(0..100) >= NOT_MENDED) {
                Some(known) => {
                    let of_task = &schema["properties"]["fix"]["items"]["properties"]["task"];
                    fix.push(json!({ "i": item["i"], "task": fitted(&known.sound, of_task) }));
                }
                None => drop.push(item["i"].clone()),
            }
        }
        json!({ "fix": fix, "drop": drop }).to_string()
    }
}

impl Desk {
    fn of(order: usize) -> Self {
        let dice = ChaCha8Rng::seed_from_u64(u64::try_from(order).unwrap());
        Self { order, taken: HashSet::new(), handed: Vec::new(), dice }
    }
}

/// A task with the fields its schema names.
fn fitted(task: &Value, schema: &Value) -> Value {
    let of_kind =
        |shape: &&Value| shape["properties"]["k"]["enum"].as_array().is_some_and(|kinds| kinds.contains(&task["k"]));
    let shape = schema["anyOf"].as_array().and_then(|shapes| shapes.iter().find(of_kind)).unwrap_or(schema);
    let fields = shape["properties"].as_object().unwrap();
    fields.keys().map(|name| (name.clone(), task.get(name).cloned().unwrap_or_else(|| json!("")))).collect()
}

/// A task as its author wrote it: now and then with a wrong key, or with its key in the question.
fn spoil(sound: &Value, dice: &mut ChaCha8Rng) -> Handed {
    let mut given = sound.clone();
    if dice.random_range(0..100) < SPOILT {
        let answer = text(sound, "a");
        match sound["k"].as_str().unwrap_or_default() {
            "single_choice" => {
                let options = texts(sound, "o").len();
                given["a"] = ((answer.parse::<usize>().unwrap() + 1) % options).to_string().into();
            }
            "true_false" => {
                let other = if answer.starts_with('T') { "F" } else { "T" };
                given["a"] = answer.replacen(['T', 'F'], other, 1).into();
            }
            "numeric" => {
                let (number, unit) = answer.split_once(' ').unwrap_or((&answer, ""));
                let other = number.parse::<i64>().map_or_else(|_| "17".to_owned(), |number| (number + 3).to_string());
                given["a"] = format!("{other} {unit}").trim().into();
            }
            "matching" => {
                let mut right = texts(sound, "r");
                right.swap(0, 1);
                given["r"] = right.into();
            }
            "fill_blank" => given["q"] = format!("{} ({answer})", text(sound, "q")).into(),
            "short_answer" => given["a"] = "сообщение".into(),
            _ => given["q"] = format!("**{}**", text(sound, "q")).into(),
        }
    }
    Handed { sound: sound.clone(), given }
}

/// Expression and answer, as the solver is to give them, to a task as it is shown.
fn solution(sound: &Value, shown: &str) -> Option<(String, String)> {
    let answer = text(sound, "a");
    let options = texts(sound, "o");
    let plain = |answer: String| Some((String::new(), answer));
    let place = |all: &[String], one: &String| all.iter().position(|other| other == one).map(|at| at + 1);
    match sound["k"].as_str()? {
        "single_choice" => {
            let right = options.get(answer.parse::<usize>().ok()?)?;
            plain(place(&numbered(shown, options.len())?, right)?.to_string())
        }
        "multiple_choice" => {
            let all = numbered(shown, options.len())?;
            let mut right: Vec<usize> = answer
                .split(',')
                .map(|at| place(&all, &options[at.trim().parse::<usize>().ok()?]))
                .collect::<Option<_>>()?;
            right.sort_unstable();
            plain(right.iter().map(usize::to_string).collect::<Vec<_>>().join(","))
        }
        "true_false" => {
            let letters: Vec<char> = answer.chars().collect();
            let judge = |shown: &String| letters.get(place(&options, shown)? - 1).copied();
            plain(numbered(shown, options.len())?.iter().map(judge).collect::<Option<String>>()?)
        }
        "matching" => {
            let (left, right) = (texts(sound, "l"), texts(sound, "r"));
            let shown = numbered(shown.split_once(" right:")?.1, right.len())?;
            let pairs = (0..left.len()).map(|at| Some(format!("{}-{}", at + 1, place(&shown, &right[at])?)));
            plain(pairs.collect::<Option<Vec<_>>>()?.join(","))
        }
        "ordering" => {
            let shown = numbered(shown, options.len())?;
            let places = options.iter().map(|item| place(&shown, item).map(|at| at.to_string()));
            plain(places.collect::<Option<Vec<_>>>()?.join(","))
        }
        "classify" => {
            let columns: Vec<usize> = answer.split(',').map(|at| at.trim().parse().ok()).collect::<Option<_>>()?;
            let shown = numbered(shown.split_once(" items:")?.1, options.len())?;
            let column = |item: &String| Some((columns.get(place(&options, item)? - 1)? + 1).to_string());
            plain(shown.iter().map(column).collect::<Option<Vec<_>>>()?.join(","))
        }
        "numeric" => Some((text(sound, "e"), answer)),
        _ => plain(answer),
    }
}

/// The texts behind ` 1) `, ` 2) ` and so on.
fn numbered(shown: &str, count: usize) -> Option<Vec<String>> {
    let mut rest = shown.split_once(" 1) ")?.1;
    let mut found = Vec::new();
    for next in 2..=count {
        let (one, others) = rest.split_once(&format!(" {next}) "))?;
        found.push(one.to_owned());
        rest = others;
    }
    found.push(rest.to_owned());
    Some(found)
}

fn wrong(kind: &str, right: &str) -> String {
    match kind {
        "single_choice" => if right == "1" { "2" } else { "1" }.to_owned(),
        "numeric" => "7919".to_owned(),
        "true_false" if right.starts_with('T') => right.replacen('T', "F", 1),
        "true_false" => right.replacen('F', "T", 1),
        _ => "?".to_owned(),
    }
}
