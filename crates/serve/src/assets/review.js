// Decisions by keyboard: one decision, and the next claim opens by itself. All of them can be taken back.

import { copy, key, toast } from './keys.js';

const table = document.getElementById('grid') ? await import('./table.js') : null;
const locked = document.body.dataset.readOnly !== undefined;
const done = JSON.parse(sessionStorage.getItem('sayso.done') || '[]'); // groups of identifiers, the last decision last
const undone = []; // what was taken back, to be done again
const remember = () => sessionStorage.setItem('sayso.done', JSON.stringify(done.slice(-50)));

const pane = () => {
  const peek = document.getElementById('peek');
  return (peek && !peek.hidden ? peek : document.getElementById('main')).querySelector('[data-claim]');
};
const target = () => pane()?.dataset.claim || table?.row()?.dataset.id || document.querySelector('.claims .current, .claims .chosen')?.dataset.id;

async function post(address, body) {
  const by = localStorage.getItem('sayso.name');
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(by ? { ...body, by } : body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.title + (said.detail ? `: ${said.detail}` : ''));
  return said;
}

const asked = new Map(); // what was decided, by its identifiers

async function decide(body) {
  if (locked) { toast('this server is read-only'); return; }
  try {
    const said = await post('/decisions', body);
    done.push(said.ids);
    asked.set(String(said.ids), body);
    remember();
    toast(`${words(body)}, by ${said.by}`, 'Undo', undo);
    await after();
  } catch (error) { toast(error.message); }
}

const words = (body) => ({ accept: 'Accepted', reject: 'Rejected', unsure: 'Marked unsure', correct: `Corrected: ${body.field}` })[body.action];

async function undo() {
  const ids = done.pop();
  remember();
  if (!ids) { toast('nothing to undo'); return; }
  try {
    const said = await post('/decisions/undo', { ids });
    if (asked.has(String(ids))) undone.push(asked.get(String(ids)));
    toast(`Undone: ${said.undone} decision${said.undone === 1 ? '' : 's'}`);
    if (document.getElementById('queue')) location.reload(); else await after(true);
  } catch (error) { toast(error.message); }
}

/** Rows show what was decided; the next claim is shown. */
async function after(stay = false) {
  const queue = document.getElementById('queue');
  if (queue && !stay) { setTimeout(() => location.reload(), 450); return; }
  if (!table) {
    const claim = pane();
    if (claim) {
      const answer = await fetch(`/claims/${claim.dataset.claim}?peek=1`, { headers: { accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      claim.replaceWith(...page.body.children);
      dress();
    }
    return;
  }
  const at = Number(table.row()?.dataset.at ?? 0);
  await table.renew();
  await table.choose(stay ? at : at + 1);
}

/** Asks why: one key, or a click. */
function why(action, id) {
  const select = pane()?.querySelector('select[name="reason"]');
  const all = select ? [...select.options].filter((o) => o.value) : [];
  if (!all.length) { decide({ target: id, action }); return; }
  const keys = '123456789dbo0';
  const dialog = document.createElement('dialog');
  dialog.dataset.keys = 'own';
  dialog.setAttribute('aria-labelledby', 'why');
  const title = document.createElement('h2');
  title.id = 'why';
  title.textContent = 'Why? One key';
  const list = document.createElement('div');
  list.className = 'reasons';
  const end = (reason) => { dialog.close(); dialog.remove(); if (reason !== undefined) decide({ target: id, action, ...(reason && { reason }) }); };
  all.forEach((option, at) => {
    const button = document.createElement('button');
    button.type = 'button';
    const kbd = document.createElement('kbd');
    kbd.textContent = keys[at];
    button.append(kbd, ` ${option.textContent}`);
    button.addEventListener('click', () => end(option.value));
    list.append(button);
  });
  dialog.append(title, list);
  dialog.addEventListener('keydown', (event) => {
    const at = keys.indexOf(event.key);
    if (at >= 0 && all[at]) { event.preventDefault(); event.stopPropagation(); end(all[at].value); }
  });
  dialog.addEventListener('cancel', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function shown() {
  if (!pane() && table?.row()) await table.show(table.row().dataset.id);
}

function dress() {
  const claim = pane();
  if (!claim) return;
  const cite = claim.querySelector('[data-do="cite"]');
  if (cite) { cite.hidden = false; cite.onclick = () => copy(`${claim.dataset.citation} ${location.origin}/claims/${claim.dataset.claim}`, 'Citation'); }
  const form = claim.querySelector('form[data-correct]');
  if (form) {
    const field = form.elements.field;
    const fill = () => { form.elements.new.value = field.selectedOptions[0].dataset.old; form.elements.new.setAttribute('list', `is-${field.value}`); };
    field.addEventListener('change', fill);
    fill();
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('form[data-review], form[data-correct]')) {
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    data.delete('then');
    const body = Object.fromEntries([...data].filter(([name, value]) => value !== '' || name === 'new'));
    decide(body);
  }
});
document.addEventListener('sayso:shown', dress);
dress();

const ready = () => Boolean(target());
key('a', 'accept', () => decide({ target: target(), action: 'accept' }), ready);
key('x', 'reject, with a reason', async () => { await shown(); why('reject', target()); }, ready);
key('u', 'unsure', () => decide({ target: target(), action: 'unsure' }), ready);
key('e', 'correct a field', async () => {
  await shown();
  const details = pane()?.querySelector('details.correct');
  if (details) { details.open = true; details.querySelector('select').focus(); }
}, ready);
key(['z', 'Ctrl+z'], 'undo', undo);
key('Z', 'do again what was undone', () => { const body = undone.pop(); if (body) decide(body); else toast('nothing was undone here'); });
['asserted', 'alleged', 'denied', 'possible', 'conditional', 'planned', 'demanded'].forEach((status, at) => {
  key(String(at + 1), `the status is: ${status}`, () => decide({ target: target(), action: 'correct', field: 'status', new: status }), ready);
});
const many = document.querySelector('[data-done]');
if (many) { done.push([...many.querySelectorAll('[name="ids"]')].map((i) => i.value)); remember(); }
const skip = document.querySelector('[data-skip]');
if (skip) key('s', 'skip', () => skip.click());
if (!table && !document.getElementById('reader')) key('c', 'copy the citation', () => pane()?.querySelector('[data-do="cite"]')?.click(), ready);
