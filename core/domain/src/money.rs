//! Money in integer nano-units, so that sums are exact.

use serde::{Deserialize, Serialize};

/// A currency we are billed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// US dollar.
    Usd,
    /// Russian rouble.
    Rub,
}

impl Currency {
    /// ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Rub => "RUB",
        }
    }

    /// The currency of an ISO 4217 code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Usd, Self::Rub].into_iter().find(|c| c.code() == code)
    }
}

/// An amount: 1 unit of the currency is 1 000 000 000 nano-units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Nano-units (10⁻⁹ of the currency's unit); may be negative in the ledger.
    pub nano: i64,
    /// Currency of the amount; amounts of two currencies are never added.
    pub currency: Currency,
}

impl Money {
    /// Nano-units in one unit of a currency.
    pub const NANO: i64 = 1_000_000_000;

    /// An amount in nano-units.
    pub const fn nano(nano: i64, currency: Currency) -> Self {
        Self { nano, currency }
    }

    /// Whole and fractional units for display, e.g. `0.00125`.
    #[expect(clippy::cast_precision_loss, reason = "for display only")]
    pub fn units(self) -> f64 {
        self.nano as f64 / Self::NANO as f64
    }
}
