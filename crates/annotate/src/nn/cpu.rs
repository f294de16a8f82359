use super::simd::{Portable, Simd};

/// What the processor can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cpu(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// Work that is compiled for each kind of processor.
pub(super) trait Work {
    type Output;
    /// Must be inlined to profit.
    fn run<S: Simd>(self) -> Self::Output;
}

impl Cpu {
    /// Asks the processor. `SAYSO_PORTABLE` keeps from using what is special to it, to see that results are the same.
    pub(crate) fn detect() -> Self {
        if std::env::var_os("SAYSO_PORTABLE").is_some() {
            return Self(Level::Portable);
        }
        *Self::all().last().unwrap_or(&Self(Level::Portable))
    }

    /// Every level that this processor has, the best one last.
    pub(crate) fn all() -> Vec<Self> {
        let mut levels = vec![Self(Level::Portable)];
        #[cfg(target_arch = "x86_64")]
        levels.extend(is_x86_feature_detected!("avx2").then_some(Self(Level::Avx2)));
        #[cfg(target_arch = "x86_64")]
        levels.extend(is_x86_feature_detected!("avx512f").then_some(Self(Level::Avx512)));
        levels
    }

    /// Runs `work` as it was compiled for this processor.
    #[inline]
    pub(super) fn run<W: Work>(self, work: W) -> W::Output {
        match self.0 {
            Level::Portable => work.run::<Portable>(),
            // SAFETY: `all`, which alone makes this level, has asked the processor.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => unsafe { run_avx2(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { run_avx512(work) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn run_avx2<W: Work>(work: W) -> W::Output {
    work.run::<super::simd::x86::Avx2>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn run_avx512<W: Work>(work: W) -> W::Output {
    work.run::<super::simd::x86::Avx512>()
}
