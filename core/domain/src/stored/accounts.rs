//! People: teachers and operators.

use serde_json::Value;

use crate::id::{AdminId, FolderId, TeacherId};
use crate::{Locale, Timestamp};

codes! {
    /// Whether a teacher can be written to.
    TeacherState {
        /// All is well.
        Active "active",
        /// Has blocked the bot or left Telegram.
        Unreachable "unreachable",
        /// Shut out by an operator.
        Banned "banned",
    }
}

codes! {
    /// What a person may do in the panel.
    AdminRole {
        /// Everything, people included.
        Owner "owner",
        /// Everything but people.
        Admin "admin",
        /// Looks only.
        Viewer "viewer",
    }
}

/// A teacher's account. No name is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teacher {
    /// Account.
    pub id: TeacherId,
    /// Telegram's number for the person.
    pub telegram_id: i64,
    /// Language of the interface.
    pub locale: Locale,
    /// Whether they can be written to.
    pub state: TeacherState,
    /// First message.
    pub created_at: Timestamp,
    /// Latest message.
    pub last_seen_at: Timestamp,
}

/// A teacher as operators see one: numbers, nothing that names the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeacherLine {
    /// Account.
    pub id: TeacherId,
    /// Language of the interface.
    pub locale: Locale,
    /// Whether they can be written to.
    pub state: TeacherState,
    /// First message.
    pub created_at: Timestamp,
    /// Latest message.
    pub last_seen_at: Timestamp,
    /// Orders placed.
    pub orders: i64,
    /// Orders that became a sheet.
    pub made: i64,
    /// Orders that failed.
    pub failed: i64,
    /// Sheets rated up.
    pub liked: i64,
    /// Sheets rated down.
    pub disliked: i64,
}

/// A stored conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    /// Grows by one at every save.
    pub version: i64,
    /// The bot's own state.
    pub state: Value,
    /// Last save.
    pub updated_at: Timestamp,
}

/// A folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Id.
    pub id: FolderId,
    /// Folder it is in.
    pub parent: Option<FolderId>,
    /// Name.
    pub name: String,
}

/// A person's open session in the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdminSession {
    /// Who.
    pub admin: AdminId,
    /// What they may do.
    pub role: AdminRole,
    /// Token their forms carry.
    pub csrf: String,
    /// Opened.
    pub created_at: Timestamp,
    /// Last seen.
    pub last_seen_at: Timestamp,
    /// Ends at the latest.
    pub expires_at: Timestamp,
}

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditLine {
    /// Place in the log.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub admin: Option<AdminId>,
    /// Code of what was done.
    pub action: String,
    /// To what.
    pub target: String,
}
