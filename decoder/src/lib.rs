//! From the bytes of a page of Customer-Profiles to checked values.
//!
//! A crate of its own, since it is compiled for speed and everything else for size. Its modules, each knowing only those
//! above it:
//!
//! | module | what it does |
//! |---|---|
//! | `scan` | runs of bytes, sixteen at a time |
//! | [`values`] | the forms of SIDs, instants, URIs and statuses |
//! | [`json`] | reads JSON without copying it |
//! | [`issue`] | what is not as the API promises |
//! | [`model`] | profiles, `meta` and the rule of each property |
//! | [`columns`] | profiles as they cross into JavaScript |
//! | [`decode`] | from bytes to a page with its issues |
//!
//! ```
//! use trusthub_profiles_decoder::decode::decode_page;
//!
//! let body = br#"{
//!     "results": [{"friendly_name": "Acme", "valid_until": "2025-06-30T00:00:00Z", "errors": [{"code": 18601}]}],
//!     "meta": {"page": 0, "next_page_url": null}
//! }"#;
//! let page = decode_page(body)?;
//! assert!(page.issues.is_empty() && page.meta().next_page_url.is_none());
//! for profile in page.profiles() {
//!     assert_eq!(profile.friendly_name.as_deref(), Some("Acme"));
//!     assert_eq!(profile.valid_until.unwrap().to_string(), "2025-06-30T00:00:00.000Z");
//!     assert_eq!(profile.errors.unwrap()[0].read::<serde_json::Value>()?["code"], 18601);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod columns;
pub mod decode;
pub mod issue;
pub mod json;
pub mod model;
mod scan;
pub mod values;
