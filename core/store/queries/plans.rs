//! Plans of topics: the skills a class practises.

use listok_domain::Timestamp;
use serde_json::Value;

use super::unreadable;
use crate::Conn;

/// The plan of a topic by the hash of its words, made with a version of the prompt.
pub async fn find(db: &mut Conn, hash: &str, version: &str) -> sqlx::Result<Option<Vec<String>>> {
    let row = sqlx::query!(
        r#"select skills as "skills!: Value" from topic_plan where hash = $1 and version = $2"#,
        hash,
        version
    )
    .fetch_optional(db)
    .await?;
    let read = |skills| serde_json::from_value(skills).map_err(|_| unreadable("topic_plan.skills"));
    row.map(|row| read(row.skills)).transpose()
}

/// Keeps a plan in place of an earlier one.
pub async fn keep(
    db: &mut Conn,
    hash: &str,
    version: &str,
    skills: &[String],
    programme: bool,
    now: Timestamp,
) -> sqlx::Result<()> {
    let skills = Value::from(skills);
    let programme = i64::from(programme);
    sqlx::query!(
        "insert into topic_plan (hash, version, skills, programme, created_at) values ($1, $2, $3, $4, $5)
         on conflict (hash, version) do update set skills = excluded.skills, created_at = excluded.created_at",
        hash,
        version,
        skills,
        programme,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets plans made before a moment, but none of the programme's topics.
pub async fn forget(db: &mut Conn, before: Timestamp) -> sqlx::Result<()> {
    sqlx::query!("delete from topic_plan where created_at < $1 and programme = 0", before).execute(db).await?;
    Ok(())
}
