//! The directions of imports and the other rules of ARCHITECTURE.md that a scan can hold.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

/// Sources of a module of core: its file and its folder.
fn module(name: &str) -> Vec<(PathBuf, String)> {
    sources("core/src")
        .into_iter()
        .filter(|(path, _)| {
            let inner = path.strip_prefix(root().join("core/src")).unwrap();
            inner == Path::new(&format!("{name}.rs")) || inner.starts_with(name)
        })
        .collect()
}

fn code_of(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn assert_free_of(files: &[(PathBuf, String)], forbidden: &[&str]) {
    assert!(!files.is_empty());
    for (path, text) in files {
        let code = code_of(text);
        for word in forbidden {
            assert!(!code.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn the_pure_modules_touch_no_io() {
    let io =
        ["tokio::", "sqlx", "reqwest", "std::fs", "std::net", "std::env", "Utc::now", "SystemTime", "Instant::now"];

    assert_free_of(&sources("core/domain/src"), &io);
    for name in
        ["understand", "programme", "topic", "drills", "math", "pdf", "cache/slice", "cache/key", "cache/wording"]
    {
        assert_free_of(&module(name), &io);
        assert_free_of(
            &module(name),
            &["crate::store", "crate::llm", "crate::queue", "crate::orders", "crate::limits"],
        );
    }
}

#[test]
fn imports_point_from_the_edges_to_the_core() {
    assert_free_of(&sources("core/src"), &["listok_bot::", "listok_admin::", "listok_sandbox::", "teloxide", "axum::"]);
    assert_free_of(&sources("bot/src"), &["listok_admin::", "listok_sandbox::"]);
    assert_free_of(&sources("admin/src"), &["listok_bot::", "listok_sandbox::", "teloxide"]);
    assert_free_of(&sources("sandbox/src"), &["listok_core::", "listok_bot::", "listok_admin::", "listok_domain::"]);
}

#[test]
fn inside_core_the_makers_do_not_know_the_orders() {
    for name in
        ["cache", "generation", "llm", "drills", "math", "limits", "queue", "store", "billing", "pdf", "understand"]
    {
        assert_free_of(&module(name), &["crate::orders"]);
    }
    assert_free_of(&module("math"), &["crate::drills", "crate::generation"]);
    assert_free_of(&module("drills"), &["crate::generation", "crate::pdf"]);
    assert_free_of(&module("llm"), &["crate::generation", "crate::store"]);
    assert_free_of(&module("generation"), &["crate::cache"]);
}

#[test]
fn only_the_settings_read_the_environment() {
    for folder in ["src", "core/src", "bot/src", "admin/src", "sandbox/src"] {
        for (path, text) in sources(folder) {
            if !path.ends_with("core/src/config.rs") {
                assert!(!code_of(&text).contains("env::var"), "{} reads the environment", path.display());
            }
        }
    }
}

#[test]
fn only_the_queue_knows_river() {
    for (path, text) in sources("core/src") {
        let inner = path.strip_prefix(root().join("core/src")).unwrap().to_owned();
        if !inner.starts_with("queue") && inner != Path::new("queue.rs") {
            assert!(!code_of(&text).contains("riverqueue"), "{} uses riverqueue", path.display());
        }
    }
}
