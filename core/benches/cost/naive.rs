//! The naive pipeline: one model plans, writes and reviews, and each time the whole sheet is written out, in JSON with all
//! fields. It is given the benefit of the doubt: no reasoning, one call a role, and a reviewer who finds every fault.

use listok_sandbox::{Charge, Question};
use serde_json::{Value, json};

use crate::class::{Class, Handed};
use crate::table::{Costs, Order, Sum};
use crate::{sandbox, text, texts};

const PLANNER: &str = "You are an experienced methodologist of a Russian school. You design printed worksheets that follow the federal programme. \
Read the teacher's request carefully and plan the worksheet. Think about what pupils of this grade already know, which skills the worksheet should train, \
and in which order the tasks should come: begin with easy tasks and end with the most difficult ones. Use different kinds of tasks so that pupils do not get bored. \
Do not repeat tasks. Answer in the language of the request.\n\
Return only valid JSON without comments or Markdown in exactly this format:\n\
{\"title\": \"title of the worksheet\", \"subject\": \"subject\", \"grade\": 5, \"topic\": \"topic\", \"learning_objectives\": [\"what pupils will learn\"], \
\"tasks\": [{\"id\": 1, \"type\": \"single_choice | true_false | matching | fill_blank | short_answer | numeric | open\", \"difficulty\": \"easy | medium | hard\", \"points\": 1, \
\"skill\": \"the skill that is trained\", \"draft\": \"draft of the question\"}]}";

const AUTHOR: &str = "You are an experienced author of printed worksheets for Russian schools. You get a plan of a worksheet made by a methodologist. \
Write the whole worksheet according to the plan: for each task write the final wording of the question, all answer options where they are needed, the correct answer and a short explanation for the teacher. \
Questions must be clear, correct and suitable for the age of the pupils. Each task must have exactly one correct answer. Distractors must be plausible and follow typical mistakes. \
Write formulas in LaTeX between dollar signs. Do not give the answer away in the question. Check every calculation. Answer in the language of the plan.\n\
Return only valid JSON without comments or Markdown in exactly this format:\n\
{\"title\": \"title\", \"subject\": \"subject\", \"grade\": 5, \"topic\": \"topic\", \"instructions\": \"instructions for pupils\", \
\"tasks\": [{\"id\": 1, \"type\": \"single_choice | true_false | matching | fill_blank | short_answer | numeric | open\", \"difficulty\": \"easy | medium | hard\", \"points\": 1, \
\"question\": \"text of the question\", \"options\": [{\"label\": \"A\", \"text\": \"option\"}], \"left_column\": [], \"right_column\": [], \
\"correct_answer\": \"the correct answer\", \"explanation\": \"why it is correct\"}]}";

const REVIEWER: &str = "You are a strict reviewer of printed worksheets for Russian schools. You get a worksheet as JSON. Check every task: is the question correct and clear, is the correct answer really correct, \
is there exactly one correct option, are the distractors plausible, is the difficulty suitable for the grade, are there repeated tasks, are there mistakes in spelling or formulas? Solve every task yourself before you judge it. \
Correct everything that is wrong. Keep what is right as it is. Then return the whole corrected worksheet with all tasks in the same format, so that it can be printed.\n\
Return only valid JSON without comments or Markdown in exactly this format:\n\
{\"approved\": true, \"comments\": [\"what was corrected\"], \"worksheet\": {\"title\": \"title\", \"subject\": \"subject\", \"grade\": 5, \"topic\": \"topic\", \"instructions\": \"instructions for pupils\", \
\"tasks\": [{\"id\": 1, \"type\": \"…\", \"difficulty\": \"easy | medium | hard\", \"points\": 1, \"question\": \"text\", \"options\": [{\"label\": \"A\", \"text\": \"option\"}], \
\"left_column\": [], \"right_column\": [], \"correct_answer\": \"the correct answer\", \"explanation\": \"why it is correct\"}]}}";

/// Every order of the class, written by a model.
pub(crate) async fn written(class: &std::sync::Arc<Class>, model: &str) -> Costs {
    let sandbox = sandbox(class).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut orders = Vec::new();
    for (at, spec) in class.orders().iter().enumerate() {
        class.begin(at);
        let request = format!(
            "Предмет: {}. Класс: {}. Тема: {}. Количество заданий: {}. Вариантов: {}. Сложность: {}.",
            spec.subject.code(),
            spec.grade,
            spec.topic,
            spec.total,
            spec.variants,
            spec.difficulty.code()
        );
        let mut said = request.clone();
        let mut roles = std::collections::BTreeMap::new();
        for (role, system) in [("1 planner", PLANNER), ("2 author", AUTHOR), ("3 reviewer", REVIEWER)] {
            let before = sandbox.bill().charges.len();
            let body = json!({
                "model": model,
                "messages": [{ "role": "system", "content": system }, { "role": "user", "content": said }],
                "reasoning_effort": "none",
            });
            let asked = http.post(format!("{}/chat/completions", sandbox.openai_url())).bearer_auth("key").json(&body);
            let reply: Value = asked.send().await.unwrap().json().await.unwrap();
            said = format!("{request}\n{}", reply["choices"][0]["message"]["content"].as_str().unwrap());
            let mut sum = Sum::default();
            sandbox.bill().charges[before..].iter().for_each(|charge| sum.add(of_charge(charge)));
            roles.insert(role, sum);
        }
        orders.push(Order { roles, accepted: true });
    }
    Costs(orders)
}

fn of_charge(charge: &Charge) -> Sum {
    let Charge { input, cached, cache_written: written, output, nano, .. } = *charge;
    Sum { calls: 1, input, cached, written, output, nano: nano.unwrap() }
}

/// What the model answers in each of the roles.
pub(crate) fn answer(class: &Class, question: &Question<'_>) -> String {
    let (spec, sheet) = class.sheet();
    let level = |task: &Value| {
        ["easy", "medium", "hard"][usize::try_from(task["d"].as_u64().unwrap_or(1).clamp(1, 3) - 1).unwrap()]
    };
    let around = |tasks: Vec<Value>| {
        json!({
            "title": spec.topic, "subject": spec.subject.code(), "grade": spec.grade.number(), "topic": spec.topic,
            "instructions": "Прочитайте задания внимательно и выполните их. Ответы запишите на листе.", "tasks": tasks,
        })
    };
    let whole = |task: &dyn Fn(&Handed) -> Value| {
        let tasks = sheet.iter().zip(1..).map(|(handed, id): (_, u32)| {
            let task = task(handed);
            let options: Vec<Value> = texts(&task, "o").iter().zip('A'..).map(|(text, label)| json!({ "label": label, "text": text })).collect();
            json!({
                "id": id, "type": task["k"], "difficulty": level(&task), "points": task["d"], "question": task["q"], "options": options,
                "left_column": task["l"], "right_column": task["r"], "correct_answer": key(&task), "explanation": explanation(&task),
            })
        });
        around(tasks.collect())
    };
    let answer = if question.system == PLANNER {
        let tasks = sheet.iter().zip(1..).map(|(handed, id): (_, u32)| {
            let task = &handed.sound;
            json!({ "id": id, "type": task["k"], "difficulty": level(task), "points": task["d"], "skill": spec.topic, "draft": task["q"] })
        });
        let mut plan = around(tasks.collect());
        plan["learning_objectives"] = json!([format!("Повторить и закрепить тему «{}»", spec.topic)]);
        plan.as_object_mut().unwrap().remove("instructions");
        plan
    } else if question.system == AUTHOR {
        whole(&|handed| handed.given.clone())
    } else {
        let spoilt = sheet.iter().zip(1..).filter(|(handed, _)| handed.spoilt());
        let comments: Vec<String> =
            spoilt.map(|(_, id): (_, u32)| format!("В задании {id} исправлен ответ.")).collect();
        json!({ "approved": comments.is_empty(), "comments": comments, "worksheet": whole(&|handed| handed.sound.clone()) })
    };
    answer.to_string()
}

fn key(task: &Value) -> String {
    let (options, answer) = (texts(task, "o"), text(task, "a"));
    match answer
        .parse::<usize>()
        .ok()
        .filter(|_| task["k"] == "single_choice")
        .and_then(|at| Some((at, options.get(at)?)))
    {
        Some((at, right)) => format!("{}) {right}", ['A', 'B', 'C', 'D', 'E'][at.min(4)]),
        None if task["k"] == "matching" => {
            let pairs = texts(task, "l").len();
            (1..=pairs).map(|n| format!("{n}-{n}")).collect::<Vec<_>>().join(", ")
        }
        None if task["k"] == "ordering" => options.join(", "),
        None => answer,
    }
}

/// The worked solution, where there is one; where there is none, the shortest there can be.
fn explanation(task: &Value) -> String {
    let solution = text(task, "x");
    if solution.is_empty() { format!("Верный ответ: {}.", key(task)) } else { solution }
}
