//! How identifiers look in JSON Schema and TypeScript: they are strings.

use crate::id::RowId;
use std::borrow::Cow;

impl schemars::JsonSchema for RowId {
    fn schema_name() -> Cow<'static, str> {
        "RowId".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "uuid" })
    }
}

impl ts_rs::TS for RowId {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "string".to_owned()
    }

    fn inline(_: &ts_rs::Config) -> String {
        "string".to_owned()
    }
}
