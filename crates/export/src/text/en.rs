//! What is particular to English when a passage is cut.

/// Abbreviations before names, after which no sentence begins.
pub const TITLES: [&str; 19] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Lt", "Col", "Maj", "Capt", "Sgt", "Adm", "Sen", "Rep",
    "Gov", "Rev", "Jr", "Sr",
];
