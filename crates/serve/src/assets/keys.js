// Which key does what? One table: it is what the keys do, and what `?` shows. Nothing happens inside of fields, and a switch
// turns single letters off.

const table = []; // {keys, words, screens, run}
let waiting = ''; // "g" was typed
let timer = 0;

/** Adds a key: `keys` is what is typed, such as "j" or "g l"; `when` says whether it does anything now. */
export function key(keys, words, run, when = () => true) {
  for (const one of [keys].flat()) table.push({ keys: one, words, run, when, first: one === [keys].flat()[0] });
}

const off = () => localStorage.getItem('sayso.keys') === 'off';
const inField = (target) => target.closest?.('input, textarea, select, [contenteditable]');

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.altKey || event.metaKey) return;
  const open = document.querySelector('dialog[open]');
  if (event.key === 'Escape' && inField(event.target)) { event.target.blur(); return; }
  if (inField(event.target) || (open && event.key !== '?' && !open.dataset.keys)) return;
  const typed = (event.ctrlKey ? 'Ctrl+' : '') + (event.key.length > 1 ? event.key : event.shiftKey && /[A-Z]/.test(event.key) ? event.key : event.key);
  const single = typed.length === 1 && typed !== '?';
  if (off() && single) return;
  const whole = waiting ? `${waiting} ${typed}` : typed;
  const found = table.filter((t) => t.keys === whole && t.when());
  clearTimeout(timer);
  if (found.length) {
    waiting = '';
    event.preventDefault();
    found[found.length - 1].run(event);
  } else if (!waiting && table.some((t) => t.keys.startsWith(typed + ' '))) {
    waiting = typed;
    timer = setTimeout(() => { waiting = ''; }, 1500);
  } else {
    waiting = '';
  }
});

/** Shows all keys that do something here. */
export function help() {
  let dialog = document.getElementById('help');
  if (dialog?.open) { dialog.close(); return; }
  dialog?.remove();
  dialog = document.createElement('dialog');
  dialog.id = 'help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  const title = document.createElement('h2');
  title.id = 'help-title';
  title.textContent = 'Keys';
  const list = document.createElement('dl');
  list.className = 'keys';
  const seen = new Set();
  for (const { keys, words, first } of table) {
    if (!first || seen.has(keys + words)) continue;
    seen.add(keys + words);
    const line = document.createElement('div');
    const dt = document.createElement('dt');
    for (const part of keys.split(' ')) {
      const kbd = document.createElement('kbd');
      kbd.textContent = part === 'ArrowDown' ? '↓' : part;
      dt.append(kbd, ' ');
    }
    const dd = document.createElement('dd');
    dd.textContent = words;
    line.append(dt, dd);
    list.append(line);
  }
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = !off();
  box.addEventListener('change', () => localStorage.setItem('sayso.keys', box.checked ? 'on' : 'off'));
  label.append(box, ' Single letters are keys');
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  close.addEventListener('click', () => dialog.close());
  const foot = document.createElement('p');
  foot.append(label, ' ', close);
  dialog.append(title, list, foot);
  document.body.append(dialog);
  dialog.showModal();
}

/** Says something in passing, with something that can be done about it. */
export function toast(words, button, run, stays = 7000) {
  document.querySelector('.toast')?.remove();
  const box = document.createElement('div');
  box.className = 'toast';
  box.setAttribute('role', 'status');
  const text = document.createElement('span');
  text.textContent = words;
  box.append(text);
  if (button) {
    const action = document.createElement('button');
    action.type = 'button';
    action.textContent = button;
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
