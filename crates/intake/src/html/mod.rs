//! Web pages: which part is the article, and what does the page say of itself?

mod element;
mod entity;
mod head;
mod page;
mod token;
