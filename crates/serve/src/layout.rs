//! Where do the nodes of a small network go? Springs along edges, push between all, from a circle: the same every time.

/// A place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// Steps of settling.
const STEPS: usize = 260;

/// Places for `count` nodes joined by weighted edges, within a frame.
pub fn settle(count: usize, edges: &[(usize, usize, f64)], frame: (f64, f64)) -> Vec<Node> {
    let (width, height) = frame;
    let turn = |at: usize| at as f64 * 2.399_963; // the golden angle: no two nodes begin in one line
    let mut nodes: Vec<Node> = (0..count)
        .map(|at| {
            let far = ((at as f64 + 0.5) / count.max(1) as f64).sqrt() * 0.45;
            Node { x: width * (0.5 + far * turn(at).cos()), y: height * (0.5 + far * turn(at).sin()) }
        })
        .collect();
    let ideal = (width * height / count.max(1) as f64).sqrt() * 0.85;
    let most = edges.iter().map(|e| e.2).fold(1.0, f64::max);
    for step in 0..STEPS {
        let heat = width * 0.08 * (1.0 - step as f64 / STEPS as f64).powi(2) + 0.3;
        let mut push = vec![(0.0, 0.0); count];
        for a in 0..count {
            for b in 0..count {
                if a != b {
                    let (dx, dy) = (nodes[a].x - nodes[b].x, nodes[a].y - nodes[b].y);
                    let near = (dx * dx + dy * dy).max(1.0);
                    push[a].0 += dx / near * ideal * ideal / 14.0;
                    // Names are wide: neighbours above and below need less room than those beside.
                    push[a].1 += dy / near * ideal * ideal / 14.0;
                }
            }
            push[a].0 += (width / 2.0 - nodes[a].x) * 0.09;
            push[a].1 += (height / 2.0 - nodes[a].y) * 0.14;
        }
        for &(a, b, weight) in edges {
            let (dx, dy) = (nodes[a].x - nodes[b].x, nodes[a].y - nodes[b].y);
            let long = dx.hypot(dy).max(1.0);
            let pull = (long - ideal * 0.7) / long * 0.12 * (0.25 + (weight / most).sqrt());
            push[a].0 -= dx * pull;
            push[a].1 -= dy * pull;
            push[b].0 += dx * pull;
            push[b].1 += dy * pull;
        }
        for (node, (dx, dy)) in nodes.iter_mut().zip(push) {
            let long = dx.hypot(dy).max(0.01);
            let go = long.min(heat) / long;
            node.x = (node.x + dx * go).clamp(70.0, width - 70.0);
            node.y = (node.y + dy * go).clamp(26.0, height - 16.0);
        }
    }
    nodes
}

/// Width of a letter and height of a line.
const LETTER: (f64, f64) = (6.7, 13.0);

/// Where the names of nodes go: above, below or beside each, where no other name or node is; within the frame in any case.
pub fn labels(nodes: &[Node], radii: &[f64], names: &[String], frame: (f64, f64)) -> Vec<Node> {
    let mut boxes: Vec<[f64; 4]> =
        nodes.iter().zip(radii).map(|(n, r)| [n.x - r, n.y - r, n.x + r, n.y + r]).collect();
    let mut out = Vec::with_capacity(nodes.len());
    for ((node, radius), name) in nodes.iter().zip(radii).zip(names) {
        let half = name.chars().count() as f64 * LETTER.0 / 2.0;
        let beside = radius + half + 4.0;
        let tries = [
            (0.0, -radius - 5.0),
            (0.0, radius + LETTER.1),
            (beside, 4.0),
            (-beside, 4.0),
            (half * 0.6, -radius - 5.0),
            (-half * 0.6, -radius - 5.0),
            (half * 0.6, radius + LETTER.1),
            (-half * 0.6, radius + LETTER.1),
        ];
        let at = |(dx, dy): (f64, f64)| {
            let x = (node.x + dx).clamp(half + 2.0, (frame.0 - half - 2.0).max(half + 2.0));
            let y = (node.y + dy).clamp(LETTER.1, frame.1 - 4.0);
            (Node { x, y }, [x - half, y - LETTER.1 + 3.0, x + half, y + 3.0])
        };
        let hidden = |b: &[f64; 4]| -> f64 {
            let over = |o: &[f64; 4]| {
                (b[2].min(o[2]) - b[0].max(o[0])).max(0.0) * (b[3].min(o[3]) - b[1].max(o[1])).max(0.0)
            };
            boxes.iter().map(over).sum()
        };
        let best = tries.into_iter().map(at).min_by(|a, b| hidden(&a.1).total_cmp(&hidden(&b.1)));
        let (place, taken) = best.expect("there are places to try");
        boxes.push(taken);
        out.push(place);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stay_apart_and_within_the_frame() {
        let edges: Vec<(usize, usize, f64)> = (1..30).map(|at| (0, at, at as f64)).collect();
        let nodes = settle(30, &edges, (900.0, 560.0));
        assert_eq!(nodes, settle(30, &edges, (900.0, 560.0)));
        for (at, a) in nodes.iter().enumerate() {
            assert!(a.x >= 0.0 && a.x <= 900.0 && a.y >= 0.0 && a.y <= 560.0);
            for b in &nodes[at + 1..] {
                assert!((a.x - b.x).hypot(a.y - b.y) > 12.0, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn names_stay_within_the_frame_and_off_each_other() {
        let nodes = [Node { x: 71.0, y: 100.0 }, Node { x: 140.0, y: 100.0 }];
        let names = ["international community".to_owned(), "al-Ahli Arab Hospital".to_owned()];
        let placed = labels(&nodes, &[5.0, 5.0], &names, (900.0, 560.0));
        assert!(placed[0].x - 23.0 * LETTER.0 / 2.0 >= 0.0, "{placed:?}");
        assert!(
            (placed[0].y - placed[1].y).abs() >= 10.0 || (placed[0].x - placed[1].x).abs() > 140.0,
            "{placed:?}"
        );
    }
}
