//! People of the panel: invitations, sessions, what they did.

use listok_domain::Timestamp;
use listok_domain::id::AdminId;
use listok_domain::stored::{AdminRole, AdminSession, AuditLine};
use serde_json::Value;
use sqlx::types::Uuid;

use super::unreadable;
use crate::Conn;

/// Stores an invitation by the hash of its token.
pub async fn invite(
    db: &mut Conn,
    token_hash: &str,
    role: AdminRole,
    now: Timestamp,
    expires_at: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into admin_invite (token_hash, role, created_at, expires_at) values ($1, $2, $3, $4)",
        token_hash,
        role.code(),
        now,
        expires_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether an invitation could be used now.
pub async fn invite_open(db: &mut Conn, token_hash: &str, now: Timestamp) -> sqlx::Result<bool> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from admin_invite
           where token_hash = $1 and used_at is null and expires_at > $2"#,
        token_hash,
        now
    )
    .fetch_one(db)
    .await?;
    Ok(row.n == 1)
}

/// Uses an invitation up. `None`: it is unknown, used or expired.
pub async fn use_invite(db: &mut Conn, token_hash: &str, now: Timestamp) -> sqlx::Result<Option<AdminRole>> {
    let row = sqlx::query!(
        r#"update admin_invite set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
           returning role as "role!: String""#,
        token_hash,
        now
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| AdminRole::from_code(&row.role).ok_or_else(|| unreadable("admin_invite.role"))).transpose()
}

/// The person of an identity, made with this role if not there.
pub async fn ensure(
    db: &mut Conn,
    id: AdminId,
    provider: &str,
    subject: &str,
    role: AdminRole,
    now: Timestamp,
) -> sqlx::Result<AdminId> {
    let row = sqlx::query!(
        r#"insert into admin_user (id, provider, subject, role, created_at) values ($1, $2, $3, $4, $5)
           on conflict (provider, subject) do update set role = excluded.role returning id as "id!: Uuid""#,
        id.0,
        provider,
        subject,
        role.code(),
        now
    )
    .fetch_one(db)
    .await?;
    Ok(AdminId(row.id))
}

/// Opens a session by the hash of its token.
pub async fn open_session(
    db: &mut Conn,
    token_hash: &str,
    admin: AdminId,
    csrf: &str,
    user_agent: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into admin_session (token_hash, admin, csrf, user_agent, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $5, $6)",
        token_hash,
        admin.0,
        csrf,
        user_agent,
        now,
        expires_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An open session last seen after `seen_after`.
pub async fn session(
    db: &mut Conn,
    token_hash: &str,
    now: Timestamp,
    seen_after: Timestamp,
) -> sqlx::Result<Option<AdminSession>> {
    let row = sqlx::query!(
        r#"select s.admin as "admin!: Uuid", u.role as "role!: String", s.csrf as "csrf!: String",
               s.created_at as "created_at!: Timestamp", s.last_seen_at as "last_seen_at!: Timestamp",
               s.expires_at as "expires_at!: Timestamp"
           from admin_session s join admin_user u on u.id = s.admin
           where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and s.last_seen_at > $3"#,
        token_hash,
        now,
        seen_after
    )
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        Ok(AdminSession {
            admin: AdminId(row.admin),
            role: AdminRole::from_code(&row.role).ok_or_else(|| unreadable("admin_user.role"))?,
            csrf: row.csrf,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        })
    })
    .transpose()
}

/// Notes that a session was seen.
pub async fn touch_session(db: &mut Conn, token_hash: &str, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!("update admin_session set last_seen_at = $2 where token_hash = $1", token_hash, now)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn revoke_session(db: &mut Conn, token_hash: &str, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "update admin_session set revoked_at = $2 where token_hash = $1 and revoked_at is null",
        token_hash,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a line of the audit log.
pub async fn audit(
    db: &mut Conn,
    admin: Option<AdminId>,
    action: &str,
    target: &str,
    data: &Value,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into audit (at, admin, action, target, data) values ($1, $2, $3, $4, $5)",
        now,
        admin.map(|a| a.0),
        action,
        target,
        data
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Newest lines of the audit log.
pub async fn audit_log(db: &mut Conn, limit: i64) -> sqlx::Result<Vec<AuditLine>> {
    let rows = sqlx::query!(
        r#"select seq as "seq!: i64", at as "at!: Timestamp", admin as "admin?: Uuid", action as "action!: String",
               target as "target!: String"
           from audit order by seq desc limit $1"#,
        limit
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AuditLine {
            seq: row.seq,
            at: row.at,
            admin: row.admin.map(AdminId),
            action: row.action,
            target: row.target,
        })
        .collect())
}
