//! Worksheets written by language models and checked in code.
