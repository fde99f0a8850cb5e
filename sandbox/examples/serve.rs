//! The sandbox alone, with its people, for a bot of any kind: `cargo run -p listok-sandbox --example serve -- 8090`.
#![expect(clippy::print_stdout, reason = "the addresses are for a person at a terminal")]

use anyhow::Context;
use listok_sandbox::{Options, Sandbox};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).map_or(Ok(0), |port| port.parse()).context("the port")?;
    let options = Options { address: (std::net::Ipv4Addr::LOCALHOST, port).into(), ..Options::demo() };
    let sandbox = Sandbox::start(options).await?;
    println!(
        "chat page  {}\nBot API    {}\ntoken      {}\nOpenAI     {}",
        sandbox.url(),
        sandbox.url(),
        sandbox.token(),
        sandbox.openai_url()
    );
    tokio::signal::ctrl_c().await.context("waiting for Ctrl+C")?;
    sandbox.stop().await;
    Ok(())
}
