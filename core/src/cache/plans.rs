//! Plans of topics: named by a model once, they serve every later sheet of the topic, whatever else is ordered of it.

use super::Cache;
use super::wording::Wording;
use crate::domain::Spec;
use crate::store;

/// A topic whose plan everybody may have: it is asked for in words of the programme, or in words the lists know.
#[derive(Debug)]
pub struct Planned {
    hash: String,
    version: String,
    programme: bool,
}

impl Cache {
    /// Where the plan of an order's topic belongs, by the version of the prompt. `None`: the words are not everybody's,
    /// so neither is what a model makes of them.
    pub fn planned(&self, spec: &Spec, version: &str) -> Option<Planned> {
        let wording = Wording::read(spec)?;
        let programme = wording.of_programme().is_some_and(|(own, _)| own.hash == wording.hash);
        let stand_in = if self.generator.demonstration { " demonstration" } else { "" };
        let of = |hash| Planned { hash, version: format!("{version}{stand_in}"), programme };
        (programme || wording.unknown.is_empty()).then(|| of(wording.hash))
    }

    /// The plan that was kept.
    pub async fn plan(&self, of: &Planned) -> anyhow::Result<Option<Vec<String>>> {
        Ok(store::plans::find(self.db.read().await?.on(), &of.hash, &of.version).await?)
    }

    /// Keeps a plan made from the topic's words alone.
    pub async fn keep_plan(&self, of: &Planned, skills: &[String]) -> anyhow::Result<()> {
        let now = self.clock.now();
        store::plans::keep(self.db.write().await?.on(), &of.hash, &of.version, skills, of.programme, now).await?;
        Ok(())
    }
}
