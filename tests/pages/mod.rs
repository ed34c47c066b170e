//! Makes pages of several accounts out of any bytes: for the property test and for the fuzzer. Most of them agree with
//! themselves, as the API's do, so that the fast path's shape cache takes them; some differ in a place that is derived.

mod style;
mod tables;

use arbitrary::{Result, Unstructured};
use style::Style;
use tables::Key::{
    self, AccountSid, DateCreated, DateUpdated, Email, Errors, FriendlyName, Links, PolicySid, Sid,
    Status, StatusCallback, Unknown, Url, ValidUntil,
};
use tables::{
    ACCOUNT_SIDS, BASES, INSTANTS, JSON, LINKS, NAMES, ODD_BYTES, POLICY_SIDS, STATUSES, UNKNOWN,
    URIS,
};

/// The pages that one decoder reads in turn: at least one.
pub(crate) fn pages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let choices = &mut Unstructured::new(bytes);
    let mut accounts = vec![Account::DEFAULT];
    let mut pages = Vec::new();
    // Once the bytes are used up, every choice is the first one: a usual page ends it.
    while pages.is_empty() || (pages.len() < 5 && !choices.is_empty()) {
        match page(choices, &mut accounts) {
            Ok(page) => pages.push(page),
            Err(_) => break,
        }
    }
    pages
}

/// What the profiles of an account have in common.
#[derive(Clone)]
struct Account {
    base: &'static str,
    account_sid: &'static str,
    policy_sid: &'static str,
    link_names: Vec<(&'static str, &'static str)>,
    order: Vec<Key>,
    style: Style,
}

impl Account {
    const DEFAULT: Self = Self {
        base: BASES[0],
        account_sid: ACCOUNT_SIDS[0],
        policy_sid: POLICY_SIDS[0],
        link_names: Vec::new(),
        order: Vec::new(),
        style: Style::COMPACT,
    };

    fn choose(choices: &mut Unstructured<'_>) -> Result<Self> {
        let mut order = Key::USUAL.to_vec();
        match choices.int_in_range(0..=3)? {
            0 => {}
            // Only the three that depend on each other change places.
            1 => {
                let mut keys = [Sid, Url, Links];
                shuffle(choices, &mut keys)?;
                for (key, place) in keys.into_iter().zip([0, 10, 11]) {
                    order[place] = key;
                }
            }
            2 => {
                order = vec![Sid, Url, Links, FriendlyName];
                shuffle(choices, &mut order)?;
            }
            _ => {
                shuffle(choices, &mut order)?;
                order.truncate(choices.int_in_range(0..=Key::USUAL.len())?);
            }
        }
        if one_in(choices, 8)? {
            order.push(Unknown(choices.choose(UNKNOWN)?));
        }
        let mut link_names = LINKS[..choices.int_in_range(2..=3)?].to_vec();
        if one_in(choices, 4)? {
            link_names = (0..choices.int_in_range(0..=5)?)
                .map(|_| choices.choose(LINKS).copied())
                .collect::<Result<_>>()?;
        }
        Ok(Self {
            base: often_first(choices, BASES)?,
            account_sid: often_first(choices, ACCOUNT_SIDS)?,
            policy_sid: often_first(choices, POLICY_SIDS)?,
            link_names,
            order,
            style: Style::choose(choices)?,
        })
    }
}

fn page(choices: &mut Unstructured<'_>, accounts: &mut Vec<Account>) -> Result<Vec<u8>> {
    if accounts.len() == 1 || one_in(choices, 3)? {
        accounts.push(Account::choose(choices)?);
    }
    let mut account = choices.choose(accounts)?.clone();
    let mut page = Vec::new();
    let mut results = vec![b'['];
    for number in 0..choices.int_in_range(1..=6_u32)? {
        // Another account's profile, as a page never has it.
        if one_in(choices, 16)? {
            account = choices.choose(accounts)?.clone();
        }
        if number > 0 {
            account.style.write_token(choices, &mut results, b",")?;
        }
        profile(choices, &account, number, &mut results)?;
    }
    results.push(b']');
    let next: &[u8] = choices
        .choose(&[&b"null"[..], b"\"https://trusthub.twilio.com/v1/CustomerProfiles?Page=1\""])?;
    let meta = [br#"{"page":0,"key":"results","next_page_url":"#, next, b"}"].concat();
    let style = account.style;
    style.write_token(choices, &mut page, b"{")?;
    let mut members = vec![("results", results), ("meta", meta)];
    if one_in(choices, 8)? {
        members.reverse();
    }
    if one_in(choices, 32)? {
        members.push(("results", b"[{}]".to_vec()));
    }
    for (place, (name, value)) in members.into_iter().enumerate() {
        if place > 0 {
            style.write_token(choices, &mut page, b",")?;
        }
        style.write_text(choices, &mut page, name)?;
        style.write_token(choices, &mut page, b":")?;
        page.extend(value);
    }
    style.write_token(choices, &mut page, b"}")?;
    // Any place of the page.
    if one_in(choices, 8)? {
        put_odd_bytes(choices, &mut page, 0)?;
    }
    Ok(page)
}

fn profile(
    choices: &mut Unstructured<'_>,
    account: &Account,
    number: u32,
    json: &mut Vec<u8>,
) -> Result<()> {
    let own = sid(number);
    // Which SID stands in a place where it should be the profile's own.
    let is_odd = one_in(choices, 3)?;
    let some_sid = |choices: &mut Unstructured<'_>| {
        if !is_odd || !one_in(choices, 2)? {
            return Ok(own.clone());
        }
        Ok(match choices.int_in_range(0..=6_u8)? {
            0 | 1 => sid(number + 1),
            2 => sid(number.saturating_sub(1)),
            3 => own.to_ascii_uppercase(),
            4 => own.get(..33).unwrap().to_owned(),
            5 => format!("{own}0"),
            _ => String::new(),
        })
    };
    let style = account.style;
    style.write_token(choices, json, b"{")?;
    let mut keys = account.order.clone();
    if is_odd && one_in(choices, 4)? {
        let key = *choices.choose(&Key::USUAL)?;
        keys.insert(choices.int_in_range(0..=keys.len())?, key);
    }
    if is_odd && one_in(choices, 8)? {
        shuffle(choices, &mut keys)?;
    }
    for (place, key) in keys.into_iter().enumerate() {
        if place > 0 {
            style.write_token(choices, json, b",")?;
        }
        style.write_text(choices, json, key.name())?;
        style.write_token(choices, json, b":")?;
        if is_odd && one_in(choices, 8)? {
            json.extend_from_slice(choices.choose(JSON)?.as_bytes());
            continue;
        }
        let start = json.len();
        let text = match key {
            Sid => Some(some_sid(choices)?),
            Url => Some([account.base, &some_sid(choices)?].concat()),
            AccountSid => Some(account.account_sid.to_owned()),
            PolicySid => Some(account.policy_sid.to_owned()),
            Status => Some(often_first(choices, STATUSES)?.to_owned()),
            FriendlyName | Email => Some(often_first(choices, NAMES)?.to_owned()),
            StatusCallback => Some(often_first(choices, URIS)?.to_owned()),
            ValidUntil | DateCreated | DateUpdated => {
                Some(often_first(choices, INSTANTS)?.to_owned())
            }
            Links | Errors | Unknown(_) => None,
        };
        match (text, key) {
            (Some(text), _) => style.write_text(choices, json, &text)?,
            (None, Links) => {
                style.write_token(choices, json, b"{")?;
                for (place, (name, end)) in account.link_names.iter().enumerate() {
                    if place > 0 {
                        style.write_token(choices, json, b",")?;
                    }
                    style.write_text(choices, json, name)?;
                    style.write_token(choices, json, b":")?;
                    let address = [account.base, &some_sid(choices)?, end].concat();
                    style.write_text(choices, json, &address)?;
                }
                style.write_token(choices, json, b"}")?;
            }
            (None, _) => json.extend_from_slice(often_first(choices, JSON)?.as_bytes()),
        }
        if is_odd && matches!(key, Sid | Url | Links) && one_in(choices, 6)? {
            put_odd_bytes(choices, json, start)?;
        }
    }
    style.write_token(choices, json, b"}")
}

fn sid(number: u32) -> String {
    format!("BU{:032x}", u128::from(number) << 96 | 0x0123_4567_89ab_cdef)
}

/// In place of as many bytes, of fewer, or of none.
fn put_odd_bytes(choices: &mut Unstructured<'_>, json: &mut Vec<u8>, from: usize) -> Result<()> {
    let bytes = *choices.choose(ODD_BYTES)?;
    let start = choices.int_in_range(from..=json.len())?;
    let length = *choices.choose(&[bytes.len(), 0, 1])?;
    json.splice(start..json.len().min(start + length), bytes.iter().copied());
    Ok(())
}

fn often_first<T: Copy>(choices: &mut Unstructured<'_>, of: &[T]) -> Result<T> {
    if one_in(choices, 4)? { choices.choose(of).copied() } else { Ok(of[0]) }
}

/// Whether something rare happens; never once the bytes are used up.
fn one_in(choices: &mut Unstructured<'_>, times: u8) -> Result<bool> {
    Ok(choices.int_in_range(1..=times)? == times)
}

fn shuffle<T>(choices: &mut Unstructured<'_>, values: &mut [T]) -> Result<()> {
    for last in (1..values.len()).rev() {
        values.swap(last, choices.int_in_range(0..=last)?);
    }
    Ok(())
}
