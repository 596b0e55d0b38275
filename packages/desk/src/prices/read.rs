//! The lines after the first.

use super::header::{header, Columns, Header};
use super::{Gap, Prices, PricesError, ReadOptions, Series, MOST, STEPS};
use crate::time;
use csv::ByteRecord;
use std::io;

impl Prices {
    /// Reads a whole file.
    pub fn read(file: impl io::Read, options: &ReadOptions) -> Result<Self, PricesError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(file);
        let mut row = ByteRecord::new();
        if !next(&mut reader, &mut row)? {
            return Err(PricesError::Empty);
        }
        let header = header(&row, options)?;
        let mut table = Table::new(header, options);
        while next(&mut reader, &mut row)? {
            let line = row.position().map_or(0, csv::Position::line);
            table.add(&row, line)?;
        }
        table.finish()
    }
}

fn next(
    reader: &mut csv::Reader<impl io::Read>,
    row: &mut ByteRecord,
) -> Result<bool, PricesError> {
    let line = reader.position().line();
    reader
        .read_byte_record(row)
        .map_err(|error| PricesError::NotCsv {
            line,
            reason: error.to_string(),
        })
}

/// One asset while its column is read.
struct Column<'a> {
    columns: Columns,
    series: Series,
    begins: u64,
    /// Where the last price stood, and the line of the first empty cell after it.
    last: Option<usize>,
    empty: Option<u64>,
    options: &'a ReadOptions,
}

struct Table<'a> {
    width: usize,
    columns: Vec<Column<'a>>,
    ignored: Vec<String>,
    options: &'a ReadOptions,
    begins: Option<u64>,
    step: Option<u64>,
    before: u64,
    rows: usize,
}

impl<'a> Table<'a> {
    fn new(header: Header, options: &'a ReadOptions) -> Self {
        let columns = header
            .assets
            .into_iter()
            .map(|columns| Column::new(columns, options));
        Self {
            width: header.width,
            columns: columns.collect(),
            ignored: header.ignored,
            options,
            begins: None,
            step: None,
            before: 0,
            rows: 0,
        }
    }

    fn add(&mut self, row: &ByteRecord, line: u64) -> Result<(), PricesError> {
        if row.len() != self.width {
            return Err(PricesError::Cells {
                line,
                found: row.len(),
                expected: self.width,
            });
        }
        let text = std::str::from_utf8(row.get(0).unwrap_or_default()).unwrap_or_default();
        let time = time::parse(text).ok_or_else(|| PricesError::NotATime {
            line,
            found: shown(row.get(0)),
        })?;
        let missing = self.missing(time, line)?;
        for _ in 0..missing {
            self.columns.iter_mut().for_each(Column::skip);
        }
        let at = self.rows + usize::try_from(missing).unwrap_or(usize::MAX);
        for column in &mut self.columns {
            column.add(row, Place { at, time, line })?;
        }
        self.begins.get_or_insert(time);
        self.before = time;
        self.rows = at + 1;
        Ok(())
    }

    /// How many lines are missing before this one, as far as that is allowed.
    fn missing(&mut self, time: u64, line: u64) -> Result<u64, PricesError> {
        if self.begins.is_none() {
            return Ok(0);
        }
        let found = time::format(time);
        if time == self.before {
            return Err(PricesError::Duplicate { line, found });
        }
        let Some(elapsed) = time.checked_sub(self.before) else {
            return Err(PricesError::OutOfOrder {
                line,
                found,
                before: time::format(self.before),
            });
        };
        let step = *self.step.get_or_insert(elapsed);
        if !STEPS.contains(&step) {
            return Err(PricesError::StepRange {
                line,
                found: elapsed,
            });
        }
        if elapsed % step != 0 {
            return Err(PricesError::Uneven {
                line,
                found: elapsed,
                step,
            });
        }
        let missing = elapsed / step - 1;
        let allowed = self.options.max_gap;
        if missing > allowed {
            return Err(PricesError::MissingLines {
                line,
                missing,
                allowed,
            });
        }
        Ok(missing)
    }

    fn finish(self) -> Result<Prices, PricesError> {
        let (Some(begins), Some(step)) = (self.begins, self.step) else {
            return Err(PricesError::TooShort { found: self.rows });
        };
        let series = self.columns.into_iter().map(Column::finish);
        Ok(Prices {
            begins,
            step,
            rows: self.rows,
            series: series.collect::<Result<_, _>>()?,
            ignored: self.ignored,
        })
    }
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    time: u64,
    line: u64,
}

impl<'a> Column<'a> {
    fn new(columns: Columns, options: &'a ReadOptions) -> Self {
        let empty = || columns.range.map(|_| Vec::new());
        Self {
            series: Series {
                ticker: columns.ticker.clone(),
                close: Vec::new(),
                low: empty(),
                high: empty(),
                gaps: Vec::new(),
            },
            begins: options.begins.get(&columns.ticker).copied().unwrap_or(0),
            columns,
            last: None,
            empty: None,
            options,
        }
    }

    fn skip(&mut self) {
        self.push(f64::NAN, f64::NAN, f64::NAN);
    }

    fn push(&mut self, low: f64, high: f64, close: f64) {
        self.series.close.push(close);
        if let Some(lows) = &mut self.series.low {
            lows.push(low);
        }
        if let Some(highs) = &mut self.series.high {
            highs.push(high);
        }
    }

    fn add(&mut self, row: &ByteRecord, place: Place) -> Result<(), PricesError> {
        let close = self
            .cell(row, self.columns.close, place)?
            .filter(|_| place.time >= self.begins);
        let Some(close) = close else {
            self.empty.get_or_insert(place.line);
            self.skip();
            return Ok(());
        };
        self.close_gap(place)?;
        let (low, high) = self.range(row, close, place)?;
        self.push(low, high, close);
        self.last = Some(place.at);
        self.empty = None;
        Ok(())
    }

    /// The price in a cell; an empty one has none.
    fn cell(&self, row: &ByteRecord, at: usize, place: Place) -> Result<Option<f64>, PricesError> {
        let cell = row.get(at).unwrap_or_default();
        if cell.is_empty() {
            return Ok(None);
        }
        price(cell).map(Some).ok_or_else(|| PricesError::NotAPrice {
            line: place.line,
            column: at + 1,
            name: self.series.ticker.clone(),
            found: shown(Some(cell)),
        })
    }

    fn range(&self, row: &ByteRecord, close: f64, place: Place) -> Result<(f64, f64), PricesError> {
        let Some(range) = self.columns.range else {
            return Ok((close, close));
        };
        let crossed = |at: usize, reason| PricesError::Crossed {
            line: place.line,
            column: at + 1,
            name: self.series.ticker.clone(),
            reason,
        };
        let there = |at: usize| {
            self.cell(row, at, place)?
                .ok_or_else(|| crossed(at, "the close has a price and this cell has none"))
        };
        let (low, high) = (there(range.low)?, there(range.high)?);
        let open = range.open.map_or(Ok(close), there)?;
        if low > open.min(close) {
            return Err(crossed(
                range.low,
                "the low lies above the open or the close",
            ));
        }
        if high < open.max(close) {
            return Err(crossed(
                range.high,
                "the high lies below the open or the close",
            ));
        }
        Ok((low, high))
    }

    /// Asks whether what lies empty behind the last price may.
    fn close_gap(&mut self, place: Place) -> Result<(), PricesError> {
        let Some(last) = self.last else { return Ok(()) };
        let steps = place.at - last - 1;
        if steps == 0 {
            return Ok(());
        }
        if u64::try_from(steps).unwrap_or(u64::MAX) > self.options.max_gap {
            return Err(PricesError::Gap {
                line: self.empty.unwrap_or(place.line),
                column: self.columns.close + 1,
                name: self.series.ticker.clone(),
                steps,
                allowed: self.options.max_gap,
            });
        }
        self.series.gaps.push(Gap {
            at: last + 1,
            steps,
        });
        Ok(())
    }

    fn finish(self) -> Result<Series, PricesError> {
        let found = self.series.count();
        if found < 2 {
            return Err(PricesError::TooFew {
                column: self.columns.close + 1,
                name: self.series.ticker,
                found,
            });
        }
        Ok(self.series)
    }
}

fn price(cell: &[u8]) -> Option<f64> {
    let plain = cell
        .iter()
        .all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let whole =
        cell.first().is_some_and(u8::is_ascii_digit) && cell.last().is_some_and(u8::is_ascii_digit);
    if !plain || !whole {
        return None;
    }
    let price: f64 = std::str::from_utf8(cell).ok()?.parse().ok()?;
    (price > 0.0 && price <= MOST).then_some(price)
}

fn shown(cell: Option<&[u8]>) -> String {
    String::from_utf8_lossy(cell.unwrap_or_default())
        .chars()
        .take(48)
        .collect()
}
