//! What is answered, before it takes a dialect's shape.

use serde_json::json;

use super::request::Ask;
use super::{Model, judge, plan, schema, tasks};

/// Why the answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    Stop,
    Length,
    Refusal,
}

/// Tokens, as a bill counts them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Usage {
    pub(crate) input: u64,
    pub(crate) cached: u64,
    pub(crate) cache_written: u64,
    pub(crate) output: u64,
    pub(crate) reasoning: u64,
}

#[derive(Debug)]
pub(crate) struct Answer {
    /// The text, or the words of a refusal.
    pub(crate) text: String,
    pub(crate) finish: Finish,
    pub(crate) usage: Usage,
    tokens: fn(&str) -> u64,
}

/// Around three characters to a token: o200k has 2.7 to 3.6 on Russian and English prose and JSON.
pub(crate) fn estimate(text: &str) -> u64 {
    u64::try_from(text.chars().count().div_ceil(3)).unwrap_or(u64::MAX)
}

impl Answer {
    pub(crate) fn to(ask: &Ask, model: &Model) -> Self {
        let written = model.writer.as_ref().and_then(|writer| writer.answer(ask));
        let text = written.unwrap_or_else(|| Self::of_stand_in(ask));
        let tokens = model.tokens;
        let around = ask.schema.as_ref().map_or(0, |(_, schema)| tokens(&schema.to_string()));
        let input = tokens(&ask.system) + tokens(&ask.user) + around + 8;
        let (cached, cache_written) = model.cached(ask);
        let usage = Usage { input, cached, cache_written, output: 0, reasoning: 0 };
        let mut answer = Self { text, finish: Finish::Stop, usage, tokens };
        answer.count(ask);
        if let Some(most) = ask.max_tokens.filter(|most| *most < answer.usage.output) {
            answer.keep(ask, most.saturating_sub(answer.usage.reasoning));
        }
        answer
    }

    fn of_stand_in(ask: &Ask) -> String {
        match &ask.schema {
            Some((name, _)) if name == "sheet_plan" => plan::skills(&ask.user).to_string(),
            Some((name, schema)) if name == "worksheet_tasks" => tasks::worksheet(&ask.user, schema).to_string(),
            Some((name, _)) if name == "same_topic" => judge::opinion(&ask.user).to_string(),
            // The stand-in writes, but does not solve: it is sure of no answer and mends nothing.
            Some((name, _)) if name == "blind_answers" => json!({ "answers": [] }).to_string(),
            Some((name, _)) if name == "corrected_tasks" => json!({ "fix": [], "drop": [] }).to_string(),
            Some((_, schema)) => schema::instance(schema).to_string(),
            None => "Это ответ стенда: языковая модель не подключена.".to_owned(),
        }
    }

    /// Ends half way, and says so.
    pub(crate) fn truncate(&mut self, ask: &Ask) {
        self.keep(ask, (self.tokens)(&self.text) / 2);
    }

    /// Declines.
    pub(crate) fn refuse(&mut self, ask: &Ask) {
        self.rewrite(ask, "I'm sorry, but I can't help with that.".to_owned(), Finish::Refusal);
    }

    pub(crate) fn rewrite(&mut self, ask: &Ask, text: String, finish: Finish) {
        self.text = text;
        self.finish = finish;
        self.count(ask);
    }

    fn keep(&mut self, ask: &Ask, most: u64) {
        // As many characters as tokens allow on average: near enough for an answer that is cut.
        let whole = (self.tokens)(&self.text).max(1);
        let letters = u64::try_from(self.text.chars().count()).unwrap_or(u64::MAX);
        let kept = usize::try_from(letters.saturating_mul(most) / whole).unwrap_or(usize::MAX);
        let text = self.text.chars().take(kept).collect();
        self.rewrite(ask, text, Finish::Length);
    }

    fn count(&mut self, ask: &Ask) {
        self.usage.reasoning = match ask.effort.as_str() {
            "none" => 0,
            "minimal" | "low" => 64,
            "medium" => 256,
            _ => 1_024,
        };
        self.usage.output = (self.tokens)(&self.text) + self.usage.reasoning;
    }

    /// The text in pieces of a few characters, as a stream brings it.
    pub(crate) fn pieces(&self) -> Vec<String> {
        let characters: Vec<char> = self.text.chars().collect();
        characters.chunks(12).map(|piece| piece.iter().collect()).collect()
    }

    pub(crate) fn chat_usage(&self) -> serde_json::Value {
        let Usage { input, cached, cache_written, output, reasoning } = self.usage;
        json!({
            "prompt_tokens": input,
            "completion_tokens": output,
            "total_tokens": input + output,
            "prompt_tokens_details": {
                "cached_tokens": cached, "cache_write_tokens": cache_written, "audio_tokens": 0,
            },
            "completion_tokens_details": {
                "reasoning_tokens": reasoning,
                "audio_tokens": 0,
                "accepted_prediction_tokens": 0,
                "rejected_prediction_tokens": 0,
            },
        })
    }

    pub(crate) fn response_usage(&self) -> serde_json::Value {
        let Usage { input, cached, cache_written, output, reasoning } = self.usage;
        json!({
            "input_tokens": input,
            "input_tokens_details": { "cached_tokens": cached, "cache_write_tokens": cache_written },
            "output_tokens": output,
            "output_tokens_details": { "reasoning_tokens": reasoning },
            "total_tokens": input + output,
        })
    }
}
