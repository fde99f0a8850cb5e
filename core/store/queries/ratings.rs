//! Ratings of worksheets.

use listok_domain::Timestamp;
use listok_domain::id::{TeacherId, WorksheetId};

use crate::Conn;

/// Rates a teacher's own worksheet; a later rating replaces the earlier. `false`: not theirs.
pub async fn rate(
    db: &mut Conn,
    teacher: TeacherId,
    worksheet: WorksheetId,
    value: i64,
    reason: Option<&str>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into rating (teacher, worksheet, version, value, reason, created_at)
         select w.teacher, w.id, w.version, $3, $4, $5 from worksheet w where w.id = $2 and w.teacher = $1
         on conflict (teacher, worksheet) do update
             set version = excluded.version, value = excluded.value, reason = excluded.reason,
                 created_at = excluded.created_at",
        teacher.0,
        worksheet.0,
        value,
        reason,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A teacher's rating of a worksheet.
pub async fn of(db: &mut Conn, teacher: TeacherId, worksheet: WorksheetId) -> sqlx::Result<Option<i64>> {
    let row = sqlx::query!(
        r#"select value as "value!: i64" from rating where teacher = $1 and worksheet = $2"#,
        teacher.0,
        worksheet.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| row.value))
}
