//! scripts/lib/memory.wat does what memory.copy, memory.fill and memcmp do, at every small size and overlap.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "a test stops where something is not as it must be"
)]

use std::cmp::Ordering;
use wasmer::{imports, Instance, Memory, Module, Store, TypedFunction};

type Three<R> = TypedFunction<(i32, i32, i32), R>;

/// All sizes around where the code takes another way: 4, 8, 16, 32, 64, and loops of 64 with every rest.
const SIZES: std::ops::Range<usize> = 0..201;
const MEMORY: usize = 512;

struct Wat {
    store: Store,
    memory: Memory,
    copy: Three<()>,
    fill: Three<()>,
    compare: Three<i32>,
}

impl Wat {
    fn new() -> Self {
        let path = ballast_gas::artifact::project().join("scripts/lib/memory.wat");
        let text = std::fs::read_to_string(path).unwrap();
        let text = text.replace("(memory 1)", r#"(memory (export "memory") 1)"#);
        let mut store = Store::default();
        let module = Module::new(&store, wat::parse_str(text).unwrap()).unwrap();
        let instance = Instance::new(&mut store, &module, &imports! {}).unwrap();
        let exports = &instance.exports;
        Self {
            memory: exports.get_memory("memory").unwrap().clone(),
            copy: exports.get_typed_function(&store, "copy").unwrap(),
            fill: exports.get_typed_function(&store, "fill").unwrap(),
            compare: exports.get_typed_function(&store, "compare").unwrap(),
            store,
        }
    }

    fn write(&self, bytes: &[u8]) {
        self.memory.view(&self.store).write(0, bytes).unwrap();
    }

    fn read(&self) -> Vec<u8> {
        let mut bytes = vec![0; MEMORY];
        self.memory.view(&self.store).read(0, &mut bytes).unwrap();
        bytes
    }
}

/// Bytes that differ from their neighbours at every distance that matters here.
fn pattern() -> Vec<u8> {
    (0..MEMORY).map(|i| (i * 167 + i / 7 + 13) as u8).collect()
}

#[test]
fn copy_equals_the_instruction_at_every_size_and_overlap() {
    let mut wat = Wat::new();
    for size in SIZES {
        // apart, touching, and overlapping in both directions by every amount near the word sizes
        let near = (30..=170).map(|to| (100, to));
        for (from, to) in near.chain([(0, 300), (300, 0)]) {
            let mut expected = pattern();
            expected.copy_within(from..from + size, to);
            wat.write(&pattern());
            let (to, from, n) = (to as i32, from as i32, size as i32);
            wat.copy.call(&mut wat.store, to, from, n).unwrap();
            assert_eq!(wat.read(), expected, "{size} bytes from {from} to {to}");
        }
    }
}

#[test]
fn fill_equals_the_instruction_at_every_size() {
    let mut wat = Wat::new();
    for size in SIZES {
        let mut expected = pattern();
        expected[37..37 + size].fill(0xA5);
        wat.write(&pattern());
        // only the low byte of the value counts
        let value = 0x7700_00A5;
        wat.fill
            .call(&mut wat.store, 37, value, size as i32)
            .unwrap();
        assert_eq!(wat.read(), expected, "{size} bytes");
    }
}

#[test]
fn compare_orders_as_memcmp_wherever_the_first_difference_is() {
    let mut wat = Wat::new();
    for size in SIZES {
        for differs in (0..size).map(Some).chain([None]) {
            let mut bytes = pattern();
            bytes.copy_within(5..5 + size, 261);
            if let Some(at) = differs {
                bytes[261 + at] = bytes[5 + at].wrapping_add(0x81);
                // what comes after the first difference must not count
                let other = bytes[5 + at];
                bytes[261 + at + 1..261 + size].fill(other);
            }
            wat.write(&bytes);
            let found = wat
                .compare
                .call(&mut wat.store, 5, 261, size as i32)
                .unwrap();
            let expected: Ordering = bytes[5..5 + size].cmp(&bytes[261..261 + size]);
            assert_eq!(found.cmp(&0), expected, "{size} bytes, {differs:?}");
        }
    }
}

#[test]
fn nothing_is_touched_where_there_is_nothing_to_do() {
    let mut wat = Wat::new();
    let beyond = i32::MAX;
    wat.copy.call(&mut wat.store, beyond, beyond, 0).unwrap();
    wat.fill.call(&mut wat.store, beyond, 1, 0).unwrap();
    let equal = wat.compare.call(&mut wat.store, beyond, beyond, 0);
    assert_eq!(equal.unwrap(), 0);
}
