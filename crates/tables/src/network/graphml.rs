//! A network as GraphML, for igraph, networkx and yEd.

use super::xml::escape;
use super::{NODE, Network, Node, TIE, Ties, nodes};

/// The file.
pub fn graphml<N: Ord + Copy>(network: Network, ties: &Ties<N>, node: impl Fn(N) -> Node) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
         <key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n",
    );
    for (name, ..) in NODE {
        out += &format!("<key id=\"{name}\" for=\"node\" attr.name=\"{name}\" attr.type=\"string\"/>\n");
    }
    for name in TIE.iter().map(|c| c.0).chain(["weight"]) {
        out += &format!("<key id=\"{name}\" for=\"edge\" attr.name=\"{name}\" attr.type=\"int\"/>\n");
    }
    out += &format!("<graph id=\"{}\" edgedefault=\"directed\">\n", network.as_str());
    for one in nodes(ties, &node) {
        out += &format!("<node id=\"{}\"><data key=\"name\">{}</data>", escape(&one.id), escape(&one.name));
        for (name, _, value) in NODE {
            if let Some(value) = value(&one) {
                out += &format!("<data key=\"{name}\">{}</data>", escape(value));
            }
        }
        out += "</node>\n";
    }
    for (at, ((from, to), tie)) in ties.iter().enumerate() {
        let (from, to) = (escape(&node(*from).id), escape(&node(*to).id));
        out += &format!("<edge id=\"e{at}\" source=\"{from}\" target=\"{to}\">");
        for (name, _, value) in TIE {
            out += &format!("<data key=\"{name}\">{}</data>", value(tie));
        }
        out += &format!("<data key=\"weight\">{}</data></edge>\n", tie.claims);
    }
    out + "</graph>\n</graphml>\n"
}
