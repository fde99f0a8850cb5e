//! Randomness and fresh ids, passed in so that tests can repeat them.

use std::sync::{Arc, Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use crate::domain::Timestamp;
use crate::domain::id::{Id, uuid_v7};

/// A shared source of randomness, cryptographically strong when seeded by the system.
#[derive(Debug, Clone)]
pub struct Chance(Arc<Mutex<ChaCha20Rng>>);

impl Chance {
    /// Seeded by the operating system.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::from_os_rng())))
    }

    /// The same sequence for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    /// N random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A random number, e.g. the seed of a drill.
    pub fn seed(&self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// A fresh id.
    pub fn id<T: Id>(&self, now: Timestamp) -> T {
        uuid_v7(now, self.bytes()).into()
    }

    /// A token of 256 random bits, in hex: for links and sessions.
    pub fn token(&self) -> String {
        hex::encode(self.bytes::<32>())
    }

    /// A short reference of eight characters for messages to people, e.g. `K7M2-Q9XD`.
    pub fn reference(&self) -> String {
        // No 0/O, 1/I/L: read aloud over the phone.
        const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
        let letters: String =
            self.bytes::<8>().iter().map(|b| char::from(ALPHABET[usize::from(*b) % ALPHABET.len()])).collect();
        format!("{}-{}", &letters[..4], &letters[4..])
    }
}
