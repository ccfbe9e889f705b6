//! `DataFusion`: a bounded amount of memory, a number of threads, one query over the parts.

use std::path::Path;

use datafusion::arrow::array::{
    AsArray, Decimal128Array, Int32Array, Int64Array, RecordBatch, StringArray,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Decimal128Type, Int32Type, Int64Type};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};

use crate::pack::schema::schema;

/// A group of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) year: i32,
    pub(super) flow: String,
    pub(super) region: String,
    pub(super) product: String,
    /// In millionths.
    pub(super) value: i128,
    pub(super) records: i64,
    pub(super) note: String,
}

/// A context in which `history` is the records of the files.
pub(super) async fn context(
    files: &[impl AsRef<Path>],
    threads: usize,
    memory: usize,
) -> Result<SessionContext> {
    let mut config = SessionConfig::new().with_target_partitions(threads);
    // Seven of eight records are of other partners: their cells are not unpacked.
    config.options_mut().execution.parquet.pushdown_filters = true;
    let runtime = RuntimeEnvBuilder::new().with_memory_limit(memory, 1.0).build_arc()?;
    let context = SessionContext::new_with_config_rt(config, runtime);
    let urls: Vec<String> = files.iter().map(|path| url(path.as_ref())).collect();
    let records = context.read_parquet(urls, ParquetReadOptions::default()).await?;
    for field in schema().fields() {
        let found = records.schema().field_with_unqualified_name(field.name())?.data_type();
        let text = matches!(found, DataType::Utf8View | DataType::Utf8 | DataType::LargeUtf8);
        if found != field.data_type() && !(text && field.data_type() == &DataType::Utf8) {
            return Err(DataFusionError::Plan(format!(
                "column {} is {found}, packed records have {}",
                field.name(),
                field.data_type()
            )));
        }
    }
    context.register_table("history", records.into_view())?;
    Ok(context)
}

/// Runs the grouping.
pub(super) async fn groups(context: &SessionContext, sql: &str) -> Result<Vec<Group>> {
    let mut groups = Vec::new();
    for batch in context.sql(sql).await?.collect().await? {
        let text = |column: usize| -> Result<StringArray> {
            Ok(cast(batch.column(column), &DataType::Utf8)?.as_string::<i32>().clone())
        };
        let year: &Int32Array = batch.column(0).as_primitive::<Int32Type>();
        let (flow, region, product) = (text(1)?, text(2)?, text(3)?);
        let value: &Decimal128Array = batch.column(4).as_primitive::<Decimal128Type>();
        let (records, note) = (integers(&batch, 5)?, text(6)?);
        for row in 0..batch.num_rows() {
            groups.push(Group {
                year: year.value(row),
                flow: flow.value(row).to_owned(),
                region: region.value(row).to_owned(),
                product: product.value(row).to_owned(),
                value: value.value(row),
                records: records.value(row),
                note: note.value(row).to_owned(),
            });
        }
    }
    Ok(groups)
}

/// Years with the number of their months, and records in all.
pub(super) async fn months(context: &SessionContext) -> Result<Vec<(i32, i64, i64)>> {
    let sql =
        "SELECT year, count(DISTINCT month), count(*) FROM history GROUP BY year ORDER BY year";
    let mut years = Vec::new();
    for batch in context.sql(sql).await?.collect().await? {
        let year: &Int32Array = batch.column(0).as_primitive::<Int32Type>();
        let (months, records) = (integers(&batch, 1)?, integers(&batch, 2)?);
        years.extend(
            (0..batch.num_rows())
                .map(|row| (year.value(row), months.value(row), records.value(row))),
        );
    }
    Ok(years)
}

fn integers(batch: &RecordBatch, column: usize) -> Result<Int64Array> {
    Ok(cast(batch.column(column), &DataType::Int64)?.as_primitive::<Int64Type>().clone())
}

/// A path as an address, so that no letter of it is taken for a pattern.
fn url(path: &Path) -> String {
    let mut url = "file://".to_owned();
    let text = path.to_string_lossy().replace('\\', "/");
    if !text.starts_with('/') {
        url.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'/' | b':' | b'-' | b'_' | b'.' => url.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            byte => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}
