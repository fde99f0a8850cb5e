-- What an order changes in a worksheet that is there: absent, it makes a new one.
alter table worksheet_order add column replaces jsonb;
