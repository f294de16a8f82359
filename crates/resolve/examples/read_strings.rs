//! Reads one noun phrase a line and prints what it says of an actor: country, sector, entry. With a day as argument, on
//! that day.

use std::io::BufRead;

fn main() {
    let day = std::env::args().nth(1).map(|d| d.parse().expect("a day, as 2022-04-01"));
    let resolver = sayso_resolve::Resolver::load().expect("the knowledge base is part of the program");
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let actor = resolver.actor_string(&line, day);
        let (country, sector) = (actor.country.unwrap_or_default(), actor.sector.unwrap_or_default());
        println!("{line}\t{country}\t{sector}\t{}", actor.name.unwrap_or_default());
    }
}
