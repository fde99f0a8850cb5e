//! Physics: the numbers are read by their units, the law is put together again.

use listok_core::math::Exact;

use super::reading::{before, claim, law};

type Units = &'static [&'static str];

const M: Units = &["м", "m"];
const S: Units = &["с", "s"];
const M_S: Units = &["м/с", "m/s"];
const KG: Units = &["кг", "kg"];
const N: Units = &["Н", "N"];
const J: Units = &["Дж", "J"];
const V: Units = &["В", "V"];
const A: Units = &["А", "A"];
const OHM: Units = &["Ом", "Ω"];
const C: Units = &["Кл", "C"];

pub(crate) fn answers(skill: &str, question: &str, claimed: &str) -> Option<bool> {
    let one = |units: Units| {
        let found = before(question, units);
        assert_eq!(found.len(), 1, "{question} {units:?}");
        found[0].0.clone()
    };
    let (answer, unit) = if skill.starts_with("physics") { claim(claimed) } else { return None };
    let answer = answer.0;
    let whole = |number: i64| Exact::whole(number).0;
    let right = match skill {
        "physics.speed" => law(question, claimed, [M, M_S, S]),
        "physics.speed.average" => {
            let (v, t) = (before(question, &["км/ч", "km/h"]), before(question, &["ч", "h"]));
            // As far at the mean speed as at the two.
            answer * (&t[0].0 + &t[1].0) == &v[0].0 * &t[0].0 + &v[1].0 * &t[1].0
        }
        "physics.density" => law(question, claimed, [&["г", "g"], &["г/см³", "g/cm³"], &["см³", "cm³"]]),
        "physics.weight" => law(question, claimed, [N, KG, &["Н/кг", "N/kg"]]),
        "physics.hooke" => law(question, claimed, [N, &["Н/м", "N/m"], M]),
        "physics.pressure" => law(question, claimed, [N, &["Па", "Pa"], &["м²", "m²"]]),
        "physics.pressure.liquid" | "physics.archimedes" => {
            let size = one(if skill == "physics.archimedes" { &["м³", "m³"] } else { M });
            answer == size * one(&["кг/м³", "kg/m³"]) * one(&["Н/кг", "N/kg"])
        }
        "physics.work" => law(question, claimed, [J, N, M]),
        "physics.power" => law(question, claimed, [J, &["Вт", "W"], S]),
        "physics.lever" => {
            let (forces, arms) = (before(question, N), before(question, &["см", "cm"]));
            // The first force stands with its arm; the product of the other pair is the same.
            let other = if N.contains(&unit) { &arms.iter().max().unwrap().0 } else { &forces.iter().min().unwrap().0 };
            let (force, arm) = (forces.iter().max().unwrap(), arms.iter().min().unwrap());
            answer * other == &force.0 * &arm.0
        }
        "physics.moment" => law(question, claimed, [&["Н·м", "N·m"], N, M]),
        "physics.energy.kinetic" => answer * whole(2) == one(KG) * one(M_S) * one(M_S),
        "physics.energy.potential" => answer == one(KG) * one(M) * one(&["Н/кг", "N/kg"]),
        "physics.heat" => {
            let degrees = before(question, &["°C"]);
            answer == one(KG) * one(&["Дж/(кг·°C", "J/(kg·°C"]) * (&degrees[1].0 - &degrees[0].0)
        }
        "physics.heat.fuel" => law(question, claimed, [&["МДж", "MJ"], &["МДж/кг", "MJ/kg"], KG]),
        "physics.heat.melting" | "physics.heat.vapour" => {
            law(question, claimed, [&["кДж", "kJ"], &["кДж/кг", "kJ/kg"], KG])
        }
        "physics.current" => law(question, claimed, [C, A, S]),
        "physics.voltage" => law(question, claimed, [J, V, C]),
        "physics.ohm" => law(question, claimed, [V, A, OHM]),
        "physics.resistivity" => answer * one(&["мм²", "mm²"]) == one(&["Ом·мм²/м", "Ω·mm²/m"]) * one(M),
        "physics.series" | "physics.parallel" => {
            let r = before(question, OHM);
            let total = if skill == "physics.series" {
                &r[0].0 + &r[1].0
            } else {
                whole(1) / (whole(1) / &r[0].0 + whole(1) / &r[1].0)
            };
            match &before(question, V)[..] {
                [] => OHM.contains(&unit) && answer == total,
                [voltage] => A.contains(&unit) && answer * total == voltage.0,
                _ => panic!("{question}"),
            }
        }
        "physics.electric.power" => law(question, claimed, [&["Вт", "W"], V, A]),
        "physics.electric.work" => answer == one(V) * one(A) * one(&["мин", "min"]) * whole(60),
        "physics.joule" => answer == one(A) * one(A) * one(OHM) * one(S),
        "physics.newton" => law(question, claimed, [N, KG, &["м/с²", "m/s²"]]),
        "physics.acceleration" => {
            let (speeds, t) = (before(question, M_S), one(S));
            match &before(question, &["м/с²", "m/s²"])[..] {
                // Second by second.
                [a] => {
                    let seconds = usize::try_from(t.to_integer()).unwrap();
                    answer == (0..seconds).fold(speeds[0].0.clone(), |v, _| v + &a.0)
                }
                _ => &speeds[0].0 + answer * t == speeds[1].0,
            }
        }
        "physics.momentum" => law(question, claimed, [&["кг·м/с", "kg·m/s"], KG, M_S]),
        "physics.wave" => law(question, claimed, [M_S, M, &["Гц", "Hz"]]),
        _ => panic!("{skill} is not solved again"),
    };
    Some(right)
}
