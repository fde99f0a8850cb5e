//! Settings: the only module that reads the environment.
