//! Every query, forwarded to the engine at hand.

use serde_json::Value;

use super::On;
use crate::domain::id::{
    AdminId, FolderId, InstanceId, ModelCallId, OrderId, OutboxId, PooledId, TeacherId, TopicId, WorksheetId,
};
use crate::domain::library::{
    Alias, LibraryTopic, NewPooled, NewWording, Partition, Pooled, Refusal, Savings, Served, Serving, Wording,
};
use crate::domain::stored::{
    AdminRole, AdminSession, AuditLine, Conversation, DayCost, DayCount, Depth, Event, Folder, Held, Instance,
    LedgerLine, ModelCall, NewEntry, NewOrder, NewOutgoing, NewWorksheet, Order, OrderState, Outgoing, StoredFile,
    StoredWorksheet, Teacher, TeacherLine, TeacherState, Totals,
};
use crate::domain::worksheet::{Origin, Worksheet};
use crate::domain::{Currency, Grade, Locale, Money, Subject, Timestamp};

macro_rules! queries {
    ($($(#[$module_doc:meta])* $module:ident {
        $($(#[$doc:meta])* fn $name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*
    })*) => {$(
        $(#[$module_doc])*
        pub mod $module {
            use super::*;

            $(
                $(#[$doc])*
                pub async fn $name(on: On<'_>, $($argument: $type),*) -> sqlx::Result<$result> {
                    match on {
                        On::Pg(db) => listok_store_postgres::$module::$name(db, $($argument),*).await,
                        On::Lite(db) => listok_store_sqlite::$module::$name(db, $($argument),*).await,
                    }
                }
            )*
        }
    )*};
}

queries! {
    #[doc = "People of the panel: invitations, sessions, what they did."]
    admins {
        /// Stores an invitation by the hash of its token.
        fn invite(token_hash: &str, role: AdminRole, now: Timestamp, expires_at: Timestamp) -> ();
        /// Whether an invitation could be used now.
        fn invite_open(token_hash: &str, now: Timestamp) -> bool;
        /// Uses an invitation up. `None`: it is unknown, used or expired.
        fn use_invite(token_hash: &str, now: Timestamp) -> Option<AdminRole>;
        /// The person of an identity, made with this role if not there.
        fn ensure(id: AdminId, provider: &str, subject: &str, role: AdminRole, now: Timestamp) -> AdminId;
        /// Opens a session by the hash of its token.
        fn open_session(token_hash: &str, admin: AdminId, csrf: &str, user_agent: &str, now: Timestamp, expires_at: Timestamp) -> ();
        /// An open session last seen after `seen_after`.
        fn session(token_hash: &str, now: Timestamp, seen_after: Timestamp) -> Option<AdminSession>;
        /// Notes that a session was seen.
        fn touch_session(token_hash: &str, now: Timestamp) -> ();
        /// Ends a session.
        fn revoke_session(token_hash: &str, now: Timestamp) -> ();
        /// Writes a line of the audit log.
        fn audit(admin: Option<AdminId>, action: &str, target: &str, data: &Value, now: Timestamp) -> ();
        /// Newest lines of the audit log.
        fn audit_log(limit: i64) -> Vec<AuditLine>;
    }
    #[doc = "Where conversations stand."]
    conversations {
        /// The conversation of a person in a chat.
        fn load(chat_id: i64, user_id: i64) -> Option<Conversation>;
        /// Saves a conversation that was loaded at `expected` (0: there was none). `false`: somebody was
        /// faster, nothing was saved.
        fn save(chat_id: i64, user_id: i64, expected: i64, state: &Value, now: Timestamp) -> bool;
        /// Forgets a conversation.
        fn clear(chat_id: i64, user_id: i64) -> ();
    }
    #[doc = "What happened, for the live view."]
    events {
        /// Records an event.
        fn add(kind: &str, order: Option<OrderId>, teacher: Option<TeacherId>, data: &Value, now: Timestamp) -> ();
        /// Events after a place, oldest first.
        fn since(after: i64, limit: i64) -> Vec<Event>;
        /// Events of an order, oldest first.
        fn of_order(order: OrderId, limit: i64) -> Vec<Event>;
        /// The place of the newest event; 0 when there is none.
        fn newest() -> i64;
    }
    #[doc = "Teachers' folders."]
    folders {
        /// Makes a folder.
        fn create(id: FolderId, teacher: TeacherId, parent: Option<FolderId>, name: &str, now: Timestamp) -> ();
        /// A teacher's folders by name.
        fn of(teacher: TeacherId) -> Vec<Folder>;
    }
    #[doc = "Running processes and their signs of life."]
    instances {
        /// Gives a sign of life.
        fn beat(id: InstanceId, name: &str, now: Timestamp) -> ();
        /// Processes that have not been heard of since a moment.
        fn dead(since: Timestamp) -> Vec<Instance>;
        /// Strikes a process off.
        fn remove(id: InstanceId) -> ();
    }
    #[doc = "The ledger: append only, every step once."]
    ledger {
        /// Writes a line. `false`: its key is there already, nothing was written.
        fn enter(new: &NewEntry) -> bool;
        /// Lines of an order, oldest first.
        fn of_order(order: OrderId) -> Vec<LedgerLine>;
        /// Whether the credit of an order was given back after it was charged.
        fn given_back(order: OrderId) -> bool;
        /// Credits a teacher was charged since a moment, less those given back since.
        fn charged(teacher: TeacherId, since: Timestamp) -> i64;
        /// Reservations neither settled nor released although their order has ended.
        fn orphaned() -> i64;
    }
    #[doc = "Calls of language models, failed ones too."]
    model_calls {
        /// Records a call: one that ended, or with what is held for it one that begins.
        fn insert(call: &ModelCall, held: Option<Held>) -> ();
        /// Turns the record of a call under way into that of one that ended. `false`: it has ended before.
        fn close(call: &ModelCall) -> bool;
        /// Calls whose end was never recorded although their time is over, with what is held for them.
        fn overdue(now: Timestamp, limit: i64) -> Vec<(ModelCall, Held)>;
        /// Calls under way.
        fn pending() -> i64;
        /// What the calls of an order cost, by currency; calls of unknown cost are left out.
        fn cost_of_order(order: OrderId) -> Vec<Money>;
        /// A call.
        fn find(id: ModelCallId) -> Option<ModelCall>;
        /// Calls made for an order, oldest first.
        fn of_order(order: OrderId) -> Vec<ModelCall>;
    }
    #[doc = "Orders. Their state only moves forward: every change names the states it may come from."]
    orders {
        /// Places an order. `false`: its key is there already, nothing was stored.
        fn place(new: &NewOrder) -> bool;
        /// An order.
        fn find(id: OrderId) -> Option<Order>;
        /// The order of a key.
        fn find_by_key(key: &str) -> Option<Order>;
        /// A teacher's own order.
        fn find_owned(id: OrderId, teacher: TeacherId) -> Option<Order>;
        /// The teacher's newest order that became a worksheet.
        fn latest_made(teacher: TeacherId) -> Option<Order>;
        /// The order a worksheet was made for.
        fn of_worksheet(worksheet: WorksheetId, teacher: TeacherId) -> Option<Order>;
        /// Marks a queued order as worked on. `false`: it is no longer queued.
        fn start(id: OrderId, now: Timestamp) -> bool;
        /// Which message shows an order, once it is known.
        fn set_card(id: OrderId, message_id: i64) -> ();
        /// Notes what was made. `false`: the order is no longer open.
        fn finish(id: OrderId, worksheet: WorksheetId, version: i64, origin: Origin, now: Timestamp) -> bool;
        /// Notes that it could not be made. `false`: the order is no longer open.
        fn fail(id: OrderId, code: &str, reference: &str, now: Timestamp) -> bool;
        /// Takes a teacher's own order back. `false`: it is not theirs or no longer open.
        fn cancel(id: OrderId, teacher: TeacherId, now: Timestamp) -> bool;
        /// Notes that the documents have arrived. `false`: that was noted before.
        fn delivered(id: OrderId, now: Timestamp) -> bool;
        /// How many of a teacher's orders are being worked on.
        fn working_of(teacher: TeacherId) -> i64;
        /// Orders neither made nor ended, placed before a moment, oldest first.
        fn unfinished(before: Timestamp, limit: i64) -> Vec<Order>;
        /// All orders for operators, newest first, older than the given one if any, of one state if given.
        fn page(state: Option<OrderState>, before: Option<(Timestamp, OrderId)>, limit: i64) -> Vec<Order>;
        /// The same of one teacher.
        fn page_of(teacher: TeacherId, state: Option<OrderState>, before: Option<(Timestamp, OrderId)>, limit: i64) -> Vec<Order>;
    }
    #[doc = "Messages on their way to Telegram, in order within each chat."]
    outbox {
        /// Puts a message at the end of its chat's line. Earlier messages of the same chat and coalescing
        /// key that nobody has claimed are superseded; if they had to wait, so has this one. Returns its place.
        fn enqueue(new: &NewOutgoing) -> i64;
        /// Claims the oldest open message of each chat that is due and that nobody holds, at most `limit`.
        fn claim(worker: &str, now: Timestamp, lease_until: Timestamp, limit: i64) -> Vec<Outgoing>;
        /// Marks a claimed message as being sent: from here on it may have arrived. `false`: the lease was lost.
        fn mark_sending(id: OutboxId, worker: &str, now: Timestamp) -> bool;
        /// Notes that a message has arrived, with its number in the chat. `false`: the lease was lost.
        fn sent(id: OutboxId, worker: &str, message_id: Option<i64>, now: Timestamp) -> bool;
        /// Gives a claimed message back, to be tried not before a moment. `ambiguous`: it may have arrived.
        fn retry(id: OutboxId, worker: &str, not_before: Timestamp, failure: &str, ambiguous: bool) -> bool;
        /// Gives up a claimed message.
        fn fail(id: OutboxId, worker: &str, failure: &str, now: Timestamp) -> bool;
        /// Frees what a process held when it died; what it was sending may have arrived. Returns how much.
        fn release(worker: &str) -> u64;
        /// Lets nothing leave for a chat before a moment.
        fn hold_chat(chat_id: i64, until: Timestamp) -> ();
        /// Gives up everything that waits for a chat nobody can be reached in. Returns how much.
        fn fail_chat(chat_id: i64, failure: &str, now: Timestamp) -> u64;
        /// Whether anything of an order is still to be sent.
        fn open_of(order: OrderId) -> i64;
        /// How much waits.
        fn depth() -> Depth;
        /// Forgets messages that left before a moment. Returns how many.
        fn forget_before(before: Timestamp) -> u64;
    }
    #[doc = "What the panel shows of orders and teachers besides the rows themselves."]
    panel {
        /// How many orders wait or are worked on, whenever they were placed.
        fn in_hand() -> Vec<(OrderState, i64)>;
        /// What the models cost for the orders that `orders::page` shows, or `orders::page_of` if a teacher is
        /// given, with the same arguments; per currency.
        fn costs_of_page(teacher: Option<TeacherId>, state: Option<OrderState>, before: Option<(Timestamp, OrderId)>, limit: i64) -> Vec<(OrderId, Money)>;
        /// Teachers, those seen last first, seen before the given one if any. Neither names nor Telegram's numbers.
        fn teachers(before: Option<(Timestamp, TeacherId)>, limit: i64) -> Vec<TeacherLine>;
        /// What the models cost for the orders of the teachers that `teachers` shows with the same arguments,
        /// per currency.
        fn costs_of_teachers(before: Option<(Timestamp, TeacherId)>, limit: i64) -> Vec<(TeacherId, Money)>;
    }
    #[doc = "Plans of topics: the skills a class practises."]
    plans {
        /// The plan of a topic by the hash of its words, made with a version of the prompt.
        fn find(hash: &str, version: &str) -> Option<Vec<String>>;
        /// Keeps a plan in place of an earlier one.
        fn keep(hash: &str, version: &str, skills: &[String], programme: bool, now: Timestamp) -> ();
        /// Forgets plans made before a moment, but none of the programme's topics.
        fn forget(before: Timestamp) -> ();
    }
    #[doc = "The library's sheets: who has had which, and what people think of them."]
    pool {
        /// Sheets of a topic and key that a teacher has not had, made since a moment, with at least so many
        /// tasks and variants; the least served first.
        fn offers(topic: TopicId, key: &str, teacher: TeacherId, total: i64, variants: i64, since: Timestamp) -> Vec<Pooled>;
        /// Sheets of a topic and key made since a moment, hidden ones too.
        fn count(topic: TopicId, key: &str, since: Timestamp) -> i64;
        /// Adds a sheet.
        fn add(new: &NewPooled) -> ();
        /// Notes that a sheet goes to a teacher. `false`: they have had it, or it was hidden meanwhile; what was
        /// written is not to be kept then.
        fn serve(new: &Serving) -> bool;
        /// A sheet that was no good to a teacher saved nothing.
        fn unsave(order: OrderId, teacher: TeacherId) -> ();
        /// The sheet of the library that a teacher's order got, if any.
        fn served_to(order: OrderId, teacher: TeacherId) -> Option<Served>;
        /// A teacher's vote against a sheet hides it; two by accounts that are no longer new delete it.
        fn vote_against(sheet: PooledId, teacher: TeacherId, now: Timestamp) -> ();
        /// Takes a teacher's vote back; a sheet without votes is everybody's again.
        fn withdraw_vote(sheet: PooledId, teacher: TeacherId) -> ();
        /// Takes a sheet out of the library.
        fn remove(sheet: PooledId) -> ();
        /// Takes sheets made before a moment out of the library; how many.
        fn forget(before: Timestamp) -> u64;
        /// What was served again in a period and what making it had cost.
        fn savings(since: Timestamp, until: Timestamp) -> Savings;
    }
    #[doc = "Ratings of worksheets."]
    ratings {
        /// Rates a teacher's own worksheet; a later rating replaces the earlier. `false`: not theirs.
        fn rate(teacher: TeacherId, worksheet: WorksheetId, value: i64, reason: Option<&str>, now: Timestamp) -> bool;
        /// A teacher's rating of a worksheet.
        fn of(teacher: TeacherId, worksheet: WorksheetId) -> Option<i64>;
    }
    #[doc = "Counts for the panel. Days are days in Moscow."]
    reports {
        /// Counts of a period, its end excluded.
        fn totals(since: Timestamp, until: Timestamp) -> Totals;
        /// Orders by day, state and origin, from a day on (`YYYY-MM-DD`).
        fn orders_by_day(from: &str) -> Vec<DayCount>;
        /// Model cost by day and currency, from a day on (`YYYY-MM-DD`).
        fn cost_by_day(from: &str) -> Vec<DayCost>;
    }
    #[doc = "What a day has cost so far, money held for calls under way included."]
    spending {
        /// Adds an amount to a day's spending unless the sum would exceed `most`. `false`: it would, nothing changed.
        fn hold(day: &str, scope: &str, amount: Money, most: Option<i64>) -> bool;
        /// Corrects a day's spending, down or up.
        fn correct(day: &str, scope: &str, by: Money) -> ();
        /// What a day has cost so far.
        fn of_day(day: &str, scope: &str, currency: Currency) -> Money;
    }
    #[doc = "Teachers' accounts."]
    teachers {
        /// The account of a Telegram person, made if it is not there, its last visit noted. A language is
        /// taken for new accounts only. Returns whether it is new.
        fn register(id: TeacherId, telegram_id: i64, locale: Locale, now: Timestamp) -> (Teacher, bool);
        /// The account of a Telegram person, locked until the transaction ends.
        fn lock(telegram_id: i64) -> Option<Teacher>;
        /// An account, locked until the transaction ends.
        fn lock_by_id(id: TeacherId) -> Option<Teacher>;
        /// An account.
        fn find(id: TeacherId) -> Option<Teacher>;
        /// Changes the language of the interface.
        fn set_locale(id: TeacherId, locale: Locale) -> ();
        /// Changes whether a teacher can be written to.
        fn set_state(id: TeacherId, state: TeacherState) -> ();
    }
    #[doc = "Topics of the library and the wordings that ask for them."]
    topics {
        /// The topic a wording is known to ask for, by everybody or by this teacher; refused ones are not.
        fn known(hash: &str, teacher: TeacherId) -> Option<Alias>;
        /// Topics a wording does not ask for: for everybody, or for this teacher.
        fn refused(hash: &str, teacher: TeacherId) -> Vec<TopicId>;
        /// Wordings of a partition changed at a moment or later, oldest change first.
        fn news(partition: Partition, since: Timestamp) -> Vec<Wording>;
        /// A topic, or the one it was merged into.
        fn find(id: TopicId) -> Option<LibraryTopic>;
        /// Makes a topic.
        fn create(id: TopicId, partition: Partition, title: &str, now: Timestamp) -> ();
        /// Keeps what an embedding model makes of a topic.
        fn keep_vector(topic: TopicId, tag: &str, vector: &[u8], now: Timestamp) -> ();
        /// The vectors of a tag of a partition's topics; those merged into others have none.
        fn vectors(partition: Partition, tag: &str) -> Vec<(TopicId, Vec<u8>)>;
        /// The topic that everybody's wording of a hash asks for, refused or not.
        fn of_wording(hash: &str) -> Option<TopicId>;
        /// Lets everybody find a topic by a wording; a wording that asked for another topic asks for this one now.
        fn share(new: &NewWording) -> ();
        /// Takes a wording away from everybody, unless the topic's own sheets are made from it.
        fn unshare(hash: &str, topic: TopicId, now: Timestamp) -> ();
        /// Notes that a teacher found a topic by a wording; how many accounts have.
        fn note_use(teacher: TeacherId, hash: &str, topic: TopicId, now: Timestamp) -> i64;
        /// Notes that for this teacher a wording does not ask for a topic.
        fn refuse_for(teacher: TeacherId, hash: &str, topic: TopicId, now: Timestamp) -> ();
        /// Notes that a wording does not ask for a topic, whoever uses it. A judgement goes before a report.
        fn refuse(hash: &str, topic: TopicId, why: Refusal, now: Timestamp) -> ();
        /// Takes a report back that the judge did not agree with.
        fn clear_report(hash: &str, topic: TopicId) -> ();
        /// Makes one topic of two: what asked for the first asks for the second. Sheets of the first serve nobody any
        /// more. `false`: a refusal stands between the two.
        fn merge(from: TopicId, to: TopicId, now: Timestamp) -> bool;
        /// From now on only wordings without any likeness of spelling find the topic.
        fn watch(topic: TopicId) -> ();
        /// Counts a clean audit of a watched topic; after enough of them it is trusted again.
        fn clean_audit(topic: TopicId) -> ();
        /// Notes that a teacher used a word outside every list; how many accounts have.
        fn note_word(hash: &str, teacher: TeacherId, now: Timestamp) -> i64;
        /// Forgets words and uses older than a moment.
        fn forget(before: Timestamp) -> ();
    }
    #[doc = "Telegram updates already handled."]
    updates {
        /// Claims an update for this transaction. `false`: it was handled before.
        fn claim(bot_id: i64, update_id: i64, now: Timestamp) -> bool;
        /// Forgets updates older than Telegram could repeat (24 hours). Returns how many.
        fn forget_before(before: Timestamp) -> u64;
    }
    #[doc = "Worksheets, their versions and the files Telegram has of them."]
    worksheets {
        /// Stores a worksheet with its first version.
        fn insert(new: &NewWorksheet) -> ();
        /// Stores the next version of a worksheet's content and returns its number; the caller holds the
        /// worksheet's teacher locked.
        fn add_version(id: WorksheetId, content: &Worksheet, now: Timestamp) -> i64;
        /// The content of a version, for our own work; what people ask for goes through [`find_owned`] first.
        fn content(id: WorksheetId, version: i64) -> Option<Worksheet>;
        /// A teacher's own worksheet.
        fn find_owned(id: WorksheetId, teacher: TeacherId) -> Option<StoredWorksheet>;
        /// A worksheet whoever owns it, for operators.
        fn find(id: WorksheetId) -> Option<StoredWorksheet>;
        /// A teacher's worksheets, newest first, older than the given one if any.
        fn page_of(teacher: TeacherId, before: Option<(Timestamp, WorksheetId)>, limit: i64) -> Vec<StoredWorksheet>;
        /// The newest worksheets of a teacher in a subject and grade, as they are now; unreadable ones are left out.
        fn recent(teacher: TeacherId, subject: Subject, grade: Grade, limit: i64) -> Vec<Worksheet>;
        /// How many worksheets a teacher has.
        fn count_of(teacher: TeacherId) -> i64;
        /// Hides a teacher's own worksheet. `false`: there is none.
        fn delete(id: WorksheetId, teacher: TeacherId, now: Timestamp) -> bool;
        /// Remembers the file Telegram made of a part (`sheet` or `key`).
        fn save_file(id: WorksheetId, version: i64, part: &str, bot_id: i64, file: &StoredFile, now: Timestamp) -> ();
        /// The file a bot can send again.
        fn file(id: WorksheetId, version: i64, part: &str, bot_id: i64) -> Option<StoredFile>;
        /// Forgets a file Telegram no longer accepts.
        fn forget_file(id: WorksheetId, version: i64, part: &str, bot_id: i64) -> ();
    }
}
