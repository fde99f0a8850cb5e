//! Orders: intake and fulfilment.
