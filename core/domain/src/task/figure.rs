//! Drawings that belong to a question: charts and figures of plane geometry, drawn from their data.

use serde::{Deserialize, Serialize};

use super::{Flaw, flaw};
use crate::Rich;

/// A drawing below a task's question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "figure", rename_all = "snake_case")]
pub enum Figure {
    /// Numbers as bars, a line or sectors.
    Chart(Chart),
    /// Points, segments, angles and circles.
    Geometry(Geometry),
}

/// Numbers shown as a diagram.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// How they are shown.
    pub form: ChartForm,
    /// Words above the diagram.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Rich>,
    /// What is counted, e.g. «рост, см»; at the vertical axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vertical: Option<Rich>,
    /// What the labels are, e.g. «день недели»; at the horizontal axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub horizontal: Option<Rich>,
    /// The numbers, from left to right, or clockwise from the top.
    pub values: Vec<Value>,
    /// Whether the numbers are written beside what shows them.
    #[serde(default)]
    pub written: bool,
}

/// The forms of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartForm {
    /// «Столбчатая диаграмма».
    Bars,
    /// «График»: points joined by straight lines.
    Line,
    /// «Круговая диаграмма».
    Pie,
}

/// A number with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// What it belongs to.
    pub label: Rich,
    /// A decimal number as text, e.g. `12,5` or `-3`.
    pub value: String,
}

impl Value {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        let plain = self.value.trim().replace(',', ".").replace('−', "-");
        plain.parse().ok().filter(|n: &f64| n.is_finite() && n.abs() <= MOST)
    }
}

/// A figure of plane geometry. Coordinates are in any unit and grow to the right and upwards; the page scales them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Geometry {
    /// The points everything else refers to by name.
    pub vertices: Vec<Vertex>,
    /// Filled polygons, by their corners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shaded: Vec<Vec<String>>,
    /// Segments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Segment>,
    /// Marked angles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub angles: Vec<Angle>,
    /// Circles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circles: Vec<Circle>,
}

/// A point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vertex {
    /// Its name, e.g. `A` or `B_1`.
    pub name: String,
    /// To the right.
    pub x: i32,
    /// Upwards.
    pub y: i32,
    /// Whether its name is left out of the drawing: the end of a straight line, say.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nameless: bool,
}

/// A segment between two points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// One end.
    pub from: String,
    /// The other.
    pub to: String,
    /// What is written beside it, e.g. its length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Rich>,
    /// Strokes across it: segments with the same number are equal; at most 3.
    #[serde(default)]
    pub strokes: u8,
    /// Whether it is an auxiliary line.
    #[serde(default)]
    pub dashed: bool,
}

/// A marked angle, not greater than a straight one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Angle {
    /// A point on one side.
    pub from: String,
    /// Its vertex.
    pub at: String,
    /// A point on the other side.
    pub to: String,
    /// What is written in it, e.g. its size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Rich>,
    /// How it is marked.
    #[serde(default)]
    pub mark: AngleMark,
}

/// The mark of an angle; angles with the same number of arcs are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AngleMark {
    /// One arc.
    #[default]
    Arc,
    /// Two arcs.
    TwoArcs,
    /// Three arcs.
    ThreeArcs,
    /// The small square of a right angle.
    Right,
}

/// A circle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circle {
    /// Its centre.
    pub centre: String,
    /// A point on it.
    pub through: String,
}

/// Greatest number of a chart, greatest coordinate of a point.
const MOST: f64 = 1e9;
/// Most sectors or bars; a line may have twice as many points.
const MOST_VALUES: usize = 12;
/// Most points of a geometric figure.
const MOST_VERTICES: usize = 26;

impl Figure {
    pub(super) fn check(&self, flaws: &mut Vec<Flaw>) {
        match self {
            Self::Chart(chart) => chart.check(flaws),
            Self::Geometry(geometry) => geometry.check(flaws),
        }
    }

    /// All rich texts in it.
    pub(super) fn texts(&self) -> Vec<&Rich> {
        match self {
            Self::Chart(Chart { title, vertical, horizontal, values, .. }) => {
                let words = title.iter().chain(vertical).chain(horizontal);
                words.chain(values.iter().map(|v| &v.label)).collect()
            }
            Self::Geometry(Geometry { segments, angles, .. }) => {
                let labels = segments.iter().filter_map(|s| s.label.as_ref());
                labels.chain(angles.iter().filter_map(|a| a.label.as_ref())).collect()
            }
        }
    }
}

impl Chart {
    fn check(&self, flaws: &mut Vec<Flaw>) {
        let most = if self.form == ChartForm::Line { 2 * MOST_VALUES } else { MOST_VALUES };
        if self.values.len() < 2 || self.values.len() > most {
            flaw(flaws, "chart.values", self.values.len());
        }
        let numbers: Vec<_> = self.values.iter().filter_map(Value::number).collect();
        if numbers.len() < self.values.len() {
            flaw(flaws, "chart.number", format!("{:?}", self.values.iter().find(|v| v.number().is_none())));
        }
        let part_of_whole = numbers.iter().all(|n| *n >= 0.0) && numbers.iter().sum::<f64>() > 0.0;
        if self.form == ChartForm::Pie && !part_of_whole {
            flaw(flaws, "chart.sectors", "negative, or nothing at all");
        }
    }
}

impl Geometry {
    /// The point of a name.
    pub fn vertex(&self, name: &str) -> Option<&Vertex> {
        self.vertices.iter().find(|vertex| vertex.name == name)
    }

    fn check(&self, flaws: &mut Vec<Flaw>) {
        let names: std::collections::BTreeSet<_> = self.vertices.iter().map(|v| v.name.as_str()).collect();
        let places: std::collections::BTreeSet<_> = self.vertices.iter().map(|v| (v.x, v.y)).collect();
        let count = self.vertices.len();
        if !(2..=MOST_VERTICES).contains(&count) || names.len() < count || places.len() < count {
            flaw(flaws, "geometry.vertices", format!("{count}, {} names, {} places", names.len(), places.len()));
        }
        let far = |v: &&Vertex| f64::from(v.x).abs().max(f64::from(v.y).abs()) > MOST;
        if let Some(vertex) = self.vertices.iter().find(far) {
            flaw(flaws, "geometry.vertices", format!("{} is too far away", vertex.name));
        }
        let pairs = self.segments.iter().map(|s| vec![&s.from, &s.to]);
        let pairs = pairs.chain(self.circles.iter().map(|c| vec![&c.centre, &c.through]));
        let triples = self.angles.iter().map(|a| vec![&a.from, &a.at, &a.to]);
        let polygons = self.shaded.iter().map(|corners| corners.iter().collect());
        for reference in pairs.chain(triples).chain(polygons) {
            let distinct: std::collections::BTreeSet<_> = reference.iter().collect();
            if distinct.len() < reference.len() || !reference.iter().all(|name| names.contains(name.as_str())) {
                flaw(flaws, "geometry.reference", format!("{reference:?}"));
            }
        }
        if self.shaded.iter().any(|corners| corners.len() < 3) || self.segments.iter().any(|s| s.strokes > 3) {
            flaw(flaws, "geometry.marks", "a polygon of two corners, or more than 3 strokes");
        }
        if self.segments.is_empty() && self.circles.is_empty() && self.shaded.is_empty() {
            flaw(flaws, "geometry.empty", "only points");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(form: ChartForm, values: &[&str]) -> Figure {
        let value = |value: &&str| Value { label: Rich::literal("год"), value: (*value).to_owned() };
        let values = values.iter().map(value).collect();
        Figure::Chart(Chart { form, title: None, vertical: None, horizontal: None, values, written: false })
    }

    fn triangle() -> Geometry {
        let vertex = |name: &str, x, y| Vertex { name: name.into(), x, y, nameless: false };
        let segment =
            |from: &str, to: &str| Segment { from: from.into(), to: to.into(), label: None, strokes: 0, dashed: false };
        Geometry {
            vertices: vec![vertex("A", 0, 0), vertex("B", 4, 0), vertex("C", 0, 3)],
            shaded: vec![],
            segments: vec![segment("A", "B"), segment("B", "C"), segment("C", "A")],
            angles: vec![],
            circles: vec![],
        }
    }

    fn flaws(figure: &Figure) -> Vec<&'static str> {
        let mut flaws = Vec::new();
        figure.check(&mut flaws);
        flaws.iter().map(|flaw| flaw.check).collect()
    }

    #[test]
    fn a_chart_has_numbers_and_a_pie_has_parts_of_a_whole() {
        assert!(flaws(&chart(ChartForm::Bars, &["-3", "2,5", "0.5"])).is_empty());
        assert_eq!(flaws(&chart(ChartForm::Bars, &["3"])), ["chart.values"]);
        assert_eq!(flaws(&chart(ChartForm::Bars, &["3"; 13])), ["chart.values"]);
        assert!(flaws(&chart(ChartForm::Line, &["3"; 13])).is_empty());
        assert_eq!(flaws(&chart(ChartForm::Line, &["3", "много"])), ["chart.number"]);
        assert_eq!(flaws(&chart(ChartForm::Line, &["3", "1e300"])), ["chart.number"]);
        assert_eq!(flaws(&chart(ChartForm::Pie, &["3", "-1"])), ["chart.sectors"]);
        assert_eq!(flaws(&chart(ChartForm::Pie, &["0", "0"])), ["chart.sectors"]);
    }

    #[test]
    fn a_figure_refers_to_its_own_points_only() {
        let good = triangle();
        let with = |change: fn(&mut Geometry)| {
            let mut figure = triangle();
            change(&mut figure);
            flaws(&Figure::Geometry(figure))
        };
        assert!(flaws(&Figure::Geometry(good)).is_empty());
        assert_eq!(with(|g| g.segments[0].to = "D".into()), ["geometry.reference"]);
        assert_eq!(with(|g| g.segments[0].to = "A".into()), ["geometry.reference"]);
        assert_eq!(with(|g| g.vertices[1].x = 0), ["geometry.vertices"]);
        assert_eq!(with(|g| g.segments[0].strokes = 4), ["geometry.marks"]);
        assert_eq!(with(|g| g.segments.clear()), ["geometry.empty"]);
        assert_eq!(
            with(|g| g.circles.push(Circle { centre: "A".into(), through: "X".into() })),
            ["geometry.reference"]
        );
    }
}
