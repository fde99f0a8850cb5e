//! Bounded parser and exact evaluator for school expressions.
