//! Listok's own pipeline over the sandbox, as it runs for teachers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use listok_core::billing::{self, Budgets, Fee, Meter};
use listok_core::cache::{Cache, Generator};
use listok_core::chance::Chance;
use listok_core::config;
use listok_core::domain::id::OrderId;
use listok_core::domain::stored::{ModelCall, OrderState};
use listok_core::domain::task::{Body, Verification};
use listok_core::domain::worksheet::Origin;
use listok_core::domain::{Locale, Rich, Spec, Task, Worksheet};
use listok_core::limits::Limiter;
use listok_core::llm::{CallContext, Router};
use listok_core::orders::Fulfilment;
use listok_core::queue::{Attempt, Handler};
use listok_core::store::{self, Db, NewOrder};
use listok_core::{drills, generation};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::class::{Class, Handed};
use crate::table::{Costs, Order, Sum};
use crate::{CLOCK, ORDERS, REPEATED, sandbox, settings, text, texts};

/// What the models-only run came to.
pub(crate) struct Written {
    pub(crate) costs: Costs,
    pub(crate) quality: String,
}

/// Every order written by models, drills and library aside.
pub(crate) async fn written(class: &Arc<Class>, orders: &[Spec]) -> Written {
    let sandbox = sandbox(class).await;
    let mut costs = Vec::new();
    let (mut tasks, mut marked, mut wrong, mut spoilt, mut fewer) = (0, 0, 0, 0, 0);
    let mut unseen = Vec::new();
    for (at, spec) in orders.iter().enumerate() {
        class.begin(at);
        let meter = Meter::listed();
        let router = Router::of(&settings(&sandbox), &Limiter::in_memory(1), CLOCK, meter.clone()).unwrap().unwrap();
        let context = CallContext::within(Duration::from_secs(170));
        let seed = u64::try_from(at).unwrap();
        let plan = generation::plan(&router, &context, spec).await;
        let sheet = generation::write(&router, &context, spec, &plan, &[], seed).await;
        class.keep();
        let accepted = sheet.as_ref().is_ok_and(|sheet| sheet.notices.is_empty());
        fewer += usize::from(sheet.is_ok() && !accepted);
        for task in sheet.iter().flat_map(all_tasks) {
            tasks += 1;
            let mark = task.verification == Verification::Unverified;
            marked += usize::from(mark);
            if class.handed().iter().any(|handed| is_wrong(task, handed)) {
                wrong += 1;
                if !mark {
                    unseen.push(task.kind().code());
                }
            }
        }
        spoilt += class.handed().iter().filter(|handed| handed.spoilt()).count();
        costs.push(Order { roles: by_role(&meter.calls()), accepted });
    }
    let quality = format!(
        "{spoilt} tasks were spoilt. Of {tasks} printed {wrong} still are, {} of them ({}) without the mark «проверьте», which {marked} tasks have; {fewer} sheets have fewer tasks than ordered.",
        unseen.len(),
        unseen.join(", "),
    );
    Written { costs: Costs(costs), quality }
}

fn all_tasks(sheet: &Worksheet) -> impl Iterator<Item = &Task> {
    sheet.variants.iter().flat_map(|variant| variant.sections.iter().flat_map(|section| &section.tasks))
}

fn by_role(calls: &[ModelCall]) -> BTreeMap<&'static str, Sum> {
    let mut roles: BTreeMap<&'static str, Sum> = BTreeMap::new();
    for call in calls {
        let role = match call.role.as_str() {
            "author" => "author",
            "solver" => "solver",
            "corrector" => "corrector",
            "methodologist" => "methodologist",
            _ => "other",
        };
        let tokens = |count: i64| u64::try_from(count).unwrap();
        roles.entry(role).or_default().add(Sum {
            calls: 1,
            input: tokens(call.tokens_in),
            cached: tokens(call.tokens_cached),
            written: tokens(call.tokens_cache_written),
            output: tokens(call.tokens_out),
            nano: call.cost.unwrap().nano,
        });
    }
    roles
}

/// Whether a task was spoilt and came through with the key it was spoilt with.
fn is_wrong(task: &Task, handed: &Handed) -> bool {
    let printed: Vec<&str> = task.texts().into_iter().map(Rich::source).collect();
    if !handed.spoilt() || task.verification == Verification::Computed || !handed.is_asked_by(&printed) {
        return false;
    }
    let sound = &handed.sound;
    match &task.body {
        Body::SingleChoice(choice) => {
            let right = text(sound, "a").parse::<usize>().ok().and_then(|at| texts(sound, "o").get(at).cloned());
            right.is_none_or(|right| choice.options[usize::from(choice.correct)].source() != right)
        }
        Body::Matching(matching) => {
            let (left, right) = (texts(sound, "l"), texts(sound, "r"));
            let partner = |at: usize| matching.right[usize::from(matching.pairs[at])].source();
            matching.left.iter().enumerate().any(|(at, text)| {
                left.iter().position(|other| other == text.source()).is_none_or(|known| right[known] != partner(at))
            })
        }
        Body::TrueFalse(judged) => judged.statements.iter().any(|statement| {
            let known = texts(sound, "o").iter().position(|other| other == statement.text.source());
            known
                .and_then(|known| text(sound, "a").chars().nth(known))
                .is_none_or(|letter| (letter == 'T') != statement.truth)
        }),
        Body::ShortAnswer(short) => short.answer.source() != text(sound, "a"),
        Body::Numeric(numeric) => !text(sound, "a").contains(&numeric.value),
        _ => true,
    }
}

/// The orders that drills make.
pub(crate) fn drilled(orders: &[Spec]) -> BTreeSet<usize> {
    orders.iter().enumerate().filter(|(_, spec)| drills::worksheet(spec, 1).is_some()).map(|(at, _)| at).collect()
}

/// What the run through orders and library came to.
pub(crate) struct WithLibrary {
    /// Which order each teacher's order was.
    pub(crate) orders: Vec<usize>,
    pub(crate) costs: Costs,
    origins: BTreeMap<&'static str, usize>,
}

impl WithLibrary {
    pub(crate) fn described(&self) -> String {
        format!(
            "with the library every {REPEATED}th order asks for what another teacher has had, in the same words: {:?}",
            self.origins
        )
    }
}

/// As many orders, of which every fourth asks for what another teacher has asked for; through the library and drills.
pub(crate) async fn with_library(class: &Arc<Class>, orders: &[Spec]) -> WithLibrary {
    let sandbox = sandbox(class).await;
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("cost.sqlite").display());
    let db =
        Db::connect(&config::Database { url, read_url: None, direct_url: None, max_connections: 4 }).await.unwrap();
    db.migrate().await.unwrap();
    let (chance, limiter) = (Chance::seeded(3), Limiter::in_memory(1));
    let meter = Meter::stored(db.clone(), chance.clone(), Budgets::default());
    let router = Router::of(&settings(&sandbox), &limiter, CLOCK, meter).unwrap().unwrap();
    let generator = Generator { version: generation::VERSION, demonstration: false };
    let worker = Fulfilment {
        db: db.clone(),
        clock: CLOCK,
        chance: chance.clone(),
        cache: Some(Cache::new(db.clone(), CLOCK, chance.clone(), limiter, None, generator)),
        models: Some(Arc::new(router)),
        outbox: Arc::default(),
    };
    // The first three quarters, then every third of them again.
    let fresh = ORDERS - ORDERS / REPEATED;
    let again = (0..fresh).step_by(REPEATED - 1);
    let asked: Vec<usize> = (0..fresh.min(orders.len())).chain(again).collect();
    let (mut costs, mut origins) = (Vec::new(), BTreeMap::new());
    for (turn, at) in asked.iter().enumerate() {
        class.begin(*at);
        let teacher = i64::try_from(turn).unwrap() + 1;
        let id = order(&db, &chance, teacher, &orders[*at]).await;
        let attempt = Attempt { number: 1, last: true, stop: CancellationToken::new() };
        worker.run(json!({ "order": id }), attempt).await;
        let mut read = db.read().await.unwrap();
        let calls = store::model_calls::of_order(read.on(), id).await.unwrap();
        let order = store::orders::find(read.on(), id).await.unwrap().unwrap();
        let origin = order.origin.map_or("failed", Origin::code);
        *origins.entry(origin).or_default() += 1;
        costs.push(Order { roles: by_role(&calls), accepted: order.state == OrderState::Ready });
    }
    WithLibrary { orders: asked, costs: Costs(costs), origins }
}

/// A teacher orders.
async fn order(db: &Db, chance: &Chance, teacher: i64, spec: &Spec) -> OrderId {
    let now = CLOCK.now();
    let mut tx = db.begin().await.unwrap();
    let (teacher, _) = store::teachers::register(tx.on(), chance.id(now), teacher, Locale::Ru, now).await.unwrap();
    let id: OrderId = chance.id(now);
    let new = NewOrder {
        id,
        teacher: teacher.id,
        chat_id: 700,
        card_message_id: None,
        key: id.to_string(),
        locale: Locale::Ru,
        spec: spec.clone(),
        replaces: None,
        priority: 1,
        created_at: now,
    };
    store::orders::place(tx.on(), &new).await.unwrap();
    billing::reserve(&mut tx, chance, Fee::of(teacher.id, id, None), now).await.unwrap();
    tx.commit().await.unwrap();
    id
}
