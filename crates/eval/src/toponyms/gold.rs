//! Articles with toponyms: the XML of the Local-Global Lexicon (Lieberman et al. 2010) and of GeoWebNews (Gritta et al.
//! 2020), which differ in their tags.

use sayso_model::Span;

/// A place name with the place that it means.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldToponym {
    /// Bytes of the name.
    pub span: Span,
    /// GeoNames identifier.
    pub geonames: u32,
    /// Degrees north and east.
    pub at: (f64, f64),
}

/// An article.
#[derive(Clone, Debug)]
pub struct Article {
    /// Text that the spans point into.
    pub text: String,
    /// Names with a GeoNames identifier.
    pub toponyms: Vec<GoldToponym>,
    /// All names that are marked, with and without an identifier.
    pub named: Vec<Span>,
}

/// Reads all articles of a file. Names whose words are not where the file says are left out.
pub fn read(xml: &str) -> Vec<Article> {
    xml.split("<article ").skip(1).filter_map(article).collect()
}

fn article(xml: &str) -> Option<Article> {
    let raw = element(xml, "text")?;
    let text = match raw.strip_prefix("<![CDATA[").and_then(|t| t.strip_suffix("]]>")) {
        Some(verbatim) => verbatim.to_owned(),
        None => unescape(raw),
    };
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    offsets.push(text.len());
    let toponyms = xml.split("<toponym>").skip(1).filter_map(|t| toponym(t, &text, &offsets)).collect();
    let named = xml.split("<toponym>").skip(1).filter_map(|t| name(t, &text, &offsets)).collect();
    Some(Article { text, toponyms, named })
}

fn name(xml: &str, text: &str, offsets: &[usize]) -> Option<Span> {
    let xml = xml.split("</toponym>").next()?;
    let number = |name: &str| element(xml, name)?.trim().parse::<f64>().ok();
    let start = *offsets.get(number("start")? as usize)?;
    let end = *offsets.get(number("end")? as usize)?;
    let words = unescape(element(xml, "phrase").or(element(xml, "extractedName"))?);
    let span = Span::new(start, end.max(start));
    (span.text(text).trim() == words.trim()).then_some(span)
}

fn toponym(xml: &str, text: &str, offsets: &[usize]) -> Option<GoldToponym> {
    let span = name(xml, text, offsets)?;
    let xml = xml.split("</toponym>").next()?;
    let number = |name: &str| element(xml, name)?.trim().parse::<f64>().ok();
    let geonames = match xml.split_once("<gaztag geonameid=\"") {
        Some((_, rest)) => rest.split('"').next()?,
        None => element(xml, "geonamesID")?,
    };
    let at = (number("lat").or(number("latitude"))?, number("lon").or(number("longitude"))?);
    Some(GoldToponym { span, geonames: geonames.trim().parse().ok()?, at })
}

fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    Some(rest.split_once(&format!("</{name}>"))?.0)
}

fn unescape(xml: &str) -> String {
    let plain = xml.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    plain.replace("&#13;", "\r").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_forms() {
        let lgl = r#"<article docid="1"><text><![CDATA[Fire in Börd, Texas.]]></text><toponyms><toponym><start>8</start><end>12</end>
            <phrase>Börd</phrase><gaztag geonameid="7"><lat>1.5</lat><lon>-2</lon></gaztag></toponym></toponyms></article>"#;
        let gwn = r#"<article file="0"><text>A &amp; B in Rome.</text><toponym><extractedName>Rome</extractedName><start>9</start>
            <end>13</end><geonamesID>3169070</geonamesID><latitude>41.9</latitude><longitude>12.5</longitude></toponym>
            <toponym><extractedName>B</extractedName><start>4</start><end>5</end><geonamesID/></toponym></article>"#;
        let one = &read(lgl)[0];
        assert_eq!((one.toponyms[0].geonames, one.toponyms[0].span.text(&one.text)), (7, "Börd"));
        let two = &read(gwn)[0];
        assert_eq!(two.toponyms.len(), 1);
        assert_eq!((two.toponyms[0].geonames, two.toponyms[0].at), (3_169_070, (41.9, 12.5)));
    }
}
