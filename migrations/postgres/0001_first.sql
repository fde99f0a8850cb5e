-- The first shape of the database. PostgreSQL; migrations/sqlite has the same version with the same meaning.

create table teacher (
    id            uuid not null primary key,
    telegram_id   bigint not null unique,
    locale        text not null,
    state         text not null check (state in ('active', 'unreachable', 'banned')),
    created_at    timestamptz not null,
    last_seen_at  timestamptz not null
);

-- Where a conversation stands, one per chat and person.
create table conversation (
    chat_id     bigint not null,
    user_id     bigint not null,
    version     bigint not null,
    state       jsonb not null,
    updated_at  timestamptz not null,
    primary key (chat_id, user_id)
);

-- Updates already handled; the row is written in the transaction that handles it.
create table update_seen (
    bot_id     bigint not null,
    update_id  bigint not null,
    seen_at    timestamptz not null,
    primary key (bot_id, update_id)
);
create index update_seen_age on update_seen (seen_at);

create table folder (
    id           uuid not null primary key,
    teacher      uuid not null references teacher (id),
    parent       uuid references folder (id),
    name         text not null,
    name_search  text not null,
    created_at   timestamptz not null
);
create index folder_of_teacher on folder (teacher, name_search);

create table worksheet (
    id            uuid not null primary key,
    teacher       uuid not null references teacher (id),
    folder        uuid references folder (id),
    title         text not null,
    title_search  text not null,
    subject       text not null,
    grade         bigint not null check (grade between 1 and 11),
    topic         text not null,
    locale        text not null,
    origin        text not null,
    version       bigint not null check (version > 0),
    share_token   text not null unique,
    created_at    timestamptz not null,
    deleted_at    timestamptz
);
create index worksheet_of_teacher on worksheet (teacher, created_at desc, id desc) where deleted_at is null;

create table worksheet_version (
    worksheet   uuid not null references worksheet (id),
    version     bigint not null,
    content     jsonb not null,
    created_at  timestamptz not null,
    primary key (worksheet, version)
);

-- Files Telegram already has, by bot: an id of one bot means nothing to another.
create table worksheet_file (
    worksheet       uuid not null references worksheet (id),
    version         bigint not null,
    part            text not null check (part in ('sheet', 'key')),
    bot_id          bigint not null,
    file_id         text not null,
    file_unique_id  text not null,
    created_at      timestamptz not null,
    primary key (worksheet, version, part, bot_id)
);

create table worksheet_order (
    id               uuid not null primary key,
    teacher          uuid not null references teacher (id),
    chat_id          bigint not null,
    card_message_id  bigint,
    key              text not null unique,
    locale           text not null,
    spec             jsonb not null,
    priority         bigint not null,
    state            text not null
        check (state in ('queued', 'working', 'ready', 'delivered', 'failed', 'cancelled')),
    worksheet        uuid references worksheet (id),
    version          bigint,
    origin           text,
    failure          text,
    reference        text,
    -- The day in Moscow, YYYY-MM-DD: reports count by it without a dialect's date functions.
    day              text not null,
    created_at       timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz,
    delivered_at     timestamptz
);
create index order_of_teacher on worksheet_order (teacher, created_at desc);
create index order_open on worksheet_order (created_at) where state in ('queued', 'working');
create index order_by_time on worksheet_order (created_at desc, id desc);
create index order_by_day on worksheet_order (day);

-- Messages on their way; seq gives the order within a chat.
create table outbox (
    seq            bigint generated always as identity primary key,
    id             uuid not null unique,
    chat_id        bigint not null,
    teacher        uuid references teacher (id),
    order_id       uuid references worksheet_order (id),
    payload        jsonb not null,
    coalesce_key   text,
    state          text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'superseded')),
    not_before     timestamptz not null,
    attempt        bigint not null default 0,
    worker         text,
    lease_until    timestamptz,
    sending_since  timestamptz,
    failure        text,
    message_id     bigint,
    created_at     timestamptz not null,
    sent_at        timestamptz
);
create index outbox_open on outbox (chat_id, seq) where state in ('waiting', 'sending');
create index outbox_of_order on outbox (order_id);

create table model_call (
    id                    uuid not null primary key,
    order_id              uuid references worksheet_order (id),
    teacher               uuid references teacher (id),
    role                  text not null,
    provider              text not null,
    model                 text not null,
    prompt_version        text not null,
    tokens_in             bigint not null check (tokens_in >= 0),
    tokens_cached         bigint not null check (tokens_cached >= 0),
    tokens_cache_written  bigint not null check (tokens_cache_written >= 0),
    tokens_out            bigint not null check (tokens_out >= 0),
    tokens_reasoning      bigint not null check (tokens_reasoning >= 0),
    cost_nano             bigint,
    currency              text,
    price_version         text not null,
    cost_status           text not null check (cost_status in ('measured', 'estimated', 'unknown')),
    outcome               text not null,
    latency_ms            bigint not null,
    day                   text not null,
    created_at            timestamptz not null,
    check (cost_status = 'unknown' or (cost_nano is not null and currency is not null))
);
create index model_call_of_order on model_call (order_id);
create index model_call_by_day on model_call (day);

-- Append only. The key makes every step of an order happen once.
create table ledger_entry (
    id          uuid not null primary key,
    teacher     uuid not null references teacher (id),
    order_id    uuid references worksheet_order (id),
    entry       text not null check (entry in ('reserve', 'settle', 'release')),
    credits     bigint not null check (credits >= 0),
    cost_nano   bigint,
    currency    text,
    key         text not null unique,
    created_at  timestamptz not null
);
create index ledger_of_teacher on ledger_entry (teacher, created_at);
create index ledger_of_order on ledger_entry (order_id);

create table rating (
    teacher     uuid not null references teacher (id),
    worksheet   uuid not null references worksheet (id),
    version     bigint not null,
    value       bigint not null check (value between -1 and 1),
    reason      text,
    created_at  timestamptz not null,
    primary key (teacher, worksheet)
);
create index rating_by_time on rating (created_at);

create table event (
    seq       bigint generated always as identity primary key,
    at        timestamptz not null,
    kind      text not null,
    order_id  uuid,
    teacher   uuid,
    data      jsonb not null
);

create table admin_user (
    id          uuid not null primary key,
    provider    text not null,
    subject     text not null,
    role        text not null check (role in ('owner', 'admin', 'viewer')),
    created_at  timestamptz not null,
    unique (provider, subject)
);

create table admin_invite (
    token_hash  text not null primary key,
    role        text not null check (role in ('owner', 'admin', 'viewer')),
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    used_at     timestamptz
);

create table admin_session (
    token_hash    text not null primary key,
    admin         uuid not null references admin_user (id),
    csrf          text not null,
    user_agent    text not null,
    created_at    timestamptz not null,
    last_seen_at  timestamptz not null,
    expires_at    timestamptz not null,
    revoked_at    timestamptz
);
create index admin_session_of_admin on admin_session (admin);

create table audit (
    seq     bigint generated always as identity primary key,
    at      timestamptz not null,
    admin   uuid references admin_user (id),
    action  text not null,
    target  text not null,
    data    jsonb not null
);

create table instance (
    id            uuid not null primary key,
    name          text not null unique,
    started_at    timestamptz not null,
    heartbeat_at  timestamptz not null
);
