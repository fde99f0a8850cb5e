//! Links into the chat with the bot: a sheet's QR symbol brings its teacher both files again.
//!
//! The link says which sheet, not whose: anybody else who follows it is told there is none.

use listok_core::domain::id::WorksheetId;
use uuid::Uuid;

/// What the argument of `/start` begins with when it names a sheet; Telegram allows 64 characters.
const SHEET: char = 's';

/// The link to a sheet.
pub(crate) fn to(username: &str, sheet: WorksheetId) -> String {
    format!("https://t.me/{username}?start={SHEET}{}", sheet.0.simple())
}

/// The sheet an argument of `/start` names.
pub(crate) fn sheet(argument: &str) -> Option<WorksheetId> {
    let id = argument.strip_prefix(SHEET).filter(|id| id.len() == 32)?;
    Uuid::try_parse(id).ok().map(WorksheetId)
}
