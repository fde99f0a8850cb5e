//! How long the library takes to know a topic, with a million wordings in the database.
//!
//! One partition has 10,000 topics, the rest of the million lies in the others. Alias: a wording the
//! library knows. Local: the same words in another order or with a slip, found by comparing. On
//! SQLite in a file, and on PostgreSQL when `LISTOK_TEST_PG_URL` names a server for tests; with `postgresql` there alone.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark prints and may stop here")]

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use listok_core::cache::wording::{self, Wording};
use listok_core::cache::{Cache, Generator};
use listok_core::chance::Chance;
use listok_core::clock::Clock;
use listok_core::config::Database;
use listok_core::domain::id::{TeacherId, TopicId, WordingId};
use listok_core::domain::library::Partition;
use listok_core::domain::request::Answers;
use listok_core::domain::{Difficulty, Grade, Locale, Spec, Subject, Timestamp};
use listok_core::limits::Limiter;
use listok_core::programme;
use listok_core::store::Db;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, QueryBuilder};

const TOPICS: usize = 10_000;
const WORDINGS: usize = 1_000_000;
const QUESTIONS: u32 = 2_000;
/// The partition that is asked about.
const SUBJECT: Subject = Subject::History;

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let wordings = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(WORDINGS);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        if !std::env::args().any(|argument| argument == "postgresql") {
            let folder = tempfile::tempdir().unwrap();
            let file = format!("sqlite:{}", folder.path().join("bench.sqlite").display());
            measure("SQLite", &open(&file).await, wordings).await;
        }
        let Ok(server) = std::env::var("LISTOK_TEST_PG_URL") else { return };
        let mut operator = PgConnection::connect(&server).await.unwrap();
        operator.execute(AssertSqlSafe("drop database if exists listok_bench with (force)".to_owned())).await.unwrap();
        operator.execute(AssertSqlSafe("create database listok_bench".to_owned())).await.unwrap();
        let (place, _) = server.rsplit_once('/').unwrap();
        let db = open(&format!("{place}/listok_bench")).await;
        measure("PostgreSQL", &db, wordings).await;
        db.close().await;
        operator.execute(AssertSqlSafe("drop database listok_bench with (force)".to_owned())).await.unwrap();
    });
}

async fn open(url: &str) -> Db {
    let settings = Database { url: url.to_owned(), read_url: None, direct_url: None, max_connections: 8 };
    let db = Db::connect(&settings).await.unwrap();
    db.migrate().await.unwrap();
    db
}

async fn measure(engine: &str, db: &Db, wordings: usize) {
    let (clock, chance) = (Clock::System, Chance::seeded(1));
    let partition = Partition { language: Locale::Ru, subject: SUBJECT, grade: Grade::new(9).unwrap() };
    let topics = topics();
    let began = Instant::now();
    fill(db, &chance, clock.now(), partition, &topics, wordings).await;
    println!("{engine}: {wordings} wordings, {} topics asked among, stored in {:.0?}", topics.len(), began.elapsed());
    let generator = Generator { version: "bench", demonstration: false };
    let cache = Cache::new(db.clone(), clock.clone(), chance.clone(), Limiter::in_memory(1), None, generator);
    let teacher: TeacherId = chance.id(clock.now());

    let began = Instant::now();
    cache.topic(&Wording::read(&asks("никем не заданная тема")).unwrap(), teacher).await.unwrap();
    println!("{engine}: the partition is read into memory in {:.2?}", began.elapsed());
    let each = |ask: fn(usize, &str) -> String| {
        let at = |n: usize| &topics[n * 7_919 % topics.len()];
        (0..QUESTIONS as usize).map(|n| asks(&ask(n, at(n)))).collect::<Vec<_>>()
    };
    for (what, questions) in [("alias", each(|_, topic| topic.to_owned())), ("local", each(reworded))] {
        let mut times = Vec::new();
        let mut found = 0;
        for spec in questions {
            let began = Instant::now();
            let wording = Wording::read(&spec).unwrap();
            let read = began.elapsed();
            let topic = cache.topic(&wording, teacher).await.unwrap();
            times.push((began.elapsed(), read));
            found += usize::from(topic.is_some());
        }
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].0;
        let reading: Duration = times.iter().map(|(_, read)| *read).sum::<Duration>() / QUESTIONS;
        println!(
            "{engine}: {what}: p50 {:.2?}, p95 {:.2?}, p99 {:.2?}, slowest {:.2?}; reading the words {reading:.0?} of it; {found} of {QUESTIONS} found",
            at(50),
            at(95),
            at(99),
            at(100),
        );
    }
}

fn asks(topic: &str) -> Spec {
    Spec {
        locale: Locale::Ru,
        subject: SUBJECT,
        grade: Grade::new(9).unwrap(),
        topic: topic.to_owned(),
        total: 10,
        difficulty: Difficulty::Medium,
        variants: 1,
        format: None,
        include_kinds: BTreeSet::new(),
        exclude_kinds: BTreeSet::new(),
        large_print: false,
        answers: Answers::Separate,
        exam: None,
        kind_of_work: None,
        class_letters: Vec::new(),
        short_wording: false,
        mix: [].into(),
        levels: Vec::new(),
        per_kind: [].into(),
    }
}

/// Pairs of the programme's topics: real words, as often repeated as in a real partition, none twice.
fn topics() -> Vec<String> {
    let titles: Vec<&str> =
        programme::all().iter().filter(|topic| topic.subject == SUBJECT).map(|topic| topic.title).collect();
    let short: Vec<&str> = titles.into_iter().filter(|title| title.split_whitespace().count() <= 3).collect();
    let pairs = (1..short.len()).flat_map(|step| (0..short.len() - step).map(move |at| (at, at + step)));
    pairs.map(|(a, b)| format!("{}. {}", short[a], short[b])).take(TOPICS).collect()
}

/// The two halves in another order, or two letters of the longest word swapped, in turns.
fn reworded(n: usize, topic: &str) -> String {
    let (first, second) = topic.split_once(". ").unwrap_or((topic, ""));
    if n.is_multiple_of(2) {
        return format!("{second}. {first}");
    }
    let longest = topic.split([' ', '.']).max_by_key(|word| word.chars().count()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    let middle = letters.len() / 2;
    if middle > 0 {
        letters.swap(middle - 1, middle);
    }
    topic.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

async fn fill(db: &Db, chance: &Chance, now: Timestamp, partition: Partition, topics: &[String], wordings: usize) {
    let old = now - chrono::TimeDelta::days(30);
    let rows = topics.iter().map(|words| (partition, wording::ask(partition, words).canonical())).chain(
        (topics.len()..wordings).map(|n| {
            let subject = Subject::ALL[n % Subject::ALL.len()];
            let (first, last) = subject.grades();
            let grade = first + u8::try_from(n / 15 % usize::from(last - first + 1)).unwrap();
            let other = Partition { subject, grade: Grade::new(grade).unwrap(), language: Locale::En };
            (other, format!("{} {n}", topics[n % topics.len()]))
        }),
    );
    let rows: Vec<(TopicId, WordingId, Partition, String)> =
        rows.map(|(partition, words)| (chance.id(old), chance.id(old), partition, words)).collect();
    macro_rules! insert {
        ($pool:expr, $driver:ty) => {{
            for lot in rows.chunks(1_000) {
                let mut tx = $pool.begin().await.unwrap();
                let mut query =
                    QueryBuilder::<$driver>::new("insert into topic (id, language, subject, grade, title, created_at) ");
                query.push_values(lot, |mut row, (topic, _, at, words)| {
                    row.push_bind(topic.0).push_bind(at.language.code()).push_bind(at.subject.code());
                    row.push_bind(i64::from(at.grade)).push_bind(words).push_bind(old);
                });
                query.build().execute(&mut *tx).await.unwrap();
                let mut query = QueryBuilder::<$driver>::new(
                    "insert into topic_wording (id, topic, hash, language, subject, grade, words, how, state, created_at, updated_at) ",
                );
                query.push_values(lot, |mut row, (topic, id, at, words)| {
                    row.push_bind(id.0).push_bind(topic.0).push_bind(wording::hash(*at, words));
                    row.push_bind(at.language.code()).push_bind(at.subject.code()).push_bind(i64::from(at.grade));
                    row.push_bind(words).push_bind("made").push_bind("shared").push_bind(old).push_bind(old);
                });
                query.build().execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
            }
        }};
    }
    match db {
        Db::Pg(pools) => insert!(pools.write, sqlx::Postgres),
        Db::Lite(pools) => insert!(pools.writer, sqlx::Sqlite),
    }
    match db {
        // The server would tidy up after such a load while it is being asked.
        Db::Pg(pools) => {
            for statement in ["vacuum analyze", "checkpoint"] {
                sqlx::query(statement).execute(&pools.write).await.unwrap();
            }
        }
        Db::Lite(pools) => drop(sqlx::query("analyze").execute(&pools.writer).await.unwrap()),
    }
}
