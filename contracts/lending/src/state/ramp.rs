//! A parameter on its way, of any kind of point.

use super::codec::{Reader, Writer};
use crate::error::Result;
use ballast_risk::ramp::{Ramp, Step};

pub fn write<P>(writer: &mut Writer, ramp: &Ramp<P>, point: impl Fn(&mut Writer, &P)) {
    point(writer, &ramp.start);
    // at most MAX_STEPS = 4
    writer.count(ramp.steps.len());
    for step in &ramp.steps {
        point(writer, &step.target);
        writer
            .number(step.since)
            .number(step.duration)
            .option(step.stopped);
    }
}

pub fn read<P>(
    reader: &mut Reader<'_>,
    point: impl Fn(&mut Reader<'_>) -> Result<P>,
) -> Result<Ramp<P>> {
    let start = point(reader)?;
    let steps = reader.list(|r| {
        Ok(Step {
            target: point(r)?,
            since: r.u64()?,
            duration: r.u64()?,
            stopped: r.option_u64()?,
        })
    })?;
    Ok(Ramp { start, steps })
}
