//! The one owner of retries: which model is asked, how often, and when it is left alone.

mod building;
mod door;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;

use self::door::Door;
use super::breaker::{Breaker, Pass};
use super::prices::Price;
use super::routes::Way;
use super::{
    Answer, Ask, CallContext, Card, ChatModel, Disposition, Embedder, Embedding, ModelError, Piece, Prompt, Provider,
    Reply, Residency, Role, Urgency, Usage, answer, prices, tokens,
};
use crate::billing::{HoldError, Meter, Open};
use crate::clock::Clock;
use crate::domain::id::ModelCallId;
use crate::domain::stored::{CostStatus, Held, ModelCall};
use crate::domain::{Currency, Money};
use crate::telemetry;

/// Tries of one route within a question; with another route to go to, fewer.
const TRIES: u32 = 3;
const TRIES_BEFORE_OTHERS: u32 = 2;
/// Longest a question may take, repeats and other routes included, unless the settings say otherwise.
const LONGEST: Duration = Duration::from_secs(150);
/// Longest one call may take while somebody waits.
const LONGEST_CALL: Duration = Duration::from_secs(90);
/// A provider that wants a longer pause than this is left alone instead.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// How long a provider is left alone that does not accept our key or is out of money.
const REST: Duration = Duration::from_mins(5);
/// Longest a provider is left alone, whatever it wants.
const LONGEST_REST: Duration = Duration::from_hours(1);
/// Beyond its deadline a call is still held this long: for its end to be recorded.
const HELD_BEYOND: TimeDelta = TimeDelta::seconds(60);
/// Longest an embedding may take.
const LONGEST_EMBEDDING: Duration = Duration::from_secs(10);

/// A model, what it can do and how it has been doing.
struct Route {
    model: Arc<dyn ChatModel>,
    card: Card,
    price: Option<Price>,
    breaker: Breaker,
    door: Arc<Door>,
}

/// An embedding model.
struct Vectors {
    model: Box<dyn Embedder>,
    price: Option<Price>,
    door: Arc<Door>,
}

/// Models by role.
pub struct Router {
    routes: Vec<Arc<Route>>,
    roles: HashMap<Role, Vec<(Way, Arc<Route>)>>,
    embedders: Vec<Vectors>,
    /// Providers whose servers stand in Russia.
    resident: Vec<Provider>,
    /// Where words may go at most, whatever a call allows.
    residency: Residency,
    clock: Clock,
    longest: Duration,
    meter: Meter,
    /// Spreads questions that belong to no order over routes of equal standing.
    turn: AtomicU64,
}

impl std::fmt::Debug for Router {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Router").field("routes", &self.routes.len()).finish_non_exhaustive()
    }
}

impl Router {
    /// The same router with another bound on the time a question may take, repeats and other routes included.
    #[must_use]
    pub fn within(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// The same router with its calls recorded elsewhere.
    #[must_use]
    pub fn metered(self, meter: Meter) -> Self {
        Self { meter, ..self }
    }

    /// Where calls are recorded.
    pub const fn meter(&self) -> &Meter {
        &self.meter
    }

    /// Whether a model is a stand-in.
    pub fn demonstration(&self) -> bool {
        self.routes.iter().any(|route| route.model.demonstration())
    }

    /// The names of a provider's models that may be asked.
    pub fn models_of(&self, provider: Provider) -> Vec<&str> {
        self.routes.iter().filter(|route| route.model.provider() == provider).map(|route| route.model.model()).collect()
    }

    /// Whether each provider answers and accepts our key; asked in a way that costs nothing.
    pub async fn look(&self, time: Duration) -> Vec<(Provider, Result<(), ModelError>)> {
        let mut looked: Vec<(Provider, Result<(), ModelError>)> = Vec::new();
        for route in &self.routes {
            let provider = route.model.provider();
            if looked.iter().all(|(seen, _)| *seen != provider) {
                looked.push((provider, route.model.look(time).await.map(drop)));
            }
        }
        looked
    }

    /// The models in use that their providers will shut down, with the day as the provider writes it.
    pub async fn mortal(&self, time: Duration) -> Vec<(&str, String)> {
        let mut mortal = Vec::new();
        for route in &self.routes {
            if let Ok(Some(day)) = route.model.look(time).await {
                mortal.push((route.model.model(), day));
            }
        }
        mortal
    }

    /// The tag of the vectors that words of this residency get; `None`: they get none.
    pub fn embedding_tag(&self, residency: Residency) -> Option<&str> {
        self.embedder(residency).map(|vectors| vectors.model.tag())
    }

    /// Asks until a model answers or none is left.
    pub async fn ask(&self, prompt: &Prompt, context: &CallContext) -> Result<Reply, ModelError> {
        self.put(prompt, context, None).await
    }

    /// Asks likewise, and tells of the answer as it is written.
    pub async fn stream(
        &self,
        prompt: &Prompt,
        context: &CallContext,
        on: &mut (dyn FnMut(Piece<'_>) + Send),
    ) -> Result<Reply, ModelError> {
        self.put(prompt, context, Some(on)).await
    }

    /// Turns a text into a vector. There is no other model to go to: vectors of two models cannot be compared.
    pub async fn embed(&self, text: &str, context: &CallContext) -> Result<Embedding, ModelError> {
        let vectors = self.embedder(context.residency).ok_or(ModelError::NoRoute)?;
        if vectors.door.resting() || (self.meter.bound() && vectors.price.is_none()) {
            return Err(ModelError::NoRoute);
        }
        let until = context.deadline.min(Instant::now() + LONGEST_EMBEDDING);
        let _place = vectors.door.enter(until, &self.clock).await?;
        let worst = vectors.price.map(|price| price.at_most(tokens::at_most(text), 0));
        let named = Named {
            role: Role::Embedder,
            provider: vectors.model.provider(),
            model: vectors.model.model(),
            prompt_version: vectors.model.tag(),
        };
        let open = self.open(&named, context, worst, worst.as_slice(), until).await?;
        let began = Instant::now();
        let (vector, usage) = vectors.model.embed(text, left(until)).await;
        let ended = Ended {
            outcome: vector.as_ref().err().copied(),
            usage,
            cost: usage.zip(vectors.price).map(|(usage, price)| price.cost(usage, false)),
            latency: began.elapsed(),
        };
        if let Some(error) = ended.outcome {
            vectors.door.mind(error);
        }
        record(open, &named, ended).await;
        vector.map(|vector| Embedding { vector, tag: vectors.model.tag().to_owned() })
    }

    fn embedder(&self, residency: Residency) -> Option<&Vectors> {
        self.embedders.iter().find(|vectors| self.allowed(vectors.model.provider(), residency))
    }

    fn allowed(&self, provider: Provider, residency: Residency) -> bool {
        let anywhere = residency == Residency::Anywhere && self.residency == Residency::Anywhere;
        anywhere || self.resident.contains(&provider)
    }

    async fn put(
        &self,
        prompt: &Prompt,
        context: &CallContext,
        on: Option<&mut (dyn FnMut(Piece<'_>) + Send)>,
    ) -> Result<Reply, ModelError> {
        let longest = Instant::now() + self.longest;
        let until = if context.urgency == Urgency::Later { context.deadline } else { context.deadline.min(longest) };
        let input = tokens::of_question(prompt);
        let question = Question { prompt, context, input, until };
        let routes = self.routes_for(&question);
        let mut listener = Listener { on, told: false };
        let mut last = ModelError::NoRoute;
        for (at, route) in routes.iter().enumerate() {
            let Some(pass) = route.breaker.pass(Instant::now()).filter(|_| !route.door.resting()) else { continue };
            match self.ask_route(&question, route, pass, &routes[at..], &mut listener).await {
                Ok(reply) => return Ok(reply),
                Err(error) if error.disposition() == Disposition::Fail => return Err(error),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// The routes of a question in the order they are asked.
    fn routes_for(&self, question: &Question<'_>) -> Vec<&Route> {
        let (prompt, context) = (question.prompt, question.context);
        let fits = |route: &Route| {
            question.input.saturating_add(prompt.max_output_tokens.into()) <= route.card.context
                && self.allowed(route.card.name.provider, context.residency)
                && (route.price.is_some() || !self.meter.bound())
        };
        let of_role = self.roles.get(&prompt.role).map(Vec::as_slice).unwrap_or_default();
        let mut ways: Vec<&(Way, Arc<Route>)> = of_role.iter().filter(|(_, route)| fits(route)).collect();
        // All calls of an order go the same way: the provider's cache knows their beginning.
        let mut lot = context.order.map_or_else(
            || self.turn.fetch_add(1, Ordering::Relaxed),
            |order| u64::try_from(order.0.as_u128() & u128::from(u64::MAX)).unwrap_or(0),
        );
        for tier in ways.chunk_by_mut(|a, b| a.0.tier == b.0.tier) {
            let sum: u64 = tier.iter().map(|(way, _)| u64::from(way.weight)).sum();
            let mut drawn = lot % sum.max(1);
            lot = lot.rotate_right(7);
            let first = tier.iter().position(|(way, _)| {
                let hit = drawn < u64::from(way.weight);
                drawn = drawn.saturating_sub(way.weight.into());
                hit
            });
            if let Some(first) = first {
                tier.rotate_left(first);
            }
        }
        ways.into_iter().map(|(_, route)| route.as_ref()).collect()
    }

    /// Asks one route, more than once if that may help. `routes` begins with it.
    async fn ask_route(
        &self,
        question: &Question<'_>,
        route: &Route,
        mut pass: Pass<'_>,
        routes: &[&Route],
        listener: &mut Listener<'_>,
    ) -> Result<Reply, ModelError> {
        let others = routes.len() > 1;
        let until = question.until;
        let mut pause = Duration::from_millis(300);
        let tries = if others { TRIES_BEFORE_OTHERS } else { TRIES };
        for left_tries in (0..tries).rev() {
            // A provider that hangs must leave time for the next.
            let time = if others { left(until) / 2 } else { left(until) };
            let patient = question.context.urgency == Urgency::Later && route.card.later;
            let time = if patient { time } else { time.min(LONGEST_CALL) };
            let place = if patient { None } else { Some(route.door.enter(until, &self.clock).await?) };
            let error = match self.call(question, route, routes, time, listener).await {
                Ok(reply) => {
                    pass.note(true, Instant::now());
                    return Ok(reply);
                }
                Err(error) => error,
            };
            let going_on = pass.note(!is_fault(error), Instant::now());
            route.door.mind(error);
            let wish = if let ModelError::RateLimited { retry_after } = error { retry_after } else { None };
            let wait = wish.unwrap_or(pause).max(pause);
            let again = left_tries > 0 && going_on && error.disposition() == Disposition::Retry;
            if !again || wait > LONGEST_PAUSE || wait >= left(until) {
                return Err(error);
            }
            // Others may use the place meanwhile.
            drop(place);
            tokio::time::sleep(wait).await;
            pause *= 3;
        }
        Err(ModelError::Unreachable)
    }

    /// One call, recorded whatever becomes of it.
    async fn call(
        &self,
        question: &Question<'_>,
        route: &Route,
        routes: &[&Route],
        time: Duration,
        listener: &mut Listener<'_>,
    ) -> Result<Reply, ModelError> {
        let (prompt, context) = (question.prompt, question.context);
        let worst =
            |route: &Route| route.price.map(|price| price.at_most(question.input, prompt.max_output_tokens.into()));
        // What is still to come is held as well: a dearer model must not find the budget used up.
        let all: Vec<Money> = routes.iter().copied().filter_map(worst).collect();
        let named = Named {
            role: prompt.role,
            provider: route.model.provider(),
            model: route.model.model(),
            prompt_version: prompt.version,
        };
        let began = Instant::now();
        let open = self.open(&named, context, worst(route), &all, began + time).await?;
        listener.begin();
        let Listener { on, told } = listener;
        let mut pass_on;
        let on: Option<&mut (dyn FnMut(&str) + Send)> = match on {
            Some(on) => {
                pass_on = |text: &str| {
                    *told = true;
                    (**on)(Piece::Text(text));
                };
                Some(&mut pass_on)
            }
            None => None,
        };
        let ask = Ask { prompt, card: &route.card, time, urgency: context.urgency, on };
        let Answer { text, usage, half } = route.model.complete(ask).await;
        let text = text.and_then(|text| answer::of_schema(&text, prompt.schema.of(route.card.schema)));
        let ended = Ended {
            outcome: text.as_ref().err().copied(),
            usage,
            cost: usage.zip(route.price).map(|(usage, price)| price.cost(usage, half)),
            latency: began.elapsed(),
        };
        record(open, &named, ended).await;
        match text {
            Ok(text) => Ok(Reply { text, usage, provider: named.provider, model: named.model.to_owned() }),
            Err(error) => Err(error),
        }
    }

    /// Records that a call begins, and holds the most that may be spent for it.
    async fn open(
        &self,
        named: &Named<'_>,
        context: &CallContext,
        worst: Option<Money>,
        all: &[Money],
        until: Instant,
    ) -> Result<Open, ModelError> {
        let now = self.clock.now();
        let dearest =
            |currency| all.iter().filter(|most| most.currency == currency).map(|most| most.nano).max().unwrap_or(0);
        let time = TimeDelta::from_std(left(until)).unwrap_or_default();
        let held = Held { usd: dearest(Currency::Usd), rub: dearest(Currency::Rub), until: now + time + HELD_BEYOND };
        let call = ModelCall {
            id: ModelCallId(uuid::Uuid::nil()),
            order: context.order,
            worksheet: context.worksheet,
            teacher: context.teacher,
            role: named.role.code().to_owned(),
            provider: named.provider.code().to_owned(),
            model: named.model.to_owned(),
            prompt_version: named.prompt_version.to_owned(),
            tokens_in: 0,
            tokens_cached: 0,
            tokens_cache_written: 0,
            tokens_out: 0,
            tokens_reasoning: 0,
            cost: worst,
            price_version: prices::version().to_owned(),
            cost_status: if worst.is_some() { CostStatus::Estimated } else { CostStatus::Unknown },
            outcome: "pending".to_owned(),
            latency_ms: 0,
            created_at: now,
        };
        if let Some(worst) = worst {
            telemetry::model_held(named.provider.code(), worst);
        }
        self.meter.hold(call, held).await.map_err(|error| match error {
            HoldError::UsedUp => ModelError::Budget,
            HoldError::Unexpected(cause) => {
                tracing::warn!("a model call could not be recorded and was not made: {cause}");
                ModelError::Unrecorded
            }
        })
    }
}

/// A question on its way.
struct Question<'a> {
    prompt: &'a Prompt,
    context: &'a CallContext,
    /// Most tokens it may be read as.
    input: u64,
    until: Instant,
}

/// Who is told of an answer while it is written.
struct Listener<'a> {
    on: Option<&'a mut (dyn FnMut(Piece<'_>) + Send)>,
    /// Something of this try has been told.
    told: bool,
}

impl Listener<'_> {
    /// A try begins: what an earlier one told is void.
    fn begin(&mut self) {
        if std::mem::take(&mut self.told)
            && let Some(on) = &mut self.on
        {
            on(Piece::Again);
        }
    }
}

/// Who is called as what.
struct Named<'a> {
    role: Role,
    provider: Provider,
    model: &'a str,
    prompt_version: &'a str,
}

/// How a call ended.
struct Ended {
    outcome: Option<ModelError>,
    usage: Option<Usage>,
    cost: Option<Money>,
    latency: Duration,
}

async fn record(open: Open, named: &Named<'_>, ended: Ended) {
    let outcome = ended.outcome.map_or("ok", ModelError::code);
    telemetry::model_call(named.provider.code(), outcome, ended.cost);
    open.end(|call| {
        let count = |tokens: u64| i64::try_from(tokens).unwrap_or(i64::MAX);
        let usage = ended.usage.unwrap_or_default();
        outcome.clone_into(&mut call.outcome);
        call.latency_ms = i64::try_from(ended.latency.as_millis()).unwrap_or(i64::MAX);
        (call.tokens_in, call.tokens_out) = (count(usage.input), count(usage.output));
        (call.tokens_cached, call.tokens_cache_written) = (count(usage.cached), count(usage.cache_written));
        call.tokens_reasoning = count(usage.reasoning);
        let told = ended.usage.is_some();
        if told || !ended.outcome.is_some_and(ModelError::may_be_billed) {
            call.cost = ended.cost;
            call.cost_status = if ended.cost.is_some() { CostStatus::Measured } else { CostStatus::Unknown };
        }
    })
    .await;
}

impl Route {
    fn new(model: Arc<dyn ChatModel>, card: Card, door: Arc<Door>) -> Self {
        Self { price: card.price(), model, card, breaker: Breaker::new(), door }
    }
}

/// Whether an error says that the provider or the way to it is broken.
const fn is_fault(error: ModelError) -> bool {
    matches!(
        error,
        ModelError::Overloaded
            | ModelError::Timeout
            | ModelError::Unreachable
            | ModelError::Malformed
            | ModelError::Unauthorised
            | ModelError::Exhausted
    )
}

fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now())
}
