// The timeline: a stretch that is drawn across the lanes is looked at.

const lanes = document.querySelector('.lanes');
const form = document.querySelector('form.stretch');
const hint = document.querySelector('.drag');
if (hint) hint.hidden = false;
const box = lanes.viewBox.baseVal;
const left = Number(lanes.dataset.left);
const [first, last] = [Number(lanes.dataset.first), Number(lanes.dataset.last)];
let from = null;
let brush = null;

const across = (event) => {
  const seen = lanes.getBoundingClientRect();
  const x = ((event.clientX - seen.left) / seen.width) * box.width;
  return Math.min(box.width, Math.max(left, x));
};
const day = (x) => Math.min(last, first + Math.floor(((x - left) / (box.width - left)) * (last - first + 1)));
const text = (number) => new Date(number * 864e5).toISOString().slice(0, 10);

lanes.addEventListener('pointerdown', (event) => { if (event.button === 0) from = across(event); });
addEventListener('pointermove', (event) => {
  if (from === null) return;
  const to = across(event);
  if (!brush && Math.abs(to - from) < 5) return;
  if (!brush) {
    brush = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    brush.setAttribute('class', 'brush');
    brush.setAttribute('y', 0);
    brush.setAttribute('height', box.height - 24);
    lanes.append(brush);
  }
  brush.setAttribute('x', Math.min(from, to));
  brush.setAttribute('width', Math.abs(to - from));
  form.elements.since.value = text(day(Math.min(from, to)));
  form.elements.until.value = text(day(Math.max(from, to)));
});
addEventListener('pointerup', () => {
  if (brush) form.requestSubmit();
  from = null;
});
lanes.addEventListener('click', (event) => { if (brush) event.preventDefault(); }, true);
lanes.addEventListener('dragstart', (event) => event.preventDefault());
