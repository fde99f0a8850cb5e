//! Points on a number line or in a coordinate plane.

use serde::{Deserialize, Serialize};

use super::{Flaw, KeyWords, Shape, flaw};
use crate::Rich;

/// An axis, or two, with points to read off or to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberLine {
    /// What to do.
    pub question: Rich,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis of a coordinate plane; absent on a number line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<Axis>,
    /// The points; stored under a name that the points a task is worth do not have.
    #[serde(rename = "named_points")]
    pub points: Vec<Point>,
}

/// An axis in whole steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// Steps left of (below) zero.
    pub from: i32,
    /// Steps right of (above) zero.
    pub to: i32,
    /// Value of one step, a decimal number as text, e.g. `0,5`.
    pub step: String,
    /// Steps that carry their number; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// A labelled step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The step.
    pub at: i32,
    /// Its label.
    pub label: Rich,
}

/// A named point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Its name, a capital letter.
    pub name: String,
    /// Horizontal position in steps.
    pub x: i32,
    /// Vertical position in steps; 0 on a number line.
    #[serde(default)]
    pub y: i32,
    /// Its coordinates as the key prints them.
    pub coordinates: Rich,
    /// Whether it is drawn on the sheet (and asked for) or left for the pupil to draw.
    pub drawn: bool,
}

impl Shape for NumberLine {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        for axis in std::iter::once(&self.x).chain(&self.y) {
            if axis.from >= axis.to || axis.to.saturating_sub(axis.from) > 60 {
                flaw(flaws, "axis.range", format!("{}..{}", axis.from, axis.to));
            }
        }
        let inside = |p: &Point| {
            (self.x.from..=self.x.to).contains(&p.x)
                && self.y.as_ref().map_or(p.y == 0, |y| (y.from..=y.to).contains(&p.y))
        };
        if self.points.is_empty() || self.points.len() > 12 || !self.points.iter().all(inside) {
            flaw(flaws, "axis.points", self.points.len());
        }
    }

    fn key(&self, _: &KeyWords) -> Rich {
        let points: Vec<_> = self
            .points
            .iter()
            .map(|p| format!("{}({})", Rich::literal(&p.name).source(), p.coordinates.source()))
            .collect();
        Rich(points.join("; "))
    }

    fn texts(&self) -> Vec<&Rich> {
        vec![&self.question]
    }
}
