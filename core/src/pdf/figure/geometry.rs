//! Figures of plane geometry: points with their names, segments, angles, circles.

use std::f32::consts::PI;

use super::{Piece, angle, arc, label, shade, stroke};
use crate::domain::Rich;
use crate::domain::task::{Angle, AngleMark, Geometry, Segment, Vertex};
use crate::pdf::drawing::{Item, MM, Shape};
use crate::pdf::setting::{Look, Setting};

/// The field a figure fills.
const FIELD: (f32, f32) = (75.0 * MM, 48.0 * MM);
const LINE: f32 = 0.9;

/// A place or a direction on the page.
type Vector = (f32, f32);

pub(super) fn drawing(setting: &mut Setting, figure: &Geometry, width: f32) -> Piece {
    let size = (setting.size * 0.95).clamp(10.0, 14.0);
    let plan = Plan::new(figure, width);
    let mut items: Vec<Item> = Vec::new();
    for corners in &figure.shaded {
        let corners: Vec<_> = corners.iter().filter_map(|name| plan.place(name)).collect();
        items.push(shade(&corners, 0.82));
        items.extend(corners.first().map(|first| stroke(corners.iter().chain([first]).copied().collect(), LINE)));
    }
    for (centre, radius) in plan.circles() {
        items.push(stroke(arc(centre, radius, 0.0, 2.0 * PI), LINE));
    }
    for segment in &figure.segments {
        items.extend(plan.segment(setting, segment, size));
    }
    for angle in &figure.angles {
        items.extend(plan.angle(setting, angle, size));
    }
    for vertex in &figure.vertices {
        items.extend(plan.vertex(setting, vertex, size));
    }
    Piece::drawing(items, 0.0, 0.0)
}

/// Where everything stands on the page.
struct Plan<'a> {
    figure: &'a Geometry,
    left: f32,
    top: f32,
    scale: f32,
    middle: Vector,
}

impl<'a> Plan<'a> {
    fn new(figure: &'a Geometry, width: f32) -> Self {
        let mut plan = Self { figure, left: 0.0, top: 0.0, scale: 1.0, middle: (0.0, 0.0) };
        let mut hull: Vec<Vector> = figure.vertices.iter().map(|v| plan.at(v)).collect();
        for ((x, y), r) in plan.circles() {
            hull.extend([(x - r, y - r), (x + r, y + r)]);
        }
        let least = |of: fn(&Vector) -> f32| hull.iter().map(of).fold(f32::INFINITY, f32::min);
        let most = |of: fn(&Vector) -> f32| hull.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
        let (left, right, top, bottom) = (least(|p| p.0), most(|p| p.0), least(|p| p.1), most(|p| p.1));
        if !(right - left + bottom - top).is_finite() {
            return plan;
        }
        plan.scale = (FIELD.0.min(width) / (right - left).max(1e-3)).min(FIELD.1 / (bottom - top).max(1e-3));
        (plan.left, plan.top) = (left, top);
        let count = figure.vertices.len().max(1) as f32;
        let sum = figure.vertices.iter().map(|v| plan.at(v)).fold((0.0, 0.0), |s, p| (s.0 + p.0, s.1 + p.1));
        plan.middle = (sum.0 / count, sum.1 / count);
        plan
    }

    fn at(&self, vertex: &Vertex) -> Vector {
        ((vertex.x as f32 - self.left) * self.scale, (-vertex.y as f32 - self.top) * self.scale)
    }

    fn place(&self, name: &str) -> Option<Vector> {
        self.figure.vertex(name).map(|vertex| self.at(vertex))
    }

    /// Centres and radii.
    fn circles(&self) -> Vec<(Vector, f32)> {
        let both = |(centre, through)| Some((self.place(centre)?, self.place(through)?));
        let circles = self.figure.circles.iter().map(|c| (&*c.centre, &*c.through)).filter_map(both);
        circles.map(|(centre, through)| (centre, length(minus(through, centre)))).collect()
    }

    fn segment(&self, setting: &mut Setting, segment: &Segment, size: f32) -> Vec<Item> {
        let (Some(from), Some(to)) = (self.place(&segment.from), self.place(&segment.to)) else { return Vec::new() };
        let along = unit(minus(to, from));
        let across = (-along.1, along.0);
        let mut items = Vec::new();
        if segment.dashed {
            let (dash, gap) = (2.0 * MM, 1.3 * MM);
            let count = ((length(minus(to, from)) / (dash + gap)).ceil() as usize).min(200);
            let whole = length(minus(to, from));
            let chain = |i: usize| {
                let start = i as f32 * (dash + gap);
                vec![go(from, along, start.min(whole)), go(from, along, (start + dash).min(whole))]
            };
            let chains = (0..count).map(chain).collect();
            items.push(Item::decoration(Shape::Stroke { chains, width: LINE * 0.8, gray: 0.0 }));
        } else {
            items.push(stroke(vec![from, to], LINE));
        }
        let middle = (f32::midpoint(from.0, to.0), f32::midpoint(from.1, to.1));
        for i in 0..segment.strokes {
            let offset = (f32::from(i) - (f32::from(segment.strokes) - 1.0) / 2.0) * 1.1 * MM;
            let centre = go(middle, along, offset);
            items.push(stroke(vec![go(centre, across, -1.5 * MM), go(centre, across, 1.5 * MM)], LINE * 0.8));
        }
        if let Some(text) = &segment.label {
            // On the outer side, or the upper one where there is no outer.
            let outwards = minus(middle, self.middle);
            let side = dot(outwards, across);
            let away = if side.abs() > 0.5 * MM { side.signum() } else { -across.1.signum() };
            let at = |away: f32| (across.0 * away, across.1 * away);
            // A chord near the edge of its circle has no room on the outer side.
            let look = setting.body();
            let room = (size * 1.6).max(setting.width_of(text, &look) * across.0.abs());
            let crossed = |away: f32| {
                let end = go(middle, at(away), room);
                let inside = |((x, y), r): &(Vector, f32)| length(minus(end, (*x, *y))) < *r;
                let starts = |((x, y), r): &(Vector, f32)| length(minus(middle, (*x, *y))) < *r;
                self.circles().iter().any(|circle| inside(circle) != starts(circle))
            };
            let away = if crossed(away) && !crossed(-away) { -away } else { away };
            items.extend(beside(setting, text, size, middle, at(away), 1.2 * MM, false));
        }
        items
    }

    fn angle(&self, setting: &mut Setting, angle: &Angle, size: f32) -> Vec<Item> {
        let places = (self.place(&angle.from), self.place(&angle.at), self.place(&angle.to));
        let (Some(from), Some(at), Some(to)) = places else { return Vec::new() };
        let (one, other) = (unit(minus(from, at)), unit(minus(to, at)));
        let start = angle::direction(one);
        let mut sweep = angle::direction(other) - start;
        if sweep > PI {
            sweep -= 2.0 * PI;
        } else if sweep < -PI {
            sweep += 2.0 * PI;
        }
        let shortest = length(minus(from, at)).min(length(minus(to, at)));
        // A narrow angle is marked farther out, or its arc would be a dot.
        let far = if sweep.abs() < 0.6 { 9.0 * MM } else { 5.5 * MM };
        let radius = far.min(shortest * 0.45);
        let arcs = match angle.mark {
            AngleMark::Right => 0,
            AngleMark::Arc => 1,
            AngleMark::TwoArcs => 2,
            AngleMark::ThreeArcs => 3,
        };
        let mut items = Vec::new();
        for i in 0..arcs {
            items.push(stroke(arc(at, radius + i as f32 * 1.1 * MM, start, start + sweep), LINE * 0.7));
        }
        if angle.mark == AngleMark::Right {
            let side = (3.2 * MM).min(shortest * 0.3);
            let corner = go(go(at, one, side), other, side);
            items.push(stroke(vec![go(at, one, side), corner, go(at, other, side)], LINE * 0.7));
        }
        if let Some(text) = &angle.label {
            let middle = start + sweep / 2.0;
            let direction = (angle::cos(middle), angle::sin(middle));
            // Between narrow sides the words move out to where they have room.
            let look = Look { size: size * 0.9, ..setting.body() };
            let half_width = setting.width_of(text, &look) / 2.0 * direction.1.abs() + size * 0.35 * direction.0.abs();
            let half_depth = setting.width_of(text, &look) / 2.0 * direction.0.abs() + size * 0.35 * direction.1.abs();
            let roomy = (half_width + 0.8 * MM) / angle::tan(sweep.abs() / 2.0).max(0.05) - half_depth - 0.7 * MM;
            let roomy = if sweep.abs() < 2.0 { roomy.min(shortest * 0.7) } else { 0.0 };
            let edge = go(at, direction, (radius + (arcs.max(1) - 1) as f32 * 1.1 * MM).max(roomy));
            items.extend(beside(setting, text, size * 0.9, edge, direction, 0.7 * MM, false));
        }
        items
    }

    /// The name of a point, where the lines that meet there leave the most room.
    fn vertex(&self, setting: &mut Setting, vertex: &Vertex, size: f32) -> Vec<Item> {
        if vertex.nameless {
            return Vec::new();
        }
        let at = self.at(vertex);
        let rays = self.rays(&vertex.name, at);
        let mut items = Vec::new();
        let ends = |s: &Segment| s.from == vertex.name || s.to == vertex.name;
        let is_corner = self.figure.shaded.iter().flatten().any(|name| *name == vertex.name);
        if !is_corner && !self.figure.segments.iter().any(ends) {
            items.push(Item::dot(at.0, at.1, 1.6));
        }
        let direction = widest_gap(&rays).unwrap_or_else(|| {
            let outwards = minus(at, self.middle);
            if length(outwards) > 1.0 { unit(outwards) } else { (-0.7, 0.7) }
        });
        let name = if vertex.name.contains('_') { Rich::math(&vertex.name) } else { Rich::literal(&vertex.name) };
        items.extend(beside(setting, &name, size, at, direction, 1.2 * MM, true));
        items
    }

    /// Directions in which something leaves a point: segments that end there or pass it, sides of shaded polygons,
    /// circles on which it lies.
    fn rays(&self, name: &str, at: Vector) -> Vec<f32> {
        let sides = self.figure.shaded.iter().flat_map(|corners| {
            let next = corners.iter().cycle().skip(1);
            corners.iter().zip(next).map(|(one, other)| (one.as_str(), other.as_str()))
        });
        let segments = self.figure.segments.iter().map(|s| (&*s.from, &*s.to));
        let mut rays = Vec::new();
        for (one, other) in segments.chain(sides) {
            let (Some(from), Some(to)) = (self.place(one), self.place(other)) else { continue };
            let ends = [from, to].map(|end| minus(end, at));
            let passes = (length(ends[0]) + length(ends[1]) - length(minus(to, from))).abs() < 0.5;
            if one == name || other == name || passes {
                rays.extend(ends.into_iter().filter(|v| length(*v) > 0.5).map(angle::direction));
            }
        }
        for (centre, radius) in self.circles() {
            let out = minus(at, centre);
            if (length(out) - radius).abs() < 0.5 {
                // The circle leaves to both sides and lies inside.
                let out = angle::direction(out);
                rays.extend([out + PI / 2.0, out + PI, out - PI / 2.0]);
            }
        }
        rays
    }
}

/// The middle of the widest gap between directions, if there are any.
fn widest_gap(rays: &[f32]) -> Option<Vector> {
    let mut rays: Vec<f32> = rays.iter().map(|angle| angle.rem_euclid(2.0 * PI)).collect();
    rays.sort_by(f32::total_cmp);
    let first = *rays.first()?;
    let ends = rays.iter().skip(1).copied().chain([first + 2.0 * PI]);
    // Of equal gaps the first one around counts, whatever the last digits of its angles are.
    let (mut best, mut widest) = (first, 0.0);
    for (from, to) in rays.iter().zip(ends) {
        if to - from > widest + 0.01 {
            (best, widest) = (f32::midpoint(*from, to), to - from);
        }
    }
    Some((angle::cos(best), angle::sin(best)))
}

/// A text whose box touches the point `gap` away from `at` in a direction.
fn beside(
    setting: &mut Setting,
    text: &Rich,
    size: f32,
    at: Vector,
    direction: Vector,
    gap: f32,
    italic: bool,
) -> Vec<Item> {
    let (mut items, width) = label(setting, text, size, italic);
    let bounds: Vec<_> = items.iter().filter_map(Item::bounds).collect();
    let top = bounds.iter().map(|b| b[1]).fold(-size * 0.7, f32::min);
    // Capital letters and figures have nothing below the line; higher formulas have.
    let bottom = if -top > size { bounds.iter().map(|b| b[3]).fold(0.0, f32::max) } else { 0.0 };
    let (half_width, half_height) = (width / 2.0, (bottom - top) / 2.0);
    // Distance from the centre of a box to its edge in the direction.
    let reach = (half_width / direction.0.abs().max(1e-3)).min(half_height / direction.1.abs().max(1e-3));
    let corner = angle::length((half_width, half_height));
    let (x, y) = go(at, direction, gap + f32::midpoint(reach.min(corner), corner));
    for item in &mut items {
        item.shift(x - half_width, y - f32::midpoint(top, bottom));
    }
    items
}

fn minus(a: Vector, b: Vector) -> Vector {
    (a.0 - b.0, a.1 - b.1)
}

fn dot(a: Vector, b: Vector) -> f32 {
    a.0 * b.0 + a.1 * b.1
}

fn length(v: Vector) -> f32 {
    angle::length(v)
}

fn unit(v: Vector) -> Vector {
    let length = length(v).max(1e-6);
    (v.0 / length, v.1 / length)
}

fn go(from: Vector, direction: Vector, distance: f32) -> Vector {
    (from.0 + direction.0 * distance, from.1 + direction.1 * distance)
}
