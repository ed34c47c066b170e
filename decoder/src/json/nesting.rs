/// What holds other values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Array,
    Object,
}

impl Container {
    pub(super) const fn end(self) -> u8 {
        match self {
            Self::Array => b']',
            Self::Object => b'}',
        }
    }

    /// What goes on after a value in it, in words.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::Array => "\",\" or \"]\"",
            Self::Object => "\",\" or \"}\"",
        }
    }
}

/// The containers that are open, a bit each: set for objects.
#[derive(Default)]
pub(super) struct Nesting {
    depth: usize,
    innermost: u64,
    /// Those of 64 levels each that are further out.
    others: Vec<u64>,
}

impl Nesting {
    pub(super) fn push(&mut self, container: Container) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.others.push(self.innermost);
        }
        self.innermost = self.innermost << 1 | u64::from(container == Container::Object);
        self.depth += 1;
    }

    pub(super) fn pop(&mut self) {
        self.depth -= 1;
        self.innermost >>= 1;
        if self.depth.is_multiple_of(64) {
            self.innermost = self.others.pop().unwrap_or_default();
        }
    }

    pub(super) const fn innermost(&self) -> Option<Container> {
        match (self.depth, self.innermost & 1) {
            (0, _) => None,
            (_, 0) => Some(Container::Array),
            _ => Some(Container::Object),
        }
    }
}
