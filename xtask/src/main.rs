//! Development commands for the Démarche workspace.

fn main() -> anyhow::Result<()> {
    Ok(())
}
