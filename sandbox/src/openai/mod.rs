//! stub
pub(crate) mod bill {
    #[derive(Debug, serde::Serialize)]
    #[allow(missing_docs)]
    pub struct Bill;
    #[allow(missing_docs)]
    pub struct Charge;
}
pub(crate) struct Model {
    pub(crate) faults: crate::faults::Faults<crate::faults::ModelTrouble>,
}
impl Model {
    pub(crate) fn new(seed: u64) -> Self {
        Self { faults: crate::faults::Faults::new(seed) }
    }
    pub(crate) fn bill(&self) -> bill::Bill {
        bill::Bill
    }
}
pub(crate) fn routes() -> axum::Router<std::sync::Arc<crate::world::World>> {
    axum::Router::new()
}
