// The search box offers fields while somebody types, and after a field the values that are in the ledger.

const box = document.getElementById('q');
const fields = [...document.querySelectorAll('.grammar [data-field]')].map((d) => [d.dataset.field, d.querySelector('dd').textContent]);
const list = document.createElement('ul');
list.className = 'offers';
list.id = 'offers';
list.hidden = true;
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', 'What may be meant');
box.after(list);
for (const [name, value] of [['role', 'combobox'], ['aria-controls', 'offers'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false']]) box.setAttribute(name, value);
let at = -1;

/** The word that is being typed: where it begins, its sign, and what it is so far. */
function word() {
  const before = box.value.slice(0, box.selectionStart);
  const [, sign, typed] = before.match(/(?:^|\s)(-?)((?:[^\s"]|"[^"]*"?)*)$/) ?? [null, '', ''];
  return { start: before.length - typed.length - sign.length, sign, typed };
}

function found() {
  const { sign, typed } = word();
  const [, field, value] = typed.match(/^(\w+)[:=](.*)$/) ?? [];
  const begins = (text, with_) => text.toLowerCase().startsWith(with_.toLowerCase());
  if (field) {
    const done = value.includes(',') ? value.slice(0, value.lastIndexOf(',') + 1) : '';
    const rest = value.slice(done.length).replace(/^"/, '');
    return [...document.querySelectorAll(`.facet a[data-field="${field}"]`)]
      .filter((a) => begins(a.dataset.value, rest) || begins(a.textContent.trim(), rest))
      .map((a) => [`${sign}${field}:${done}${/\s/.test(a.dataset.value) ? `"${a.dataset.value}"` : a.dataset.value}`, a.querySelector('.count').firstChild.textContent]);
  }
  return typed ? fields.filter(([name]) => begins(name, typed)).map(([name, about]) => [`${sign}${name}:`, about]) : [];
}

function offer() {
  const offers = found().slice(0, 12);
  at = -1;
  list.replaceChildren(...offers.map(([text, about], i) => {
    const li = document.createElement('li');
    li.id = `offer-${i}`;
    li.setAttribute('role', 'option');
    li.setAttribute('aria-selected', 'false');
    li.dataset.text = text;
    const code = document.createElement('code');
    code.textContent = text;
    const small = document.createElement('small');
    small.textContent = about;
    li.append(code, small);
    return li;
  }));
  show(offers.length > 0);
}

function show(open) {
  list.hidden = !open;
  box.setAttribute('aria-expanded', String(open));
  if (!open) box.removeAttribute('aria-activedescendant');
}

function choose(step) {
  const all = [...list.children];
  all[at]?.setAttribute('aria-selected', 'false');
  at = (at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length;
  all[at].setAttribute('aria-selected', 'true');
  all[at].scrollIntoView({ block: 'nearest' });
  box.setAttribute('aria-activedescendant', all[at].id);
}

function take(text) {
  const { start } = word();
  const end = box.selectionStart;
  box.setRangeText(text + (text.endsWith(':') ? '' : ' '), start, end, 'end');
  box.focus();
  offer();
}

box.addEventListener('input', offer);
box.addEventListener('blur', () => setTimeout(() => show(false), 150));
box.addEventListener('keydown', (event) => {
  if (list.hidden) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); choose(event.key === 'ArrowDown' ? 1 : -1); }
  else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0) { event.preventDefault(); take(list.children[at].dataset.text); }
  else if (event.key === 'Escape') { event.preventDefault(); event.stopPropagation(); show(false); }
});
list.addEventListener('pointerdown', (event) => {
  const li = event.target.closest('li');
  if (li) { event.preventDefault(); take(li.dataset.text); }
});
