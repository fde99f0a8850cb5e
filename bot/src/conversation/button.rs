//! What a button says when pressed: `v1:<action>:<arguments>`, at most 64 bytes, never trusted.

use chrono::DateTime;
use listok_core::domain::id::{OrderId, WorksheetId};
use listok_core::domain::{Grade, Locale, Subject, Timestamp};
use listok_core::outgoing::Button;
use uuid::Uuid;

use super::draft::DraftId;

/// An action behind a button. Ids in it are claims of whoever pressed: ownership is checked in SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// A button of a settings card.
    Card(DraftId, CardAction),
    /// One of the examples of the welcome.
    Example(u8),
    /// Another language of the interface.
    Language(Locale),
    /// The teacher's sheets, in a new message.
    List,
    /// A page of the list, in place of the one with the button.
    Mine(Option<Cursor>),
    /// Send a sheet again.
    Resend(WorksheetId),
    /// A rating: was the sheet good?
    Rate(OrderId, bool),
    /// A new order with the same settings.
    Another(OrderId),
    /// The same, but a sheet nobody has had instead of one from the library.
    Fresh(OrderId),
    /// A sheet from the library is on another topic.
    WrongTopic(OrderId),
    /// Give up an order that is being made.
    Stop(OrderId),
}

/// The last sheet of the page before.
pub(crate) type Cursor = (Timestamp, WorksheetId);

/// What can be done to a settings card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CardAction {
    Fewer,
    More,
    Difficulty,
    Variants,
    Format,
    AskSubject,
    AskGrade,
    AskTopic,
    Subject(Subject),
    Grade(Grade),
    /// Back from a question to the card.
    Back,
    Create,
    Discard,
}

impl Action {
    /// Reads callback data; anything that is not exactly ours is `None`.
    pub(crate) fn parse(data: &str) -> Option<Self> {
        let mut parts = data.strip_prefix("v1:")?.split(':');
        let (verb, first, second) = (parts.next()?, parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        let order = || first.and_then(|id| Uuid::try_parse(id).ok()).map(OrderId);
        let card = |action| first.and_then(DraftId::parse).map(|draft| Self::Card(draft, action));
        match (verb, second) {
            ("less", None) => card(CardAction::Fewer),
            ("more", None) => card(CardAction::More),
            ("level", None) => card(CardAction::Difficulty),
            ("vars", None) => card(CardAction::Variants),
            ("form", None) => card(CardAction::Format),
            ("asks", None) => card(CardAction::AskSubject),
            ("askg", None) => card(CardAction::AskGrade),
            ("askt", None) => card(CardAction::AskTopic),
            ("subj", Some(code)) => card(CardAction::Subject(Subject::from_code(code)?)),
            ("grade", Some(number)) => card(CardAction::Grade(Grade::new(number.parse().ok()?).ok()?)),
            ("back", None) => card(CardAction::Back),
            ("make", None) => card(CardAction::Create),
            ("drop", None) => card(CardAction::Discard),
            ("ex", None) => first?.parse().ok().map(Self::Example),
            ("lang", None) => Locale::ALL.into_iter().find(|l| Some(l.code()) == first).map(Self::Language),
            ("list", None) if first.is_none() => Some(Self::List),
            ("my", None) if first.is_none() => Some(Self::Mine(None)),
            ("my", Some(id)) => {
                let micros = first?.parse().ok().filter(|micros: &i64| *micros > 0)?;
                let at = DateTime::from_timestamp_micros(micros)?;
                Some(Self::Mine(Some((at, WorksheetId(Uuid::try_parse(id).ok()?)))))
            }
            ("get", None) => first.and_then(|id| Uuid::try_parse(id).ok()).map(|id| Self::Resend(WorksheetId(id))),
            ("rate", Some("1")) => order().map(|id| Self::Rate(id, true)),
            ("rate", Some("0")) => order().map(|id| Self::Rate(id, false)),
            ("again", None) => order().map(Self::Another),
            ("fresh", None) => order().map(Self::Fresh),
            ("wrong", None) => order().map(Self::WrongTopic),
            ("stop", None) => order().map(Self::Stop),
            _ => None,
        }
    }

    /// The callback data of the action.
    pub(crate) fn data(&self) -> String {
        match self {
            Self::Card(draft, action) => match action {
                CardAction::Fewer => format!("v1:less:{draft}"),
                CardAction::More => format!("v1:more:{draft}"),
                CardAction::Difficulty => format!("v1:level:{draft}"),
                CardAction::Variants => format!("v1:vars:{draft}"),
                CardAction::Format => format!("v1:form:{draft}"),
                CardAction::AskSubject => format!("v1:asks:{draft}"),
                CardAction::AskGrade => format!("v1:askg:{draft}"),
                CardAction::AskTopic => format!("v1:askt:{draft}"),
                CardAction::Subject(subject) => format!("v1:subj:{draft}:{subject}"),
                CardAction::Grade(grade) => format!("v1:grade:{draft}:{grade}"),
                CardAction::Back => format!("v1:back:{draft}"),
                CardAction::Create => format!("v1:make:{draft}"),
                CardAction::Discard => format!("v1:drop:{draft}"),
            },
            Self::Example(number) => format!("v1:ex:{number}"),
            Self::Language(locale) => format!("v1:lang:{}", locale.code()),
            Self::List => "v1:list".to_owned(),
            Self::Mine(None) => "v1:my".to_owned(),
            Self::Mine(Some((at, id))) => format!("v1:my:{}:{}", at.timestamp_micros(), id.0.simple()),
            Self::Resend(worksheet) => format!("v1:get:{}", worksheet.0.simple()),
            Self::Rate(order, good) => format!("v1:rate:{}:{}", order.0.simple(), u8::from(*good)),
            Self::Another(order) => format!("v1:again:{}", order.0.simple()),
            Self::Fresh(order) => format!("v1:fresh:{}", order.0.simple()),
            Self::WrongTopic(order) => format!("v1:wrong:{}", order.0.simple()),
            Self::Stop(order) => format!("v1:stop:{}", order.0.simple()),
        }
    }

    /// A button with this action.
    pub(crate) fn button(&self, text: impl Into<String>) -> Button {
        Button { text: text.into(), data: self.data() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_action() -> Vec<Action> {
        let draft = DraftId::new([0xff; 5]);
        let id = Uuid::from_u128(u128::MAX);
        let mut all: Vec<Action> = [
            CardAction::Fewer,
            CardAction::More,
            CardAction::Difficulty,
            CardAction::Variants,
            CardAction::Format,
            CardAction::AskSubject,
            CardAction::AskGrade,
            CardAction::AskTopic,
            CardAction::Back,
            CardAction::Create,
            CardAction::Discard,
        ]
        .into_iter()
        .chain(Subject::ALL.iter().map(|s| CardAction::Subject(*s)))
        .chain(Grade::all().map(CardAction::Grade))
        .map(|action| Action::Card(draft, action))
        .collect();
        all.extend([
            Action::Example(2),
            Action::Language(Locale::En),
            Action::List,
            Action::Mine(None),
            Action::Mine(DateTime::from_timestamp(4_000_000_000, 0).map(|at| (at, WorksheetId(id)))),
            Action::Resend(WorksheetId(id)),
            Action::Rate(OrderId(id), true),
            Action::Rate(OrderId(id), false),
            Action::Another(OrderId(id)),
            Action::Fresh(OrderId(id)),
            Action::WrongTopic(OrderId(id)),
            Action::Stop(OrderId(id)),
        ]);
        all
    }

    #[test]
    fn every_button_says_in_64_bytes_what_is_read_back() {
        for action in every_action() {
            let data = action.data();
            assert!(data.len() <= 64, "{data}");
            assert_eq!(Action::parse(&data), Some(action));
        }
    }

    #[test]
    fn forged_data_is_no_action() {
        for data in [
            "",
            "v1",
            "v1:",
            "v0:make:0102030405",
            "v2:make:0102030405",
            "v1:make:",
            "v1:make:zz",
            "v1:make:0102030405:x",
            "v1:make:0102030405:x:y",
            "v1:grade:0102030405:12",
            "v1:grade:0102030405:-1",
            "v1:subj:0102030405:magic",
            "v1:rate:00000000000000000000000000000000:2",
            "v1:wrong:00000000000000000000000000000000:1",
            "v1:fresh:zz",
            "v1:get:1' or '1'='1",
            "v1:my:-1",
            "v1:my:99999999999",
            "v1:my:9223372036854775807:00000000000000000000000000000000",
            "v1:lang:xx",
            "💥",
        ] {
            assert_eq!(Action::parse(data), None, "{data}");
        }
    }
}
