//! Language models behind one interface: providers, typed errors, prices.
