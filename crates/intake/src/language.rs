//! Which language is the text in?

use crate::en;

/// Fewer words than this tell too little.
const WORDS_MIN: usize = 20;
/// How much of a text is looked at.
const SAMPLE_BYTES: usize = 24 << 10;
/// Texts with at least this share of English function words are English, whatever names they are full of.
const ENGLISH_SHARE: f64 = 0.16;
/// Texts with less than this share are not, though the classifier may know no better language for them.
const OTHER_SHARE: f64 = 0.05;

/// ISO 639-1 code of the language of the passages; `und` for one that is not English and that the classifier does
/// not know; `None` if there are too few words to tell.
pub fn detect<'a>(passages: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    let mut sample = String::new();
    for passage in passages {
        if sample.len() + passage.len() > SAMPLE_BYTES && !sample.is_empty() {
            break;
        }
        let mut end = passage.len().min(SAMPLE_BYTES);
        while !passage.is_char_boundary(end) {
            end -= 1;
        }
        sample.push_str(&passage[..end]);
        sample.push('\n');
    }
    let (mut words, mut english) = (0usize, 0usize);
    for word in
        sample.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|w| !w.is_empty())
    {
        words += 1;
        english += usize::from(en::is_function_word(&word.to_lowercase()));
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    // Languages that write no spaces have few words and many letters.
    if words < WORDS_MIN && letters < WORDS_MIN * 8 {
        return None;
    }
    let share = english as f64 / words.max(1) as f64;
    if share >= ENGLISH_SHARE {
        return Some("en");
    }
    match code(whichlang::detect_language(&sample)) {
        "en" if share < OTHER_SHARE => Some("und"),
        code => Some(code),
    }
}

fn code(language: whichlang::Lang) -> &'static str {
    use whichlang::Lang;
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(detect([text].into_iter()), expect, "{text}");
    }

    #[test]
    fn languages() {
        check(
            "The minister said that the talks had failed and that he would not go to the capital again this week.",
            Some("en"),
        );
        check(
            "Sheikh Hassan Abdulkarim al-Najjar, Yusuf Abu Shaaban, Khaled Mansour, Tayseer al-Jabari and Mahmoud \
             Abbas met in Khan Younis, Deir el-Balah and Beit Hanoun, a spokesman for Saraya al-Quds said.",
            Some("en"),
        );
        check(
            "Le ministre a déclaré lundi que les pourparlers avaient échoué et que les deux parties ne se \
             retrouveraient pas avant la fin du mois dans la capitale.",
            Some("fr"),
        );
        check(
            "El ministro dijo el lunes que las conversaciones habían fracasado y que las dos partes no volverían a \
             reunirse en la capital antes de fin de mes.",
            Some("es"),
        );
        check(
            "قال الوزير يوم الاثنين إن المحادثات فشلت وإن الطرفين لن يلتقيا مرة أخرى في العاصمة قبل نهاية الشهر الجاري \
             بسبب الخلافات القائمة بينهما",
            Some("ar"),
        );
        check("Troops left.", None);
        check("", None);
    }
}
