//! Topics of the library and the wordings that ask for them.

use listok_domain::Timestamp;
use listok_domain::id::{TeacherId, TopicId, WordingId};
use listok_domain::library::{Alias, LibraryTopic, NewWording, Partition, Refusal, Wording};
use sqlx::types::Uuid;

use crate::Conn;

/// Clean audits after which a topic is trusted again.
const TRUSTED_AFTER: i64 = 20;

/// The topic a wording is known to ask for, by everybody or by this teacher; refused ones are not.
pub async fn known(db: &mut Conn, hash: &str, teacher: TeacherId) -> sqlx::Result<Option<Alias>> {
    let row = sqlx::query!(
        r#"select w.topic as "topic!: Uuid", cast(1 as bigint) as "shared!: i64",
               cast(case when w.how = 'made' then 1 else 0 end as bigint) as "own!: i64"
           from topic_wording w
           where w.hash = $1 and w.state = 'shared'
             and not exists (select 1 from topic_refusal r where r.hash = w.hash and r.topic = w.topic)
             and not exists (select 1 from topic_use u
                             where u.teacher = $2 and u.hash = w.hash and u.topic = w.topic and u.refused = 1)
           union all
           select u.topic as "topic!: Uuid", cast(0 as bigint) as "shared!: i64", cast(0 as bigint) as "own!: i64"
           from topic_use u
           where u.teacher = $2 and u.hash = $1 and u.refused = 0
             and not exists (select 1 from topic_refusal r where r.hash = u.hash and r.topic = u.topic)
           order by 2 desc limit 1"#,
        hash,
        teacher.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Alias { topic: TopicId(row.topic), shared: row.shared == 1, own: row.own == 1 }))
}

/// Topics a wording does not ask for: for everybody, or for this teacher.
pub async fn refused(db: &mut Conn, hash: &str, teacher: TeacherId) -> sqlx::Result<Vec<TopicId>> {
    let rows = sqlx::query!(
        r#"select topic as "topic!: Uuid" from topic_refusal where hash = $1
           union select topic as "topic!: Uuid" from topic_use where teacher = $2 and hash = $1 and refused = 1"#,
        hash,
        teacher.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| TopicId(row.topic)).collect())
}

/// Wordings of a partition changed at a moment or later, oldest change first.
pub async fn news(db: &mut Conn, partition: Partition, since: Timestamp) -> sqlx::Result<Vec<Wording>> {
    let grade = i64::from(partition.grade);
    let rows = sqlx::query!(
        r#"select id as "id!: Uuid", topic as "topic!: Uuid", words as "words!: String", state as "state!: String",
               updated_at as "updated_at!: Timestamp"
           from topic_wording where language = $1 and subject = $2 and grade = $3 and updated_at >= $4
           order by updated_at, id"#,
        partition.language.code(),
        partition.subject.code(),
        grade,
        since
    )
    .fetch_all(db)
    .await?;
    let wording = |id, topic, words, state: String, updated_at| Wording {
        id: WordingId(id),
        topic: TopicId(topic),
        words,
        gone: state == "gone",
        updated_at,
    };
    Ok(rows.into_iter().map(|row| wording(row.id, row.topic, row.words, row.state, row.updated_at)).collect())
}

/// A topic, or the one it was merged into.
pub async fn find(db: &mut Conn, id: TopicId) -> sqlx::Result<Option<LibraryTopic>> {
    let row = sqlx::query!(
        r#"select t.id as "id!: Uuid", t.title as "title!: String", t.watched as "watched?: i64"
           from topic old join topic t on t.id = coalesce(old.merged_into, old.id) where old.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| LibraryTopic { id: TopicId(row.id), title: row.title, watched: row.watched }))
}

/// Makes a topic.
pub async fn create(db: &mut Conn, id: TopicId, partition: Partition, title: &str, now: Timestamp) -> sqlx::Result<()> {
    let grade = i64::from(partition.grade);
    sqlx::query!(
        "insert into topic (id, language, subject, grade, title, created_at) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        partition.language.code(),
        partition.subject.code(),
        grade,
        title,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps what an embedding model makes of a topic.
pub async fn keep_vector(db: &mut Conn, topic: TopicId, tag: &str, vector: &[u8], now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into topic_vector (topic, tag, vector, created_at) values ($1, $2, $3, $4) on conflict do nothing",
        topic.0,
        tag,
        vector,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The vectors of a tag of a partition's topics; those merged into others have none.
pub async fn vectors(db: &mut Conn, partition: Partition, tag: &str) -> sqlx::Result<Vec<(TopicId, Vec<u8>)>> {
    let grade = i64::from(partition.grade);
    let rows = sqlx::query!(
        r#"select v.topic as "topic!: Uuid", v.vector as "vector!: Vec<u8>"
           from topic t join topic_vector v on v.topic = t.id
           where t.language = $1 and t.subject = $2 and t.grade = $3 and t.merged_into is null and v.tag = $4"#,
        partition.language.code(),
        partition.subject.code(),
        grade,
        tag
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (TopicId(row.topic), row.vector)).collect())
}

/// The topic that everybody's wording of a hash asks for, refused or not.
pub async fn of_wording(db: &mut Conn, hash: &str) -> sqlx::Result<Option<TopicId>> {
    let row =
        sqlx::query!(r#"select topic as "topic!: Uuid" from topic_wording where hash = $1 and state = 'shared'"#, hash)
            .fetch_optional(db)
            .await?;
    Ok(row.map(|row| TopicId(row.topic)))
}

/// Lets everybody find a topic by a wording; a wording that asked for another topic asks for this one now.
pub async fn share(db: &mut Conn, new: &NewWording) -> sqlx::Result<()> {
    let grade = i64::from(new.partition.grade);
    sqlx::query!(
        "insert into topic_wording (id, topic, hash, language, subject, grade, words, how, state, created_at,
             updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'shared', $9, $9)
         on conflict (hash) do update set topic = excluded.topic, how = excluded.how, state = 'shared',
             updated_at = excluded.updated_at",
        new.id.0,
        new.topic.0,
        new.hash,
        new.partition.language.code(),
        new.partition.subject.code(),
        grade,
        new.words,
        new.how.code(),
        new.created_at
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a wording away from everybody, unless the topic's own sheets are made from it.
pub async fn unshare(db: &mut Conn, hash: &str, topic: TopicId, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "update topic_wording set state = 'gone', updated_at = $3 where hash = $1 and topic = $2 and how <> 'made'",
        hash,
        topic.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a teacher found a topic by a wording; how many accounts have.
pub async fn note_use(
    db: &mut Conn,
    teacher: TeacherId,
    hash: &str,
    topic: TopicId,
    now: Timestamp,
) -> sqlx::Result<i64> {
    sqlx::query!(
        "insert into topic_use (teacher, hash, topic, refused, created_at) values ($1, $2, $3, 0, $4)
         on conflict (teacher, hash, topic) do nothing",
        teacher.0,
        hash,
        topic.0,
        now
    )
    .execute(&mut *db)
    .await?;
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from topic_use where hash = $1 and topic = $2 and refused = 0"#,
        hash,
        topic.0
    )
    .fetch_one(db)
    .await?;
    Ok(row.n)
}

/// Notes that for this teacher a wording does not ask for a topic.
pub async fn refuse_for(
    db: &mut Conn,
    teacher: TeacherId,
    hash: &str,
    topic: TopicId,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into topic_use (teacher, hash, topic, refused, created_at) values ($1, $2, $3, 1, $4)
         on conflict (teacher, hash, topic) do update set refused = 1",
        teacher.0,
        hash,
        topic.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a wording does not ask for a topic, whoever uses it. A judgement goes before a report.
pub async fn refuse(db: &mut Conn, hash: &str, topic: TopicId, why: Refusal, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into topic_refusal (hash, topic, reason, created_at) values ($1, $2, $3, $4)
         on conflict (hash, topic) do update set
             reason = case when topic_refusal.reason = 'reported' then excluded.reason else topic_refusal.reason end",
        hash,
        topic.0,
        why.code(),
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a report back that the judge did not agree with.
pub async fn clear_report(db: &mut Conn, hash: &str, topic: TopicId) -> sqlx::Result<()> {
    sqlx::query!("delete from topic_refusal where hash = $1 and topic = $2 and reason = 'reported'", hash, topic.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes one topic of two: what asked for the first asks for the second. Sheets of the first, made from other words,
/// serve nobody any more: words that fool a judge must not bring their sheets to others. `false`: a refusal stands
/// between the two.
pub async fn merge(db: &mut Conn, from: TopicId, to: TopicId, now: Timestamp) -> sqlx::Result<bool> {
    let row = sqlx::query!(
        r#"select count(*) as "n!: i64" from topic_refusal r join topic_wording w on w.hash = r.hash
           where (r.topic = $1 and w.topic = $2) or (r.topic = $2 and w.topic = $1)"#,
        from.0,
        to.0
    )
    .fetch_one(&mut *db)
    .await?;
    if row.n > 0 || from == to {
        return Ok(false);
    }
    sqlx::query!("update topic set merged_into = $2 where id = $1 or merged_into = $1", from.0, to.0)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "update topic_wording set topic = $2, updated_at = $3,
             how = case when how = 'made' then 'judged' else how end where topic = $1",
        from.0,
        to.0,
        now
    )
    .execute(&mut *db)
    .await?;
    // Who refused either of the two refuses what they are now.
    sqlx::query!(
        "update topic_use set refused = 1 where topic = $2 and exists
             (select 1 from topic_use o
              where o.teacher = topic_use.teacher and o.hash = topic_use.hash and o.topic = $1 and o.refused = 1)",
        from.0,
        to.0
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "delete from topic_use where topic = $1 and exists
             (select 1 from topic_use o where o.teacher = topic_use.teacher and o.hash = topic_use.hash and o.topic = $2)",
        from.0,
        to.0
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("update topic_use set topic = $2 where topic = $1", from.0, to.0).execute(&mut *db).await?;
    sqlx::query!(
        "update topic_refusal set topic = $2 where topic = $1 and not exists
             (select 1 from topic_refusal o where o.hash = topic_refusal.hash and o.topic = $2)",
        from.0,
        to.0
    )
    .execute(db)
    .await?;
    Ok(true)
}

/// From now on only wordings without any likeness of spelling find the topic.
pub async fn watch(db: &mut Conn, topic: TopicId) -> sqlx::Result<()> {
    sqlx::query!("update topic set watched = 0 where id = $1", topic.0).execute(db).await?;
    Ok(())
}

/// Counts a clean audit of a watched topic; after enough of them it is trusted again.
pub async fn clean_audit(db: &mut Conn, topic: TopicId) -> sqlx::Result<()> {
    sqlx::query!(
        "update topic set watched = case when watched + 1 >= $2 then null else watched + 1 end
         where id = $1 and watched is not null",
        topic.0,
        TRUSTED_AFTER
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a teacher used a word outside every list; how many accounts have.
pub async fn note_word(db: &mut Conn, hash: &str, teacher: TeacherId, now: Timestamp) -> sqlx::Result<i64> {
    sqlx::query!(
        "insert into topic_word (hash, teacher, created_at) values ($1, $2, $3) on conflict (hash, teacher) do nothing",
        hash,
        teacher.0,
        now
    )
    .execute(&mut *db)
    .await?;
    let row =
        sqlx::query!(r#"select count(*) as "n!: i64" from topic_word where hash = $1"#, hash).fetch_one(db).await?;
    Ok(row.n)
}

/// Forgets words and uses older than a moment.
pub async fn forget(db: &mut Conn, before: Timestamp) -> sqlx::Result<()> {
    sqlx::query!("delete from topic_word where created_at < $1", before).execute(&mut *db).await?;
    sqlx::query!("delete from topic_use where created_at < $1 and refused = 0", before).execute(db).await?;
    Ok(())
}
