//! Calls, tokens and money by role, and what an accepted sheet costs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};

/// Tokens and money of some calls.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    pub(crate) calls: u64,
    pub(crate) input: u64,
    pub(crate) cached: u64,
    pub(crate) written: u64,
    pub(crate) output: u64,
    /// Nano-dollars.
    pub(crate) nano: i64,
}

impl Sum {
    pub(crate) fn add(&mut self, other: Self) {
        self.calls += other.calls;
        self.input += other.input;
        self.cached += other.cached;
        self.written += other.written;
        self.output += other.output;
        self.nano += other.nano;
    }
}

/// What one order took, by role.
#[derive(Debug, Clone, Default)]
pub(crate) struct Order {
    pub(crate) roles: BTreeMap<&'static str, Sum>,
    pub(crate) accepted: bool,
}

/// What orders took.
#[derive(Debug, Clone, Default)]
pub(crate) struct Costs(pub(crate) Vec<Order>);

impl Costs {
    /// The same where some orders cost nothing.
    pub(crate) fn without(&self, free: &BTreeSet<usize>) -> Self {
        let free_one = Order { accepted: true, ..Order::default() };
        let orders = self.0.iter().enumerate();
        Self(orders.map(|(at, order)| if free.contains(&at) { free_one.clone() } else { order.clone() }).collect())
    }

    /// The costs of a list of these orders, some of which may be there twice.
    pub(crate) fn of_orders(&self, orders: impl Iterator<Item = usize>) -> Self {
        Self(orders.map(|at| self.0[at].clone()).collect())
    }

    fn roles(&self) -> BTreeMap<&'static str, Sum> {
        let mut roles: BTreeMap<&'static str, Sum> = BTreeMap::new();
        for (role, sum) in self.0.iter().flat_map(|order| &order.roles) {
            roles.entry(role).or_default().add(*sum);
        }
        roles
    }

    /// Accepted sheets, and nano-dollars each.
    fn each(&self) -> (usize, f64) {
        let accepted = self.0.iter().filter(|order| order.accepted).count();
        let nano: i64 = self.roles().values().map(|sum| sum.nano).sum();
        (accepted, nano as f64 / accepted.max(1) as f64)
    }
}

/// Lines in Markdown.
pub(crate) struct Table(String);

impl Table {
    pub(crate) fn new() -> Self {
        let head = "| Pipeline | Role | Calls | Tokens in | of them cached | written to the cache | Tokens out | Money | Accepted | Money for 1,000 accepted | Against naive terra | Against naive luna |";
        Self(format!("{head}\n|---|---|---|---|---|---|---|---|---|---|---|---|\n"))
    }

    /// A line for each role and one for all; beside it the same orders in the naive pipelines.
    pub(crate) fn add(&mut self, pipeline: &str, costs: &Costs, naive: Option<(&Costs, &Costs)>) {
        let mut all = Sum::default();
        for (role, sum) in costs.roles() {
            all.add(sum);
            self.line(pipeline, role, sum, "| | | |");
        }
        let (accepted, each) = costs.each();
        let against = |naive: &Costs| format!("1/{:.1}", naive.each().1 / each);
        let against =
            naive.map_or("| ".to_owned(), |(large, small)| format!("{} | {}", against(large), against(small)));
        let rest = format!("{accepted} of {} | ${:.3} | {against} |", costs.0.len(), each / 1e6);
        self.line(pipeline, "**all**", all, &rest);
    }

    fn line(&mut self, pipeline: &str, role: &str, sum: Sum, rest: &str) {
        let Sum { calls, input, cached, written, output, nano } = sum;
        let money = nano as f64 / 1e9;
        self.0 += &format!(
            "| {pipeline} | {role} | {calls} | {input} | {cached} | {written} | {output} | ${money:.5} | {rest}\n"
        );
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
