//! SIGKILL at random moments while teachers order: nothing is lost, and what arrives twice is explained.
//!
//! `LISTOK_CRASH_ORDERS` and `LISTOK_CRASH_KILLS` set the size of the run.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use listok_core::chance::Chance;
use listok_sandbox::{Entry, Fault, ModelTrouble, Options, Press, Sandbox, User};

use crate::harness::{Database, create_button, migrate, says_it_may_be_the_second, serve, served};

/// Without any progress for this long, something is lost; the sweep of orders takes two minutes.
const PATIENCE: Duration = Duration::from_mins(4);
/// How long the sandbox may take to note what a killed process had sent.
const AFTERLIFE: Duration = Duration::from_millis(300);
/// The first teacher's Telegram id.
const FIRST: i64 = 500_001;
/// Every third teacher's topic is written, every sixth's the same one; the others' are computed.
const WRITTEN: i64 = 3;

fn size(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// How far a teacher has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Silent,
    Wrote,
    Pressed,
    Served,
}

/// Teachers of whom each makes one order, as fast as they are answered.
struct Staff<'a> {
    sandbox: &'a Sandbox,
    steps: BTreeMap<i64, Step>,
    moved: Instant,
}

impl<'a> Staff<'a> {
    fn new(sandbox: &'a Sandbox, size: u64) -> Self {
        let ids = FIRST..FIRST + i64::try_from(size).unwrap();
        for id in ids.clone() {
            let user = User {
                id,
                first_name: format!("Учитель {id}"),
                last_name: None,
                username: None,
                language_code: Some("ru".to_owned()),
            };
            sandbox.add_user(user).unwrap();
        }
        Self { sandbox, steps: ids.map(|id| (id, Step::Silent)).collect(), moved: Instant::now() }
    }

    /// Everybody does what they can do next; at most `new` begin.
    fn act(&mut self, mut new: usize) {
        for (&id, step) in &mut self.steps {
            let next = match step {
                Step::Silent if new > 0 => {
                    new -= 1;
                    let wish = if id % (2 * WRITTEN) == 0 {
                        "русский язык 7 класс причастный оборот 4 задания".to_owned()
                    } else if id % WRITTEN == 0 {
                        // A word nobody else uses: such a sheet is never the library's.
                        let letter = |digit: char| "бвгджзклмн".chars().nth(digit as usize % 10);
                        let word: String = id.to_string().chars().filter_map(letter).collect();
                        format!("русский язык 7 класс причастный оборот про {word} 4 задания")
                    } else {
                        "таблица умножения 2 класс 8 примеров".to_owned()
                    };
                    self.sandbox.say(id, id, &wish).unwrap();
                    Step::Wrote
                }
                Step::Wrote => match create_button(&self.sandbox.messages(id)) {
                    Some((message_id, data)) => {
                        self.sandbox.press(&Press { user_id: id, chat_id: None, message_id, data }).unwrap();
                        Step::Pressed
                    }
                    None => continue,
                },
                Step::Pressed if served(self.sandbox, id) => Step::Served,
                _ => continue,
            };
            *step = next;
            self.moved = Instant::now();
        }
    }

    fn count(&self, of: Step) -> usize {
        self.steps.values().filter(|step| **step == of).count()
    }

    /// Who has had an answer.
    fn answered(&self) -> usize {
        self.count(Step::Pressed) + self.count(Step::Served)
    }

    fn all_served(&self) -> bool {
        self.steps.values().all(|step| *step == Step::Served)
    }
}

/// New messages that took effect, by chat and by what they are.
fn arrived(journal: &[Entry]) -> BTreeMap<(i64, &'static str), Vec<&Entry>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for call in journal.iter().filter(|call| call.applied) {
        let what = match call.method.as_str() {
            "sendMessage" => "card",
            "sendDocument" => "document",
            _ => continue,
        };
        found.entry((call.chat_id.unwrap(), what)).or_default().push(call);
    }
    found
}

async fn nothing_is_lost(database: &Database) {
    let (orders, kills) = (size("LISTOK_CRASH_ORDERS", 300), size("LISTOK_CRASH_KILLS", 30));
    let sandbox = Sandbox::start(Options::demo()).await.unwrap();
    // Long enough to be killed in the middle of.
    sandbox.model_fault(Fault::new(ModelTrouble::Slow { ms: 300 }));
    migrate(&sandbox, database);
    let chance = Chance::seeded(11);
    let mut staff = Staff::new(&sandbox, orders);
    let mut killed_at: Vec<i64> = Vec::new();

    for life in 0..=kills {
        let service = serve(&sandbox, database);
        let last = life == kills;
        // A life is counted from its first answer: on a busy machine starting takes longer than living.
        let (span, before) = (Duration::from_millis(300 + chance.seed() % 2_000), staff.answered());
        let mut end: Option<Instant> = None;
        while (last || end.is_none_or(|end| Instant::now() < end)) && !staff.all_served() {
            if end.is_none() && staff.answered() > before {
                end = Some(Instant::now() + span);
            }
            // Spread over all lives, so that every kill finds somebody waiting.
            let begun = u64::try_from(staff.steps.len() - staff.count(Step::Silent)).unwrap();
            let due = (orders * (life + 1)).div_ceil(kills + 1).saturating_sub(begun);
            staff.act(usize::try_from(due).unwrap().min(1));
            let stuck: Vec<_> = staff.steps.iter().filter(|(_, s)| !matches!(s, Step::Silent | Step::Served)).collect();
            assert!(staff.moved.elapsed() < PATIENCE, "{kills} kills, life {life}: lost {stuck:?}");
            tokio::time::sleep(Duration::from_millis(5 + chance.seed() % 20)).await;
        }
        if !last {
            drop(service);
            // What it had sent is still being read, and belongs to this life.
            tokio::time::sleep(AFTERLIFE).await;
            killed_at.push(chrono::Utc::now().timestamp_millis());
            continue;
        }
        // What is still on its way may be somebody's second copy.
        tokio::time::sleep(Duration::from_secs(3)).await;
    }

    assert_eq!(staff.count(Step::Served), staff.steps.len());
    explain_doubles(&sandbox, &killed_at);
    let wanted = i64::try_from(orders).unwrap();
    for (what, question) in [
        ("orders delivered", "select count(*) from worksheet_order where state = 'delivered'"),
        ("orders", "select count(*) from worksheet_order"),
        ("worksheets", "select count(*) from worksheet"),
        ("credits reserved", "select count(*) from ledger_entry where entry = 'reserve' and credits = 1"),
        ("credits charged", "select count(*) from ledger_entry where entry = 'settle' and credits = 1"),
        ("orders charged", "select count(distinct order_id) from ledger_entry where entry = 'settle'"),
        // Besides them there are questions for the judge.
        ("jobs done", "select count(*) from river_job where state = 'completed' and cast(tags as text) like '%order%'"),
        ("jobs", "select count(*) from river_job where cast(tags as text) like '%order%'"),
    ] {
        assert_eq!(database.number(question).await, wanted, "{what}");
    }
    let made_again = database.number("select count(*) from river_job where metadata->>'deaths' is not null").await;
    let recorded = database.number("select count(*) from model_call").await;
    let cut_short = database.number("select count(*) from model_call where outcome = 'pending'").await;
    let billed = i64::try_from(sandbox.bill().calls).unwrap();
    println!(
        "{orders} orders, {} kills: {made_again} jobs were killed half-way and made again, \
         {cut_short} of {recorded} model calls were under way at a kill",
        killed_at.len(),
    );
    assert!(made_again > 0, "no kill has hit a job: the run proves nothing");
    assert!(recorded >= billed, "{billed} calls were billed, {recorded} are recorded");
}

/// A message that came twice was being sent when the process was killed; a document says so itself.
fn explain_doubles(sandbox: &Sandbox, killed_at: &[i64]) {
    let journal = sandbox.journal();
    let mut doubles: BTreeMap<&str, usize> = BTreeMap::new();
    for ((chat, what), calls) in arrived(&journal) {
        for pair in calls.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            let says_so = says_it_may_be_the_second(&second.params);
            assert!(what != "document" || says_so, "chat {chat} got a document again, unexplained: {second:?}");
            let between = killed_at.iter().any(|kill| (first.at_ms..=second.at_ms).contains(kill));
            assert!(between, "chat {chat} has two of {what} without a kill between: {first:?} {second:?}");
            *doubles.entry(what).or_default() += 1;
        }
    }
    println!("twice: {doubles:?}");
    let most = killed_at.len() * 32;
    assert!(doubles.values().all(|n| *n <= most), "more doubles than messages under way: {doubles:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_to_kills_on_sqlite() {
    nothing_is_lost(&Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_to_kills_on_postgresql() {
    nothing_is_lost(&Database::postgres("crash").await).await;
}
