//! How sure a one-sided bound is. Must not know of what.

use serde::{Deserialize, Serialize};

/// Level of a one-sided bound, as the field uses them for frequency limits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OneSided {
    /// 95 %
    #[default]
    NinetyFive,
    /// 99 %
    NinetyNine,
}

impl OneSided {
    /// Both, in ascending order.
    pub const ALL: [Self; 2] = [Self::NinetyFive, Self::NinetyNine];

    /// The share on the side that counts, such as 0.95.
    pub const fn share(self) -> f64 {
        1.0 - self.rest()
    }

    /// What is left on the other side: 0.05 or 0.01, as they are written and not as 1 − 0.95 is rounded.
    pub const fn rest(self) -> f64 {
        match self {
            Self::NinetyFive => 0.05,
            Self::NinetyNine => 0.01,
        }
    }
}
