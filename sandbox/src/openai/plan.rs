//! A plan on request: `sheet_plan`, the schema of Listok's methodologist.

use serde_json::{Value, json};

/// What can be practised on any topic.
const SKILLS: [&str; 6] = [
    "узнавать понятия темы среди других",
    "называть признаки и давать определения",
    "приводить свои примеры",
    "сравнивать и находить различия",
    "применять правило в новой задаче",
    "объяснять, почему ответ верен",
];
const SKILLS_EN: [&str; 6] = [
    "tell the terms of the topic from others",
    "name features and give definitions",
    "give examples of your own",
    "compare and find differences",
    "apply the rule to a new problem",
    "explain why an answer is right",
];

/// Skills in the language of the methodologist's turn.
pub(super) fn skills(user: &str) -> Value {
    let english = user.lines().any(|line| line.trim() == "language: en");
    json!({ "skills": if english { SKILLS_EN } else { SKILLS } })
}
