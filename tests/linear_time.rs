//! Decoding is one synchronous call, which no timeout ends: whatever comes again and again in a body, time and memory grow
//! with the bytes and no faster.
#![cfg(test)]
#![cfg(all(not(target_arch = "wasm32"), any(unix, windows)))]

#[path = "linear_time/shapes.rs"]
mod shapes;

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use shapes::Shape;
use trusthub_profiles::decode::Decoder;

const KIB: usize = 1024;

/// Each four times the one before, up to what the largest pages hold.
const SIZES: [usize; 4] = [128 * KIB, 512 * KIB, 2048 * KIB, 8192 * KIB];

/// Four times the bytes may take so much more time: what grows with their square takes sixteen times, and the machine's
/// caches, which are too small for the largest bodies, may double the four.
const MOST_TIME: u32 = 9;

/// Less than this is measured as this.
const LEAST_TIME: Duration = Duration::from_micros(500);

/// How often a body is measured at most. The least counts: other programs only ever add to it.
const ATTEMPTS: usize = 8;

/// Four times the bytes may take so much more memory. It is counted, so that nothing disturbs it; buffers that double
/// take up to twice their contents.
const MOST_MEMORY: u64 = 8;

fn decode(body: &[u8]) -> usize {
    match Decoder::new().page(black_box(body)) {
        Ok(page) => page.rest().len(),
        Err(error) => error.to_string().len(),
    }
}

/// The time of this thread alone.
fn time_of(body: &[u8]) -> Duration {
    let start = ThreadTime::now();
    black_box(decode(body));
    start.elapsed().max(LEAST_TIME)
}

/// What is wrong with a shape's time: of the first size at which something is.
fn excess_of_time(shape: &Shape) -> Option<String> {
    let mut before: Option<(Vec<u8>, Duration)> = None;
    for size in SIZES {
        let body = (shape.body)(size);
        let mut time = time_of(&body);
        if let Some((smaller, least)) = &mut before {
            for _ in 0..ATTEMPTS {
                if time <= MOST_TIME * *least {
                    break;
                }
                time = time.min(time_of(&body));
            }
            if time > MOST_TIME * *least {
                let (length, smaller) = (body.len(), smaller.len());
                return Some(format!(
                    "{}: {length} bytes take {time:?}, {smaller} {least:?}",
                    shape.name
                ));
            }
        }
        before = Some((body, time));
    }
    None
}

/// What is wrong with the memory that a shape takes.
fn excess_of_memory(shape: &Shape) -> Option<String> {
    let mut before: Option<(usize, u64)> = None;
    // Nothing disturbs what is counted, so that smaller bodies tell it too.
    for size in SIZES.into_iter().take(3) {
        let body = (shape.body)(size);
        // All that was allocated, not what was in use at a time: to allocate takes time too.
        let memory = allocation_counter::measure(|| {
            black_box(decode(&body));
        });
        let (length, memory) = (body.len(), memory.bytes_total);
        if let Some((smaller, least)) = before
            && memory > MOST_MEMORY * least
        {
            return Some(format!(
                "{}: {length} bytes allocate {memory}, {smaller} {least}",
                shape.name
            ));
        }
        before = Some((length, memory));
    }
    None
}

#[test]
fn time_grows_with_the_bytes() {
    let excesses: Vec<_> = shapes::all().iter().filter_map(excess_of_time).collect();
    assert!(excesses.is_empty(), "{excesses:#?}");
}

#[test]
fn memory_grows_with_the_bytes() {
    let excesses: Vec<_> = shapes::all().iter().filter_map(excess_of_memory).collect();
    assert!(excesses.is_empty(), "{excesses:#?}");
}
