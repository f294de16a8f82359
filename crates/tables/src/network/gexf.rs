//! A network as GEXF 1.3, for Gephi and its kin.

use super::xml::escape;
use super::{NODE, Network, Node, TIE, Ties, nodes};

/// The file.
pub fn gexf<N: Ord + Copy>(network: Network, ties: &Ties<N>, node: impl Fn(N) -> Node) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
         <meta><creator>sayso</creator><description>{}</description></meta>\n\
         <graph defaultedgetype=\"directed\" mode=\"static\">\n<attributes class=\"node\">\n",
        escape(network.about())
    );
    let attribute = |(at, name): (usize, &str), kind: &str| {
        format!("<attribute id=\"{at}\" title=\"{name}\" type=\"{kind}\"/>\n")
    };
    NODE.iter().map(|c| c.0).enumerate().for_each(|a| out += &attribute(a, "string"));
    out += "</attributes>\n<attributes class=\"edge\">\n";
    TIE.iter().map(|c| c.0).enumerate().for_each(|a| out += &attribute(a, "integer"));
    out += "</attributes>\n<nodes>\n";
    for one in nodes(ties, &node) {
        out += &format!("<node id=\"{}\" label=\"{}\"><attvalues>", escape(&one.id), escape(&one.name));
        for (at, (_, _, value)) in NODE.iter().enumerate() {
            if let Some(value) = value(&one) {
                out += &format!("<attvalue for=\"{at}\" value=\"{}\"/>", escape(value));
            }
        }
        out += "</attvalues></node>\n";
    }
    out += "</nodes>\n<edges>\n";
    for (at, ((from, to), tie)) in ties.iter().enumerate() {
        let (from, to) = (escape(&node(*from).id), escape(&node(*to).id));
        let weight = tie.claims;
        out +=
            &format!("<edge id=\"{at}\" source=\"{from}\" target=\"{to}\" weight=\"{weight}\"><attvalues>");
        for (at, (_, _, value)) in TIE.iter().enumerate() {
            out += &format!("<attvalue for=\"{at}\" value=\"{}\"/>", value(tie));
        }
        out += "</attvalues></edge>\n";
    }
    out + "</edges>\n</graph>\n</gexf>\n"
}
