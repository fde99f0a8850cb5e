//! Every setting, its default and its meaning.

/// One setting as the operator sees it.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Name in the environment.
    pub name: &'static str,
    /// Value when it is not set; empty means absent.
    pub default: &'static str,
    /// What it is for, with its unit.
    pub doc: &'static str,
}

macro_rules! variables {
    ($($name:ident = $default:literal, $doc:literal;)*) => {
        /// All settings, in the order of `.env.example`.
        pub const VARIABLES: &[Variable] = &[$(Variable { name: stringify!($name), default: $default, doc: $doc },)*];
    };
}

variables! {
    TELEGRAM_BOT_TOKEN = "", "Token of the bot from @BotFather. Needed by the bot role.";
    TELEGRAM_API_URL = "https://api.telegram.org", "Address of the Bot API; another one for a local Bot API server.";
    TELEGRAM_WEBHOOK_URL = "", "Public https address of this installation; set: updates come by webhook, absent: by long polling.";
    TELEGRAM_WEBHOOK_SECRET = "", "Secret Telegram repeats in every webhook call, 1-256 characters A-Z a-z 0-9 _ -. Needed with TELEGRAM_WEBHOOK_URL.";
    DATABASE_URL = "sqlite:data/listok.sqlite", "sqlite:<path> or postgres://user:password@host/database.";
    DATABASE_READ_URL = "", "A PostgreSQL replica for reports and panel lists.";
    DATABASE_DIRECT_URL = "", "PostgreSQL past pgBouncer, for migrations and notifications.";
    DATABASE_MAX_CONNECTIONS = "10", "Most PostgreSQL connections of one instance, 2-200.";
    REDIS_URL = "", "redis:// or rediss:// address shared by all instances; absent: limits are kept in this process.";
    MODELS = "on", "on, or off: no model is asked, only computed topics are made.";
    MODEL_ROUTES = "", "JSON file that says which model is asked for which role (docs/models.md); absent: the built-in one.";
    MODEL_DEADLINE_SECONDS = "150", "Longest a question to the models may take, repeats and other models included, 2-900.";
    MODEL_RESIDENCY = "anywhere", "anywhere, or russia: words of requests never leave for a foreign provider.";
    BUDGET_DAY_USD = "", "Most dollars all models may cost in a day (Moscow), e.g. 5 or 0.50; absent: no bound.";
    BUDGET_DAY_RUB = "", "Most roubles all models may cost in a day.";
    BUDGET_TEACHER_DAY_USD = "", "Most dollars the models may cost for one teacher in a day.";
    BUDGET_TEACHER_DAY_RUB = "", "Most roubles the models may cost for one teacher in a day.";
    OPENAI_API_KEY = "", "Key of OpenAI.";
    OPENAI_BASE_URL = "https://api.openai.com/v1", "Address of the API.";
    OPENAI_MODEL = "", "The one model of OpenAI to ask, whatever the role; absent: those of MODEL_ROUTES.";
    OPENAI_REQUESTS_PER_MINUTE = "500", "Calls in a minute, by all instances together, 1-100000.";
    OPENAI_WIRE = "responses", "responses, or chat for servers that speak only Chat Completions.";
    YANDEX_FOLDER_ID = "", "Folder of Yandex Cloud whose models are asked; needs one of the two keys below.";
    YANDEX_API_KEY = "", "API key of a service account with the role ai.languageModels.user.";
    YANDEX_SERVICE_ACCOUNT_KEY = "", "Authorised key of a service account, the JSON of `yc iam key create`; mostly as a file.";
    YANDEX_URL = "https://llm.api.cloud.yandex.net", "Address of the models.";
    YANDEX_OPERATIONS_URL = "https://operation.api.cloud.yandex.net", "Address where answers for those who can wait are collected.";
    YANDEX_IAM_URL = "https://iam.api.cloud.yandex.net", "Address where a service account's key becomes a token.";
    YANDEX_SESSIONS = "8", "Questions at once, by all instances together, 1-1000; a folder is allowed ten unless its quota was raised.";
    COMPATIBLE_BASE_URL = "", "Address of a server that speaks Chat Completions.";
    COMPATIBLE_API_KEY = "", "Its key, if it wants one.";
    COMPATIBLE_MODEL = "", "The one model of that server to ask; absent: those of MODEL_ROUTES.";
    COMPATIBLE_REQUESTS_PER_MINUTE = "500", "Calls in a minute, by all instances together, 1-100000.";
    COMPATIBLE_IN_RUSSIA = "no", "yes if that server stands in Russia: what MODEL_RESIDENCY keeps in the country may go there.";
    HTTP_ADDR = "127.0.0.1:8080", "Where the panel and the webhook listen.";
    OPS_ADDR = "127.0.0.1:9090", "Where /livez, /readyz and /metrics listen; keep it internal.";
    PUBLIC_URL = "http://127.0.0.1:8080", "Address people reach the panel at; https turns on secure cookies.";
    WORKERS = "4", "Worksheets made at once by one instance, 1-64.";
    INSTANCES = "1", "Instances sharing the limits, 1-1000; without Redis each takes its share.";
    HEARTBEAT_MS = "5000", "Milliseconds between an instance's signs of life, 100-10000; after four missed ones its jobs are given back.";
    SHUTDOWN_GRACE_SECONDS = "30", "Seconds that running jobs get to finish at shutdown, 1-300.";
    ORDERS_PER_HOUR = "30", "Worksheets one teacher may order in an hour, 1-1000.";
    LOG_FORMAT = "text", "text for people, json for machines.";
    LOG = "info", "Filter of tracing, e.g. info,listok_core=debug.";
}
