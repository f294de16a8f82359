//! How much may be in work at a time?

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes that may be held between reading and writing.
pub struct Budget {
    held: Mutex<usize>,
    freed: Condvar,
    bytes_max: usize,
    open: AtomicBool,
}

impl Budget {
    pub fn new(bytes_max: usize) -> Self {
        Self { held: Mutex::new(0), freed: Condvar::new(), bytes_max, open: AtomicBool::new(false) }
    }

    /// Waits until there is room. One thing alone always has room, however large.
    pub fn take(&self, bytes: usize) {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |held: &mut usize| {
            *held > 0 && *held + bytes > self.bytes_max && !self.open.load(Ordering::Relaxed)
        };
        let mut held = self.freed.wait_while(held, full).unwrap_or_else(PoisonError::into_inner);
        *held += bytes;
    }

    /// Lets everybody pass: nothing more is to be held back.
    pub fn open(&self) {
        self.open.store(true, Ordering::Relaxed);
        let _held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        self.freed.notify_all();
    }

    /// Makes room.
    pub fn give_back(&self, bytes: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        *held = held.saturating_sub(bytes);
        self.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[test]
    fn no_more_is_held_than_allowed_but_one_thing_always_is() {
        let (budget, held, most) = (Budget::new(10), AtomicUsize::new(0), AtomicUsize::new(0));
        budget.take(50);
        budget.give_back(50);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        budget.take(4);
                        most.fetch_max(held.fetch_add(4, Ordering::SeqCst) + 4, Ordering::SeqCst);
                        held.fetch_sub(4, Ordering::SeqCst);
                        budget.give_back(4);
                    }
                });
            }
        });
        assert!(most.load(Ordering::SeqCst) <= 10);
    }
}
