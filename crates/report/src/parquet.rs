//! Apache Parquet: one flat row per record, with the columns of `events.csv` under their own types.
//!
//! Days are `DATE`, lists are `LIST<STRING>`, all else is text or a double; what is not known is null. The file's metadata
//! names the schema of the records and the version of the engine.

use crate::Report;
use crate::columns::{Column, EVENTS, Fill, Read};
use demarche_core::{Article, Event, SCHEMA};
use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows that are held back until they are written as one group: enough to compress well, some tens of megabytes.
const GROUP: usize = 10_000;
/// The day that Parquet counts from.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// A Parquet file, written in groups of rows.
pub struct Parquet<W: Write + Send> {
    out: SerializedFileWriter<W>,
    /// One per column, in order.
    cells: Vec<Cells>,
    rows: usize,
}

/// The cells of one column that are still to be written, and how a record fills it. A level says whether there is a value (1)
/// or not (0).
enum Cells {
    Text {
        read: Fill<Option<String>>,
        values: Vec<ByteArray>,
        there: Vec<i16>,
    },
    /// A list has at least one level; `more` is 1 for its second and further items.
    List {
        read: Fill<Vec<String>>,
        values: Vec<ByteArray>,
        there: Vec<i16>,
        more: Vec<i16>,
    },
    Date {
        read: Fill<Option<Date>>,
        values: Vec<i32>,
        there: Vec<i16>,
    },
    Number {
        read: Fill<Option<f64>>,
        values: Vec<f64>,
        there: Vec<i16>,
    },
}

impl<W: Write + Send> Parquet<W> {
    /// Writes to `out`.
    ///
    /// # Errors
    /// If `out` fails.
    pub fn new(out: W) -> io::Result<Self> {
        const VERSION: &str = env!("CARGO_PKG_VERSION");
        let note = |key: &str, value: &str| KeyValue::new(format!("demarche.{key}"), value.to_owned());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("demarche {VERSION}"))
            .set_key_value_metadata(Some(vec![note("schema", SCHEMA), note("version", VERSION)]))
            .build();
        let schema = Arc::new(parse_message_type(&schema()).map_err(failed)?);
        let out = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(failed)?;
        Ok(Parquet { out, cells: EVENTS.iter().map(Cells::of).collect(), rows: 0 })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        for (cells, column) in self.cells.iter_mut().zip(EVENTS) {
            std::mem::replace(cells, Cells::of(column)).write(&mut group)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl<W: Write + Send> Report for Parquet<W> {
    fn article(&mut self, article: &Article, events: &[Event]) -> io::Result<()> {
        for event in events {
            self.cells.iter_mut().for_each(|cells| cells.add(article, event));
            self.rows += 1;
            if self.rows == GROUP {
                self.write_group().map_err(failed)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.write_group().map_err(failed)?;
        }
        self.out.finish().map_err(failed)?;
        self.out.inner_mut().flush()
    }
}

/// The schema in Parquet's own language.
fn schema() -> String {
    let fields = EVENTS.iter().map(|Column { name, read, .. }| match read {
        Read::Text(_) => format!("optional binary {name} (STRING);"),
        Read::List(_) => {
            format!("required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}")
        }
        Read::Date(_) => format!("optional int32 {name} (DATE);"),
        Read::Number(_) => format!("optional double {name};"),
    });
    format!("message event {{ {} }}", fields.collect::<Vec<_>>().join(" "))
}

impl Cells {
    fn of(column: &Column) -> Cells {
        let (there, more) = (Vec::new(), Vec::new());
        match column.read {
            Read::Text(read) => Cells::Text { read, values: Vec::new(), there },
            Read::List(read) => Cells::List { read, values: Vec::new(), there, more },
            Read::Date(read) => Cells::Date { read, values: Vec::new(), there },
            Read::Number(read) => Cells::Number { read, values: Vec::new(), there },
        }
    }

    fn add(&mut self, article: &Article, event: &Event) {
        match self {
            Cells::Text { read, values, there } => {
                one(values, there, read(article, event).map(|text| text.into_bytes().into()));
            }
            Cells::Date { read, values, there } => one(values, there, read(article, event).map(day)),
            Cells::Number { read, values, there } => one(values, there, read(article, event)),
            Cells::List { read, values, there, more } => {
                let items = read(article, event);
                let levels = items.len().max(1);
                there.extend(std::iter::repeat_n(i16::from(!items.is_empty()), levels));
                more.extend((0..levels).map(|number| i16::from(number > 0)));
                values.extend(items.into_iter().map(|item| ByteArray::from(item.into_bytes())));
            }
        }
    }

    fn write<W: Write + Send>(self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), ParquetError> {
        match self {
            Cells::Text { values, there, .. } => write::<ByteArrayType, W>(group, &values, &there, None),
            Cells::List { values, there, more, .. } => {
                write::<ByteArrayType, W>(group, &values, &there, Some(&more))
            }
            Cells::Date { values, there, .. } => write::<Int32Type, W>(group, &values, &there, None),
            Cells::Number { values, there, .. } => write::<DoubleType, W>(group, &values, &there, None),
        }
    }
}

/// Adds a value, or that there is none.
fn one<T>(values: &mut Vec<T>, there: &mut Vec<i16>, value: Option<T>) {
    there.push(i16::from(value.is_some()));
    values.extend(value);
}

/// Writes the next column of a group.
fn write<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    there: &[i16],
    more: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("the schema has fewer columns than the rows".to_owned()));
    };
    column.typed::<T>().write_batch(values, Some(there), more)?;
    column.close()
}

/// Days since the epoch.
fn day(date: Date) -> i32 {
    // The spans of jiff's years fit: they are below five digits.
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}
