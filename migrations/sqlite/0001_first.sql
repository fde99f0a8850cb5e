-- The first shape of the database. SQLite; migrations/postgres has the same version with the same meaning.

create table teacher (
    id            blob not null primary key,
    telegram_id   integer not null unique,
    locale        text not null,
    state         text not null check (state in ('active', 'unreachable', 'banned')),
    created_at    timestamp not null,
    last_seen_at  timestamp not null
);

-- Where a conversation stands, one per chat and person.
create table conversation (
    chat_id     integer not null,
    user_id     integer not null,
    version     integer not null,
    state       text not null,
    updated_at  timestamp not null,
    primary key (chat_id, user_id)
);

-- Updates already handled; the row is written in the transaction that handles it.
create table update_seen (
    bot_id     integer not null,
    update_id  integer not null,
    seen_at    timestamp not null,
    primary key (bot_id, update_id)
);
create index update_seen_age on update_seen (seen_at);

create table folder (
    id           blob not null primary key,
    teacher      blob not null references teacher (id),
    parent       blob references folder (id),
    name         text not null,
    name_search  text not null,
    created_at   timestamp not null
);
create index folder_of_teacher on folder (teacher, name_search);

create table worksheet (
    id            blob not null primary key,
    teacher       blob not null references teacher (id),
    folder        blob references folder (id),
    title         text not null,
    title_search  text not null,
    subject       text not null,
    grade         integer not null check (grade between 1 and 11),
    topic         text not null,
    locale        text not null,
    origin        text not null,
    version       integer not null check (version > 0),
    share_token   text not null unique,
    created_at    timestamp not null,
    deleted_at    timestamp
);
create index worksheet_of_teacher on worksheet (teacher, created_at desc, id desc) where deleted_at is null;

create table worksheet_version (
    worksheet   blob not null references worksheet (id),
    version     integer not null,
    content     text not null,
    created_at  timestamp not null,
    primary key (worksheet, version)
);

-- Files Telegram already has, by bot: an id of one bot means nothing to another.
create table worksheet_file (
    worksheet       blob not null references worksheet (id),
    version         integer not null,
    part            text not null check (part in ('sheet', 'key')),
    bot_id          integer not null,
    file_id         text not null,
    file_unique_id  text not null,
    created_at      timestamp not null,
    primary key (worksheet, version, part, bot_id)
);

create table worksheet_order (
    id               blob not null primary key,
    teacher          blob not null references teacher (id),
    chat_id          integer not null,
    card_message_id  integer,
    key              text not null unique,
    locale           text not null,
    spec             text not null,
    priority         integer not null,
    state            text not null
        check (state in ('queued', 'working', 'ready', 'delivered', 'failed', 'cancelled')),
    worksheet        blob references worksheet (id),
    version          integer,
    origin           text,
    failure          text,
    reference        text,
    -- The day in Moscow, YYYY-MM-DD: reports count by it without a dialect's date functions.
    day              text not null,
    created_at       timestamp not null,
    started_at       timestamp,
    finished_at      timestamp,
    delivered_at     timestamp
);
create index order_of_teacher on worksheet_order (teacher, created_at desc);
create index order_open on worksheet_order (created_at) where state in ('queued', 'working');
create index order_by_time on worksheet_order (created_at desc, id desc);
create index order_by_day on worksheet_order (day);

-- Messages on their way; seq gives the order within a chat.
create table outbox (
    seq            integer primary key autoincrement,
    id             blob not null unique,
    chat_id        integer not null,
    teacher        blob references teacher (id),
    order_id       blob references worksheet_order (id),
    payload        text not null,
    coalesce_key   text,
    state          text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'superseded')),
    not_before     timestamp not null,
    attempt        integer not null default 0,
    worker         text,
    lease_until    timestamp,
    sending_since  timestamp,
    failure        text,
    message_id     integer,
    created_at     timestamp not null,
    sent_at        timestamp
);
create index outbox_open on outbox (chat_id, seq) where state in ('waiting', 'sending');
create index outbox_of_order on outbox (order_id);

create table model_call (
    id                    blob not null primary key,
    order_id              blob references worksheet_order (id),
    teacher               blob references teacher (id),
    role                  text not null,
    provider              text not null,
    model                 text not null,
    prompt_version        text not null,
    tokens_in             integer not null check (tokens_in >= 0),
    tokens_cached         integer not null check (tokens_cached >= 0),
    tokens_cache_written  integer not null check (tokens_cache_written >= 0),
    tokens_out            integer not null check (tokens_out >= 0),
    tokens_reasoning      integer not null check (tokens_reasoning >= 0),
    cost_nano             integer,
    currency              text,
    price_version         text not null,
    cost_status           text not null check (cost_status in ('measured', 'estimated', 'unknown')),
    outcome               text not null,
    latency_ms            integer not null,
    day                   text not null,
    created_at            timestamp not null,
    check (cost_status = 'unknown' or (cost_nano is not null and currency is not null))
);
create index model_call_of_order on model_call (order_id);
create index model_call_by_day on model_call (day);

-- Append only. The key makes every step of an order happen once.
create table ledger_entry (
    id          blob not null primary key,
    teacher     blob not null references teacher (id),
    order_id    blob references worksheet_order (id),
    entry       text not null check (entry in ('reserve', 'settle', 'release')),
    credits     integer not null check (credits >= 0),
    cost_nano   integer,
    currency    text,
    key         text not null unique,
    created_at  timestamp not null
);
create index ledger_of_teacher on ledger_entry (teacher, created_at);
create index ledger_of_order on ledger_entry (order_id);

create table rating (
    teacher     blob not null references teacher (id),
    worksheet   blob not null references worksheet (id),
    version     integer not null,
    value       integer not null check (value between -1 and 1),
    reason      text,
    created_at  timestamp not null,
    primary key (teacher, worksheet)
);
create index rating_by_time on rating (created_at);

create table event (
    seq       integer primary key autoincrement,
    at        timestamp not null,
    kind      text not null,
    order_id  blob,
    teacher   blob,
    data      text not null
);

create table admin_user (
    id          blob not null primary key,
    provider    text not null,
    subject     text not null,
    role        text not null check (role in ('owner', 'admin', 'viewer')),
    created_at  timestamp not null,
    unique (provider, subject)
);

create table admin_invite (
    token_hash  text not null primary key,
    role        text not null check (role in ('owner', 'admin', 'viewer')),
    created_at  timestamp not null,
    expires_at  timestamp not null,
    used_at     timestamp
);

create table admin_session (
    token_hash    text not null primary key,
    admin         blob not null references admin_user (id),
    csrf          text not null,
    user_agent    text not null,
    created_at    timestamp not null,
    last_seen_at  timestamp not null,
    expires_at    timestamp not null,
    revoked_at    timestamp
);
create index admin_session_of_admin on admin_session (admin);

create table audit (
    seq     integer primary key autoincrement,
    at      timestamp not null,
    admin   blob references admin_user (id),
    action  text not null,
    target  text not null,
    data    text not null
);

create table instance (
    id            blob not null primary key,
    name          text not null unique,
    started_at    timestamp not null,
    heartbeat_at  timestamp not null
);
