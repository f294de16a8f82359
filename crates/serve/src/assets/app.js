// What every page has: keys, the theme, ways between screens. All of it adds to pages that are whole without it.

import { copy, help, key, palette, toast } from './keys.js';

const root = document.documentElement;
const theme = localStorage.getItem('sayso.theme');
if (theme) root.dataset.theme = theme;

function turn() {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const now = root.dataset.theme || (dark ? 'dark' : 'light');
  const next = now === 'dark' ? 'light' : 'dark';
  root.dataset.theme = next;
  localStorage.setItem('sayso.theme', next);
}

for (const button of document.querySelectorAll('[data-do="theme"], [data-do="help"]')) {
  button.hidden = false;
  button.addEventListener('click', button.dataset.do === 'theme' ? turn : help);
}

key('?', 'show and change keys', help);
key('Ctrl+k', 'find a screen or an action', palette);
key('/', 'search', () => { const box = document.getElementById('q'); if (box) { box.focus(); box.select(); } else location.href = '/claims'; });
for (const link of document.querySelectorAll('[data-go]')) {
  key(`g ${link.dataset.go}`, `go to ${link.textContent}`, () => link.click());
}
key('Escape', 'close, or back', () => { if (!shut()) history.back(); });
key('y', 'copy the address of this view', () => copy(location.href, 'Address'));
key('E', 'export', () => { const menu = [...document.querySelectorAll('.tools .menu')].find((m) => m.textContent.includes('Export')); if (menu) { menu.open = true; menu.querySelector('a').focus(); } });
key('T', 'light or dark', turn);
for (const [name, keys, words] of [['before', '[', 'previous article'], ['after', ']', 'next article']]) {
  const link = document.querySelector(`[data-${name}]`);
  if (link) key(keys, words, () => link.click());
}
const many = document.querySelector('[data-many]');
if (many?.href) key('A', 'decide on all of these at once', () => many.click());

// Where there is little room, filters wait to be asked for, and the screen that is shown is in sight.
if (matchMedia('(max-width: 52rem)').matches) {
  for (const fold of document.querySelectorAll('.fold')) fold.open = false;
  const here = document.querySelector('.rail ul [aria-current]');
  if (here) here.closest('ul').scrollLeft = here.offsetLeft - 40;
}

/** Closes what is open on top; false if nothing is. */
function shut() {
  const menu = document.querySelector('.menu[open]');
  if (menu) { menu.open = false; menu.querySelector('summary').focus(); return true; }
  const closers = new CustomEvent('sayso:shut', { cancelable: true });
  return !document.dispatchEvent(closers);
}

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});

// Lists of links: j and k go from row to row, Enter opens.
const rows = () => [...document.querySelectorAll('.list tbody tr[data-id]')];
if (rows().length) {
  const move = (step) => {
    const all = rows();
    const at = all.findIndex((r) => r.classList.contains('current'));
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    all[at]?.classList.remove('current');
    next.classList.add('current');
    next.querySelector('a.open')?.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  };
  key(['j', 'ArrowDown'], 'next', () => move(1));
  key(['k', 'ArrowUp'], 'previous', () => move(-1));
}

// The matrix is walked by arrows.
const matrix = document.querySelector('.matrix');
if (matrix) {
  const step = (down, across) => {
    const cell = document.activeElement?.closest?.('td');
    const links = [...matrix.querySelectorAll('a.cell')];
    if (!cell) { links[0]?.focus(); return; }
    const all = [...matrix.querySelectorAll('tbody tr')].map((r) => [...r.children]);
    let y = all.findIndex((r) => r.includes(cell));
    let x = all[y].indexOf(cell);
    for (let i = 0; i < 30; i += 1) {
      y += down; x += across;
      const link = all[y]?.[x]?.querySelector?.('a.cell');
      if (!all[y]?.[x]) return;
      if (link) { link.focus(); return; }
    }
  };
  key('m', 'into the matrix', () => matrix.querySelector('a.cell')?.focus());
  key(['ArrowDown', 'j'], 'cell below', () => step(1, 0));
  key(['ArrowUp', 'k'], 'cell above', () => step(-1, 0));
  key('ArrowRight', 'cell to the right', () => step(0, 1));
  key('ArrowLeft', 'cell to the left', () => step(0, -1));
}

// A file that is dropped on any page is read as an article.
if (!document.getElementById('paste')) {
  document.addEventListener('dragover', (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
  document.addEventListener('drop', async (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    const { textOf } = await import('./paste.js');
    const form = document.createElement('form');
    form.method = 'post';
    form.action = '/paste';
    const text = document.createElement('textarea');
    text.name = 'text';
    text.value = await textOf(event.dataTransfer.files[0]);
    form.hidden = true;
    form.append(text);
    document.body.append(form);
    form.submit();
  });
}

const load = [];
if (document.getElementById('q')) load.push(import('./search.js'));
if (document.querySelector('.lanes')) load.push(import('./timeline.js'));
if (document.getElementById('grid')) load.push(import('./table.js'));
if (document.getElementById('reader')) load.push(import('./article.js'));
if (document.getElementById('map')) load.push(import('./map.js'));
if (document.querySelector('.net')) load.push(import('./network.js'));
if (document.getElementById('paste')) load.push(import('./paste.js'));
if (document.querySelector('[data-claim], #grid, #queue, [data-done]')) load.push(import('./review.js'));
Promise.all(load).catch(() => toast('a part of this page could not be loaded')).finally(() => { root.dataset.ready = 'yes'; });
