//! What of a page isn't in its columns, as JSON.

use super::Page;
use crate::issue::Issue;
use crate::json::{Member, Value, write_array, write_record, write_text};
use crate::model::{Field, MetaProperty};

impl Page<'_> {
    /// `{ sids, values, shared, urlStart, links, meta, issues }`, and `facts` where there are some.
    pub fn rest(&self, facts: Option<&[(&str, Member<'_>)]>) -> Vec<u8> {
        let columns = &self.profiles;
        let mut rest = Vec::with_capacity(columns.sids().len() + columns.values().len() + 2048);
        for (name, elements) in
            [("{\"sids\":[", columns.sids()), ("],\"values\":[", columns.values())]
        {
            rest.extend_from_slice(name.as_bytes());
            rest.extend_from_slice(elements);
        }
        rest.extend_from_slice(b"],\"shared\":");
        write_array(&mut rest, &columns.shared, |json, text| write_text(json, text));
        rest.extend_from_slice(b",\"urlStart\":");
        write_text(&mut rest, columns.url_start.as_deref().unwrap_or_default());
        rest.extend_from_slice(b",\"links\":");
        let links = columns.links.as_ref().map_or(&[][..], |links| links.as_slice());
        write_array(&mut rest, links, |json, (name, end)| {
            write_text(json, name);
            json.push(b',');
            write_text(json, end);
        });
        rest.extend_from_slice(b",\"meta\":");
        let texts = MetaProperty::ALL.map(|property| match self.meta.get(property) {
            Field::Text(text) => Value::from(*text).well_formed(),
            _ => Default::default(),
        });
        let mut members = MetaProperty::ALL.map(|property| (property.public_name(), Member::Null));
        for ((member, text), property) in members.iter_mut().zip(&texts).zip(MetaProperty::ALL) {
            match self.meta.get(property) {
                Field::Text(_) => member.1 = Member::Json(text),
                Field::WholeNumber(number) => member.1 = Member::Number(*number),
                _ => {}
            }
        }
        write_record(&mut rest, &members);
        rest.extend_from_slice(b",\"issues\":");
        write_issues(&mut rest, &self.issues);
        if let Some(facts) = facts {
            rest.extend_from_slice(b",\"facts\":");
            write_record(&mut rest, facts);
        }
        rest.push(b'}');
        rest
    }
}

/// Append an array of issues to JSON.
pub fn write_issues(json: &mut Vec<u8>, issues: &[Issue<'_>]) {
    write_array(json, issues, |json, issue| {
        let members = [
            ("path", Member::Text(&issue.path)),
            ("code", Member::Text(issue.code.as_str())),
            ("expected", Member::Text(issue.expected)),
            ("value", issue.value.map_or(Member::Null, |value| Member::Json(value.raw()))),
        ];
        // The value of what is missing is missing.
        let given = if issue.value.is_some() { &members[..] } else { &members[..3] };
        write_record(json, given);
    });
}
