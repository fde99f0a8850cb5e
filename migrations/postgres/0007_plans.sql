-- What a class practises on a topic, as a model named it once: serves every later sheet of the topic.
create table topic_plan (
    -- Over language, subject, grade and the topic's canonical words, every one of which is everybody's.
    hash        text not null,
    -- Of the prompt.
    version     text not null,
    -- One line each, easiest first.
    skills      jsonb not null,
    -- 1: of a topic of the programme; such a plan is never forgotten.
    programme   bigint not null,
    created_at  timestamptz not null,
    primary key (hash, version)
);
