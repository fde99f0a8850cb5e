-- The panel shows the events of one order.
create index event_of_order on event (order_id) where order_id is not null;
