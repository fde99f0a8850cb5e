//! The ledger: credits and money are reserved, then settled or released.
