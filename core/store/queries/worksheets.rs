//! Worksheets, their versions and the files Telegram has of them.

use listok_domain::id::{TeacherId, WorksheetId};
use listok_domain::stored::{NewWorksheet, StoredFile, StoredWorksheet};
use listok_domain::worksheet::{Origin, Worksheet};
use listok_domain::{Grade, Locale, Subject, Timestamp};
use serde_json::Value;
use sqlx::types::Uuid;

use super::{far_future, unreadable};
use crate::Conn;

macro_rules! stored {
    ($row:expr) => {{
        let row = $row;
        Result::<_, sqlx::Error>::Ok(StoredWorksheet {
            id: WorksheetId(row.id),
            teacher: TeacherId(row.teacher),
            title: row.title,
            subject: Subject::from_code(&row.subject).ok_or_else(|| unreadable("worksheet.subject"))?,
            grade: Grade::try_from(row.grade).map_err(|_| unreadable("worksheet.grade"))?,
            topic: row.topic,
            locale: Locale::from_code(&row.locale),
            origin: Origin::from_code(&row.origin).ok_or_else(|| unreadable("worksheet.origin"))?,
            version: row.version,
            share_token: row.share_token,
            created_at: row.created_at,
        })
    }};
}

macro_rules! select_worksheets {
    ($rest:literal $(, $argument:expr)*) => {
        sqlx::query!(
            r#"select id as "id!: Uuid", teacher as "teacher!: Uuid", title as "title!: String",
                   subject as "subject!: String", grade as "grade!: i64", topic as "topic!: String",
                   locale as "locale!: String", origin as "origin!: String", version as "version!: i64",
                   share_token as "share_token!: String", created_at as "created_at!: Timestamp"
               from worksheet "# + $rest $(, $argument)*
        )
    };
}

/// Stores a worksheet with its first version.
pub async fn insert(db: &mut Conn, new: &NewWorksheet) -> sqlx::Result<()> {
    let content = &new.content;
    let grade = i64::from(content.grade);
    let search = content.title.to_lowercase();
    sqlx::query!(
        "insert into worksheet (id, teacher, folder, title, title_search, subject, grade, topic, locale, origin,
             version, share_token, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12)",
        new.id.0,
        new.teacher.0,
        new.folder.map(|f| f.0),
        content.title,
        search,
        content.subject.code(),
        grade,
        content.topic,
        content.locale.code(),
        content.origin.code(),
        new.share_token,
        new.created_at
    )
    .execute(&mut *db)
    .await?;
    add(db, new.id, 1, content, new.created_at).await
}

/// Stores the next version of a worksheet's content and returns its number; the caller holds the
/// worksheet's teacher locked.
pub async fn add_version(db: &mut Conn, id: WorksheetId, content: &Worksheet, now: Timestamp) -> sqlx::Result<i64> {
    let row = sqlx::query!(
        r#"update worksheet set version = version + 1 where id = $1 returning version as "version!: i64""#,
        id.0
    )
    .fetch_one(&mut *db)
    .await?;
    add(db, id, row.version, content, now).await?;
    Ok(row.version)
}

async fn add(db: &mut Conn, id: WorksheetId, version: i64, content: &Worksheet, now: Timestamp) -> sqlx::Result<()> {
    let content = serde_json::to_value(content).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!(
        "insert into worksheet_version (worksheet, version, content, created_at) values ($1, $2, $3, $4)",
        id.0,
        version,
        content,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The content of a version, for our own work; what people ask for goes through [`find_owned`] first.
pub async fn content(db: &mut Conn, id: WorksheetId, version: i64) -> sqlx::Result<Option<Worksheet>> {
    let row = sqlx::query!(
        r#"select content as "content!: Value" from worksheet_version where worksheet = $1 and version = $2"#,
        id.0,
        version
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| serde_json::from_value(row.content).map_err(|_| unreadable("worksheet_version.content"))).transpose()
}

/// A teacher's own worksheet.
pub async fn find_owned(db: &mut Conn, id: WorksheetId, teacher: TeacherId) -> sqlx::Result<Option<StoredWorksheet>> {
    let row = select_worksheets!("where id = $1 and teacher = $2 and deleted_at is null", id.0, teacher.0)
        .fetch_optional(db)
        .await?;
    row.map(|row| stored!(row)).transpose()
}

/// A worksheet whoever owns it, for operators.
pub async fn find(db: &mut Conn, id: WorksheetId) -> sqlx::Result<Option<StoredWorksheet>> {
    let row = select_worksheets!("where id = $1 and deleted_at is null", id.0).fetch_optional(db).await?;
    row.map(|row| stored!(row)).transpose()
}

/// A teacher's worksheets, newest first, older than the given one if any.
pub async fn page_of(
    db: &mut Conn,
    teacher: TeacherId,
    before: Option<(Timestamp, WorksheetId)>,
    limit: i64,
) -> sqlx::Result<Vec<StoredWorksheet>> {
    let (at, id) = before.map_or((far_future(), Uuid::max()), |(at, id)| (at, id.0));
    let rows = select_worksheets!(
        "where teacher = $1 and deleted_at is null and (created_at, id) < ($2, $3) order by created_at desc, id desc limit $4",
        teacher.0,
        at,
        id,
        limit
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(|row| stored!(row)).collect()
}

/// The newest worksheets of a teacher in a subject and grade, as they are now; unreadable ones are left out.
pub async fn recent(
    db: &mut Conn,
    teacher: TeacherId,
    subject: Subject,
    grade: Grade,
    limit: i64,
) -> sqlx::Result<Vec<Worksheet>> {
    let rows = sqlx::query!(
        r#"select v.content as "content!: Value"
           from worksheet w join worksheet_version v on v.worksheet = w.id and v.version = w.version
           where w.teacher = $1 and w.subject = $2 and w.grade = $3 and w.deleted_at is null
           order by w.created_at desc, w.id desc limit $4"#,
        teacher.0,
        subject.code(),
        i64::from(grade),
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().filter_map(|row| serde_json::from_value(row.content).ok()).collect())
}

/// How many worksheets a teacher has.
pub async fn count_of(db: &mut Conn, teacher: TeacherId) -> sqlx::Result<i64> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from worksheet where teacher = $1 and deleted_at is null"#,
        teacher.0
    )
    .fetch_one(db)
    .await?;
    Ok(row.n)
}

/// Hides a teacher's own worksheet. `false`: there is none.
pub async fn delete(db: &mut Conn, id: WorksheetId, teacher: TeacherId, now: Timestamp) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update worksheet set deleted_at = $3 where id = $1 and teacher = $2 and deleted_at is null",
        id.0,
        teacher.0,
        now
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Remembers the file Telegram made of a part (`sheet` or `key`).
pub async fn save_file(
    db: &mut Conn,
    id: WorksheetId,
    version: i64,
    part: &str,
    bot_id: i64,
    file: &StoredFile,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into worksheet_file (worksheet, version, part, bot_id, file_id, file_unique_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (worksheet, version, part, bot_id) do update
             set file_id = excluded.file_id, file_unique_id = excluded.file_unique_id,
                 created_at = excluded.created_at",
        id.0,
        version,
        part,
        bot_id,
        file.file_id,
        file.file_unique_id,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The file a bot can send again.
pub async fn file(
    db: &mut Conn,
    id: WorksheetId,
    version: i64,
    part: &str,
    bot_id: i64,
) -> sqlx::Result<Option<StoredFile>> {
    let row = sqlx::query!(
        r#"select file_id as "file_id!: String", file_unique_id as "file_unique_id!: String"
           from worksheet_file where worksheet = $1 and version = $2 and part = $3 and bot_id = $4"#,
        id.0,
        version,
        part,
        bot_id
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| StoredFile { file_id: row.file_id, file_unique_id: row.file_unique_id }))
}

/// Forgets a file Telegram no longer accepts.
pub async fn forget_file(db: &mut Conn, id: WorksheetId, version: i64, part: &str, bot_id: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from worksheet_file where worksheet = $1 and version = $2 and part = $3 and bot_id = $4",
        id.0,
        version,
        part,
        bot_id
    )
    .execute(db)
    .await?;
    Ok(())
}
