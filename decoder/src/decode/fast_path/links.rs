use crate::json::{Kind, Reader};
use crate::values::is_absolute_uri;

/// Each link's name, the offset of its address in the object, and the address.
pub(super) type FoundLinks<'a> = Vec<(&'a str, usize, &'a str)>;

/// More links than this are left to the slow path, which sorts their names to find the same one twice: here each is
/// compared with all before it. The API gives a profile three.
const MOST_LINKS: usize = 16;

/// Links that break no rule, each with plain texts and a name of its own; `None` for others, and for too many.
pub(super) fn find_links(raw: &[u8]) -> Option<FoundLinks<'_>> {
    let mut links = FoundLinks::new();
    let mut is_valid = true;
    let result = Reader::new(raw).object(&mut |reader, key| {
        let value = reader.value()?;
        is_valid &= links.len() < MOST_LINKS;
        if !is_valid {
            return Ok(());
        }
        let address = match value.kind() {
            Kind::Text(text) => text.plain().filter(|text| is_absolute_uri(text.as_bytes())),
            _ => None,
        };
        match (key.plain(), address) {
            (Some(name), Some(address)) => {
                is_valid &= links.iter().all(|(other, ..)| *other != name);
                links.push((name, reader.offset() - address.len() - 1, address));
            }
            _ => is_valid = false,
        }
        Ok(())
    });
    (result.is_ok() && is_valid).then_some(links)
}
