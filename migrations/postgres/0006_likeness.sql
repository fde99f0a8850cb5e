-- What an embedding model makes of topics: it proposes pairs to the judge and decides nothing.
create table topic_vector (
    topic       uuid not null references topic (id),
    -- Provider, model and length: vectors of different tags cannot be compared.
    tag         text not null,
    -- Floats of 32 bits, little-endian.
    vector      bytea not null,
    created_at  timestamptz not null,
    primary key (topic, tag)
);
create index topic_of_partition on topic (language, subject, grade);
