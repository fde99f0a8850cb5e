//! Teachers' accounts.

use listok_domain::id::TeacherId;
use listok_domain::stored::{Teacher, TeacherState};
use listok_domain::{Locale, Timestamp};
use sqlx::types::Uuid;

use super::unreadable;
use crate::Conn;

macro_rules! teacher {
    ($row:expr) => {{
        let row = $row;
        Result::<_, sqlx::Error>::Ok(Teacher {
            id: TeacherId(row.id),
            telegram_id: row.telegram_id,
            locale: Locale::from_code(&row.locale),
            state: TeacherState::from_code(&row.state).ok_or_else(|| unreadable("teacher.state"))?,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        })
    }};
}

macro_rules! plain {
    ($select:literal, $rest:literal $(, $argument:expr)*) => { sqlx::query!($select + $rest $(, $argument)*) };
}

/// Selects accounts through `plain!` or `for_update!`.
macro_rules! select_teacher {
    ($how:ident, $rest:literal $(, $argument:expr)*) => {
        $how!(
            r#"select id as "id!: Uuid", telegram_id as "telegram_id!: i64", locale as "locale!: String",
                   state as "state!: String", created_at as "created_at!: Timestamp",
                   last_seen_at as "last_seen_at!: Timestamp"
               from teacher where "#,
            $rest
            $(, $argument)*
        )
    };
}

/// The account of a Telegram person, made if it is not there, its last visit noted. A language is
/// taken for new accounts only. Returns whether it is new.
pub async fn register(
    db: &mut Conn,
    id: TeacherId,
    telegram_id: i64,
    locale: Locale,
    now: Timestamp,
) -> sqlx::Result<(Teacher, bool)> {
    let row = sqlx::query!(
        r#"insert into teacher (id, telegram_id, locale, state, created_at, last_seen_at)
           values ($1, $2, $3, 'active', $4, $4)
           on conflict (telegram_id) do update set last_seen_at = excluded.last_seen_at,
               state = case when teacher.state = 'unreachable' then 'active' else teacher.state end
           returning id as "id!: Uuid", telegram_id as "telegram_id!: i64", locale as "locale!: String",
               state as "state!: String", created_at as "created_at!: Timestamp",
               last_seen_at as "last_seen_at!: Timestamp""#,
        id.0,
        telegram_id,
        locale.code(),
        now
    )
    .fetch_one(db)
    .await?;
    let teacher: Teacher = teacher!(row)?;
    let new = teacher.id == id;
    Ok((teacher, new))
}

/// The account of a Telegram person, locked until the transaction ends.
pub async fn lock(db: &mut Conn, telegram_id: i64) -> sqlx::Result<Option<Teacher>> {
    let row = select_teacher!(for_update, "telegram_id = $1", telegram_id).fetch_optional(db).await?;
    row.map(|row| teacher!(row)).transpose()
}

/// An account, locked until the transaction ends.
pub async fn lock_by_id(db: &mut Conn, id: TeacherId) -> sqlx::Result<Option<Teacher>> {
    let row = select_teacher!(for_update, "id = $1", id.0).fetch_optional(db).await?;
    row.map(|row| teacher!(row)).transpose()
}

/// An account.
pub async fn find(db: &mut Conn, id: TeacherId) -> sqlx::Result<Option<Teacher>> {
    let row = select_teacher!(plain, "id = $1", id.0).fetch_optional(db).await?;
    row.map(|row| teacher!(row)).transpose()
}

/// Changes the language of the interface.
pub async fn set_locale(db: &mut Conn, id: TeacherId, locale: Locale) -> sqlx::Result<()> {
    sqlx::query!("update teacher set locale = $2 where id = $1", id.0, locale.code()).execute(db).await?;
    Ok(())
}

/// Changes whether a teacher can be written to.
pub async fn set_state(db: &mut Conn, id: TeacherId, state: TeacherState) -> sqlx::Result<()> {
    sqlx::query!("update teacher set state = $2 where id = $1", id.0, state.code()).execute(db).await?;
    Ok(())
}
