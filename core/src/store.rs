//! The database: one SQL text, two engines.
//!
//! The text stands in `core/store/queries/`; the twin crates compile it, each against its engine.
//! Every query is called as `store::<aggregate>::<verb>(on, …)` where `on` is a transaction or a
//! connection of either engine.

mod queries;

use std::str::FromStr;
use std::time::{Duration, Instant};

use anyhow::Context;
use secrecy::{ExposeSecret, SecretString};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool};

pub use queries::*;

pub use crate::domain::stored::*;

use crate::config::Database;

/// How long a caller waits for a connection before it is told that the database is overloaded.
const ACQUIRE: Duration = Duration::from_secs(10);
/// How long SQLite waits for another process's write.
const BUSY: Duration = Duration::from_secs(10);
/// How long between two tries to open an SQLite file that is being made by another process.
const RETRY: Duration = Duration::from_millis(20);

/// PostgreSQL: everything goes to `write`, reports may go to a replica.
#[derive(Debug, Clone)]
pub struct PgPools {
    /// The primary.
    pub write: PgPool,
    /// A replica, or the primary again.
    pub read: PgPool,
    direct_url: Option<SecretString>,
}

/// SQLite: one connection writes, a few read.
#[derive(Debug, Clone)]
pub struct LitePools {
    /// The one that writes.
    pub writer: SqlitePool,
    /// Those that only read.
    pub readers: SqlitePool,
}

/// The database.
#[derive(Debug, Clone)]
pub enum Db {
    /// PostgreSQL.
    Pg(PgPools),
    /// SQLite.
    Lite(LitePools),
}

/// A write transaction. Dropped without [`Tx::commit`], nothing of it stays.
#[derive(Debug)]
pub enum Tx {
    /// On PostgreSQL.
    Pg(sqlx::Transaction<'static, Postgres>),
    /// On SQLite: begun with the write lock held, so it cannot fail half-way for another's write.
    Lite(sqlx::Transaction<'static, Sqlite>),
}

/// A connection for single statements.
#[derive(Debug)]
pub enum Conn {
    /// To PostgreSQL.
    Pg(PoolConnection<Postgres>),
    /// To SQLite.
    Lite(PoolConnection<Sqlite>),
}

/// What a query runs on.
#[derive(Debug)]
pub enum On<'c> {
    /// PostgreSQL.
    Pg(&'c mut PgConnection),
    /// SQLite.
    Lite(&'c mut SqliteConnection),
}

impl Tx {
    /// For one query.
    pub fn on(&mut self) -> On<'_> {
        match self {
            Self::Pg(tx) => On::Pg(tx),
            Self::Lite(tx) => On::Lite(tx),
        }
    }

    /// Makes everything in it lasting.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Pg(tx) => tx.commit().await,
            Self::Lite(tx) => tx.commit().await,
        }
    }

    /// Undoes everything in it.
    pub async fn rollback(self) -> sqlx::Result<()> {
        match self {
            Self::Pg(tx) => tx.rollback().await,
            Self::Lite(tx) => tx.rollback().await,
        }
    }
}

impl Conn {
    /// For one query.
    pub fn on(&mut self) -> On<'_> {
        match self {
            Self::Pg(conn) => On::Pg(conn),
            Self::Lite(conn) => On::Lite(conn),
        }
    }
}

impl Db {
    /// Opens the database; an SQLite file and its folder are made if they are not there.
    pub async fn connect(settings: &Database) -> anyhow::Result<Self> {
        if settings.url.starts_with("sqlite:") { Self::open_lite(&settings.url).await } else { Self::open_pg(settings) }
    }

    async fn open_lite(url: &str) -> anyhow::Result<Self> {
        let options = SqliteConnectOptions::from_str(url)
            .context("DATABASE_URL")?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY);
        if let Some(folder) = options.get_filename().parent()
            && !folder.as_os_str().is_empty()
        {
            std::fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
        }
        let opening = || format!("opening {}", options.get_filename().display());
        let writer = Self::lite_pool(1, &options).await.with_context(opening)?;
        let readers = Self::lite_pool(4, &options.clone().pragma("query_only", "on")).await.with_context(opening)?;
        Ok(Self::Lite(LitePools { writer, readers }))
    }

    /// The busy timeout does not cover turning a new file to a write-ahead log, nor another
    /// process's recovery of it (<https://sqlite.org/wal.html>, "Sometimes Queries Return
    /// SQLITE_BUSY In WAL Mode"), so that of several processes opening one at once some are told
    /// it is locked: they try again.
    async fn lite_pool(connections: u32, options: &SqliteConnectOptions) -> sqlx::Result<SqlitePool> {
        let since = Instant::now();
        loop {
            let pool = SqlitePoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE);
            match pool.connect_with(options.clone()).await {
                Err(sqlx::Error::Database(error)) if is_busy(&*error) && since.elapsed() < BUSY => {
                    tokio::time::sleep(RETRY).await;
                }
                pool => return pool,
            }
        }
    }

    fn open_pg(settings: &Database) -> anyhow::Result<Self> {
        let pool = |url: &str| {
            let options = PgConnectOptions::from_str(url).context("a PostgreSQL address is malformed")?;
            anyhow::Ok(
                PgPoolOptions::new()
                    .max_connections(settings.max_connections)
                    .acquire_timeout(ACQUIRE)
                    .connect_lazy_with(options.application_name("listok")),
            )
        };
        let write = pool(&settings.url)?;
        let read = settings.read_url.as_deref().map(pool).transpose()?.unwrap_or_else(|| write.clone());
        Ok(Self::Pg(PgPools { write, read, direct_url: settings.direct_url.clone().map(Into::into) }))
    }

    /// Begins a write transaction.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        // On a task of its own: a caller dropped half-way must not return a connection to the pool
        // that is still inside a transaction.
        let this = self.clone();
        let begun = tokio::spawn(async move {
            Ok(match this {
                Self::Pg(pools) => Tx::Pg(pools.write.begin().await?),
                Self::Lite(pools) => Tx::Lite(pools.writer.begin_with("BEGIN IMMEDIATE").await?),
            })
        });
        begun.await.map_err(|_| sqlx::Error::WorkerCrashed)?
    }

    /// A connection for one writing statement.
    pub async fn write(&self) -> sqlx::Result<Conn> {
        Ok(match self {
            Self::Pg(pools) => Conn::Pg(pools.write.acquire().await?),
            Self::Lite(pools) => Conn::Lite(pools.writer.acquire().await?),
        })
    }

    /// A connection for reading what was just written: never a replica.
    pub async fn read(&self) -> sqlx::Result<Conn> {
        Ok(match self {
            Self::Pg(pools) => Conn::Pg(pools.write.acquire().await?),
            Self::Lite(pools) => Conn::Lite(pools.readers.acquire().await?),
        })
    }

    /// A connection for reports, which may lag behind.
    pub async fn report(&self) -> sqlx::Result<Conn> {
        Ok(match self {
            Self::Pg(pools) => Conn::Pg(pools.read.acquire().await?),
            Self::Lite(pools) => Conn::Lite(pools.readers.acquire().await?),
        })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> sqlx::Result<()> {
        match self {
            Self::Pg(pools) => sqlx::query("select 1").execute(&pools.write).await.map(|_| ()),
            Self::Lite(pools) => sqlx::query("select 1").execute(&pools.readers).await.map(|_| ()),
        }
    }

    /// Brings our tables up to date. Safe to run from several processes at once: PostgreSQL takes
    /// an advisory lock (hence the direct address, past pgBouncer), SQLite a file lock.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        match self {
            Self::Pg(pools) => match &pools.direct_url {
                Some(url) => {
                    let direct = PgPoolOptions::new()
                        .max_connections(1)
                        .connect(url.expose_secret())
                        .await
                        .context("DATABASE_DIRECT_URL")?;
                    listok_store_postgres::MIGRATOR.run(&direct).await?;
                    direct.close().await;
                }
                None => listok_store_postgres::MIGRATOR.run(&pools.write).await?,
            },
            Self::Lite(pools) => {
                let _alone = lite_lock(pools, "migrate").await?;
                listok_store_sqlite::MIGRATOR.run(&pools.writer).await?;
            }
        }
        Ok(())
    }

    /// Whether every migration of this release has been applied.
    pub async fn migrations_current(&self) -> sqlx::Result<bool> {
        let (applied, newest) = match self {
            Self::Pg(pools) => (
                sqlx::query_scalar::<_, Option<i64>>("select max(version) from _sqlx_migrations where success")
                    .fetch_one(&pools.write)
                    .await,
                newest(&listok_store_postgres::MIGRATOR),
            ),
            Self::Lite(pools) => (
                sqlx::query_scalar::<_, Option<i64>>("select max(version) from _sqlx_migrations where success")
                    .fetch_one(&pools.readers)
                    .await,
                newest(&listok_store_sqlite::MIGRATOR),
            ),
        };
        match applied {
            Ok(applied) => Ok(applied >= newest),
            // No table of migrations yet.
            Err(sqlx::Error::Database(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Proof that this process is the only one serving an SQLite database; held until dropped.
    /// PostgreSQL needs none.
    pub fn claim_alone(&self) -> anyhow::Result<Option<std::fs::File>> {
        match self {
            Self::Pg(_) => Ok(None),
            Self::Lite(pools) => {
                let file = lock_file(pools, "lock")?;
                file.try_lock().map_err(|_| {
                    anyhow::anyhow!("another listok process serves this SQLite database; several need PostgreSQL")
                })?;
                Ok(Some(file))
            }
        }
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Pg(pools) => {
                pools.read.close().await;
                pools.write.close().await;
            }
            Self::Lite(pools) => {
                pools.readers.close().await;
                pools.writer.close().await;
            }
        }
    }
}

fn newest(migrator: &sqlx::migrate::Migrator) -> Option<i64> {
    migrator.iter().map(|m| m.version).max()
}

/// Waits for a lock file beside an SQLite database.
/// Whether SQLite says that another connection holds the file. Extended result codes keep the
/// primary one in their lowest byte (<https://sqlite.org/rescode.html>).
fn is_busy(error: &dyn sqlx::error::DatabaseError) -> bool {
    const SQLITE_BUSY: i32 = 5;
    error.code().and_then(|code| code.parse::<i32>().ok()).is_some_and(|code| code & 0xff == SQLITE_BUSY)
}

async fn lite_lock(pools: &LitePools, what: &str) -> anyhow::Result<std::fs::File> {
    let file = lock_file(pools, what)?;
    Ok(tokio::task::spawn_blocking(move || file.lock().map(|()| file)).await??)
}

fn lock_file(pools: &LitePools, what: &str) -> anyhow::Result<std::fs::File> {
    let options = pools.writer.connect_options();
    let mut path = options.get_filename().as_os_str().to_owned();
    path.push(format!(".{what}"));
    std::fs::File::create(&path).with_context(|| format!("making {}", path.display()))
}
