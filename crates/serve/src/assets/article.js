// The article: a claim lights its words and a word its claims; keys go from claim to claim.

import { copy, key } from './keys.js';

const reader = document.getElementById('reader');
const claims = [...reader.querySelectorAll('.claims li')];
let at = claims.findIndex((c) => c.classList.contains('chosen'));

function light(event, on) {
  for (const mark of reader.querySelectorAll(`[data-e="${event}"]`)) mark.classList.toggle('lit', on);
}

function speak(numbers, on) {
  for (const number of numbers.split(' ')) {
    for (const part of reader.querySelectorAll(`[data-s~="${number}"]`)) part.classList.toggle('lit', on);
  }
}

for (const [begin, end] of [['mouseover', 'mouseout'], ['focusin', 'focusout']]) {
  for (const [name, on] of [[begin, true], [end, false]]) {
    reader.addEventListener(name, (e) => {
      const marked = e.target.closest('[data-e]');
      if (marked) light(marked.dataset.e, on);
      const line = e.target.closest('.ribbon-line');
      if (line) speak(line.dataset.s, on);
    });
  }
}

reader.addEventListener('click', (e) => {
  if (e.target.closest('a, button')) return;
  const mark = e.target.closest('.text [data-e]');
  const claim = e.target.closest('.claims li');
  if (mark) pick(claims.findIndex((c) => c.dataset.e === mark.dataset.e));
  else if (claim) reader.querySelector(`.text [data-e="${claim.dataset.e}"]`)?.scrollIntoView({ block: 'center' });
});

function pick(number) {
  if (number < 0 || !claims.length) return;
  if (claims[at]) { claims[at].classList.remove('current'); light(claims[at].dataset.e, false); }
  at = Math.max(0, Math.min(claims.length - 1, number));
  const claim = claims[at];
  claim.classList.add('current');
  claim.focus({ preventScroll: true });
  claim.scrollIntoView({ block: 'nearest' });
  light(claim.dataset.e, true);
  reader.querySelector(`.text [data-e="${claim.dataset.e}"]`)?.scrollIntoView({ block: 'center' });
}

const chosen = () => claims[at]?.dataset.id;
const cite = async (id) => {
  const answer = await fetch(`/claims/${id}.json`);
  if (!answer.ok) return;
  const claim = await answer.json();
  copy(`${claim.citation} ${location.origin}/claims/${claim.id}`, 'Citation');
};

key(['j', 'n', 'ArrowDown'], 'next claim', () => pick(at + 1));
key(['k', 'p', 'ArrowUp'], 'previous claim', () => pick(at < 0 ? 0 : at - 1));
key('Enter', 'open the claim', () => { if (chosen()) location.href = `/claims/${chosen()}`; }, () => !document.activeElement?.matches?.('a, button, summary'));
key('c', 'copy the citation', () => { if (chosen()) cite(chosen()); });

const toggle = reader.querySelector('[data-do="marks"]');
const marks = () => {
  const off = reader.classList.toggle('unmarked');
  toggle.setAttribute('aria-pressed', String(!off));
};
toggle.hidden = false;
toggle.addEventListener('click', marks);
key('m', 'show or hide the marks', marks);

if (at >= 0) claims[at].focus({ preventScroll: true });
