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

// Brackets in the margin reach as far as the words of whom they name; what is nested stands nearer to the text.
function brackets() {
  const wide = matchMedia('(min-width: 52.01rem)').matches;
  for (const block of reader.querySelectorAll('.block')) {
    const ribbon = block.querySelector('.ribbon');
    const lines = [...ribbon.querySelectorAll('.ribbon-line')];
    ribbon.classList.toggle('drawn', wide && lines.length > 0);
    for (const line of lines) { line.querySelector('.bracket')?.remove(); line.removeAttribute('style'); }
    if (!wide || !lines.length) continue;
    const top = block.getBoundingClientRect().top;
    const reach = lines.map((line) => {
      const seen = [...block.querySelectorAll(`.said[data-s~="${line.dataset.s}"]`)].flatMap((part) => [...part.getClientRects()]);
      const from = seen.length ? Math.min(...seen.map((r) => r.top)) - top : 6;
      return { line, from, to: seen.length ? Math.max(...seen.map((r) => r.bottom)) - top : from + 18, depth: Number(line.className.match(/depth-(\d)/)?.[1] ?? 0) };
    }).sort((a, b) => (Math.abs(a.from - b.from) < 4 ? 0 : a.from - b.from));
    const deepest = Math.max(...reach.map((r) => r.depth));
    const lanes = []; // two brackets of one lane do not stand beside each other
    for (const one of reach) {
      one.lane = deepest - one.depth;
      while (lanes.some((l) => l.lane === one.lane && l.from < one.to - 4 && one.from < l.to - 4)) one.lane += 1;
      lanes.push(one);
    }
    const widest = Math.max(...reach.map((r) => r.lane));
    let free = 0;
    for (const { line, from, to, lane } of reach) {
      const edge = lane * 8;
      const bracket = document.createElement('span');
      bracket.className = 'bracket';
      bracket.style.insetInlineEnd = `${edge}px`;
      line.append(bracket);
      line.style.top = `${from}px`;
      line.style.height = `${Math.max(10, to - from)}px`;
      const down = Math.max(0, free - from);
      free = from + down + 16;
      line.style.setProperty('--edge', `${widest * 8 + 10}px`);
      line.style.setProperty('--down', `${down}px`);
    }
    ribbon.style.minHeight = `${free}px`;
  }
}
brackets();
let later = 0;
addEventListener('resize', () => { clearTimeout(later); later = setTimeout(brackets, 100); });
document.fonts?.ready.then(brackets);

const toggle = reader.querySelector('[data-do="marks"]');
const marks = () => {
  const off = reader.classList.toggle('unmarked');
  toggle.setAttribute('aria-pressed', String(!off));
};
toggle.hidden = false;
toggle.addEventListener('click', marks);
key('m', 'show or hide the marks', marks);

if (at >= 0) claims[at].focus({ preventScroll: true });
