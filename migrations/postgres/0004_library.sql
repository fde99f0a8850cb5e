-- The library: which wordings ask for which topic, and the sheets there are of each topic.

-- A topic sheets are made of. Every word of its title is known to the programme or the word lists,
-- or three accounts have used it.
create table topic (
    id           uuid not null primary key,
    language     text not null,
    subject      text not null,
    grade        bigint not null check (grade between 1 and 11),
    title        text not null,
    -- Clean audits since a wrong hit; absent: nothing was wrong, likeness of spelling is trusted.
    watched      bigint,
    -- The topic this one turned out to be.
    merged_into  uuid references topic (id),
    created_at   timestamptz not null
);
create index topic_merged on topic (merged_into) where merged_into is not null;

-- Wordings that everybody may find a topic by. The hash is over language, subject, grade and words.
create table topic_wording (
    id          uuid not null primary key,
    topic       uuid not null references topic (id),
    hash        text not null unique,
    language    text not null,
    subject     text not null,
    grade       bigint not null check (grade between 1 and 11),
    words       text not null,
    how         text not null check (how in ('made', 'judged', 'common')),
    state       text not null check (state in ('shared', 'gone')),
    created_at  timestamptz not null,
    updated_at  timestamptz not null
);
create index topic_wording_news on topic_wording (language, subject, grade, updated_at);
create index topic_wording_of_topic on topic_wording (topic);

-- Which wording one teacher found a topic by, without its words.
create table topic_use (
    teacher     uuid not null references teacher (id) on delete cascade,
    hash        text not null,
    topic       uuid not null references topic (id),
    -- 1: the teacher said that it is another topic.
    refused     bigint not null,
    created_at  timestamptz not null,
    primary key (teacher, hash, topic)
);
create index topic_use_of_wording on topic_use (hash, topic);

-- Wordings that do not ask for a topic, whoever uses them.
create table topic_refusal (
    hash        text not null,
    topic       uuid not null references topic (id),
    reason      text not null check (reason in ('judged', 'audited', 'reported')),
    created_at  timestamptz not null,
    primary key (hash, topic)
);
create index topic_refusal_of_topic on topic_refusal (topic);

-- Words outside every word list, as hashes, by the accounts that used them.
create table topic_word (
    hash        text not null,
    teacher     uuid not null references teacher (id) on delete cascade,
    created_at  timestamptz not null,
    primary key (hash, teacher)
);

-- Sheets anybody may get. Nothing here tells who ordered one.
create table pool_sheet (
    id          uuid not null primary key,
    topic       uuid not null references topic (id),
    key         text not null,
    total       bigint not null check (total > 0),
    variants    bigint not null check (variants > 0),
    content     jsonb not null,
    state       text not null check (state in ('open', 'hidden')),
    served      bigint not null,
    cost_nano   bigint,
    currency    text,
    created_at  timestamptz not null
);
create index pool_sheet_of_topic on pool_sheet (topic, key);
create index pool_sheet_age on pool_sheet (created_at);

-- Who has had which sheet: a teacher's own rows, gone with the account. A sheet may be gone before.
create table pool_served (
    teacher     uuid not null references teacher (id) on delete cascade,
    sheet       uuid not null,
    order_id    uuid not null,
    hash        text not null,
    -- 1: the sheet was made for this order.
    made        bigint not null,
    -- What making it had cost.
    saved_nano  bigint,
    currency    text,
    created_at  timestamptz not null,
    primary key (teacher, sheet)
);
create index pool_served_of_order on pool_served (order_id);
create index pool_served_by_time on pool_served (created_at);

create table pool_vote (
    sheet       uuid not null references pool_sheet (id) on delete cascade,
    teacher     uuid not null references teacher (id) on delete cascade,
    created_at  timestamptz not null,
    primary key (sheet, teacher)
);
