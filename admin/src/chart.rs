//! Charts as SVG: no script, no inline style, a title on every mark. Pure; the table beside them is the page's.

use std::fmt::{self, Display, Formatter, Write as _};

/// One part of every bar.
#[derive(Debug, Clone)]
pub(crate) struct Series {
    /// Class that colours it.
    pub(crate) class: &'static str,
    pub(crate) label: String,
}

/// One bar.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// Below the axis.
    pub(crate) name: String,
    /// One value a series, none negative.
    pub(crate) values: Vec<i64>,
}

/// Stacked bars over days.
pub(crate) struct Chart<'a> {
    pub(crate) title: &'a str,
    pub(crate) series: &'a [Series],
    pub(crate) bars: &'a [Bar],
    /// How a value reads.
    pub(crate) write: &'a dyn Fn(i64) -> String,
    /// Smallest step of the scale.
    pub(crate) step: i64,
}

/// A drawing area in its own units; the page scales it to the width there is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    class: &'static str,
    width: f64,
    height: f64,
}

/// For wide windows.
pub(crate) const WIDE: Area = Area { class: "chart wide", width: 960.0, height: 250.0 };
/// The same for phones, where the wide one's letters would shrink to nothing.
pub(crate) const NARROW: Area = Area { class: "chart narrow", width: 360.0, height: 230.0 };
/// Lower, for a second chart.
pub(crate) const WIDE_LOW: Area = Area { class: "chart wide", width: 960.0, height: 160.0 };
/// Lower, for phones.
pub(crate) const NARROW_LOW: Area = Area { class: "chart narrow", width: 360.0, height: 160.0 };

const FOOT: f64 = 24.0;
const HEAD: f64 = 12.0;
const LETTER: f64 = 6.6;

/// Text inside SVG.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                _ => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50… times `least` that reaches `highest` in at most four steps.
fn scale(highest: i64, least: i64) -> (i64, i64) {
    let mut step = least.max(1);
    let factors = [2, 5, 10];
    let (mut base, mut at) = (step, 0);
    while highest > step.saturating_mul(4) {
        step = base.saturating_mul(factors[at]);
        at += 1;
        if at == factors.len() {
            (base, at) = (step, 0);
        }
    }
    (step, (highest.max(1) + step - 1) / step)
}

/// Draws the bars.
#[expect(clippy::cast_precision_loss, reason = "counts of a day on a drawing of a thousand units")]
pub(crate) fn stacked(chart: &Chart<'_>, area: Area) -> String {
    let write = chart.write;
    let highest = chart.bars.iter().map(|bar| bar.values.iter().sum::<i64>()).max().unwrap_or(0);
    let (step, steps) = scale(highest, chart.step);
    let marks: Vec<(i64, String)> = (0..=steps).map(|n| (n * step, write(n * step))).collect();
    let left = marks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(1) as f64 * LETTER + 10.0;
    let (room, foot) = (area.height - FOOT - HEAD, area.height - FOOT);
    let top = (step * steps) as f64;
    let mut svg = format!(
        r#"<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">"#,
        area.class,
        area.width,
        area.height,
        Escaped(chart.title)
    );
    for (value, text) in &marks {
        let y = foot - room * (*value as f64) / top;
        let class = if *value == 0 { "axis" } else { "grid" };
        let _ = write!(
            svg,
            r#"<line class="{class}" x1="{left:.1}" y1="{y:.1}" x2="{}" y2="{y:.1}"/><text class="mark" x="{:.1}" y="{:.1}">{}</text>"#,
            area.width,
            left - 8.0,
            y + 4.0,
            Escaped(text)
        );
    }
    let slot = (area.width - left) / (chart.bars.len().max(1) as f64);
    let width = (slot * 0.72).min(44.0);
    let longest = chart.bars.iter().map(|bar| bar.name.chars().count()).max().unwrap_or(1) as f64;
    let every = (1_i32..100).find(|n| f64::from(*n) * slot >= (longest + 2.0) * LETTER).map_or(100, i64::from);
    // Counted from today, so that today has its name.
    let last = i64::try_from(chart.bars.len()).unwrap_or(0) - 1;
    for (bar, i) in chart.bars.iter().zip(0_i64..) {
        let centre = left + slot * (i as f64 + 0.5);
        let x = centre - width / 2.0;
        let all: i64 = bar.values.iter().sum();
        let _ = write!(
            svg,
            r#"<g><rect class="day" x="{:.1}" y="{HEAD}" width="{slot:.1}" height="{room:.1}"><title>{}: {}</title></rect>"#,
            centre - slot / 2.0,
            Escaped(&bar.name),
            Escaped(&write(all))
        );
        let mut y = foot;
        for (series, value) in chart.series.iter().zip(&bar.values).filter(|(_, value)| **value > 0) {
            let height = room * (*value as f64) / top;
            y -= height;
            // A hair between the parts; a mark too thin to see is drawn as a line.
            let drawn = (height - 0.8).max(1.2);
            let _ = write!(
                svg,
                r#"<rect class="{}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{drawn:.1}" rx="1.5"><title>{}: {} {}</title></rect>"#,
                series.class,
                Escaped(&bar.name),
                Escaped(&series.label),
                Escaped(&write(*value))
            );
        }
        svg.push_str("</g>");
        if (last - i) % every == 0 {
            let _ = write!(
                svg,
                r#"<text class="name" x="{:.1}" y="{:.1}">{}</text>"#,
                centre.clamp(left, area.width - longest * LETTER / 2.0),
                area.height - 6.0,
                Escaped(&bar.name)
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// A line without words beside a number; the chart and its table say the same to everybody.
#[expect(clippy::cast_precision_loss, reason = "a drawing of a hundred units")]
pub(crate) fn spark(values: &[i64]) -> String {
    let highest = values.iter().copied().max().unwrap_or(0);
    if highest <= 0 || values.len() < 2 {
        return String::new();
    }
    let across = 100.0 / (values.len() - 1) as f64;
    let mut line = String::new();
    for (i, value) in values.iter().enumerate() {
        let _ = write!(line, "{:.1},{:.1} ", across * i as f64, 25.0 - 22.0 * (*value as f64) / highest as f64);
    }
    format!(
        r#"<svg class="spark" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true"><polygon points="0,28 {line}100,28"/><polyline points="{}"/></svg>"#,
        line.trim_end()
    )
}

/// Shares of a whole as one bar.
#[expect(clippy::cast_precision_loss, reason = "a drawing of a hundred units")]
pub(crate) fn shares(parts: &[(&'static str, i64)]) -> String {
    let whole: i64 = parts.iter().map(|(_, n)| n).sum();
    if whole <= 0 {
        return String::new();
    }
    let mut svg =
        r#"<svg class="shares" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">"#.to_owned();
    let mut x = 0.0;
    for (class, n) in parts.iter().filter(|(_, n)| *n > 0) {
        let width = 100.0 * (*n as f64) / whole as f64;
        let _ = write!(svg, r#"<rect class="{class}" x="{x:.2}" y="0" width="{width:.2}" height="8"/>"#);
        x += width;
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_round_steps_and_room_for_the_highest() {
        assert_eq!(scale(0, 1), (1, 1));
        assert_eq!(scale(3, 1), (1, 3));
        assert_eq!(scale(7, 1), (2, 4));
        assert_eq!(scale(41, 1), (20, 3));
        assert_eq!(scale(1_234, 1), (500, 3));
    }

    #[test]
    fn a_bar_stands_on_the_axis_and_every_mark_has_its_title() {
        let series =
            [Series { class: "s-drill", label: "computed".into() }, Series { class: "s-failed", label: "<b>".into() }];
        let bars = [Bar { name: "22".into(), values: vec![0, 0] }, Bar { name: "23".into(), values: vec![3, 1] }];
        let chart = Chart { title: "By day", series: &series, bars: &bars, write: &|n| n.to_string(), step: 1 };

        let svg = stacked(&chart, Area { class: "chart", width: 100.0, height: 136.0 }).replace("><", ">\n<");

        let expected = r#"<svg class="chart" viewBox="0 0 100 136" role="img" aria-label="By day">
<line class="axis" x1="16.6" y1="112.0" x2="100" y2="112.0"/>
<text class="mark" x="8.6" y="116.0">0</text>
<line class="grid" x1="16.6" y1="87.0" x2="100" y2="87.0"/>
<text class="mark" x="8.6" y="91.0">1</text>
<line class="grid" x1="16.6" y1="62.0" x2="100" y2="62.0"/>
<text class="mark" x="8.6" y="66.0">2</text>
<line class="grid" x1="16.6" y1="37.0" x2="100" y2="37.0"/>
<text class="mark" x="8.6" y="41.0">3</text>
<line class="grid" x1="16.6" y1="12.0" x2="100" y2="12.0"/>
<text class="mark" x="8.6" y="16.0">4</text>
<g>
<rect class="day" x="16.6" y="12" width="41.7" height="100.0">
<title>22: 0</title>
</rect>
</g>
<text class="name" x="37.5" y="130.0">22</text>
<g>
<rect class="day" x="58.3" y="12" width="41.7" height="100.0">
<title>23: 4</title>
</rect>
<rect class="s-drill" x="64.1" y="37.0" width="30.0" height="74.2" rx="1.5">
<title>23: computed 3</title>
</rect>
<rect class="s-failed" x="64.1" y="12.0" width="30.0" height="24.2" rx="1.5">
<title>23: &lt;b&gt; 1</title>
</rect>
</g>
<text class="name" x="79.2" y="130.0">23</text>
</svg>"#;
        assert_eq!(svg, expected);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert_eq!(spark(&[0, 0, 0]), "");
        assert_eq!(shares(&[("s-drill", 0)]), "");
    }
}
