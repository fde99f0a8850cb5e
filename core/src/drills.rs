//! Solution-first generators of computed tasks; pure, seeded.
