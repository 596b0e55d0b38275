//! One line a decision, and the same line not with every block.

use crate::decide::Skip;
use crate::mode::Mode;
use ballast_interface::AccountId;
use ballast_risk::Account;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// What was said last, of each account and of troubles.
#[derive(Clone, Debug, Default)]
pub struct Said {
    of: BTreeMap<AccountId, String>,
    trouble: String,
}

impl Said {
    /// Why an account is left alone.
    pub fn skip(&mut self, mode: Mode, account: &AccountId, why: &Skip) {
        let kind = format!("{:?}", std::mem::discriminant(why));
        let line = format!("leaves {account}: {why}");
        match mode {
            Mode::DryRun => println!("{line}"),
            // the line that sent it has said so
            Mode::Live if *why == Skip::Pending => tracing::debug!("{line}"),
            Mode::Live if self.is_new(account, kind) => tracing::info!("{line}"),
            Mode::Live => tracing::debug!("{line}"),
        }
    }

    /// What the chain said.
    pub fn refused(&mut self, account: &AccountId, error: &impl Display) {
        let text = error.to_string();
        let line = format!("leaves {account}: {text}");
        if self.is_new(account, text) {
            tracing::info!("{line}");
        } else {
            tracing::debug!("{line}");
        }
    }

    /// What stands in the way of everything.
    pub fn trouble(&mut self, error: &impl Display) {
        let text = error.to_string();
        if text == self.trouble {
            tracing::debug!("{text}");
        } else {
            tracing::warn!("{text}");
            self.trouble = text;
        }
    }

    /// Forgets whoever is healthy again.
    pub fn keep_only(&mut self, open: &[(AccountId, Account)]) {
        let open: BTreeSet<&AccountId> = open.iter().map(|(account, _)| account).collect();
        self.of.retain(|account, _| open.contains(account));
    }

    fn is_new(&mut self, account: &AccountId, text: String) -> bool {
        self.of.insert(account.clone(), text.clone()) != Some(text)
    }
}
