//! What every long-running command shares.
