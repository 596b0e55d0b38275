//! The wasm files that `scripts/build-wasm` leaves in `artifacts/`.

use std::fs;
use std::path::PathBuf;

/// A contract by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Artifact {
    Lending,
    Lens,
    Oracle,
    Token,
}

impl Artifact {
    pub const ALL: [Self; 4] = [Self::Lending, Self::Lens, Self::Oracle, Self::Token];

    pub fn file_name(self) -> &'static str {
        match self {
            Self::Lending => "ballast_lending.wasm",
            Self::Lens => "ballast_lens.wasm",
            Self::Oracle => "ballast_oracle.wasm",
            Self::Token => "ballast_test_token.wasm",
        }
    }

    /// What the file may weigh, in bytes. Chains stop at 800 KiB; ours stop earlier, so that growth is noticed.
    pub fn size_budget(self) -> usize {
        match self {
            Self::Lending => 720 * 1024,
            Self::Lens => 720 * 1024,
            Self::Oracle => 480 * 1024,
            Self::Token => 800 * 1024,
        }
    }

    /// Reads the file, from `BALLAST_ARTIFACTS` where that is set.
    pub fn read(self) -> Vec<u8> {
        let path = folder().join(self.file_name());
        fs::read(&path)
            .unwrap_or_else(|e| panic!("{}: {e}: run scripts/build-wasm first", path.display()))
    }
}

/// A build of lending in which the functions have their names.
pub fn lending_with_names() -> Vec<u8> {
    let path = project().join("target/wasm/named/ballast_lending.wasm");
    fs::read(&path).unwrap_or_else(|e| {
        panic!(
            "{}: {e}: run scripts/build-wasm --names first",
            path.display()
        )
    })
}

/// The folder of this crate, found when it runs: where checkouts share a target folder, what was baked in may be
/// another one's.
pub fn package() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// The folder of the whole project.
pub fn project() -> PathBuf {
    package().join("../..")
}

fn folder() -> PathBuf {
    std::env::var_os("BALLAST_ARTIFACTS").map_or_else(|| project().join("artifacts"), PathBuf::from)
}
