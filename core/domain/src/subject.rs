//! School subjects and the grades that teach them.

use serde::{Deserialize, Serialize};

use crate::Grade;

macro_rules! subjects {
    ($($(#[$doc:meta])* $name:ident $code:literal $first:literal..=$last:literal;)*) => {
        /// A school subject.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Subject { $($(#[$doc])* $name,)* }

        impl Subject {
            /// Every subject, in the order it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code, as stored and as in labelled data.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// First and last grade that teach it.
            pub const fn grades(self) -> (u8, u8) {
                match self { $(Self::$name => ($first, $last),)* }
            }
        }
    };
}

subjects! {
    /// Mathematics: its own subject in grades 1–6; in 7–11 exam work or not yet decided.
    Math "math" 1..=11;
    /// Algebra, in 10–11 with the beginnings of analysis.
    Algebra "algebra" 7..=11;
    /// Geometry.
    Geometry "geometry" 7..=11;
    /// Probability and statistics.
    Probability "probability" 7..=11;
    /// Russian language.
    Russian "russian" 1..=11;
    /// Literature, in 1–4 literary reading.
    Literature "literature" 1..=11;
    /// English as a foreign language.
    English "english" 2..=11;
    /// The world around us («Окружающий мир»).
    World "world" 1..=4;
    /// Biology.
    Biology "biology" 5..=11;
    /// Chemistry.
    Chemistry "chemistry" 8..=11;
    /// Physics.
    Physics "physics" 7..=11;
    /// History.
    History "history" 5..=11;
    /// Social studies.
    Social "social" 6..=11;
    /// Geography.
    Geography "geography" 5..=11;
    /// Informatics.
    Informatics "informatics" 5..=11;
}

impl Subject {
    /// Whether the school programme has this subject in this grade.
    pub fn taught_in(self, grade: Grade) -> bool {
        let (first, last) = self.grades();
        (first..=last).contains(&grade.number())
    }

    /// The subject of a stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Whether sheets of this subject are mostly formulas and calculation.
    pub const fn is_exact(self) -> bool {
        matches!(
            self,
            Self::Math
                | Self::Algebra
                | Self::Geometry
                | Self::Probability
                | Self::Physics
                | Self::Chemistry
                | Self::Informatics
        )
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
