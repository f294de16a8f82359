//! Many articles from few: copies of a folder of texts in which numbers, days of the week, months and capitalised words are
//! exchanged by a seeded program, so that no two are alike and all are still news.
//!
//! ```console
//! $ cargo run -p sayso-ingest --example vary_news -- ../shared/data/raw-news 100000 /tmp/news
//! ```

use std::collections::HashMap;
use std::path::{Path, PathBuf};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(from), Some(count), Some(to)) = (args.next(), args.next(), args.next()) else {
        return Err("usage: vary_news FOLDER COUNT NEW_FOLDER".into());
    };
    let count: usize = count.parse()?;
    let mut files = Vec::new();
    walk(Path::new(&from), &mut files)?;
    files.sort();
    let texts: Vec<String> = files.iter().filter_map(|f| std::fs::read_to_string(f).ok()).collect();
    if texts.is_empty() {
        return Err(format!("no texts in `{from}`").into());
    }
    for number in 0..count {
        let folder = Path::new(&to).join(format!("{:04}", number / 1_000));
        std::fs::create_dir_all(&folder)?;
        let text = &texts[number % texts.len()];
        // The first round is the texts as they are.
        let text = if number < texts.len() { text.clone() } else { vary(text, number as u64) };
        std::fs::write(folder.join(format!("{number:06}.txt")), text)?;
    }
    Ok(())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { walk(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn vary(text: &str, seed: u64) -> String {
    let mut seen: HashMap<&str, String> = HashMap::new();
    let mut out = String::with_capacity(text.len() + 64);
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let other = seen.entry(word).or_insert_with(|| exchange(word, seed));
        out.push_str(other);
        out.push_str(&piece[word.len()..]);
    }
    out
}

/// Another word of the same kind: the same one throughout an article.
fn exchange(word: &str, seed: u64) -> String {
    let dice = word
        .bytes()
        .fold(seed ^ 0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let pick = |list: &[&str]| list[(dice >> 20) as usize % list.len()].to_owned();
    if DAYS.contains(&word) {
        return pick(&DAYS);
    }
    if MONTHS.contains(&word) {
        return pick(&MONTHS);
    }
    match word.parse::<u64>() {
        Ok(number) if word.len() < 4 => (number + (dice >> 20) % 9).to_string(),
        // A name in ten has another ending, so that names differ without ceasing to be names.
        Err(_) if word.len() > 4 && word.starts_with(char::is_uppercase) && (dice >> 20) % 10 == 0 => {
            format!("{word}{}", ["ov", "son", "a", "i", "er"][(dice >> 30) as usize % 5])
        }
        _ => word.to_owned(),
    }
}
