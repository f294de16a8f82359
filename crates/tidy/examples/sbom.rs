//! Prints what the program `sayso` is made of, as a bill of materials (CycloneDX 1.5).

use sayso_tidy::Tree;

fn main() {
    let tree = Tree::here();
    let metadata = sayso_tidy::metadata(&tree).expect("`cargo metadata` answers");
    print!("{}", sayso_tidy::bill(&tree, &metadata));
}
