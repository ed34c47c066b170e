use super::quick::Sid;
use crate::scan::are_equal;

/// A text that is the same for every profile but for the profile's SID, which stands in it once or more.
#[derive(Debug)]
pub(super) struct Template {
    text: Vec<u8>,
    /// Where the SIDs begin.
    sids: Vec<usize>,
}

impl Template {
    pub(super) fn new(text: &[u8], sids: Vec<usize>) -> Self {
        Self { text: text.to_vec(), sids }
    }

    /// Where the text ends that follows from a SID, if it stands at a place of the body.
    pub(super) fn end_at(&mut self, body: &[u8], at: usize, sid: &Sid) -> Option<usize> {
        for start in &self.sids {
            *self.text.get_mut(*start..)?.first_chunk_mut()? = *sid;
        }
        let end = at + self.text.len();
        are_equal(body.get(at..end)?, &self.text).then_some(end)
    }

    /// The SID that the text would follow from, if it stands at a place of the body.
    pub(super) fn sid_at<'a>(&self, body: &'a [u8], at: usize) -> Option<&'a Sid> {
        body.get(at + self.sids.first()?..)?.first_chunk()
    }
}
