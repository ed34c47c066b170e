use std::iter::FusedIterator;

use super::slow_path::{Object, read_profile};
use crate::json::Reader;
use crate::model::CustomerProfile;

/// The profiles of a page, made one by one: see [`Page::profiles`](super::Page::profiles).
#[derive(Clone, Debug)]
pub struct Profiles<'a> {
    /// Before the next profile, at the array's bracket or a comma; at the profile itself where it is the whole body.
    reader: Reader<'a>,
    left: usize,
}

impl<'a> Profiles<'a> {
    /// The profiles of an array that was found to hold `count` objects, or the one of a body that is its object.
    pub(super) const fn new(json: &'a [u8], count: usize) -> Self {
        Self { reader: Reader::new(json), left: count }
    }
}

impl Iterator for Profiles<'_> {
    type Item = CustomerProfile;

    fn next(&mut self) -> Option<CustomerProfile> {
        self.left = self.left.checked_sub(1)?;
        if self.reader.peek()? != b'{' {
            self.reader.skip_to(self.reader.offset() + 1);
        }
        // Always right: the slow path takes whatever the fast path does, and this array was read. The issues are the page's
        // already, so that their paths don't matter.
        let profile = read_profile(&mut self.reader, Object::Body, &mut Vec::new()).ok()?;
        Some((&profile).into())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Profiles<'_> {}

impl FusedIterator for Profiles<'_> {}
