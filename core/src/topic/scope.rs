//! How much of a topic a title is about: «строение кожи» and «функции кожи» are two, «кожа» may be either.

use std::collections::BTreeSet;

use super::plain;
use super::title::{Title, Token, Weight};

/// The titles name different sides of one thing, or one of them has a member more in its list.
pub(super) fn differs(a: &Title, b: &Title) -> bool {
    let (ours, theirs) = (aspects(a), aspects(b));
    let more = |one: &BTreeSet<usize>, other: &BTreeSet<usize>| one.difference(other).next().is_some();
    more(&ours, &theirs) && more(&theirs, &ours)
        || has_more_members(a, b, Token::listed)
        || has_more_members(b, a, Token::listed)
}

/// The sides of its thing a title names.
fn aspects(title: &Title) -> BTreeSet<usize> {
    let words = title.tokens.iter().filter(|token| token.weight != Weight::Free);
    words.filter_map(|token| plain::words().aspect(&token.forms)).collect()
}

/// Whether a name of a topic is a member of the list in its title: «длина волны» of «длина волны, скорость волны».
pub(super) fn is_part(title: &Title, name: &Title) -> bool {
    has_more_members(title, name, |token| token.listed() || (!token.bound && token.before.is_empty()))
}

/// «сила тяжести и вес тела» is more than «вес тела»; «кислород и его свойства» is «кислород».
fn has_more_members(long: &Title, short: &Title, listed: fn(&Token) -> bool) -> bool {
    let content = |token: &Token| token.weight == Weight::Content;
    let mut more: Vec<bool> = long.tokens.iter().map(content).collect();
    for token in short.tokens.iter().filter(|token| content(token)) {
        let answers = |at: usize| token.text == long.tokens[at].text || token.forms.same_word(&long.tokens[at].forms);
        let Some(at) = (0..more.len()).find(|&at| more[at] && answers(at)) else { return false };
        more[at] = false;
    }
    let members = |title: &Title| title.tokens.iter().skip(1).filter(|token| listed(token)).count();
    let mut before = None;
    let mut apart = false;
    for (token, &more) in long.tokens.iter().zip(&more).filter(|(token, _)| content(token)) {
        apart |= listed(token) && before.is_some_and(|before| before != more);
        before = Some(more);
    }
    apart && members(long) > members(short)
}
