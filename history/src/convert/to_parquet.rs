//! CSV to Parquet, in two readings: the first checks that the bytes come back, the second writes.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, Float64Builder, Int64Builder, RecordBatch, StringBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;

use super::cells::{AS_WRITTEN, LINE_END, ROLE, Typed};
use super::kinds::{Kind, kinds};
use crate::diagnostics::{Code, Diagnostic, Faults, Location};
use crate::{unreadable, unwritten};

/// Rows of a batch.
const BATCH: usize = 1 << 14;
/// How many faults of a table are shown.
const SHOWN: usize = 20;

/// What the first reading has found.
struct Table {
    header: csv::StringRecord,
    kinds: Vec<Kind>,
    /// Whether a column has numbers that are written otherwise than they are printed.
    odd: Vec<bool>,
    crlf: bool,
}

/// Converts one table.
pub(super) fn convert(input: &Path, out: &Path) -> Result<(), Faults> {
    let table = look(input)?;
    let schema = schema(&table);
    let failed = |error: &dyn std::fmt::Display| unwritten(out, error);
    let folder = out.parent().filter(|own| !own.as_os_str().is_empty());
    let aside = crate::aside(folder.unwrap_or(Path::new("."))).map_err(|error| failed(&error))?;
    let zstd = ZstdLevel::try_new(3).expect("a level of zstd");
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(zstd)).build();
    let mut writer = ArrowWriter::try_new(aside.as_file(), Arc::clone(&schema), Some(properties))
        .map_err(|error| failed(&error))?;
    let mut reader =
        reader(input).map_err(|error| unreadable(&input.display().to_string(), error))?;
    let mut rows = Vec::new();
    let mut records = reader.records().skip(1);
    loop {
        rows.clear();
        for record in records.by_ref().take(BATCH) {
            rows.push(record.map_err(|error| unreadable(&input.display().to_string(), error))?);
        }
        if rows.is_empty() {
            break;
        }
        let batch = batch(&table, &schema, &rows);
        writer.write(&batch).map_err(|error| failed(&error))?;
    }
    writer.close().map_err(|error| failed(&error))?;
    aside.as_file().sync_all().map_err(|error| failed(&error))?;
    aside.persist(out).map_err(|error| failed(&error.error))?;
    Ok(())
}

fn reader(input: &Path) -> io::Result<csv::Reader<File>> {
    Ok(csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(File::open(input)?))
}

/// Reads a table and writes it again, beside its own bytes.
fn look(input: &Path) -> Result<Table, Faults> {
    let shown = input.display().to_string();
    let unread = |error: io::Error| Faults::from(unreadable(&shown, error));
    let mut first = [0; 1 << 12];
    let count = File::open(input).and_then(|mut file| file.read(&mut first)).map_err(unread)?;
    let crlf = memchr::memmem::find(&first[..count], b"\r\n").is_some();
    let mut copy = writer(
        Beside { own: BufReader::new(File::open(input).map_err(unread)?), same: true },
        crlf,
    );
    let mut faults = Faults::new();
    let mut table: Option<Table> = None;
    let mut differs = None;
    for record in reader(input).map_err(unread)?.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(broken(&shown, &error));
                break;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        copy.write_record(&record)
            .and_then(|()| Ok(copy.flush()?))
            .map_err(|error| unread(io::Error::other(error)))?;
        if !copy.get_ref().same && differs.is_none() {
            differs = Some(line);
        }
        match &mut table {
            None => {
                let odd = vec![false; record.len()];
                table = Some(Table { kinds: kinds(input, &record), header: record, odd, crlf });
            }
            Some(table) => table.look(&shown, line, &record, &mut faults),
        }
    }
    let mut rest = copy.into_inner().map_err(|error| unread(error.into_error()))?;
    if rest.own.read(&mut first).map_err(unread)? > 0 && differs.is_none() {
        differs = Some(0);
    }
    if let (Some(line), false) = (differs, faults.has_errors()) {
        faults.push(
            Diagnostic::error(Code::BadQuoting, "the table would not come back with the same bytes")
                .at(Location::at(&shown, line, 0))
                .allowed("RFC 4180 in UTF-8 without mark, quotes only where they are needed, one end for all lines")
                .hint("read the table with a program and write it anew"),
        );
    }
    let none = || {
        Diagnostic::error(Code::EmptyTable, "the table has no header").at(Location::file(&shown))
    };
    let Some(table) = table else { return Err(none().into()) };
    faults.check(table).map(|(table, _)| table)
}

impl Table {
    fn look(&mut self, shown: &str, line: u32, record: &csv::StringRecord, faults: &mut Faults) {
        if faults.len() > SHOWN {
            return;
        }
        if record.len() != self.header.len() {
            faults.push(
                Diagnostic::error(Code::FieldCount, "wrong number of fields")
                    .at(Location::at(shown, line, 0))
                    .found(format!("{} fields", record.len()))
                    .allowed(format!("{} fields, as in the header", self.header.len())),
            );
            return;
        }
        let mut column = 1;
        for ((text, kind), odd) in record.iter().zip(&self.kinds).zip(&mut self.odd) {
            match Typed::read(text, *kind) {
                Some(typed) => *odd |= typed.text() != text,
                None if *kind == Kind::Text => {}
                None => faults.push(
                    Diagnostic::error(Code::NotANumber, "not a number")
                        .at(Location::at(shown, line, column))
                        .found(format!("`{text}`"))
                        .allowed(if *kind == Kind::Integer { "a whole number" } else { "a number" })
                        .hint("datapackage.json says what the column holds"),
                ),
            }
            column += u32::try_from(text.chars().count()).unwrap_or(0) + 1;
        }
    }

    /// The columns whose numbers keep their texts.
    fn odd_columns(&self) -> impl Iterator<Item = usize> {
        self.odd.iter().enumerate().filter_map(|(column, odd)| odd.then_some(column))
    }
}

fn broken(shown: &str, error: &csv::Error) -> Diagnostic {
    let line = error.position().map_or(0, csv::Position::line);
    Diagnostic::error(Code::NotUtf8, "the table cannot be read on")
        .at(Location::at(shown, u32::try_from(line).unwrap_or(0), 0))
        .found(error.to_string())
        .allowed("UTF-8")
}

fn schema(table: &Table) -> SchemaRef {
    let mut fields: Vec<Field> = Vec::new();
    for (name, kind) in table.header.iter().zip(&table.kinds) {
        fields.push(match kind {
            Kind::Text => Field::new(name, DataType::Utf8, false),
            Kind::Integer => Field::new(name, DataType::Int64, true),
            Kind::Number => Field::new(name, DataType::Float64, true),
        });
    }
    for column in table.odd_columns() {
        let field =
            Field::new(format!("{}{AS_WRITTEN}", &table.header[column]), DataType::Utf8, true);
        let role = [(ROLE.to_owned(), table.header[column].to_owned())];
        fields.push(field.with_metadata(role.into()));
    }
    let end = if table.crlf { "CRLF" } else { "LF" };
    let metadata = [(LINE_END.to_owned(), end.to_owned())];
    Arc::new(Schema::new_with_metadata(fields, metadata.into()))
}

fn batch(table: &Table, schema: &SchemaRef, rows: &[csv::StringRecord]) -> RecordBatch {
    let typed = |row: &csv::StringRecord, column: usize| {
        Typed::read(&row[column], table.kinds[column]).expect("the first reading has checked it")
    };
    let mut columns: Vec<ArrayRef> = Vec::new();
    for (column, kind) in table.kinds.iter().enumerate() {
        let (mut texts, mut integers, mut numbers) =
            (StringBuilder::new(), Int64Builder::new(), Float64Builder::new());
        for row in rows {
            match kind {
                Kind::Text => texts.append_value(&row[column]),
                Kind::Integer => integers.append_option(match typed(row, column) {
                    Typed::Integer(value) => Some(value),
                    _ => None,
                }),
                Kind::Number => numbers.append_option(match typed(row, column) {
                    Typed::Number(value) => Some(value),
                    _ => None,
                }),
            }
        }
        columns.push(match kind {
            Kind::Text => Arc::new(texts.finish()),
            Kind::Integer => Arc::new(integers.finish()),
            Kind::Number => Arc::new(numbers.finish()),
        });
    }
    for column in table.odd_columns() {
        let mut texts = StringBuilder::new();
        for row in rows {
            let text = &row[column];
            texts.append_option((typed(row, column).text() != text).then_some(text));
        }
        columns.push(Arc::new(texts.finish()));
    }
    RecordBatch::try_new(Arc::clone(schema), columns).expect("columns are those of the schema")
}

/// A writer of tables as they are.
pub(super) fn writer<W: Write>(out: W, crlf: bool) -> csv::Writer<W> {
    let end = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    csv::WriterBuilder::new().terminator(end).flexible(true).from_writer(out)
}

/// Takes bytes and tells whether a file has the same.
struct Beside {
    own: BufReader<File>,
    same: bool,
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut own = Vec::new();
        self.own.by_ref().take(bytes.len() as u64).read_to_end(&mut own)?;
        self.same &= own == bytes;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
