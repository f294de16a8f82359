//! Ctrl-C, or a polite request to end.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::exit::Exit;

/// Set by the first signal; a second one ends the program at once, which the ledger survives.
pub fn flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        let ends = Exit::Interrupted as i32;
        let armed = signal_hook::flag::register_conditional_shutdown(signal, ends, stop.clone());
        // Without it the program ends at once, which the ledger survives, too.
        let _ = armed.and_then(|_| signal_hook::flag::register(signal, stop.clone()));
    }
    stop
}
