//! How a folder's requests are signed: an API key, or the token of a service account.

use std::time::Duration;

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PSS_SHA256, RsaKeyPair};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::clock::Clock;
use crate::config::YandexKey;
use crate::domain::Timestamp;
use crate::llm::ModelError;

/// Whom the signed claim is for, wherever it is sent.
const AUDIENCE: &str = "https://iam.api.cloud.yandex.net/iam/v1/tokens";
/// Life of a claim; an hour at most.
const CLAIM: TimeDelta = TimeDelta::minutes(30);
/// A token is renewed after an hour, or this long before it ends.
const RENEWED: TimeDelta = TimeDelta::hours(1);
const BEFORE_ITS_END: TimeDelta = TimeDelta::minutes(5);
/// Longest the exchange may take.
const EXCHANGE: Duration = Duration::from_secs(10);

pub(super) enum Key {
    Api(SecretString),
    Account(Box<Account>),
}

/// A service account, and the token it has now.
pub(super) struct Account {
    id: String,
    account: String,
    pair: RsaKeyPair,
    http: reqwest::Client,
    url: String,
    clock: Clock,
    token: Mutex<Option<(SecretString, Timestamp)>>,
}

/// What `yc iam key create` writes.
#[derive(Deserialize)]
struct KeyFile {
    id: String,
    service_account_id: String,
    private_key: String,
}

impl Key {
    pub(super) fn new(key: &YandexKey, http: reqwest::Client, url: String, clock: Clock) -> anyhow::Result<Self> {
        Ok(match key {
            YandexKey::Api(key) => Self::Api(key.clone()),
            YandexKey::ServiceAccount(file) => {
                // serde's words would quote the file.
                let file: KeyFile = serde_json::from_str(file.expose_secret())
                    .map_err(|_| anyhow::anyhow!("not the JSON that `yc iam key create` writes"))?;
                let pair = RsaKeyPair::from_pkcs8(&der(&file.private_key)?)
                    .map_err(|error| anyhow::anyhow!("the private key cannot be used: {error}"))?;
                let (id, account) = (file.id, file.service_account_id);
                Self::Account(Box::new(Account { id, account, pair, http, url, clock, token: Mutex::new(None) }))
            }
        })
    }

    /// Value of the header `Authorization`.
    pub(super) async fn header(&self) -> Result<String, ModelError> {
        match self {
            Self::Api(key) => Ok(format!("Api-Key {}", key.expose_secret())),
            Self::Account(account) => Ok(format!("Bearer {}", account.token().await?.expose_secret())),
        }
    }

    /// Has the next request ask for a new token: this one is not accepted.
    pub(super) async fn forget(&self) {
        if let Self::Account(account) = self {
            *account.token.lock().await = None;
        }
    }
}

impl Account {
    /// The token; one asker renews it, the others wait.
    async fn token(&self) -> Result<SecretString, ModelError> {
        let mut token = self.token.lock().await;
        let now = self.clock.now();
        if let Some((token, until)) = &*token
            && now < *until
        {
            return Ok(token.clone());
        }
        let exchanged = tokio::time::timeout(EXCHANGE, self.exchange(now)).await.map_err(|_| ModelError::Timeout)??;
        *token = Some(exchanged.clone());
        Ok(exchanged.0)
    }

    async fn exchange(&self, now: Timestamp) -> Result<(SecretString, Timestamp), ModelError> {
        let claim = self.claim(now)?;
        let asked = self.http.post(&self.url).json(&json!({ "jwt": claim }));
        let response = asked.send().await.map_err(|error| crate::llm::broken(&error))?;
        match response.status().as_u16() {
            200..300 => {}
            429 => return Err(ModelError::RateLimited { retry_after: None }),
            500.. => return Err(ModelError::Overloaded),
            _ => return Err(ModelError::Unauthorised),
        }
        let body: Value = response.json().await.map_err(|_| ModelError::Malformed)?;
        let token = body["iamToken"].as_str().ok_or(ModelError::Malformed)?;
        let ends: Option<Timestamp> = body["expiresAt"].as_str().and_then(|at| at.parse().ok());
        let renewed = ends.map_or(now + RENEWED, |ends| (ends - BEFORE_ITS_END).min(now + RENEWED));
        Ok((token.to_owned().into(), renewed))
    }

    /// A signed claim to be this service account (JWT, PS256).
    fn claim(&self, now: Timestamp) -> Result<String, ModelError> {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({ "typ": "JWT", "alg": "PS256", "kid": self.id });
        let (issued, ends) = (now.timestamp(), (now + CLAIM).timestamp());
        let claims = json!({ "iss": self.account, "aud": AUDIENCE, "iat": issued, "exp": ends });
        let signed = format!("{}.{}", part(&header), part(&claims));
        let mut signature = vec![0; self.pair.public().modulus_len()];
        self.pair
            .sign(&RSA_PSS_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| ModelError::Unauthorised)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// The bytes of a PEM block; a line of warning may stand before it.
fn der(pem: &str) -> anyhow::Result<Vec<u8>> {
    const BEGIN: &str = "-----BEGIN PRIVATE KEY-----";
    let (_, rest) = pem.split_once(BEGIN).context("the private key has no BEGIN PRIVATE KEY")?;
    let (body, _) = rest.split_once("-----END").context("the private key has no end")?;
    let body: String = body.split_whitespace().collect();
    STANDARD.decode(body).map_err(|_| anyhow::anyhow!("the private key is not base64"))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use ring::rsa::PublicKeyComponents;
    use ring::signature::RSA_PSS_2048_8192_SHA256;

    use super::*;

    /// Made for tests; it opens nothing.
    const FILE: &str = include_str!("../../../tests/data/service-account.json");

    fn account() -> Account {
        let file = YandexKey::ServiceAccount(FILE.to_owned().into());
        let key = Key::new(&file, crate::llm::http().unwrap(), String::new(), Clock::System).unwrap();
        let Key::Account(account) = key else { unreachable!() };
        *account
    }

    #[test]
    fn a_claim_is_signed_by_the_accounts_key_and_lives_less_than_an_hour() {
        let (account, now) = (account(), Clock::System.now());

        let claim = account.claim(now).unwrap();

        let (signed, signature) = claim.rsplit_once('.').unwrap();
        let public: PublicKeyComponents<Vec<u8>> = account.pair.public().into();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        public.verify(&RSA_PSS_2048_8192_SHA256, signed.as_bytes(), &signature).unwrap();
        let part = |at: usize| -> Value {
            let part = URL_SAFE_NO_PAD.decode(claim.split('.').nth(at).unwrap()).unwrap();
            serde_json::from_slice(&part).unwrap()
        };
        assert_eq!(part(0), json!({ "typ": "JWT", "alg": "PS256", "kid": "ajetestkey" }));
        assert_eq!((&part(1)["iss"], &part(1)["aud"]), (&json!("ajetestaccount"), &json!(AUDIENCE)));
        assert!(part(1)["exp"].as_i64().unwrap() - now.timestamp() <= 3_600);
    }

    #[test]
    fn a_key_that_is_none_is_said_without_being_quoted() {
        for file in ["{}", "secret words", r#"{"id":"a","service_account_id":"b","private_key":"secret"}"#] {
            let key = YandexKey::ServiceAccount(file.to_owned().into());
            let made = Key::new(&key, crate::llm::http().unwrap(), String::new(), Clock::System);
            let words = format!("{:#}", made.err().unwrap());
            assert!(!words.contains("secret"), "{words}");
        }
    }
}
