-- Calls are recorded before they are made, with the money reserved for them. SQLite; migrations/postgres has the same.

alter table model_call add column worksheet blob references worksheet (id);
-- Held until the call ends, or until this moment has passed.
alter table model_call add column held_usd integer not null default 0 check (held_usd >= 0);
alter table model_call add column held_rub integer not null default 0 check (held_rub >= 0);
alter table model_call add column held_until timestamp;
create index model_call_pending on model_call (held_until) where outcome = 'pending';

-- Spent and held together, by day in Moscow and by whom: 'all', or a teacher's id.
create table spending (
    day       text not null,
    scope     text not null,
    currency  text not null,
    nano      integer not null,
    primary key (day, scope, currency)
);
