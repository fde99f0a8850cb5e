//! The commands Telegram shows behind the menu button.

use listok_core::domain::Locale;
use listok_core::i18n::text;
use serde_json::{Value, json};

use crate::api::{Api, CallError};

/// Commands in the order they are shown.
pub(crate) const COMMANDS: [&str; 5] = ["start", "my", "help", "language", "cancel"];

/// Tells Telegram our commands: Russian by default, English for those whose application speaks it.
pub async fn publish(api: &Api) -> Result<(), CallError> {
    let list = |locale| -> Value {
        let describe =
            |name: &str| json!({"command": name, "description": text(locale, &format!("bot-command-{name}"))});
        COMMANDS.iter().map(|name| describe(name)).collect()
    };
    api.call("setMyCommands", &json!({"commands": list(Locale::Ru)})).await?;
    for locale in Locale::ALL {
        api.call("setMyCommands", &json!({"commands": list(locale), "language_code": locale.code()})).await?;
    }
    Ok(())
}
