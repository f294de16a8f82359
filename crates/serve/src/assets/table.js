// The ledger as one long table: only the rows that are seen, and some around them, are in the page.

import { copy, key } from './keys.js';

const frame = document.getElementById('grid');
const body = frame.querySelector('tbody');
const count = Number(frame.dataset.count);
const source = frame.dataset.rows;
const PIECE = 40; // rows asked for at a time
const KEPT = 200; // pieces kept in memory
const TALL = 15_000_000; // browsers draw nothing below some height
const pieces = new Map();
let height = 51;
let scale = 1;
let current = -1;
let drawn = '';
let asked = 0;

const piece = (number) => {
  if (!pieces.has(number)) {
    const sign = source.includes('?') ? '&' : '?';
    const from = number * PIECE;
    const loading = fetch(`${source}${sign}from=${from}&limit=${PIECE}`, { headers: { accept: 'text/html' } })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
      .then((text) => [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('tr')])
      .then((rows) => { pieces.set(number, rows); return rows; })
      .catch(() => { pieces.delete(number); return []; });
    pieces.set(number, loading);
    if (pieces.size > KEPT) pieces.delete(pieces.keys().next().value);
  }
  return pieces.get(number);
};

const pad = (rows) => {
  const row = document.createElement('tr');
  row.className = 'pad';
  row.setAttribute('aria-hidden', 'true');
  const cell = document.createElement('td');
  cell.colSpan = 6;
  row.append(cell);
  row.style.height = `${rows}px`;
  return row;
};

async function draw() {
  const head = 36;
  const seen = Math.ceil(frame.clientHeight / height) + 1;
  const top = Math.min(count - 1, Math.max(0, Math.floor((frame.scrollTop * scale) / height)));
  const from = Math.max(0, top - 8);
  const to = Math.min(count, top + seen + 8, from + 78);
  const wanted = `${from}-${to}`;
  if (wanted === drawn) return;
  const turn = ++asked;
  const numbers = [];
  for (let n = Math.floor(from / PIECE); n * PIECE < to; n += 1) numbers.push(n);
  const loaded = await Promise.all(numbers.map(piece));
  if (turn !== asked) return;
  drawn = wanted;
  const rows = [];
  numbers.forEach((n, at) => loaded[at].forEach((row, i) => {
    const place = n * PIECE + i;
    if (place >= from && place < to) rows.push(row);
  }));
  const whole = (count * height) / scale;
  const above = scale === 1 ? from * height : Math.max(0, frame.scrollTop - (top - from) * height);
  body.replaceChildren(pad(above), ...rows, pad(Math.max(0, whole - above - rows.length * height)));
  for (const row of rows) row.classList.toggle('current', Number(row.dataset.at) === current);
  frame.dataset.drawn = `${from}-${to}`;
  frame.style.setProperty('--head', `${head}px`);
}

if (count > 0) {
  frame.classList.add('scrolls');
  const first = Number(frame.dataset.from);
  height = body.querySelector('tr')?.getBoundingClientRect().height || height;
  scale = Math.max(1, (count * height) / TALL);
  if (first > 0) frame.scrollTop = (first * height) / scale;
  let waits = false;
  frame.addEventListener('scroll', () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => { waits = false; draw(); });
  }, { passive: true });
  addEventListener('resize', () => { drawn = ''; draw(); });
  draw();
}

/** The row that is chosen, if it is in the page. */
export const row = () => body.querySelector('tr.current');

/** What is being chosen: rows may still have to come, and a key pressed at once after another waits for them. */
let choosing = Promise.resolve(null);

/** Chooses a row by its place, and brings it into sight. */
export function choose(place) {
  choosing = pick(place);
  return choosing;
}

async function pick(place) {
  if (!count) return null;
  current = Math.max(0, Math.min(count - 1, place));
  const top = (current * height) / scale;
  const sight = frame.clientHeight - 2 * height;
  if (top < frame.scrollTop || top > frame.scrollTop + sight) frame.scrollTop = Math.max(0, top - sight / 2);
  await draw();
  for (const one of body.querySelectorAll('tr[data-at]')) one.classList.toggle('current', Number(one.dataset.at) === current);
  const chosen = row();
  chosen?.querySelector('a.open')?.focus({ preventScroll: true });
  if (!peek.hidden && chosen) await show(chosen.dataset.id);
  return chosen;
}

const peek = document.getElementById('peek');

/** Shows a claim beside the table. */
export async function show(id) {
  const answer = await fetch(`/claims/${id}?peek=1`, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.textContent = 'Close';
  close.addEventListener('click', hide);
  peek.replaceChildren(close, ...page.body.children);
  peek.hidden = false;
  peek.dispatchEvent(new CustomEvent('sayso:shown', { bubbles: true }));
}

function hide() {
  peek.hidden = true;
  row()?.querySelector('a.open')?.focus();
}

/** Loads the rows anew: something was decided. */
export async function renew() {
  pieces.clear();
  drawn = '';
  await draw();
}

document.addEventListener('sayso:shut', (event) => { if (!peek.hidden) { hide(); event.preventDefault(); } });
body.addEventListener('click', (event) => {
  const found = event.target.closest('tr[data-id]');
  if (!found || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest('a');
  if (link && !link.classList.contains('open')) return;
  event.preventDefault();
  choose(Number(found.dataset.at)).then(() => show(found.dataset.id));
});

key(['j', 'ArrowDown'], 'next claim', () => choose(current + 1));
key(['k', 'ArrowUp'], 'previous claim', () => choose(current - 1));
key('PageDown', 'a screen on', () => choose(current + Math.floor(frame.clientHeight / height) - 2));
key('PageUp', 'a screen back', () => choose(current - Math.floor(frame.clientHeight / height) + 2));
key('Home', 'the first claim', () => choose(0));
key('End', 'the last claim', () => choose(count - 1));
key('Enter', 'show the claim', () => choosing.then(() => { const r = row(); if (r) show(r.dataset.id); }), () => !document.activeElement?.matches?.('a:not(.open), button, summary'));
key('o', 'open the article at the claim', () => { const r = row(); if (r) fetch(`/claims/${r.dataset.id}.json`).then((a) => a.json()).then((c) => { location.href = `/articles/${c.document}?claim=${c.id}#here`; }); });
key('i', 'open the incident', () => row()?.querySelector('a.badge')?.click());
key('c', 'copy the citation', () => { const r = row(); if (r) fetch(`/claims/${r.dataset.id}.json`).then((a) => a.json()).then((c) => copy(`${c.citation} ${location.origin}/claims/${c.id}`, 'Citation')); });
