//! Formulas as Office MathML (ECMA-376 part 1, §22.1), which Word sets and edits itself.

use ratex_parser::parse_node::{AtomFamily, ParseNode};

use super::text::{escape, literal};
use crate::domain::Locale;
use crate::pdf;

/// Groups deeper than this are written in one line.
const DEEPEST: usize = 40;

/// A formula; one with a part that Word has no word for is written in one line of characters.
pub(super) fn formula(latex: &str, locale: Locale) -> String {
    // What an equals sign waits for is written by the pupil: in a formula it would be asked for by a box.
    let (latex, waiting) = match latex.trim_end().strip_suffix('=') {
        Some(before) => (before, literal(" =")),
        None => (latex, String::new()),
    };
    let parsed = pdf::parsed(latex, locale).and_then(|nodes| all(&nodes, 0));
    let inside = parsed.unwrap_or_else(|| plain(&pdf::linear(latex)));
    format!("<m:oMath>{inside}</m:oMath>{waiting}")
}

/// Words and units, which are no unknowns.
fn plain(text: &str) -> String {
    let fonts = r#"<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>"#;
    format!(r#"<m:r><m:rPr><m:nor/></m:rPr>{fonts}<m:t xml:space="preserve">{}</m:t></m:r>"#, escape(text))
}

/// The characters of nodes that are nothing but characters.
fn characters(nodes: &[ParseNode]) -> Option<String> {
    nodes
        .iter()
        .map(|node| match node {
            ParseNode::MathOrd { text, .. } | ParseNode::TextOrd { text, .. } => symbol(text),
            ParseNode::SpacingNode { .. } => Some(" ".to_owned()),
            ParseNode::OrdGroup { body, .. } => characters(body),
            _ => None,
        })
        .collect()
}

fn run(text: &str, upright: bool) -> String {
    let style = if upright { r#"<m:rPr><m:sty m:val="p"/></m:rPr>"# } else { "" };
    let fonts = r#"<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>"#;
    format!(r#"<m:r>{style}{fonts}<m:t xml:space="preserve">{}</m:t></m:r>"#, escape(text))
}

fn all(nodes: &[ParseNode], depth: usize) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = nodes.iter().peekable();
    while let Some(node) = rest.next() {
        let part = match node {
            // Digits of one number are one run, or they would stand apart.
            node if digit(node).is_some() => {
                let mut number: String = digit(node).into_iter().collect();
                while let Some(next) = rest.peek().and_then(|next| digit(next)) {
                    number.push_str(next);
                    rest.next();
                }
                run(&number, true)
            }
            ParseNode::SupSub { base: Some(base), sup, sub, .. } if stands_below(base) => {
                limits(&one(base, depth + 1)?, sup.as_deref(), sub.as_deref(), depth)?
            }
            ParseNode::SupSub { base, sup, sub, .. } => {
                let base = base.as_deref().map_or_else(|| Some(String::new()), |base| one(base, depth + 1))?;
                // Chemistry hangs its numbers on nothing; Word would show a box there.
                let base = if base.is_empty() { parts.pop().unwrap_or_default() } else { base };
                scripts(&base, sup.as_deref(), sub.as_deref(), depth)?
            }
            node => one(node, depth)?,
        };
        parts.push(part);
    }
    Some(parts.concat())
}

fn scripts(base: &str, sup: Option<&ParseNode>, sub: Option<&ParseNode>, depth: usize) -> Option<String> {
    let deep = |node: &ParseNode| one(node, depth + 1);
    Some(match (sup, sub) {
        (Some(sup), Some(sub)) => {
            let (sub, sup) = (deep(sub)?, deep(sup)?);
            format!("<m:sSubSup><m:e>{base}</m:e><m:sub>{sub}</m:sub><m:sup>{sup}</m:sup></m:sSubSup>")
        }
        (Some(sup), None) => format!("<m:sSup><m:e>{base}</m:e><m:sup>{}</m:sup></m:sSup>", deep(sup)?),
        (None, Some(sub)) => format!("<m:sSub><m:e>{base}</m:e><m:sub>{}</m:sub></m:sSub>", deep(sub)?),
        (None, None) => base.to_owned(),
    })
}

fn digit(node: &ParseNode) -> Option<&str> {
    match node {
        ParseNode::MathOrd { text, .. } | ParseNode::TextOrd { text, .. } => {
            Some(text.as_str()).filter(|text| text.len() == 1 && text.as_bytes()[0].is_ascii_digit())
        }
        _ => None,
    }
}

/// Whether what is written as an index stands below a sign or a word: lim, Σ.
fn stands_below(base: &ParseNode) -> bool {
    matches!(base, ParseNode::Op { limits: true, .. })
}

fn limits(base: &str, sup: Option<&ParseNode>, sub: Option<&ParseNode>, depth: usize) -> Option<String> {
    let mut out = base.to_owned();
    for (tag, limit) in [("m:limLow", sub), ("m:limUpp", sup)] {
        if let Some(limit) = limit {
            out = format!("<{tag}><m:e>{out}</m:e><m:lim>{}</m:lim></{tag}>", one(limit, depth + 1)?);
        }
    }
    Some(out)
}

fn one(node: &ParseNode, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    let deep = |node: &ParseNode| one(node, depth + 1);
    let group = |nodes: &[ParseNode]| all(nodes, depth + 1);
    Some(match node {
        ParseNode::MathOrd { text, .. } => run(&symbol(text)?, false),
        // A bracket or a bar alone would want its other half.
        ParseNode::TextOrd { text, .. } | ParseNode::Atom { text, .. }
            if matches!(text.as_str(), "|" | "\\vert" | "∣") =>
        {
            plain("|")
        }
        ParseNode::Atom { text, family: AtomFamily::Open | AtomFamily::Close, .. } => plain(&symbol(text)?),
        ParseNode::TextOrd { text, .. } | ParseNode::Atom { text, .. } | ParseNode::OpToken { text, .. } => {
            run(&symbol(text)?, true)
        }
        ParseNode::SpacingNode { .. } => run(" ", true),
        ParseNode::Kern { .. }
        | ParseNode::Internal { .. }
        | ParseNode::Rule { .. }
        | ParseNode::Phantom { .. }
        | ParseNode::VPhantom { .. } => String::new(),
        ParseNode::Text { body, .. } => match characters(body) {
            Some(text) => plain(&text),
            None => group(body)?,
        },
        ParseNode::Font { body, font, .. } if font == "mathrm" => match characters(std::slice::from_ref(&**body)) {
            Some(text) => plain(&text),
            None => deep(body)?,
        },
        ParseNode::Op { name: Some(name), .. } => run(&symbol(name)?, true),
        ParseNode::OrdGroup { body, .. }
        | ParseNode::Styling { body, .. }
        | ParseNode::Sizing { body, .. }
        | ParseNode::Color { body, .. }
        | ParseNode::MClass { body, .. }
        | ParseNode::HBox { body, .. }
        | ParseNode::Op { body: Some(body), .. }
        | ParseNode::OperatorName { body, .. } => group(body)?,
        ParseNode::HtmlMathMl { mathml, .. } => group(mathml)?,
        ParseNode::Font { body, .. } | ParseNode::Smash { body, .. } | ParseNode::Lap { body, .. } => deep(body)?,
        ParseNode::SupSub { .. } => all(std::slice::from_ref(node), depth + 1)?,
        ParseNode::GenFrac { numer, denom, has_bar_line, left_delim, right_delim, .. } => {
            let bar = if *has_bar_line { "" } else { r#"<m:fPr><m:type m:val="noBar"/></m:fPr>"# };
            let fraction = format!("<m:f>{bar}<m:num>{}</m:num><m:den>{}</m:den></m:f>", deep(numer)?, deep(denom)?);
            match (left_delim, right_delim) {
                (None, None) => fraction,
                (left, right) => fenced(left.as_deref()?, right.as_deref()?, &fraction)?,
            }
        }
        ParseNode::Sqrt { body, index, .. } => match index {
            Some(index) => format!("<m:rad><m:deg>{}</m:deg><m:e>{}</m:e></m:rad>", deep(index)?, deep(body)?),
            None => {
                format!(r#"<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>{}</m:e></m:rad>"#, deep(body)?)
            }
        },
        ParseNode::Accent { label, base, .. } => {
            let mark = match label.as_str() {
                "\\vec" | "\\overrightarrow" => '\u{20d7}',
                "\\hat" | "\\widehat" => '\u{302}',
                "\\bar" => '\u{305}',
                "\\dot" => '\u{307}',
                "\\tilde" | "\\widetilde" => '\u{303}',
                _ => return None,
            };
            format!(r#"<m:acc><m:accPr><m:chr m:val="{mark}"/></m:accPr><m:e>{}</m:e></m:acc>"#, deep(base)?)
        }
        ParseNode::Overline { body, .. } => {
            format!(r#"<m:bar><m:barPr><m:pos m:val="top"/></m:barPr><m:e>{}</m:e></m:bar>"#, deep(body)?)
        }
        ParseNode::LeftRight { body, left, right, .. } => fenced(left, right, &group(body)?)?,
        ParseNode::Array { body, .. } => {
            let columns = body.iter().map(Vec::len).max().unwrap_or(0);
            let mut matrix = format!(
                r#"<m:m><m:mPr><m:mcs><m:mc><m:mcPr><m:count m:val="{columns}"/><m:mcJc m:val="left"/></m:mcPr></m:mc></m:mcs></m:mPr>"#
            );
            for row in body {
                matrix.push_str("<m:mr>");
                for cell in row {
                    matrix.push_str(&format!("<m:e>{}</m:e>", deep(cell)?));
                }
                matrix.push_str("</m:mr>");
            }
            matrix + "</m:m>"
        }
        ParseNode::XArrow { body, .. } => {
            let above = deep(body)?;
            if above.is_empty() {
                return Some(plain(" → "));
            }
            format!("<m:limUpp><m:e>{}</m:e><m:lim>{above}</m:lim></m:limUpp>", run("→", true))
        }
        _ => return None,
    })
}

/// What stands between two brackets that grow with it; `.` is a bracket not drawn.
fn fenced(left: &str, right: &str, inside: &str) -> Option<String> {
    let bracket = |text: &str| if text == "." { Some(String::new()) } else { symbol(text) };
    Some(format!(
        r#"<m:d><m:dPr><m:begChr m:val="{}"/><m:endChr m:val="{}"/></m:dPr><m:e>{inside}</m:e></m:d>"#,
        escape(&bracket(left)?),
        escape(&bracket(right)?)
    ))
}

/// The character of a symbol; control words by the table the typesetter reads them aloud with.
fn symbol(text: &str) -> Option<String> {
    if !text.starts_with('\\') {
        return Some(match text {
            "-" => "−".to_owned(),
            "~" => " ".to_owned(),
            _ => text.to_owned(),
        });
    }
    let said = pdf::linear(text);
    (!said.is_empty() && !said.contains('\\')).then_some(said)
}
