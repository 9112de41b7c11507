//! The `demarche` command.

fn main() -> anyhow::Result<()> {
    Ok(())
}
