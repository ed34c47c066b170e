//! The slow path: reads any profile and any `meta`. It checks property by property, after all of them were read, since a
//! key's last value counts.

use std::collections::BinaryHeap;

use crate::issue::{Issue, IssueCode, push_key};
use crate::json::{Kind, Reader, SyntaxError, Text, Value, whole_number};
use crate::model::{CheckedProfile, Field, ProfileProperty, Rule};
use crate::values::{Instant, Status, is_absolute_uri, is_sid};

/// Reads the profile that comes next.
#[inline(never)]
pub(super) fn read_profile<'a>(
    reader: &mut Reader<'a>,
    object: Object,
    issues: &mut Vec<Issue<'a>>,
) -> Result<CheckedProfile<'a>, SyntaxError> {
    let mut values = [None; ProfileProperty::COUNT];
    let mut extra = Vec::new();
    reader.object(&mut |reader, key| {
        let value = reader.value()?;
        match ProfileProperty::from_wire_name(&key.decoded()) {
            Some(property) => set(&mut values, property as usize, value),
            None => extra.push((key, value)),
        }
        Ok(())
    })?;
    let extra = last_of_each_key(extra);
    let mut checker = Checker { object, issues };
    let fields = ProfileProperty::ALL.map(|property| {
        let value = values.get(property as usize).copied().flatten();
        checker.field(property.wire_name(), property.rule(), value)
    });
    checker.extra(&extra);
    Ok(CheckedProfile { fields, extra })
}

/// Keeps a value by its property's index.
pub(super) fn set<'a, const N: usize>(
    values: &mut [Option<Value<'a>>; N],
    index: usize,
    value: Value<'a>,
) {
    if let Some(slot) = values.get_mut(index) {
        *slot = Some(value);
    }
}

/// Which object of the body is checked: what its issues' pointers begin with.
#[derive(Clone, Copy)]
pub(super) enum Object {
    /// A profile of a page, by its index.
    Profile(usize),
    /// A profile that is the whole body.
    Body,
    Meta,
}

impl Object {
    fn pointer_to(self, key: &str) -> String {
        let mut pointer = match self {
            Self::Profile(index) => format!("/results/{index}"),
            Self::Body => String::new(),
            Self::Meta => "/meta".to_owned(),
        };
        push_key(&mut pointer, key);
        pointer
    }
}

/// An object's members with the last value of each key, in the order in which the keys came first: as `JSON.parse` does
/// it. Keys that are spelled differently are one: `"sid"` and `"\u0073id"`.
fn last_of_each_key<'a>(members: Vec<(Text<'a>, Value<'a>)>) -> Vec<(Text<'a>, Value<'a>)> {
    let keys = members.iter().enumerate().map(|(index, (key, _))| (key.decoded(), index));
    // A heap's code is a tenth of the size of a slice's sort.
    let sorted = keys.collect::<BinaryHeap<_>>().into_sorted_vec();
    let mut lasts = vec![None; members.len()];
    for same in sorted.chunk_by(|(key, _), (next, _)| key == next) {
        if let (Some((_, first)), Some((_, last))) = (same.first(), same.last())
            && let Some(slot) = lasts.get_mut(*first)
        {
            *slot = members.get(*last).copied();
        }
    }
    lasts.into_iter().flatten().collect()
}

/// Checks an object's values, and keeps what is wrong with them.
pub(super) struct Checker<'i, 'a> {
    pub(super) object: Object,
    pub(super) issues: &'i mut Vec<Issue<'a>>,
}

impl<'a> Checker<'_, 'a> {
    /// The value of a property under its rule.
    pub(super) fn field(
        &mut self,
        name: &'static str,
        rule: Rule,
        value: Option<Value<'a>>,
    ) -> Field<'a> {
        let Some(value) = value else { return Field::Null };
        match (rule, value.kind()) {
            (_, Kind::Null) => Field::Null,
            (Rule::Instant, Kind::Text(text)) => match Instant::parse(text.decoded().as_bytes()) {
                Some(instant) => Field::Instant(instant),
                None => {
                    self.report(name, IssueCode::DateTime, rule.expected(), value);
                    Field::Null
                }
            },
            (Rule::Sid(_) | Rule::Text | Rule::Status | Rule::Uri, Kind::Text(text)) => {
                self.report_lone_surrogate(name, value);
                if let Some(code) = broken_rule(rule, text) {
                    self.report(name, code, rule.expected(), value);
                }
                Field::Text(text)
            }
            (Rule::WholeNumber, Kind::Number) => match whole_number(value.raw()) {
                Some(number) => Field::WholeNumber(number),
                None => self.wrong_type(name, rule, value),
            },
            (Rule::Array, Kind::Array) => {
                self.report_lone_surrogate(name, value);
                Field::Array(value.well_formed())
            }
            (Rule::Links, Kind::Object) => self.links(name, value),
            _ => self.wrong_type(name, rule, value),
        }
    }

    /// Properties that the model doesn't know: only their texts are looked at.
    fn extra(&mut self, members: &[(Text<'a>, Value<'a>)]) {
        for (key, value) in members {
            if key.has_lone_surrogate() || value.has_lone_surrogate() {
                self.report(&key.decoded(), IssueCode::Text, WELL_FORMED, *value);
            }
        }
    }

    fn links(&mut self, name: &'static str, links: Value<'a>) -> Field<'a> {
        let members = match members_of(links) {
            Ok(members) => members,
            // Not to be reached: the reader has passed over this very object.
            Err(_) => return self.wrong_type(name, Rule::Links, links),
        };
        self.report_lone_surrogate(name, links);
        let mut texts = Vec::with_capacity(members.len());
        for (key, value) in members {
            let path = || {
                let mut path = self.object.pointer_to(name);
                push_key(&mut path, &key.decoded());
                path
            };
            let expected = Rule::Uri.expected();
            let issue = match value.kind() {
                Kind::Text(text) => {
                    texts.push((key, text));
                    if broken_rule(Rule::Uri, text).is_none() {
                        continue;
                    }
                    Issue { path: path(), code: IssueCode::Uri, expected, value: Some(value) }
                }
                _ => Issue { path: path(), code: IssueCode::Type, expected, value: Some(value) },
            };
            self.issues.push(issue);
        }
        Field::Links(texts)
    }

    fn wrong_type(&mut self, name: &str, rule: Rule, value: Value<'a>) -> Field<'a> {
        self.report(name, IssueCode::Type, rule.expected(), value);
        Field::Null
    }

    fn report_lone_surrogate(&mut self, name: &str, value: Value<'a>) {
        if value.has_lone_surrogate() {
            self.report(name, IssueCode::Text, WELL_FORMED, value);
        }
    }

    #[inline(never)]
    fn report(&mut self, name: &str, code: IssueCode, expected: &'static str, value: Value<'a>) {
        let path = self.object.pointer_to(name);
        self.issues.push(Issue { path, code, expected, value: Some(value) });
    }
}

const WELL_FORMED: &str = "text without a lone surrogate";

/// What is wrong with a string under its rule.
#[inline(never)]
fn broken_rule(rule: Rule, text: Text<'_>) -> Option<IssueCode> {
    let decoded = text.decoded();
    let decoded = decoded.as_bytes();
    match rule {
        Rule::Sid(prefix) if !is_sid(prefix, decoded) => Some(IssueCode::Pattern),
        Rule::Status if Status::parse(decoded).is_none() => Some(IssueCode::Status),
        Rule::Uri if !is_absolute_uri(decoded) => Some(IssueCode::Uri),
        _ => None,
    }
}

fn members_of(object: Value<'_>) -> Result<Vec<(Text<'_>, Value<'_>)>, SyntaxError> {
    let mut members = Vec::new();
    Reader::new(object.raw()).object(&mut |reader, key| {
        let value = reader.value()?;
        members.push((key, value));
        Ok(())
    })?;
    Ok(last_of_each_key(members))
}
