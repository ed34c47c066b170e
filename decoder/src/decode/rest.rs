//! What of a page isn't in its columns, as JSON.

use super::Page;
use crate::issue::Issue;
use crate::json::{ObjectWriter, Value, write_array, write_text};
use crate::model::{Field, MetaProperty};

impl Page<'_> {
    /// `{ sids, values, shared, urlStart, links, meta, issues }`
    pub fn rest(&self) -> Vec<u8> {
        let columns = &self.columns;
        let capacity = columns.sids().len() + columns.values().len() + 2048;
        let mut rest = ObjectWriter::with_capacity(capacity);
        for (name, elements) in [("sids", columns.sids()), ("values", columns.values())] {
            let json = rest.value(name);
            json.push(b'[');
            json.extend_from_slice(elements);
            json.push(b']');
        }
        write_array(rest.value("shared"), &columns.shared, |json, text| write_text(json, text));
        rest.text("urlStart", columns.url_start.as_deref().unwrap_or_default());
        let links = columns.links.as_ref().map_or(&[][..], |links| links.as_slice());
        write_array(rest.value("links"), links, |json, (name, end)| {
            write_text(json, name);
            json.push(b',');
            write_text(json, end);
        });
        let mut meta = ObjectWriter::default();
        for property in MetaProperty::ALL {
            let name = property.public_name();
            match self.checked_meta(property) {
                Field::Text(text) => meta.json(name, &Value::from(*text).well_formed()),
                Field::WholeNumber(number) => meta.number(name, *number),
                _ => meta.text(name, None),
            }
        }
        rest.json("meta", &meta.finish());
        write_issues(rest.value("issues"), &self.issues);
        rest.finish()
    }
}

/// Append an array of issues to JSON.
fn write_issues(json: &mut Vec<u8>, issues: &[Issue<'_>]) {
    write_array(json, issues, |json, issue| {
        let mut object = ObjectWriter::default();
        object.text("path", &*issue.path);
        object.text("code", issue.code.as_str());
        object.text("expected", issue.expected);
        // The value of what is missing is missing.
        if let Some(value) = issue.value {
            object.json("value", value.raw());
        }
        json.append(&mut object.finish());
    });
}
