//! A disk that fills up, fails and loses its power. It stands before SQLite's own and keeps a list of what reached it.
//!
//! The functions below are called by SQLite with what its interface promises: pointers to a file that `open` made, to names that
//! end in zero, and to buffers of the length beside them.

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use rusqlite::ffi::{self, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs};

/// What reached the disk.
#[derive(Clone, Debug)]
pub enum Op {
    Create,
    Write { at: usize, bytes: Vec<u8> },
    Truncate(usize),
    Sync,
    Delete,
}

/// How the disk goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no room.
    Full,
    /// Reading, writing and syncing fail.
    Broken,
}

#[derive(Default)]
pub struct Disk {
    /// Files and what was done to them, in order.
    pub log: Vec<(PathBuf, Op)>,
    /// Questions to the disk that may fail, so far.
    pub seen: usize,
    /// What fails from which question on, and whether it goes on failing.
    pub fails: Option<(Fault, usize, bool)>,
    /// Questions that failed.
    pub failed: usize,
}

static DISK: Mutex<Disk> = Mutex::new(Disk { log: Vec::new(), seen: 0, fails: None, failed: 0 });
static NAMES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static TURN: Mutex<()> = Mutex::new(());

/// The disk, in the state that it has now.
pub fn disk() -> MutexGuard<'static, Disk> {
    DISK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts the disk before SQLite's own for all of this process; one test at a time.
pub fn turn() -> MutexGuard<'static, ()> {
    static ONCE: Once = Once::new();
    ONCE.call_once(install);
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is left of every file if the power fails after the first `count` operations. What was not synced is there in any part:
/// of each operation `keep` in 8 are, and a write may stop at any sector.
pub fn after_power_cut(
    log: &[(PathBuf, Op)],
    count: usize,
    keep: u64,
    seed: u64,
) -> BTreeMap<PathBuf, Vec<u8>> {
    #[derive(Default)]
    struct File {
        durable: Option<Vec<u8>>,
        pending: Vec<Op>,
    }
    let mut files: BTreeMap<PathBuf, File> = BTreeMap::new();
    // SQLite syncs the folder with the first sync of a new journal: what was deleted before is gone for good.
    let mut new = std::collections::BTreeSet::new();
    for (name, op) in &log[..count] {
        match op {
            Op::Create if name.to_string_lossy().contains(".db-") => _ = new.insert(name),
            Op::Sync if new.remove(name) => {
                files.retain(|_, file| !matches!(file.pending.last(), Some(Op::Delete)));
            }
            _ => {}
        }
        let file = files.entry(name.clone()).or_default();
        match op {
            Op::Sync => {
                let mut bytes = file.durable.take().unwrap_or_default();
                let mut there = true;
                for op in file.pending.drain(..) {
                    there = !matches!(op, Op::Delete);
                    apply(&mut bytes, &op, usize::MAX);
                }
                file.durable = there.then_some(bytes);
            }
            // A name that is used anew was free.
            Op::Create if matches!(file.pending.last(), Some(Op::Delete)) => *file = File::default(),
            op => file.pending.push(op.clone()),
        }
    }
    let mut random = crate::Random(seed);
    let mut out = BTreeMap::new();
    for (name, file) in files {
        let mut bytes = file.durable;
        for op in file.pending {
            if random.below(8) >= keep {
                continue;
            }
            if matches!(op, Op::Delete) {
                bytes = None;
                continue;
            }
            let whole = keep == 8 || random.below(4) > 0;
            let sectors = if whole { usize::MAX } else { random.below(9) as usize };
            apply(bytes.get_or_insert_default(), &op, sectors);
        }
        out.extend(bytes.map(|bytes| (name, bytes)));
    }
    out
}

fn apply(file: &mut Vec<u8>, op: &Op, sectors: usize) {
    match op {
        Op::Write { at, bytes } => {
            let kept = &bytes[..bytes.len().min(sectors.saturating_mul(512))];
            if file.len() < at + kept.len() {
                file.resize(at + kept.len(), 0);
            }
            file[*at..at + kept.len()].copy_from_slice(kept);
        }
        Op::Truncate(size) => file.resize(*size, 0),
        Op::Delete => file.clear(),
        Op::Create | Op::Sync => {}
    }
}

/// One of our files: SQLite's own stands behind it in the same piece of memory.
#[repr(C)]
struct Shell {
    base: sqlite3_file,
    /// Place in `NAMES` and one; 0 for a file without a name.
    name: usize,
}

/// SQLite's own file system, by its address.
static OWN: std::sync::OnceLock<usize> = std::sync::OnceLock::new();

fn own() -> *mut sqlite3_vfs {
    *OWN.get().expect("it was installed") as *mut sqlite3_vfs
}

fn install() {
    // SAFETY: SQLite gives its default file system, which lives as long as the process; ours is a copy of it that is never
    // freed, with other functions of the same types.
    unsafe {
        let own = ffi::sqlite3_vfs_find(std::ptr::null());
        assert!(!own.is_null());
        OWN.set(own as usize).expect("once");
        let mut ours: sqlite3_vfs = std::ptr::read(own);
        ours.szOsFile += size_of::<Shell>() as c_int;
        ours.zName = c"test disk".as_ptr();
        ours.pNext = std::ptr::null_mut();
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        assert_eq!(ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1), ffi::SQLITE_OK);
    }
}

/// Notes a question that may fail; gives the code if it does.
fn fails(code: c_int) -> Option<c_int> {
    let mut disk = disk();
    disk.seen += 1;
    let (fault, from, lasting) = disk.fails?;
    let now = disk.seen == from || (lasting && disk.seen > from);
    let is_write = code == ffi::SQLITE_IOERR_WRITE;
    if !now || (fault == Fault::Full && !is_write) {
        return None;
    }
    disk.failed += 1;
    Some(if fault == Fault::Full { ffi::SQLITE_FULL } else { code })
}

fn note(name: usize, op: Op) {
    if name > 0 {
        let name = NAMES.lock().unwrap_or_else(PoisonError::into_inner)[name - 1].clone();
        disk().log.push((name, op));
    }
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: `file` has room for our shell and SQLite's own file behind it, as `szOsFile` says.
    unsafe {
        let shell = file.cast::<Shell>();
        (*shell).base.pMethods = std::ptr::null();
        (*shell).name = 0;
        let new = !name.is_null() && !path(name).exists();
        let own = own();
        let done = (*own).xOpen.expect("it opens")(own, name, inner(file), flags, out);
        if !name.is_null() {
            let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
            names.push(path(name));
            (*shell).name = names.len();
        }
        if done == ffi::SQLITE_OK && new {
            note((*shell).name, Op::Create);
        }
        if !(*inner(file)).pMethods.is_null() {
            (*shell).base.pMethods = &METHODS;
        }
        done
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: the name is SQLite's.
    unsafe {
        let path = path(name);
        if path.exists() {
            disk().log.push((path, Op::Delete));
        }
        let own = own();
        (*own).xDelete.expect("it deletes")(own, name, sync)
    }
}

unsafe fn path(name: *const c_char) -> PathBuf {
    // SAFETY: names end in zero.
    PathBuf::from(unsafe { CStr::from_ptr(name) }.to_str().expect("paths of tests are UTF-8"))
}

unsafe fn inner(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: SQLite's own file stands behind the shell, see `install`.
    unsafe { file.cast::<u8>().add(size_of::<Shell>()).cast() }
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    if let Some(code) = fails(ffi::SQLITE_IOERR_READ) {
        return code;
    }
    // SAFETY: handed on as it came.
    unsafe { (*(*inner(file)).pMethods).xRead.expect("it reads")(inner(file), to, length, at) }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    length: c_int,
    at: sqlite3_int64,
) -> c_int {
    if let Some(code) = fails(ffi::SQLITE_IOERR_WRITE) {
        return code;
    }
    // SAFETY: `from` points at so many bytes; the rest is handed on as it came.
    unsafe {
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), length as usize).to_vec();
        note((*file.cast::<Shell>()).name, Op::Write { at: at as usize, bytes });
        (*(*inner(file)).pMethods).xWrite.expect("it writes")(inner(file), from, length, at)
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    if let Some(code) = fails(ffi::SQLITE_IOERR_TRUNCATE) {
        return code;
    }
    // SAFETY: handed on as it came.
    unsafe {
        note((*file.cast::<Shell>()).name, Op::Truncate(size as usize));
        (*(*inner(file)).pMethods).xTruncate.expect("it truncates")(inner(file), size)
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    if let Some(code) = fails(ffi::SQLITE_IOERR_FSYNC) {
        return code;
    }
    // SAFETY: handed on as it came. The disk of the tests need not be synced itself.
    unsafe {
        let _ = flags;
        note((*file.cast::<Shell>()).name, Op::Sync);
    }
    ffi::SQLITE_OK
}

macro_rules! hand_on {
    ($($method:ident = $name:ident($($argument:ident: $type:ty),*) $(-> $back:ty)?;)*) => {
        $(unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $argument: $type)*) $(-> $back)? {
            // SAFETY: handed on as it came.
            unsafe { (*(*inner(file)).pMethods).$method.expect("SQLite's own has it")(inner(file) $(, $argument)*) }
        })*
    };
}

hand_on! {
    xClose = close() -> c_int;
    xFileSize = file_size(size: *mut sqlite3_int64) -> c_int;
    xLock = lock(level: c_int) -> c_int;
    xUnlock = unlock(level: c_int) -> c_int;
    xCheckReservedLock = check_reserved(out: *mut c_int) -> c_int;
    xFileControl = file_control(op: c_int, argument: *mut c_void) -> c_int;
    xSectorSize = sector_size() -> c_int;
    xDeviceCharacteristics = characteristics() -> c_int;
    xShmMap = shm_map(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void) -> c_int;
    xShmLock = shm_lock(offset: c_int, n: c_int, flags: c_int) -> c_int;
    xShmBarrier = shm_barrier();
    xShmUnmap = shm_unmap(delete_flag: c_int) -> c_int;
}

// Version 2: pages are read and written by the functions above, and never mapped.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
