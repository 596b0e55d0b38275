//! A contract's storage that counts.

use crate::usage::Usage;
use cosmwasm_std_vm::{Order, Record};
use cosmwasm_vm::{BackendError, BackendResult, GasInfo, Storage};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;

pub type Data = Rc<RefCell<BTreeMap<Vec<u8>, Vec<u8>>>>;

/// The storage of one loaded contract. Charges the VM nothing: what a chain would charge is worked out from the counts.
#[derive(Debug)]
pub struct CountingStore {
    data: Data,
    usage: Rc<RefCell<Usage>>,
    iterators: Vec<std::vec::IntoIter<Record>>,
}

impl CountingStore {
    pub fn new(data: Data, usage: Rc<RefCell<Usage>>) -> Self {
        Self {
            data,
            usage,
            iterators: Vec::new(),
        }
    }
}

impl Storage for CountingStore {
    fn get(&self, key: &[u8]) -> BackendResult<Option<Vec<u8>>> {
        let value = self.data.borrow().get(key).cloned();
        let mut usage = self.usage.borrow_mut();
        usage.reads += 1;
        usage.bytes_read += size(key, value.as_deref().unwrap_or_default());
        (Ok(value), GasInfo::free())
    }

    fn scan(
        &mut self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> BackendResult<u32> {
        let empty = matches!((start, end), (Some(start), Some(end)) if start >= end);
        let range = (
            start.map_or(Bound::Unbounded, |k| Bound::Included(k.to_vec())),
            end.map_or(Bound::Unbounded, |k| Bound::Excluded(k.to_vec())),
        );
        let mut found: Vec<Record> = Vec::new();
        if !empty {
            let data = self.data.borrow();
            found.extend(data.range(range).map(|(k, v)| (k.clone(), v.clone())));
        }
        if order == Order::Descending {
            found.reverse();
        }
        // opening positions the iterator on its first record
        self.usage.borrow_mut().iterator_steps += 1;
        self.iterators.push(found.into_iter());
        let id = u32::try_from(self.iterators.len() - 1).expect("fewer iterators than that");
        (Ok(id), GasInfo::free())
    }

    fn next(&mut self, iterator_id: u32) -> BackendResult<Option<Record>> {
        let Some(iterator) = self.iterators.get_mut(iterator_id as usize) else {
            let unknown = BackendError::iterator_does_not_exist(iterator_id);
            return (Err(unknown), GasInfo::free());
        };
        let record = iterator.next();
        let mut usage = self.usage.borrow_mut();
        usage.iterator_steps += 1;
        if let Some((key, value)) = &record {
            usage.bytes_iterated += size(key, value);
        }
        (Ok(record), GasInfo::free())
    }

    fn set(&mut self, key: &[u8], value: &[u8]) -> BackendResult<()> {
        self.data.borrow_mut().insert(key.to_vec(), value.to_vec());
        let mut usage = self.usage.borrow_mut();
        usage.writes += 1;
        usage.bytes_written += size(key, value);
        (Ok(()), GasInfo::free())
    }

    fn remove(&mut self, key: &[u8]) -> BackendResult<()> {
        self.data.borrow_mut().remove(key);
        self.usage.borrow_mut().deletes += 1;
        (Ok(()), GasInfo::free())
    }
}

fn size(key: &[u8], value: &[u8]) -> u64 {
    (key.len() + value.len()) as u64
}
