// Which key does what? One table: it is what the keys do, what `?` shows and what Ctrl+K finds. Nothing happens inside of fields, a
// switch turns single letters off, and every key can be another.

const table = []; // {keys, words, run, when, first}
let waiting = ''; // "g" was typed
let timer = 0;
let waits = null; // told the next key, while one is being changed

const read = () => { try { return JSON.parse(localStorage.getItem('sayso.bound') || '{}'); } catch { return {}; } };
let bound = read(); // the usual key → the reader's own

/** Adds a key: `keys` is what is typed, such as "j" or "g l"; `when` says whether it does anything now. */
export function key(keys, words, run, when = () => true) {
  for (const one of [keys].flat()) table.push({ keys: one, words, run, when, first: one === [keys].flat()[0] });
}

const own = (entry) => bound[entry.keys] ?? entry.keys;
const off = () => localStorage.getItem('sayso.keys') === 'off';
const inField = (target) => target.closest?.('input:not([type="checkbox"]), textarea, select, [contenteditable]');
const typed = (event) => (event.ctrlKey ? 'Ctrl+' : '') + event.key;

document.addEventListener('keydown', (event) => {
  if (waits) { waits(event); return; }
  if (event.defaultPrevented || event.altKey || event.metaKey) return;
  const open = document.querySelector('dialog[open]');
  if (event.key === 'Escape' && inField(event.target) && !open) { event.target.blur(); return; }
  if ((inField(event.target) && !(event.ctrlKey && event.key === 'k')) || (open && event.key !== '?' && !open.dataset.keys)) return;
  const now = typed(event);
  if (off() && now.length === 1 && now !== '?') return;
  const whole = waiting ? `${waiting} ${now}` : now;
  const found = table.filter((t) => own(t) === whole && t.when());
  clearTimeout(timer);
  if (found.length) {
    waiting = '';
    event.preventDefault();
    found[found.length - 1].run(event);
  } else if (!waiting && table.some((t) => own(t).startsWith(now + ' '))) {
    waiting = now;
    timer = setTimeout(() => { waiting = ''; }, 1500);
  } else {
    waiting = '';
  }
});

const NAMES = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', ' ': 'Space' };
const make = (name, text, set = {}) => Object.assign(document.createElement(name), { textContent: text ?? '', ...set });
const caps = (keys) => keys.split(' ').map((part) => make('kbd', NAMES[part] ?? part));

function dialog(id, title) {
  document.getElementById(id)?.remove();
  const made = make('dialog', '', { id });
  made.setAttribute('aria-labelledby', `${id}-title`);
  made.append(make('h2', title, { id: `${id}-title` }));
  made.addEventListener('close', () => { waits = null; made.remove(); });
  document.body.append(made);
  return made;
}

const listed = () => {
  const seen = new Set();
  return table.filter((t) => t.first && !seen.has(t.keys + t.words) && seen.add(t.keys + t.words));
};

/** Shows all keys that do something here, and lets each be another. */
export function help() {
  const shown = document.getElementById('help');
  if (shown?.open) { shown.close(); return; }
  const box = dialog('help', 'Keys');
  const list = make('dl', '', { className: 'keys' });
  for (const entry of listed()) {
    const line = make('div');
    const dt = make('dt');
    const change = make('button', '', { type: 'button', className: 'quiet', title: 'Choose another key' });
    const label = () => { change.replaceChildren(...caps(own(entry))); change.setAttribute('aria-label', `${entry.words}: ${own(entry)}. Choose another key`); };
    label();
    change.addEventListener('click', () => {
      change.classList.add('waits');
      change.textContent = 'press a key';
      waits = (event) => {
        if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (event.key !== 'Escape') bound[entry.keys] = typed(event);
        if (bound[entry.keys] === entry.keys) delete bound[entry.keys];
        localStorage.setItem('sayso.bound', JSON.stringify(bound));
        waits = null;
        change.classList.remove('waits');
        label();
      };
    });
    dt.append(change);
    line.append(dt, make('dd', entry.words));
    list.append(line);
  }
  const label = make('label');
  const letters = make('input', '', { type: 'checkbox', checked: !off() });
  letters.addEventListener('change', () => localStorage.setItem('sayso.keys', letters.checked ? 'on' : 'off'));
  label.append(letters, ' Single letters are keys');
  const usual = make('button', 'The usual keys', { type: 'button' });
  usual.addEventListener('click', () => { bound = {}; localStorage.removeItem('sayso.bound'); box.close(); help(); });
  const close = make('button', 'Close', { type: 'button' });
  close.addEventListener('click', () => box.close());
  const foot = make('p');
  foot.append(label, ' ', usual, ' ', close);
  box.append(foot, list);
  box.showModal();
}

/** Finds a screen or an action by a few of its letters. */
export function palette() {
  const box = dialog('palette', 'Go to, or do');
  box.className = 'palette';
  const field = make('input', '', { type: 'text', autocomplete: 'off', spellcheck: false });
  const list = make('ul', '', { id: 'palette-list' });
  for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'true'], ['aria-controls', 'palette-list'], ['aria-label', 'What to do']]) field.setAttribute(name, value);
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'What there is');
  let found = [];
  let at = 0;
  const mark = () => {
    [...list.children].forEach((li, i) => li.setAttribute('aria-selected', String(i === at)));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    if (found.length) field.setAttribute('aria-activedescendant', `do-${at}`); else field.removeAttribute('aria-activedescendant');
  };
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = listed().filter((t) => t.when() && t.run !== palette && words.every((w) => t.words.toLowerCase().includes(w)));
    list.replaceChildren(...found.map((t, i) => {
      const li = make('li', '', { id: `do-${i}` });
      li.setAttribute('role', 'option');
      const keys = make('span');
      keys.append(...caps(own(t)));
      li.append(make('span', t.words), keys);
      li.addEventListener('click', () => run(t));
      return li;
    }));
    at = 0;
    mark();
  };
  const run = (entry) => { box.close(); entry.run(); };
  field.addEventListener('input', show);
  field.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) { event.preventDefault(); at = (at + step + found.length) % found.length; mark(); }
    if (event.key === 'Enter' && found[at]) { event.preventDefault(); run(found[at]); }
  });
  box.append(field, list);
  show();
  box.showModal();
  field.focus();
}

/** Says something in passing, with something that can be done about it. */
export function toast(words, button, run, stays = 7000) {
  document.querySelector('.toast')?.remove();
  const box = make('div', '', { className: 'toast' });
  box.setAttribute('role', 'status');
  box.append(make('span', words));
  if (button) {
    const action = make('button', button, { type: 'button' });
    action.addEventListener('click', () => { box.remove(); run(); });
    box.append(action);
  }
  document.body.append(box);
  setTimeout(() => box.remove(), stays);
}

/** Puts words on the clipboard and says so. */
export async function copy(words, what) {
  try {
    await navigator.clipboard.writeText(words);
    toast(`${what} copied`);
  } catch {
    toast(`${what}: ${words}`, null, null, 20000);
  }
}
