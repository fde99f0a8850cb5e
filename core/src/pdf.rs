//! Worksheets set on pages.
