//! The Parquet file, read back.

use crate::articles::articles;
use crate::write;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::{Field, Row, RowAccessor};
use ::parquet::schema::printer::print_schema;
use bytes::Bytes;
use demarche_report::Parquet;

fn file() -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut Parquet::new(&mut out).unwrap(), &articles());
    out
}

fn rows(reader: &SerializedFileReader<Bytes>) -> Vec<Row> {
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

fn field(row: &Row, column: &str) -> Field {
    row.get_column_iter().find(|(name, _)| *name == column).unwrap().1.clone()
}

fn text(row: &Row, column: &str) -> String {
    field(row, column).to_string()
}

#[test]
fn rows_and_schema_read_back_as_they_were_written() {
    let reader = SerializedFileReader::new(Bytes::from(file())).unwrap();
    let mut schema = Vec::new();
    print_schema(&mut schema, reader.metadata().file_metadata().schema());
    let rows: Vec<String> = rows(&reader).iter().map(|row| format!("{row}\n")).collect();
    insta::assert_snapshot!(format!("{}━━ rows\n{}", String::from_utf8(schema).unwrap(), rows.concat()));
}

#[test]
fn days_are_dates_lists_keep_empty_items_and_what_is_unknown_is_null() {
    let reader = SerializedFileReader::new(Bytes::from(file())).unwrap();
    let rows = rows(&reader);
    let planned = &rows[0];
    assert_eq!(field(planned, "date_start"), Field::Date(17_994), "8 April 2019");
    assert_eq!(text(planned, "date_precision"), "\"week\"");
    assert_eq!(text(&rows[1], "date_start"), "null");
    assert_eq!(text(&rows[1], "topics"), "[]");
    assert_eq!(text(&rows[2], "topics"), "[\"resources.fisheries\", \"trade.tariffs\"]");
    assert_eq!(field(&rows[5], "score"), Field::Double(-0.25));
    assert_eq!(rows[0].get_string(1).unwrap(), "2019/Blöm in Lima");
}

#[test]
fn the_metadata_names_schema_and_version() {
    let reader = SerializedFileReader::new(Bytes::from(file())).unwrap();
    let metadata = reader.metadata().file_metadata();
    let notes = metadata.key_value_metadata().unwrap();
    let note = |key: &str| notes.iter().find(|note| note.key == key).unwrap().value.clone().unwrap();
    assert_eq!(note("demarche.schema"), demarche_core::SCHEMA);
    assert_eq!(note("demarche.version"), env!("CARGO_PKG_VERSION"));
}

#[test]
fn the_same_records_are_the_same_bytes_and_groups_of_rows_end() {
    assert_eq!(file(), file());
    let mut many = articles();
    let (article, events) = many[1].clone();
    many.extend((0..5_001).map(|_| (article.clone(), events.clone())));
    let mut out = Vec::new();
    write(&mut Parquet::new(&mut out).unwrap(), &many);
    let reader = SerializedFileReader::new(Bytes::from(out)).unwrap();
    let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert_eq!(groups, [10_000, 10_000, 10]);
    let last = rows(&reader).pop().unwrap();
    assert_eq!(text(&last, "actors"), "[\"Ghana\", \"Togo\"]");
}

#[test]
fn a_run_without_records_is_a_file_too() {
    let mut out = Vec::new();
    write(&mut Parquet::new(&mut out).unwrap(), &[]);
    let reader = SerializedFileReader::new(Bytes::from(out)).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
}
