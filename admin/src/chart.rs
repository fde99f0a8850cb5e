//! Stacked bars as SVG: no script, no inline style, a title on every mark.

use std::fmt::Write as _;

/// One bar: its name, its parts as (class, label, count).
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) parts: Vec<(&'static str, String, i64)>,
}

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 220.0;
const FOOT: f64 = 24.0;
const LEFT: f64 = 34.0;

/// The chart; names and labels are ours, never a teacher's words.
#[expect(clippy::cast_precision_loss, reason = "counts of a day and bars of a quarter")]
pub(crate) fn bars(bars: &[Bar], title: &str) -> String {
    let highest = bars.iter().map(|b| b.parts.iter().map(|p| p.2).sum::<i64>()).max().unwrap_or(0).max(1) as f64;
    let room = HEIGHT - FOOT - 8.0;
    let slot = (WIDTH - LEFT) / (bars.len().max(1) as f64);
    let mut svg = format!(r#"<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">"#);
    for share in [0.0, 0.5, 1.0] {
        let y = HEIGHT - FOOT - room * share;
        let _ = write!(
            svg,
            r#"<line class="axis" x1="{LEFT}" y1="{y:.1}" x2="{WIDTH}" y2="{y:.1}"/><text x="0" y="{:.1}">{}</text>"#,
            y + 4.0,
            (highest * share).round()
        );
    }
    let every = bars.len().div_ceil(10).max(1);
    for (i, bar) in bars.iter().enumerate() {
        let x = LEFT + slot * (i as f64) + slot * 0.15;
        let mut y = HEIGHT - FOOT;
        for (class, label, count) in bar.parts.iter().filter(|p| p.2 > 0) {
            let height = room * (*count as f64) / highest;
            y -= height;
            let _ = write!(
                svg,
                r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{:.1}" height="{height:.1}"><title>{}: {label} {count}</title></rect>"#,
                slot * 0.7,
                bar.name
            );
        }
        if i % every == 0 {
            let _ = write!(svg, r#"<text x="{x:.1}" y="{:.1}">{}</text>"#, HEIGHT - 6.0, bar.name);
        }
    }
    svg.push_str("</svg>");
    svg
}
