//! Teachers' folders.

use listok_domain::Timestamp;
use listok_domain::id::{FolderId, TeacherId};
use listok_domain::stored::Folder;
use sqlx::types::Uuid;

use crate::Conn;

/// Makes a folder.
pub async fn create(
    db: &mut Conn,
    id: FolderId,
    teacher: TeacherId,
    parent: Option<FolderId>,
    name: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    let search = name.to_lowercase();
    sqlx::query!(
        "insert into folder (id, teacher, parent, name, name_search, created_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        teacher.0,
        parent.map(|p| p.0),
        name,
        search,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A teacher's folders by name.
pub async fn of(db: &mut Conn, teacher: TeacherId) -> sqlx::Result<Vec<Folder>> {
    let rows = sqlx::query!(
        r#"select id as "id!: Uuid", parent as "parent?: Uuid", name as "name!: String"
           from folder where teacher = $1 order by name_search, id"#,
        teacher.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Folder { id: FolderId(row.id), parent: row.parent.map(FolderId), name: row.name })
        .collect())
}
