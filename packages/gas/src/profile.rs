//! Who spends the gas: what an instrumented contract reports while it runs, added up.

use crate::instrument::{instrument, NAMESPACE, UNKNOWN};
use crate::phase::Phase;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use wasmer::{Exports, Function, Store};

/// The gas of a function: alone, and with everything it called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spent {
    pub calls: u64,
    pub alone: u64,
    pub with_callees: u64,
}

#[derive(Debug)]
struct Frame {
    function: u32,
    total_before: u64,
    phase: Phase,
}

/// Of one contract. Clones are the same profile.
#[derive(Debug, Clone)]
pub struct Profile {
    names: Arc<Vec<String>>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    total: u64,
    stack: Vec<Frame>,
    spent: BTreeMap<u32, Spent>,
    phases: BTreeMap<Phase, u64>,
}

impl Profile {
    /// The instrumented module with the profile it will fill.
    pub fn of(wasm: &[u8]) -> (Vec<u8>, Self) {
        let instrumented = instrument(wasm);
        let profile = Self {
            names: Arc::new(instrumented.names),
            state: Arc::default(),
        };
        (instrumented.wasm, profile)
    }

    pub fn clear(&self) {
        *self.state.lock().expect("one thread") = State::default();
    }

    pub fn total(&self) -> u64 {
        self.state.lock().expect("one thread").total
    }

    /// By name, the same names of different monomorphisations added up.
    pub fn spent(&self) -> BTreeMap<String, Spent> {
        let state = self.state.lock().expect("one thread");
        let mut by_name = BTreeMap::<String, Spent>::new();
        for (function, spent) in &state.spent {
            let name = self.names.get(*function as usize);
            let name = name.map_or("(unknown)", String::as_str).to_owned();
            let sum = by_name.entry(name).or_default();
            sum.calls += spent.calls;
            sum.alone += spent.alone;
            sum.with_callees += spent.with_callees;
        }
        by_name
    }

    /// Whether there is a function whose name starts like this.
    pub fn knows(&self, start: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(start))
    }

    /// The same gas by what it was spent for.
    pub fn phases(&self) -> BTreeMap<Phase, u64> {
        self.state.lock().expect("one thread").phases.clone()
    }

    pub(crate) fn imports(&self, store: &mut Store) -> HashMap<&'static str, Exports> {
        let mut exports = Exports::new();
        let state = self.state.clone();
        let names = self.names.clone();
        let charge = move |function: u32, gas: u64| {
            let name = named(&names, function);
            state
                .lock()
                .expect("one thread")
                .charge(function, name, gas);
        };
        exports.insert("charge", Function::new_typed(store, charge));
        let state = self.state.clone();
        let names = self.names.clone();
        let enter = move |function: u32| {
            let name = named(&names, function);
            state.lock().expect("one thread").enter(function, name);
        };
        exports.insert("enter", Function::new_typed(store, enter));
        let state = self.state.clone();
        let leave = move || state.lock().expect("one thread").leave();
        exports.insert("leave", Function::new_typed(store, leave));
        HashMap::from([(NAMESPACE, exports)])
    }
}

/// Nothing for a call through a table, of which nobody knows yet where it leads.
fn named(names: &[String], function: u32) -> &str {
    names.get(function as usize).map_or("", String::as_str)
}

impl State {
    fn charge(&mut self, function: u32, name: &str, gas: u64) {
        if self.stack.is_empty() {
            self.enter(function, name);
        }
        let top = self.stack.last_mut().expect("entered");
        if top.function == UNKNOWN {
            top.function = function;
            top.phase = top.phase.within(name);
            self.spent.entry(function).or_default().calls += 1;
        }
        *self.phases.entry(top.phase).or_default() += gas;
        self.total += gas;
        self.spent.entry(function).or_default().alone += gas;
    }

    fn enter(&mut self, function: u32, name: &str) {
        if function != UNKNOWN {
            self.spent.entry(function).or_default().calls += 1;
        }
        let caller = self.stack.last().map_or(Phase::Decide, |frame| frame.phase);
        self.stack.push(Frame {
            function,
            total_before: self.total,
            phase: caller.within(name),
        });
    }

    /// A function that is on the stack more than once counts only where it was entered first.
    fn leave(&mut self) {
        let Some(frame) = self.stack.pop() else {
            return;
        };
        if self.stack.iter().all(|f| f.function != frame.function) {
            let spent = self.spent.entry(frame.function).or_default();
            spent.with_callees += self.total - frame.total_before;
        }
    }
}
