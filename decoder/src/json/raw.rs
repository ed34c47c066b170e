use std::fmt;

use serde::de::DeserializeOwned;
use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::Value;

/// One JSON value of any kind, as it came: nothing of it is lost, neither a number's digits nor an object's order.
///
/// U+FFFD stands for each escape that names one half of a surrogate pair alone. `serde_json` writes it and reads it in
/// its place, without looking into it; other formats can't hold it.
///
/// ```
/// use trusthub_profiles_decoder::decode::decode_page;
///
/// #[derive(serde::Deserialize)]
/// struct Rejection {
///     code: u32,
/// }
///
/// let body = br#"{"results": [{"errors": [{"code": 18601}]}], "meta": {"next_page_url": null}}"#;
/// let profile = decode_page(body)?.profiles().next().unwrap();
/// let errors = profile.errors.unwrap();
/// assert_eq!(errors[0].as_str(), r#"{"code": 18601}"#);
/// assert_eq!(errors[0].read::<Rejection>()?.code, 18_601);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// The value's JSON, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value as whatever `serde` makes of it, for example a `serde_json::Value`.
    ///
    /// # Errors
    ///
    /// Whatever `serde_json` doesn't take: another shape, a number beyond all floats, or more than 128 levels.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

impl From<Value<'_>> for Json {
    fn from(value: Value<'_>) -> Self {
        // UTF-8: the reader took nothing else.
        Self(String::from_utf8_lossy(&value.well_formed()).into())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0).map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Box::<str>::from(Box::<RawValue>::deserialize(deserializer)?)))
    }
}
