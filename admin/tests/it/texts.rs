use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn keys(language: &str) -> BTreeSet<String> {
    let file = root().join("../locales").join(language).join("panel.ftl");
    let source = fs::read_to_string(file).unwrap();
    let keys = source.lines().filter(|line| line.starts_with("panel-"));
    keys.map(|line| line.split(" =").next().unwrap().to_owned()).collect()
}

/// Everything in quotes that looks like a key, in sources and templates.
fn used() -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for folder in ["src", "templates"] {
        for file in fs::read_dir(root().join(folder)).unwrap().flatten() {
            let text = fs::read_to_string(file.path()).unwrap();
            let quoted = text.split('"').filter(|part| part.starts_with("panel-"));
            used.extend(quoted.map(str::to_owned));
        }
    }
    used
}

#[test]
fn both_languages_have_the_same_keys() {
    assert!(keys("ru").len() > 100);
    assert_eq!(keys("ru"), keys("en"));
}

#[test]
fn every_key_in_use_has_its_text_and_every_text_its_use() {
    let (keys, used) = (keys("ru"), used());
    let built: Vec<&str> = used.iter().filter_map(|key| key.split_once('{').map(|(stem, _)| stem)).collect();
    let stems = [
        "panel-failure-",
        "panel-entry-",
        "panel-job-failure-",
        "panel-job-state-",
        "panel-topic-",
        "panel-call-role-",
        "panel-call-failure-",
        "panel-origin-",
        "panel-event-",
    ];

    for key in used.iter().filter(|key| !key.contains('{') && !key.contains('.')) {
        let stem = format!("{key}-");
        assert!(keys.contains(key) || stems.contains(&stem.as_str()), "{key} has no text");
    }
    for key in &keys {
        let base = key.strip_suffix("-text").unwrap_or(key);
        let known =
            used.contains(key) || used.contains(base) || built.iter().chain(&stems).any(|stem| key.starts_with(stem));
        assert!(known, "{key} is used nowhere");
    }
}
