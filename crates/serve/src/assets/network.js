// The network: a node under the pointer shows its own edges, and the rest stands back.

const net = document.querySelector('.net');
net.addEventListener('mouseover', (event) => {
  const node = event.target.closest('a[data-n]');
  if (!node) return;
  const number = node.dataset.n;
  net.classList.add('chosen');
  const near = new Set([number]);
  for (const edge of net.querySelectorAll('.edge')) {
    const ends = edge.dataset.n.split(' ');
    const on = ends.includes(number);
    edge.classList.toggle('on', on);
    if (on) ends.forEach((e) => near.add(e));
  }
  for (const one of net.querySelectorAll('a[data-n]')) one.classList.toggle('on', near.has(one.dataset.n));
});
net.addEventListener('mouseout', (event) => { if (event.target.closest('a[data-n]')) net.classList.remove('chosen'); });
