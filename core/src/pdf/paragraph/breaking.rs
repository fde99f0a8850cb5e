//! Where lines end: the least bad of all divisions of the whole paragraph (Knuth and Plass).

use super::atoms::Atom;

/// One line: atoms `start..end`, the atom at `end` being the place it is broken at.
#[derive(Debug, Clone)]
pub(super) struct Broken {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Width of its contents with spaces as they are.
    pub(super) natural: f32,
    pub(super) spaces: usize,
    /// Whether its spaces may be stretched or shrunk to fill the measure.
    pub(super) stretches: bool,
    /// Whether it is too long for the measure, its spaces shrunk as far as they may.
    pub(super) overfull: bool,
}

/// A justified space may grow by this many of its own widths before the line is left ragged.
const WIDEST: f32 = 0.9;
/// And shrink by this part of it.
const TIGHTEST: f32 = 0.2;

/// The cost of a last line of one letter: more than that of any line that is left ragged before it.
const LOST: f32 = 2e4;

struct Node {
    at: usize,
    cost: f32,
    from: usize,
    line: Broken,
}

pub(super) fn breaks(atoms: &[Atom], width: f32, justify: bool) -> Vec<Broken> {
    if atoms.is_empty() {
        return Vec::new();
    }
    let sums = Sums::new(atoms);
    let nothing = Broken { start: 0, end: 0, natural: 0.0, spaces: 0, stretches: false, overfull: false };
    let mut nodes = vec![Node { at: 0, cost: 0.0, from: 0, line: nothing }];
    // The paragraph's start counts as a break before atom 0; all others are breaks at an atom.
    let mut first_open = 0;
    for end in 0..=atoms.len() {
        let forced = end == atoms.len() || matches!(atoms[end], Atom::Newline);
        if !forced && !atoms[end].breaks() {
            continue;
        }
        let mut best: Option<Node> = None;
        for from in (first_open..nodes.len()).rev() {
            let line = sums.measure(atoms, start_after(atoms, nodes[from].at, from == 0), end);
            let space = if line.spaces > 0 { sums.space_width(&line) } else { 0.0 };
            let slack = width - line.natural;
            let shrink = if justify { space * TIGHTEST } else { 0.0 };
            let too_long = slack < -shrink - 0.01;
            if too_long && best.is_some() {
                break;
            }
            let cost = nodes[from].cost + badness(&line, width, space, justify, forced, too_long) + penalty(atoms, end);
            if best.as_ref().is_none_or(|b| cost < b.cost) {
                let room = space * WIDEST;
                let stretches = justify && slack <= room && (!forced || slack < 0.0);
                best = Some(Node { at: end, cost, from, line: Broken { stretches, overfull: too_long, ..line } });
            }
            if too_long {
                break;
            }
        }
        if let Some(node) = best {
            nodes.push(node);
            if forced {
                first_open = nodes.len() - 1;
            }
        }
    }
    let mut lines = Vec::new();
    let mut at = nodes.len() - 1;
    while at > 0 {
        lines.push(nodes[at].line.clone());
        at = nodes[at].from;
    }
    lines.reverse();
    lines
}

/// The first atom of a line that follows a break; spaces vanish there.
fn start_after(atoms: &[Atom], at: usize, beginning: bool) -> usize {
    let next = if beginning { 0 } else { at + 1 };
    let leading = atoms.iter().skip(next).take_while(|a| matches!(a, Atom::Space { breaks: true, .. })).count();
    if beginning { next } else { (next + leading).min(atoms.len()) }
}

/// Of the atoms before each: their widths, how many are spaces, and the widths of these.
struct Sums(Vec<(f64, usize, f64)>);

impl Sums {
    fn new(atoms: &[Atom]) -> Self {
        let mut sums = Vec::with_capacity(atoms.len() + 1);
        let mut sum = (0.0, 0, 0.0);
        sums.push(sum);
        for atom in atoms {
            let width = f64::from(atom.width());
            sum.0 += width;
            if matches!(atom, Atom::Space { .. }) {
                sum.1 += 1;
                sum.2 += width;
            }
            sums.push(sum);
        }
        Self(sums)
    }

    fn measure(&self, atoms: &[Atom], start: usize, end: usize) -> Broken {
        let start = start.min(end);
        let mut line = Broken { start, end, natural: 0.0, spaces: 0, stretches: false, overfull: false };
        while line.end > line.start && matches!(atoms[line.end - 1], Atom::Space { breaks: true, .. }) {
            line.end -= 1;
        }
        let (before, after) = (self.0[line.start], self.0[line.end]);
        line.natural = (after.0 - before.0) as f32;
        line.spaces = after.1 - before.1;
        if let Some(Atom::Hyphen(hyphen)) = atoms.get(line.end) {
            line.natural += hyphen.width;
        }
        line
    }

    fn space_width(&self, line: &Broken) -> f32 {
        (self.0[line.end].2 - self.0[line.start].2) as f32
    }
}

fn badness(line: &Broken, width: f32, space: f32, justify: bool, last: bool, too_long: bool) -> f32 {
    let slack = width - line.natural;
    if too_long {
        return 1e6 + -slack * 100.0;
    }
    if !width.is_finite() || (last && slack >= 0.0) {
        // A last line of a syllable or two looks lost, one of a letter more so.
        return match line.natural / width {
            _ if !width.is_finite() => 1.0,
            part if part < 0.04 => LOST,
            part if part < 0.08 => 12.0,
            _ => 1.0,
        };
    }
    let share = slack / width;
    if !justify {
        return 1.0 + 60.0 * share * share;
    }
    let ratio = slack / (space * if slack < 0.0 { TIGHTEST } else { 0.6 }).max(0.1);
    1.0 + 10.0 * ratio.abs().powi(3).min(1000.0)
}

fn penalty(atoms: &[Atom], end: usize) -> f32 {
    if matches!(atoms.get(end), Some(Atom::Hyphen(_))) { 4.0 } else { 0.0 }
}
