//! Chemistry: molar masses, shares of elements, amounts, solutions, balanced equations.

use super::Skill;
use super::draw::{Draw, Exercise};
use super::wording::Law;
use crate::domain::{Rich, Subject};
use crate::math::{Exact, substance};

const fn skill(
    code: &'static str,
    instruction: &'static str,
    topics: &'static [&'static str],
    make: fn(&mut Draw<'_>) -> Exercise,
) -> Skill {
    super::skill(code, instruction, &[Subject::Chemistry], (8, 9), topics, make)
}

const SOLVE: &str = "drill-solve";

pub(super) const SKILLS: &[Skill] = &[
    skill("chemistry.relative", SOLVE, &["CH8.012"], |draw| mass(draw, "drill-relative", "")),
    skill("chemistry.molar", SOLVE, &["CH8.019"], |draw| mass(draw, "drill-molar", "unit-g-mol")),
    skill("chemistry.share", SOLVE, &["CH8.013"], share),
    skill("chemistry.amount", SOLVE, &["CH8.018"], amount),
    skill("chemistry.gas", SOLVE, &["CH8.020"], |draw| {
        let amount = Exact::ratio(draw.between(1, 40), 10);
        let law = Law {
            key: "drill-gas",
            wordings: 2,
            symbols: ["V", "V_m", "n"],
            units: ["unit-litre", "unit-litre-mol", "unit-mol"],
        };
        let asked = draw.one_of(&[0, 2]);
        draw.asked_by_law(&law, asked, &Exact::ratio(224, 10), &amount)
    }),
    skill("chemistry.solution", SOLVE, &["CH8.024"], solution),
    skill("chemistry.balance", "drill-balance-do", &["CH8.016"], balance),
];

/// Substances pupils meet, by level.
const SUBSTANCES: [&[&str]; 3] = [
    &["H2O", "CO2", "NaCl", "CaO", "SO2", "HCl", "CH4", "NH3", "MgO", "SO3", "CuO", "NaOH", "KOH", "H2S", "CO", "NO2"],
    &[
        "H2SO4", "HNO3", "CaCO3", "Na2CO3", "P2O5", "Al2O3", "Fe2O3", "CuSO4", "AgNO3", "KMnO4", "K2SO4", "BaSO4",
        "ZnCl2", "FeCl3", "Na2SO4", "H3PO4",
    ],
    &[
        "Ca(OH)2",
        "Al(OH)3",
        "Fe(OH)3",
        "Al2(SO4)3",
        "Ca3(PO4)2",
        "Mg(NO3)2",
        "Fe2(SO4)3",
        "Ba(NO3)2",
        "Cu(NO3)2",
        "Zn(OH)2",
        "(NH4)2SO4",
        "Ca(NO3)2",
    ],
];

/// Reactions with their least coefficients, by level.
const REACTIONS: [&[&str]; 3] = [
    &[
        "2H2 + O2 = 2H2O",
        "2Mg + O2 = 2MgO",
        "H2 + Cl2 = 2HCl",
        "2Na + Cl2 = 2NaCl",
        "2Cu + O2 = 2CuO",
        "N2 + 3H2 = 2NH3",
        "2CO + O2 = 2CO2",
        "Zn + 2HCl = ZnCl2 + H2",
        "2SO2 + O2 = 2SO3",
        "2K + Br2 = 2KBr",
        "CuO + 2HCl = CuCl2 + H2O",
        "2HgO = 2Hg + O2",
        "2Ca + O2 = 2CaO",
        "2Zn + O2 = 2ZnO",
        "2Na + S = Na2S",
        "2K + S = K2S",
        "2H2O = 2H2 + O2",
        "Mg + 2HCl = MgCl2 + H2",
        "2C + O2 = 2CO",
        "2NO + O2 = 2NO2",
        "2Ag2O = 4Ag + O2",
        "CaO + 2HCl = CaCl2 + H2O",
        "H2 + Br2 = 2HBr",
        "2Li + Cl2 = 2LiCl",
    ],
    &[
        "4Al + 3O2 = 2Al2O3",
        "4P + 5O2 = 2P2O5",
        "2Fe + 3Cl2 = 2FeCl3",
        "2Al + 3S = Al2S3",
        "2Na + 2H2O = 2NaOH + H2",
        "CH4 + 2O2 = CO2 + 2H2O",
        "Fe2O3 + 3CO = 2Fe + 3CO2",
        "Fe2O3 + 3H2 = 2Fe + 3H2O",
        "4Li + O2 = 2Li2O",
        "Na2O + H2O = 2NaOH",
        "2NaOH + CuCl2 = Cu(OH)2 + 2NaCl",
        "3Fe + 2O2 = Fe3O4",
        "2H2O2 = 2H2O + O2",
        "2K + 2H2O = 2KOH + H2",
        "2Al + 3Cl2 = 2AlCl3",
        "Ca + 2H2O = Ca(OH)2 + H2",
        "3Mg + N2 = Mg3N2",
        "3Ca + 2P = Ca3P2",
        "2NaOH + H2SO4 = Na2SO4 + 2H2O",
        "Ca(OH)2 + 2HCl = CaCl2 + 2H2O",
        "CuSO4 + 2NaOH = Cu(OH)2 + Na2SO4",
        "FeCl3 + 3NaOH = Fe(OH)3 + 3NaCl",
        "MgO + 2HNO3 = Mg(NO3)2 + H2O",
        "C2H4 + 3O2 = 2CO2 + 2H2O",
    ],
    &[
        "2Al + 6HCl = 2AlCl3 + 3H2",
        "2Al(OH)3 = Al2O3 + 3H2O",
        "4NH3 + 5O2 = 4NO + 6H2O",
        "4FeS2 + 11O2 = 2Fe2O3 + 8SO2",
        "3Ca(OH)2 + 2H3PO4 = Ca3(PO4)2 + 6H2O",
        "2Al + 3H2SO4 = Al2(SO4)3 + 3H2",
        "2C2H6 + 7O2 = 4CO2 + 6H2O",
        "C3H8 + 5O2 = 3CO2 + 4H2O",
        "2KClO3 = 2KCl + 3O2",
        "P2O5 + 3H2O = 2H3PO4",
        "2Fe(OH)3 + 3H2SO4 = Fe2(SO4)3 + 6H2O",
        "3MgCl2 + 2K3PO4 = Mg3(PO4)2 + 6KCl",
        "2KMnO4 = K2MnO4 + MnO2 + O2",
        "2C2H2 + 5O2 = 4CO2 + 2H2O",
        "2H2S + 3O2 = 2SO2 + 2H2O",
        "Al2O3 + 6HCl = 2AlCl3 + 3H2O",
        "3NaOH + H3PO4 = Na3PO4 + 3H2O",
        "2Al(OH)3 + 3H2SO4 = Al2(SO4)3 + 6H2O",
        "Fe2(SO4)3 + 6KOH = 2Fe(OH)3 + 3K2SO4",
        "3CaCl2 + 2Na3PO4 = Ca3(PO4)2 + 6NaCl",
        "8Al + 3Fe3O4 = 4Al2O3 + 9Fe",
        "2ZnS + 3O2 = 2ZnO + 2SO2",
        "4NO2 + O2 + 2H2O = 4HNO3",
        "3NO2 + H2O = 2HNO3 + NO",
        "2Cu(NO3)2 = 2CuO + 4NO2 + O2",
    ],
];

fn formula(draw: &mut Draw<'_>) -> (&'static str, Exact) {
    let level = draw.level.min(2);
    let lists: &[&[&str]] = &SUBSTANCES[level.saturating_sub(1)..=level];
    let list = draw.one_of(lists);
    let formula = draw.one_of(list);
    (formula, substance::molar_mass(formula).unwrap_or_else(|_| Exact::whole(0)))
}

/// Upright, with its indices.
fn latex(formula: &str) -> String {
    let mut text = String::new();
    let mut digits = String::new();
    for c in formula.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            text = if digits.len() == 1 { format!("{text}_{digits}") } else { format!("{text}_{{{digits}}}") };
            digits.clear();
        }
        text.push(c);
    }
    format!(r"\mathrm{{{}}}", text.trim_end())
}

/// Indices forgotten.
fn mass(draw: &mut Draw<'_>, key: &str, unit: &str) -> Exercise {
    let (formula, mass) = formula(draw);
    let question = draw.told(key, 2, &[("formula", latex(formula))]);
    let once = substance::atoms(formula).unwrap_or_default();
    let sum = |count: &dyn Fn(u32) -> u32| {
        let parts = once
            .iter()
            .filter_map(|(symbol, n)| Some(substance::atomic_mass(symbol)?.0 * Exact::whole(count(*n).into()).0));
        Exact(parts.sum())
    };
    let terms: Vec<String> = once
        .iter()
        .filter_map(|(symbol, n)| {
            let mass = draw.decimal(&substance::atomic_mass(symbol)?);
            Some(if *n == 1 { mass } else { format!(r"{mass} \cdot {n}") })
        })
        .collect();
    let solution = format!("{} = {}", terms.join(" + "), draw.decimal(&mass));
    let wrong = vec![sum(&|_| 1), sum(&|n| n + 1), Exact(&mass.0 * Exact::whole(2).0)];
    draw.problem(question, mass, unit, wrong, &solution)
}

/// A share in whole percent or tenths: only formulas that have one.
fn share(draw: &mut Draw<'_>) -> Exercise {
    let (formula, mass, symbol, part, percent) = loop {
        let (formula, mass) = formula(draw);
        let atoms = substance::atoms(formula).unwrap_or_default();
        let elements: Vec<(String, u32)> = atoms.into_iter().collect();
        let at = usize::try_from(draw.between(0, i64::try_from(elements.len()).unwrap_or(1) - 1)).unwrap_or(0);
        let Some((symbol, count)) = elements.get(at).cloned() else { continue };
        let Some(one) = substance::atomic_mass(&symbol) else { continue };
        let part = Exact(&one.0 * Exact::whole(count.into()).0);
        // Rounded to tenths of a percent, half up.
        let thousandths = Exact(&part.0 / &mass.0 * Exact::whole(1_000).0 + Exact::ratio(1, 2).0);
        let percent = Exact(thousandths.0.floor() / Exact::whole(10).0);
        break (formula, mass, symbol, part, percent);
    };
    let question = draw.told(
        "drill-element-share",
        2,
        &[("formula", latex(formula)), ("element", format!(r"\mathrm{{{symbol}}}"))],
    );
    let solution = format!(
        r"\frac{{{}}}{{{}}} \cdot 100 \approx {}",
        draw.decimal(&part),
        draw.decimal(&mass),
        draw.decimal(&percent)
    );
    let hundred = Exact::whole(100).0;
    let wrong =
        vec![Exact(hundred - &percent.0), Exact(&percent.0 / Exact::whole(2).0), Exact(&percent.0 + Exact::whole(5).0)];
    draw.problem(question, percent, "unit-percent", wrong, &solution)
}

/// Multiplied where one divides.
fn amount(draw: &mut Draw<'_>) -> Exercise {
    let (formula, molar) = formula(draw);
    let n = Exact::ratio(draw.between(1, 40), if draw.level == 0 { 1 } else { 10 });
    let mass = Exact(&molar.0 * &n.0);
    let (pm, pn, pmass) = (draw.decimal(&molar), draw.decimal(&n), draw.decimal(&mass));
    let given = [("formula", latex(formula)), ("n", pn.clone()), ("m", pmass.clone())];
    if draw.coin() {
        let question = draw.told("drill-amount", 2, &given);
        let wrong = vec![Exact(&mass.0 * &molar.0), Exact(&mass.0 - &molar.0), Exact(&n.0 * Exact::whole(2).0)];
        draw.problem(question, n, "unit-mol", wrong, &format!(r"n = \frac{{m}}{{M}} = \frac{{{pmass}}}{{{pm}}} = {pn}"))
    } else {
        let question = draw.told("drill-amount-mass", 2, &given);
        let wrong = vec![Exact(&molar.0 / &n.0), Exact(&molar.0 + &n.0), molar.clone()];
        draw.problem(question, mass, "unit-g", wrong, &format!(r"m = n M = {pn} \cdot {pm} = {pmass}"))
    }
}

/// The mass of the water for that of the solution.
fn solution(draw: &mut Draw<'_>) -> Exercise {
    let percent = draw.one_of(&[2, 4, 5, 8, 10, 12, 15, 20, 25, 30, 40]);
    let all = 50 * draw.between(1, draw.by_level([6, 10, 16]));
    let (percent, all) = if percent * all % 100 == 0 { (percent, all) } else { (percent, all * 2) };
    let part = percent * all / 100;
    let whole = Exact::whole;
    let given = [("p", &whole(percent)), ("all", &whole(all)), ("part", &whole(part)), ("water", &whole(all - part))];
    match draw.between(0, 2) {
        0 => {
            let question = draw.wording("drill-solute", 2, &given);
            draw.problem(
                question,
                whole(part),
                "unit-g",
                vec![whole(all - part), Exact::ratio(all, percent), whole(part * 10)],
                &format!(r"{all} \cdot {percent} : 100 = {part}"),
            )
        }
        1 => {
            let question = draw.wording("drill-solute-water", 2, &given);
            draw.problem(
                question,
                whole(all - part),
                "unit-g",
                vec![whole(part), whole(all - percent), whole(all + part)],
                &format!(r"{all} - {all} \cdot {percent} : 100 = {}", all - part),
            )
        }
        _ => {
            let question = draw.wording("drill-solute-share", 2, &given);
            let wrong = vec![Exact::ratio(part * 100, all - part), whole(100 - percent), whole(part)];
            draw.problem(
                question,
                whole(percent),
                "unit-percent",
                wrong,
                &format!(r"\frac{{{part}}}{{{part} + {}}} \cdot 100 = {percent}", all - part),
            )
        }
    }
}

type Parts = Vec<(i64, &'static str)>;

/// Coefficients and formulas of one side.
fn parts(side: &'static str) -> Parts {
    let part = |part: &'static str| {
        let formula = part.trim_start_matches(|c: char| c.is_ascii_digit());
        (part[..part.len() - formula.len()].parse().unwrap_or(1), formula)
    };
    side.split(" + ").map(part).collect()
}

fn side(parts: &[(i64, &str)]) -> String {
    let terms: Vec<String> = parts
        .iter()
        .map(|(n, formula)| if *n == 1 { latex(formula) } else { format!("{n}{}", latex(formula)) })
        .collect();
    terms.join(" + ")
}

/// One coefficient wrong; none at all.
fn balance(draw: &mut Draw<'_>) -> Exercise {
    let list = REACTIONS[draw.level.min(2)];
    let (left, right) = draw.one_of(list).split_once(" = ").unwrap_or_default();
    let (left, right) = (parts(left), parts(right));
    let equation = |left: &[(i64, &str)], right: &[(i64, &str)]| format!(r"{} \to {}", side(left), side(right));
    let bare = |parts: &Parts| -> Parts { parts.iter().map(|(_, f)| (1, *f)).collect() };
    let changed = |parts: &Parts, at: usize| -> Parts {
        parts.iter().enumerate().map(|(i, (n, f))| (if i == at { n + 1 } else { *n }, *f)).collect()
    };
    let question = Rich::math(&equation(&bare(&left), &bare(&right)));
    let answer = Rich::math(&equation(&left, &right));
    let wrong = vec![
        Rich::math(&equation(&changed(&left, 0), &right)),
        Rich::math(&equation(&left, &changed(&right, 0))),
        Rich::math(&equation(&changed(&left, left.len() - 1), &changed(&right, right.len() - 1))),
        question.clone(),
    ];
    let wrong = wrong.into_iter().filter(|w| *w != answer).collect();
    Exercise::Text { question, answer, wrong, solution: None }
}
