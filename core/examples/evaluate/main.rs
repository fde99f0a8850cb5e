//! Measures what we build on labelled data: `cargo run --release -p listok-core --example evaluate -- pairs FILE`.

mod defects;
mod pairs;
mod programme;
mod requests;

fn main() -> anyhow::Result<()> {
    match run() {
        // Who reads us has read enough: `| head`.
        Err(error) if error.downcast_ref().map(std::io::Error::kind) == Some(std::io::ErrorKind::BrokenPipe) => Ok(()),
        outcome => outcome,
    }
}

fn run() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    // One subcommand a kind of labelled data.
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pairs", file] => pairs::run(&std::fs::read_to_string(file)?, &mut out),
        ["requests", file] => requests::run(&std::fs::read_to_string(file)?, &mut out),
        ["defects", ref files @ ..] if !files.is_empty() => defects::run(files, &mut out),
        ["programme"] => programme::run(&mut out),
        _ => {
            anyhow::bail!("evaluate pairs FILE | evaluate requests FILE | evaluate defects FILE… | evaluate programme")
        }
    }
}
