//! Word problems and shares, solved again from their numbers and the words that say what to do.

use listok_core::math::{self, Exact};

use super::reading::{before, claim, formulas, given, has, law, numbers, value, whole};

const KM: &[&str] = &["км", "km"];
const KM_H: &[&str] = &["км/ч", "km/h"];
const H: &[&str] = &["ч", "h"];

/// Two who move: `speed` of the two makes the way in the time; what is missing is claimed.
fn motion(question: &str, claimed: &str, speed: impl Fn(&Exact, &Exact) -> Exact) -> bool {
    let (answer, unit) = claim(claimed);
    let (mut v, mut t, mut s) = (before(question, KM_H), before(question, H), before(question, KM));
    if KM_H.contains(&unit) {
        v.push(answer);
    } else if H.contains(&unit) {
        t.push(answer);
    } else {
        assert!(KM.contains(&unit), "{claimed}");
        s.push(answer);
    }
    assert!(v.len() == 2 && t.len() == 1 && s.len() == 1, "{question} {v:?} {t:?} {s:?}");
    speed(&v[0], &v[1]).0 * &t[0].0 == s[0].0
}

fn river(question: &str, claimed: &str) -> bool {
    let (answer, unit) = claim(claimed);
    let against = has(question, &["ротив", "pstream"]);
    let way = |own: &Exact, stream: &Exact| Exact(if against { &own.0 - &stream.0 } else { &own.0 + &stream.0 });
    if KM_H.contains(&unit) {
        let stream = &before(question, KM_H)[0];
        return way(&answer, stream).0 * &before(question, H)[0].0 == before(question, KM)[0].0;
    }
    motion(question, claimed, |a, b| way(a.max(b), a.min(b)))
}

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    Some(match skill {
        "words.towards" | "words.apart" => motion(question, claimed, |v, u| Exact(&v.0 + &u.0)),
        "words.chase" => motion(question, claimed, |v, u| Exact(&v.max(u).0 - &v.min(u).0)),
        "words.river" => river(question, claimed),
        "words.motion" => law(question, claimed, [KM, KM_H, H]),
        _ if skill.starts_with("words") => words(skill, question, claimed),
        _ if has(skill, &["share.", "percent.", "ratio.", "concentration", "scale", "proportion"]) => {
            shares(skill, question, claimed)
        }
        _ => return None,
    })
}

fn words(skill: &str, question: &str, claimed: &str) -> bool {
    let (answer, unit) = claim(claimed);
    let n = numbers(question);
    let up = has(question, &["больше", "more"]);
    match skill {
        "words.sum" => answer.0 == &n[0].0 + &n[1].0,
        "words.more" if up => answer.0 == &n[0].0 + &n[1].0,
        "words.rest" | "words.difference" | "words.more" => &answer.0 + &n[1].0 == n[0].0,
        "words.times" => {
            let fewer = has(question, &["меньше", "as many as Peter has", "as many as the second"]);
            if fewer { &answer.0 * &n[1].0 == n[0].0 } else { answer.0 == &n[0].0 * &n[1].0 }
        }
        "words.ratio" => &answer.0 * &n[1].0 == n[0].0,
        "words.unit" => &answer.0 * &n[0].0 == &n[1].0 * &n[2].0,
        "words.price" => {
            let roubles = before(question, &["руб", "roubles"]);
            let count: Vec<_> = given(question)
                .into_iter()
                .filter(|g| has(g.unit, &["тетрад", "карандаш", "альбом", "notebook", "pencil", "album"]))
                .collect();
            match (&roubles[..], &count[..]) {
                // How many: the whole and the price are known.
                ([a, b], []) => {
                    unit.is_empty() && a.0.clone().max(b.0.clone()) == &answer.0 * a.0.clone().min(b.0.clone())
                }
                ([one], [count]) if has(question, &["одна", "цена", "one notebook", "price"]) => {
                    one.0 == &answer.0 * &count.value.0
                }
                ([one], [count]) => answer.0 == &one.0 * &count.value.0,
                _ => panic!("{question}"),
            }
        }
        "words.work" => {
            let (rate, hours) = (before(question, &["дет./ч", "parts/h"]), before(question, H));
            let all = before(question, &["дет", "parts"]);
            match (&all[..], &rate[..], &hours[..]) {
                ([], [rate], [hours]) => answer.0 == &rate.0 * &hours.0,
                ([all], [], [hours]) => all.0 == &answer.0 * &hours.0,
                ([all], [rate], []) => H.contains(&unit) && all.0 == &answer.0 * &rate.0,
                _ => panic!("{question}"),
            }
        }
        "words.joint" => {
            let rate = |hours: &Exact| whole(1).0 / &hours.0;
            let other = [
                "вместе наполняют",
                "вместе выполняют",
                "трактора вместе вспашут",
                "together fill",
                "together do",
                "together plough",
            ];
            if has(question, &other) && !has(question, &["they fill", "they do", "they plough"]) {
                rate(&n[0]) == rate(&n[1]) + rate(&answer)
            } else {
                rate(&answer) == rate(&n[0]) + rate(&n[1])
            }
        }
        "words.sum-difference" => {
            let other = &n[0].0 - &answer.0;
            let greater = has(question, &["больше", "greater", "more"]);
            if greater { &answer.0 - other == n[1].0 } else { other - &answer.0 == n[1].0 }
        }
        "words.parts" => {
            let all = &before(question, &["г", "g"])[0];
            let parts: Vec<_> = given(question).into_iter().filter(|g| !["г", "g"].contains(&g.unit)).collect();
            let (a, b) = (&parts[0].value, &parts[1].value);
            // As much of the other substance as its parts say.
            (&all.0 - &answer.0) * &a.0 == &answer.0 * &b.0
        }
        _ => panic!("{skill} is not solved again"),
    }
}

fn shares(skill: &str, question: &str, claimed: &str) -> bool {
    if skill == "proportion" {
        let (left, right) = formulas(question)[0].split_once('=').unwrap();
        let x = [('x', value(claimed.trim_matches('$')))];
        return math::evaluate_with(left, &x).is_ok_and(|left| Ok(left) == math::evaluate_with(right, &x));
    }
    let (answer, unit) = claim(claimed);
    let n = numbers(question);
    let hundredth = |p: &Exact| Exact(&p.0 / whole(100).0);
    let percent = before(question, &["%"]).first().map(hundredth);
    let others: Vec<Exact> = given(question).into_iter().filter(|g| g.unit != "%").map(|g| g.value).collect();
    match skill {
        "share.of" | "share.of.words" | "share.whole" | "share.whole.words" => {
            let values: Vec<Exact> = formulas(question).into_iter().map(value).collect();
            let (part, all) = values.iter().partition::<Vec<_>, _>(|v| !v.is_whole());
            let (share, known) = (part[0], all[0]);
            if skill.starts_with("share.of") {
                answer.0 == &known.0 * &share.0
            } else {
                &answer.0 * &share.0 == known.0
            }
        }
        "percent.part" => {
            let rest = has(question, &["не занимаются", "не яблонями", "осталось", "no sports", "without", "are left"]);
            let part = if rest { Exact(&others[0].0 - &answer.0) } else { answer };
            part.0 == &others[0].0 * percent.unwrap().0
        }
        "percent.change" => {
            let up = has(question, &["повысили", "увеличили", "выросла", "rose", "raised", "grew"]);
            let change = if up { &answer.0 - &others[0].0 } else { &others[0].0 - &answer.0 };
            ["руб.", "roubles"].contains(&unit) && change / &others[0].0 == percent.unwrap().0
        }
        "percent.all" => &answer.0 * percent.unwrap().0 == others[0].0,
        "percent.ratio" => {
            let (part, all) = (n[0].clone().min(n[1].clone()), n[0].clone().max(n[1].clone()));
            unit == "%" && hundredth(&answer).0 * all.0 == part.0
        }
        "percent.compound" => {
            let up = has(question, &["положили", "растёт", "deposited", "rises"]);
            let (sum, years) = (&others[0], &others[1]);
            let mut sum = sum.0.clone();
            for _ in 0..i64::try_from(years.0.to_integer()).unwrap() {
                let change = &sum * &percent.as_ref().unwrap().0;
                sum = if up { sum + change } else { sum - change };
            }
            answer.0 == sum
        }
        "scale" => {
            let map = &n.iter().max().unwrap().0;
            let (mut cm, mut km) = (before(question, &["см", "cm"]), before(question, KM));
            if KM.contains(&unit) {
                km.push(answer);
            } else {
                cm.push(answer);
            }
            &cm[0].0 * map == &km[0].0 * whole(100_000).0
        }
        "concentration" => {
            if unit == "%" {
                let water = given(question)
                    .into_iter()
                    .find(|g| g.rest.starts_with("г воды") || g.rest.starts_with("g of water"));
                let water = water.unwrap().value;
                let solute = n.iter().find(|value| **value != water).unwrap_or(&n[1]);
                return hundredth(&answer).0 * (&water.0 + &solute.0) == solute.0;
            }
            let all = has(question, &["Найдите массу раствора", "масса сиропа", "Find the mass", "What is the mass"]);
            let (part, solution) = if all { (&others[0], &answer) } else { (&answer, &others[0]) };
            &solution.0 * percent.unwrap().0 == part.0
        }
        "ratio.divide" => {
            let other = &n[0].0 - &answer.0;
            let (high, low) = (n[1].clone().max(n[2].clone()).0, n[1].clone().min(n[2].clone()).0);
            if has(question, &["ольш", "о́льш", "larger"]) {
                answer.0 * low == other * high
            } else {
                answer.0 * high == other * low
            }
        }
        _ => panic!("{skill} is not solved again"),
    }
}
