//! Tasks as models write them: those of the labelled replies that nothing was planted in.

use listok_core::domain::{Grade, Spec, Subject};
use listok_core::generation::checks::Surroundings;
use listok_core::generation::reply;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;

/// Tasks of a kind kept ready for an order beyond those it may need.
const SPARE: usize = 12;
/// Written only where they are asked for.
const ASKED: [&str; 5] = ["multiple_choice", "ordering", "classify", "reading", "table"];

/// A task, and whom it was written for.
pub(crate) struct Known {
    subject: Subject,
    grade: Grade,
    source: Value,
}

/// The lines of a labelled file.
pub(crate) fn lines(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// All Russian tasks without a planted defect.
pub(crate) fn known() -> Vec<Known> {
    let lines = ["clean.jsonl", "defects.jsonl"].into_iter().flat_map(lines).filter(|line| line["locale"] != "en");
    let of_line = |line: Value| {
        let planted: Vec<u64> = line["at"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        // A defect without places is one of the whole reply.
        let whole = !line["defect"].is_null() && planted.is_empty();
        let tasks = line["reply"]["tasks"].as_array().cloned().unwrap_or_default();
        let subject = Subject::from_code(line["subject"].as_str().unwrap()).unwrap();
        let grade = Grade::new(u8::try_from(line["grade"].as_u64().unwrap()).unwrap()).unwrap();
        let sound = tasks.into_iter().zip(0..).filter(move |(_, at)| !whole && !planted.contains(at));
        sound.map(move |(source, _)| Known { subject, grade, source })
    };
    lines.flat_map(of_line).filter(|known| known.source["k"].is_string() && known.source["q"].is_string()).collect()
}

/// Tasks that would do for an order, nearest first: sound beside one another, by Listok's own checks.
///
/// They stand in for tasks of the order's topic, which nobody has written: what counts is how long they are.
pub(crate) fn pool(spec: &Spec, known: &[Known]) -> Vec<Value> {
    let mut near: Vec<&Known> = known.iter().collect();
    let far = |known: &&Known| {
        let exact = known.subject.is_exact() == spec.subject.is_exact();
        (known.subject != spec.subject, !exact, known.grade.number().abs_diff(spec.grade.number()))
    };
    near.sort_by_key(far);
    let around = Surroundings::new(spec, &[]);
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (mut pool, mut tasks) = (Vec::new(), Vec::new());
    let tasks_in_all = usize::from(spec.total) * usize::from(spec.variants);
    let wanted: Vec<&str> = spec.include_kinds.iter().map(|kind| kind.code()).collect();
    let most = if wanted.is_empty() { tasks_in_all / 3 + SPARE } else { tasks_in_all + SPARE };
    for known in near {
        let kind = known.source["k"].as_str().unwrap_or_default();
        let of_kind = pool.iter().filter(|source: &&Value| source["k"] == kind).count();
        let unwanted = ASKED.contains(&kind) && !wanted.contains(&kind);
        if of_kind >= most || unwanted {
            continue;
        }
        let there: Vec<_> = tasks.iter().collect();
        let inspected = reply::examine_task(known.source.clone(), &around, &there, &mut rng).inspected;
        if let Some(task) = inspected.task.filter(|_| inspected.mended.is_empty()) {
            tasks.push(task);
            pool.push(known.source.clone());
        }
    }
    pool
}
