//! In which form, and what is a row of it?

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A claim of one source in one article.
    Reports,
    /// An event of the world, as a named rule tells it from its claims.
    Incidents,
    /// An article with its text and all its records.
    Articles,
}

impl Grain {
    /// The name in files and manifests.
    pub fn as_str(self) -> &'static str {
        match self {
            Grain::Reports => "reports",
            Grain::Incidents => "incidents",
            Grain::Articles => "articles",
        }
    }
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Our columns, with commas and quotation marks.
    Csv,
    /// Our columns, with types.
    Parquet,
    /// An object a line.
    Jsonl,
    /// POLECAT's forty columns.
    Polecat,
    /// ICEWS' twenty columns.
    Icews,
    /// Columns like ACLED's.
    Acled,
    /// Columns like those of UCDP's georeferenced events.
    Ucdp,
    /// What R's `eventreport` compares.
    Eventreport,
    /// PLOVER's objects, one a line.
    Plover,
    /// Features on a map.
    Geojson,
    /// Networks for Gephi.
    Gexf,
    /// Networks for igraph and networkx.
    Graphml,
    /// W3C Web Annotation.
    Annotation,
    /// FollowTheMoney's entities, one a line.
    Ftm,
    /// A bundle of STIX 2.1.
    Stix,
    /// brat's texts and marks, two files an article.
    Brat,
    /// Citron's attributions, a file an article.
    Citron,
    /// A page an incident, which opens from disk. [`crate::Export::pages`] writes them; who makes them stands above.
    Html,
}

impl Shape {
    /// All forms.
    pub const ALL: [Shape; 18] = [
        Shape::Csv,
        Shape::Parquet,
        Shape::Jsonl,
        Shape::Polecat,
        Shape::Icews,
        Shape::Acled,
        Shape::Ucdp,
        Shape::Eventreport,
        Shape::Plover,
        Shape::Geojson,
        Shape::Gexf,
        Shape::Graphml,
        Shape::Annotation,
        Shape::Ftm,
        Shape::Stix,
        Shape::Brat,
        Shape::Citron,
        Shape::Html,
    ];

    /// The name on the command line and in names of files.
    pub fn as_str(self) -> &'static str {
        match self {
            Shape::Csv => "csv",
            Shape::Parquet => "parquet",
            Shape::Jsonl => "jsonl",
            Shape::Polecat => "polecat",
            Shape::Icews => "icews",
            Shape::Acled => "acled",
            Shape::Ucdp => "ucdp",
            Shape::Eventreport => "eventreport",
            Shape::Plover => "plover",
            Shape::Geojson => "geojson",
            Shape::Gexf => "gexf",
            Shape::Graphml => "graphml",
            Shape::Annotation => "annotation",
            Shape::Ftm => "ftm",
            Shape::Stix => "stix",
            Shape::Brat => "brat",
            Shape::Citron => "citron",
            Shape::Html => "html",
        }
    }

    /// The ending of its files; none for a folder of them.
    pub fn ending(self) -> &'static str {
        match self {
            Shape::Csv | Shape::Acled | Shape::Ucdp | Shape::Eventreport => "csv",
            Shape::Polecat | Shape::Icews => "tsv",
            Shape::Parquet => "parquet",
            Shape::Jsonl | Shape::Plover | Shape::Ftm => "jsonl",
            Shape::Geojson => "geojson",
            Shape::Gexf => "gexf",
            Shape::Graphml => "graphml",
            Shape::Annotation => "jsonld",
            Shape::Stix => "json",
            Shape::Brat | Shape::Citron | Shape::Html => "",
        }
    }

    /// What its rows can be; the first is what they are if nobody says.
    pub fn grains(self) -> &'static [Grain] {
        match self {
            Shape::Csv | Shape::Parquet | Shape::Geojson => &[Grain::Reports, Grain::Incidents],
            Shape::Jsonl => &[Grain::Reports, Grain::Incidents, Grain::Articles],
            Shape::Polecat | Shape::Icews | Shape::Eventreport => &[Grain::Reports],
            Shape::Plover | Shape::Gexf | Shape::Graphml => &[Grain::Reports],
            Shape::Annotation | Shape::Ftm | Shape::Stix => &[Grain::Reports],
            Shape::Brat | Shape::Citron => &[Grain::Articles],
            Shape::Acled | Shape::Ucdp | Shape::Html => &[Grain::Incidents],
        }
    }

    /// True if its rows are of no use without the incident that they belong to.
    pub(crate) fn needs_incidents(self) -> bool {
        self == Shape::Eventreport
    }
}
