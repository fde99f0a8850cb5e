//! Brackets as tall as what stands between them.

/// A bracket that is still open.
struct Open {
    /// Where it stands.
    at: usize,
    closes: [char; 2],
    /// Whether a fraction stands behind it.
    tall: bool,
}

/// A group of braces: what is open in it, and whether it is raised or lowered.
#[derive(Default)]
struct Group {
    open: Vec<Open>,
    script: bool,
    tall: bool,
}

/// Round and square brackets around a fraction as `\left` and `\right`; half-open intervals too. Those with a size of
/// their own stay.
pub(super) fn grown(latex: &str) -> String {
    let mut places: Vec<(usize, &str)> = Vec::new();
    let mut groups = vec![Group::default()];
    let mut before = String::new();
    let mut at = 0;
    while let Some(c) = latex[at..].chars().next() {
        let here = at;
        at += c.len_utf8();
        let Some(group) = groups.last_mut() else { return latex.to_owned() };
        match c {
            '\\' => {
                let word = super::command(&latex[here..]).map(|(word, _)| word);
                let sized = word.is_some_and(|word| {
                    ["left", "right", "middle"].contains(&word) || word.to_lowercase().starts_with("big")
                });
                if word.is_some_and(|word| ["frac", "dfrac", "tfrac", "cfrac", "binom"].contains(&word)) {
                    group.tall = true;
                    group.open.iter_mut().for_each(|open| open.tall = true);
                }
                // The sign behind a size, and the one behind a backslash, is no bracket of ours.
                at = here + 1 + word.map_or_else(|| latex[at..].chars().next().map_or(0, char::len_utf8), str::len);
                if sized {
                    let escaped = usize::from(latex[at..].starts_with('\\'));
                    at += latex[at..].chars().take(1 + escaped).map(char::len_utf8).sum::<usize>();
                }
                before.clear();
                before.push('a');
                continue;
            }
            '{' => groups.push(Group { script: before.ends_with(['^', '_']), ..Group::default() }),
            '}' => {
                let closed = groups.pop().is_some_and(|group| group.tall && !group.script);
                let Some(group) = groups.last_mut() else { return latex.to_owned() };
                if closed {
                    group.tall = true;
                    group.open.iter_mut().for_each(|open| open.tall = true);
                }
            }
            '(' | '[' => {
                // `\sqrt[3]{x}`: an argument in brackets of its own.
                let argument = c == '[' && before.ends_with('a');
                if !argument {
                    group.open.push(Open { at: here, closes: [')', ']'], tall: false });
                }
            }
            ')' | ']' => {
                if let Some(open) = group.open.pop().filter(|open| open.tall && open.closes.contains(&c)) {
                    places.extend([(open.at, r"\left"), (here, r"\right")]);
                }
            }
            _ => {}
        }
        before.clear();
        before.push(c);
    }
    places.sort_unstable();
    let mut out = String::with_capacity(latex.len() + places.len() * 7);
    let mut done = 0;
    for (at, word) in places {
        out.push_str(&latex[done..at]);
        out.push_str(word);
        done = at;
    }
    out + &latex[done..]
}

#[cfg(test)]
mod tests {
    use super::grown;

    #[test]
    fn brackets_grow_around_fractions_alone() {
        for (source, set) in [
            (r"(\frac{1}{2};3)", r"\left(\frac{1}{2};3\right)"),
            (r"2(x+1)", r"2(x+1)"),
            (r"[0;\frac{\pi}{2})", r"\left[0;\frac{\pi}{2}\right)"),
            (r"((a+b)+\frac{c}{d})^2", r"\left((a+b)+\frac{c}{d}\right)^2"),
            (r"(x^{\frac{1}{2}})", r"(x^{\frac{1}{2}})"),
            (r"(\sqrt{\frac{1}{2}})", r"\left(\sqrt{\frac{1}{2}}\right)"),
            (r"\left(\frac{1}{2}\right)", r"\left(\frac{1}{2}\right)"),
            (r"\sqrt[3]{\frac{1}{8}}", r"\sqrt[3]{\frac{1}{8}}"),
            (r"\{(\frac{1}{2})\}", r"\{\left(\frac{1}{2}\right)\}"),
            (r"(\frac{1}{2}", r"(\frac{1}{2}"),
            (r"\left\{(\frac{1}{2})\right.", r"\left\{\left(\frac{1}{2}\right)\right."),
            (r"\frac{(a+1)}{2})", r"\frac{(a+1)}{2})"),
        ] {
            assert_eq!(grown(source), set, "{source}");
        }
    }
}
