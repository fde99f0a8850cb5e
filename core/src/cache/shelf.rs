//! Wordings of a partition in memory, kept in step with the database.
//!
//! Every look-up reads what has changed since the last one, so that all instances see a new wording
//! at once. Exact comparison of every likely wording is fast enough that no index of neighbours is
//! kept: see docs/adr/0002-topics-are-scanned-in-memory.md.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::TimeDelta;

use super::wording;
use crate::domain::Timestamp;
use crate::domain::id::{TopicId, WordingId};
use crate::domain::library::{Partition, Wording};
use crate::store::{self, Db};
use crate::topic::{Asked, Found, Library};

/// A transaction that began before the last look may commit after it, on another machine's clock.
const OVERLAP: TimeDelta = TimeDelta::minutes(1);
/// Wordings in memory, over all partitions; beyond it the partition asked longest ago gives way.
const IN_MEMORY: usize = 250_000;

/// All partitions in memory.
#[derive(Clone, Default)]
pub(super) struct Shelves(Arc<Mutex<HashMap<Partition, Place>>>);

struct Place {
    shelf: Arc<RwLock<Shelf>>,
    wordings: usize,
    asked_at: Timestamp,
}

#[derive(Default)]
struct Shelf {
    library: Library<TopicId>,
    known: HashMap<WordingId, (TopicId, String)>,
    looked_at: Option<Timestamp>,
}

impl Shelves {
    /// What the library of a partition says to a request.
    pub(super) async fn find(
        &self,
        db: &Db,
        partition: Partition,
        asked: Asked,
        now: Timestamp,
    ) -> anyhow::Result<Found<TopicId>> {
        let shelf = self.shelf(partition, now);
        let since = shelf.read().unwrap_or_else(PoisonError::into_inner).looked_at;
        let since = since.map_or(Timestamp::UNIX_EPOCH, |at| at - OVERLAP);
        let news = store::topics::news(db.read().await?.on(), partition, since).await?;
        let (found, wordings) = tokio::task::spawn_blocking(move || {
            if shelf.read().unwrap_or_else(PoisonError::into_inner).is_stale(&news) {
                shelf.write().unwrap_or_else(PoisonError::into_inner).take(partition, news);
            }
            if let Ok(mut shelf) = shelf.try_write() {
                shelf.looked_at = shelf.looked_at.max(Some(now));
            }
            let shelf = shelf.read().unwrap_or_else(PoisonError::into_inner);
            (shelf.library.find(&asked), shelf.known.len())
        })
        .await?;
        self.settle(partition, wordings);
        Ok(found)
    }

    fn shelf(&self, partition: Partition, now: Timestamp) -> Arc<RwLock<Shelf>> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place =
            places.entry(partition).or_insert_with(|| Place { shelf: Arc::default(), wordings: 0, asked_at: now });
        place.asked_at = now;
        Arc::clone(&place.shelf)
    }

    /// Notes the size of a partition and lets go of what no longer fits.
    fn settle(&self, partition: Partition, wordings: usize) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = places.get_mut(&partition) {
            place.wordings = wordings;
        }
        while places.len() > 1 && places.values().map(|place| place.wordings).sum::<usize>() > IN_MEMORY {
            let oldest = places.iter().min_by_key(|(_, place)| place.asked_at).map(|(partition, _)| *partition);
            oldest.and_then(|partition| places.remove(&partition));
        }
    }
}

impl Shelf {
    fn is_stale(&self, news: &[Wording]) -> bool {
        news.iter().any(|wording| match self.known.get(&wording.id) {
            Some((topic, _)) => wording.gone || *topic != wording.topic,
            None => !wording.gone,
        })
    }

    fn take(&mut self, partition: Partition, news: Vec<Wording>) {
        // A wording that went or asks for another topic now: seldom, and its topics are read anew.
        let mut unsettled: HashSet<TopicId> = HashSet::new();
        for Wording { id, topic, words, gone, .. } in news {
            match self.known.get(&id) {
                Some((known, _)) if *known == topic && !gone => {}
                Some((known, _)) => {
                    unsettled.extend([*known, topic]);
                    if gone {
                        self.known.remove(&id);
                    } else {
                        self.known.insert(id, (topic, words));
                    }
                }
                None if gone => {}
                None => {
                    self.library.add(topic, wording::ask(partition, &words));
                    self.known.insert(id, (topic, words));
                }
            }
        }
        for topic in &unsettled {
            self.library.remove(*topic);
        }
        for (topic, words) in self.known.values().filter(|(topic, _)| unsettled.contains(topic)) {
            self.library.add(*topic, wording::ask(partition, words));
        }
    }
}
