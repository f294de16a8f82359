// The map: drag, scroll, + and -. What is seen is in the address; finer coasts are loaded when they are needed.

import { key } from './keys.js';

const map = document.getElementById('map');
let [x, y, width, height] = map.getAttribute('viewBox').split(' ').map(Number);
let fine = false;
let waits = 0;

function show() {
  width = Math.min(360, Math.max(0.5, width));
  height = width / 1.8;
  x = Math.min(180 - width / 2, Math.max(-180 - width / 2, x));
  y = Math.min(90 - height / 2, Math.max(-90 - height / 2, y));
  map.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  const unit = width / 1000;
  for (const one of map.querySelectorAll('.spots a[transform], .names text')) {
    one.setAttribute('transform', one.getAttribute('transform').replace(/scale\([^)]*\)/, `scale(${unit})`));
  }
  for (const area of map.querySelectorAll('.area')) {
    area.setAttribute('rx', Math.max(7 * unit, area.dataset.rx));
    area.setAttribute('ry', Math.max(7 * unit, area.dataset.ry));
    area.classList.toggle('wide', area.dataset.rx > width / 5);
  }
  map.querySelector('#hatch').setAttribute('patternTransform', `scale(${unit}) rotate(45)`);
  names();
  clearTimeout(waits);
  waits = setTimeout(() => {
    const address = new URL(location.href);
    address.searchParams.set('view', [x + width / 2, -(y + height / 2), width].map((n) => n.toFixed(2)).join(','));
    history.replaceState(null, '', address.toString().replaceAll('%2C', ','));
  }, 250);
  finer();
}

/** Shows the names of the busiest places, none over another. */
function names() {
  const frame = map.getBoundingClientRect();
  const taken = [];
  for (const name of map.querySelectorAll('.names text')) {
    name.classList.remove('off');
    const box = name.getBoundingClientRect();
    const inside = box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    const free = inside && taken.every((t) => box.right < t.left || t.right < box.left || box.bottom < t.top || t.bottom < box.top);
    if (free) taken.push(box);
    name.classList.toggle('off', !free);
  }
}

async function finer() {
  if (fine || width > 70) return;
  fine = true;
  const answer = await fetch(map.dataset.coast);
  if (!answer.ok) return;
  const [land, borders] = (await answer.text()).split('\n');
  map.querySelector('.land').setAttribute('d', land);
  map.querySelector('.border').setAttribute('d', borders);
}

function zoom(by, at = [0.5, 0.5]) {
  const next = Math.min(360, Math.max(0.5, width * by));
  x += (width - next) * at[0];
  y += (width - next) / 1.8 * at[1];
  width = next;
  show();
}

const move = (across, down) => { x += width * across; y += height * down; show(); };

map.addEventListener('wheel', (event) => {
  event.preventDefault();
  const box = map.getBoundingClientRect();
  zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
}, { passive: false });

let held = null;
let dragged = false;
map.addEventListener('pointerdown', (event) => { held = [event.clientX, event.clientY, x, y]; dragged = false; });
addEventListener('pointermove', (event) => {
  if (!held) return;
  const [fromX, fromY, wasX, wasY] = held;
  if (Math.hypot(event.clientX - fromX, event.clientY - fromY) > 4) dragged = true;
  if (!dragged) return;
  const box = map.getBoundingClientRect();
  x = wasX - ((event.clientX - fromX) / box.width) * width;
  y = wasY - ((event.clientY - fromY) / box.height) * height;
  show();
});
addEventListener('pointerup', () => { held = null; });
map.addEventListener('click', (event) => { if (dragged) event.preventDefault(); }, true);
map.addEventListener('dragstart', (event) => event.preventDefault());

document.querySelector('.map-tools').hidden = false;
document.querySelector('[data-do="in"]').addEventListener('click', () => zoom(1 / 1.5));
document.querySelector('[data-do="out"]').addEventListener('click', () => zoom(1.5));
key(['+', '='], 'nearer', () => zoom(1 / 1.5));
key('-', 'farther', () => zoom(1.5));
const on = () => document.activeElement === map;
key('ArrowLeft', 'west', () => move(-0.15, 0), on);
key('ArrowRight', 'east', () => move(0.15, 0), on);
key('ArrowUp', 'north', () => move(0, -0.15), on);
key('ArrowDown', 'south', () => move(0, 0.15), on);
finer();
names();
