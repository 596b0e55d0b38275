//! Writes the JSON schemas of both contracts into `schema/`: `cargo schema`.

mod render;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for (path, text) in render::files()? {
        std::fs::write(path, text)?;
    }
    Ok(())
}
