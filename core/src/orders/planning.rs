//! The plan of a sheet to be written: the one its topic has, or a new one.

use super::Fulfilment;
use crate::domain::Spec;
use crate::generation::{self, Plan};
use crate::llm::{CallContext, Router};
use crate::outgoing::Stage;
use crate::store::Order;

impl Fulfilment {
    /// Plans what a model is to write. `shared`: the spec holds nothing of the teacher's own.
    pub(super) async fn plan(
        &self,
        models: &Router,
        context: &CallContext,
        order: &Order,
        spec: &Spec,
        shared: bool,
    ) -> anyhow::Result<Plan> {
        if !generation::is_planned(spec) {
            return Ok(Plan::default());
        }
        let cache = self.cache.as_ref().filter(|_| shared);
        let place = cache.and_then(|cache| Some((cache, cache.planned(spec, generation::PLAN_VERSION)?)));
        if let Some((cache, planned)) = &place
            && let Some(skills) = cache.plan(planned).await?
        {
            let plan = Plan::read(&skills, spec);
            if !plan.is_empty() {
                return Ok(plan);
            }
        }
        self.progress(order, Stage::Planning).await?;
        let plan = generation::plan(models, context, spec).await;
        if let Some((cache, planned)) = place.filter(|_| !plan.is_empty()) {
            cache.keep_plan(&planned, plan.skills()).await?;
        }
        Ok(plan)
    }
}
