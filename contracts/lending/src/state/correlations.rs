//! The correlation structure: one record, its matrices packed as lower triangles in 1e-4.

use super::codec::{Reader, Writer};
use super::{keys, ramp};
use crate::error::{ContractError, Result};
use ballast_risk::correlation::{Correlations, Structure};
use ballast_risk::matrix::Matrix;
use ballast_risk::num::Ratio;
use cosmwasm_std::Storage;

const VERSION: u8 = 1;
const RECORD: &str = "correlations";

pub fn load(storage: &dyn Storage) -> Result<Correlations> {
    let bytes = storage.get(&keys::correlations());
    decode(&bytes.ok_or(ContractError::Corrupt { record: RECORD })?)
}

pub fn save(storage: &mut dyn Storage, correlations: &Correlations) {
    storage.set(&keys::correlations(), &encode(correlations));
}

pub(super) fn encode(correlations: &Correlations) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    // at most MAX_GROUPS = 16
    writer.count(correlations.groups.len());
    for name in &correlations.groups {
        writer.text(name);
    }
    ramp::write(&mut writer, &correlations.stress, |w, stresses| {
        w.count(stresses.len());
        for stress in stresses {
            w.number(stress.raw());
        }
    });
    ramp::write(&mut writer, &correlations.structure, |w, structure| {
        w.number(structure.correlation_credit.raw())
            .number(structure.min_margin.raw())
            .count(structure.matrix.size());
        for entry in structure.matrix.lower() {
            w.raw(&entry.to_be_bytes());
        }
    });
    writer.finish()
}

pub(super) fn decode(bytes: &[u8]) -> Result<Correlations> {
    let mut reader = Reader::new(bytes, VERSION, RECORD)?;
    let ratio = |r: &mut Reader<'_>| r.u64().map(Ratio::new);
    let correlations = Correlations {
        groups: reader.list(Reader::text)?,
        stress: ramp::read(&mut reader, |r| r.list(ratio))?,
        structure: ramp::read(&mut reader, |r| {
            Ok(Structure {
                correlation_credit: ratio(r)?,
                min_margin: ratio(r)?,
                matrix: matrix(r)?,
            })
        })?,
    };
    reader.finish()?;
    Ok(correlations)
}

fn matrix(reader: &mut Reader<'_>) -> Result<Matrix> {
    let size = usize::from(reader.byte()?);
    // size · (size − 1) / 2 entries of two bytes
    let bytes = reader.take(size.saturating_mul(size.saturating_sub(1)))?;
    let lower = bytes.chunks_exact(2).map(|pair| {
        let (high, low) = (pair.first().copied(), pair.last().copied());
        i16::from_be_bytes([high.unwrap_or(0), low.unwrap_or(0)])
    });
    Matrix::from_lower(size, lower.collect()).ok_or_else(|| reader.corrupt())
}
