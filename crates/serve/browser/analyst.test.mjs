// What the scripts add for those who work with a ledger all day: fields that are offered, a stretch of days that is drawn, many claims
// decided on at once, keys of one's own, a file that is dropped.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { browser, ledger, open, ready, serve } from './house.mjs';

let chrome, server, context;
before(async () => { [chrome, server] = [await browser(), await serve(ledger())]; });
beforeEach(async () => { context = await chrome.newContext({ viewport: { width: 1360, height: 850 } }); });
after(async () => { await chrome?.close(); server?.stop(); });

const json = async (path) => (await fetch(server.base + path)).json();
const at = (page, pattern) => page.waitForURL(pattern).then(() => ready(page));

test('the search box offers fields, and then the values that are there', async () => {
  const page = await open(context, `${server.base}/claims`);
  await page.keyboard.press('/');
  await page.keyboard.type('sta');
  await page.waitForSelector('#offers li');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('#q'), 'status:');
  await page.keyboard.type('den');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('#q'), 'status:denied ');
  await page.keyboard.press('Enter');
  await at(page, /q=status/);
  assert.equal(Number(await page.getAttribute('#grid', 'data-count')), (await json('/claims.json?status=denied')).count);
});

test('two values of a facet are chosen and one is dropped; the moment is picked', async () => {
  const page = await open(context, `${server.base}/claims`);
  await page.click('[data-field="status"][data-value="denied"]');
  await at(page, /status=denied$/);
  await page.click('[data-field="status"][data-value="asserted"]');
  await at(page, /status=denied,asserted/);
  assert.equal((await page.$$('.facet a[aria-current]')).length, 2);
  await page.click('[data-field="status"][data-value="denied"]');
  await at(page, /status=asserted$/);
  await page.click('summary:has-text("As of")');
  await page.fill('[name="as_of"]', '5');
  await page.keyboard.press('Enter');
  await at(page, /as_of=5/);
  assert.match(await page.textContent('.chips'), /as of 5/);
  assert.equal(await page.getAttribute('#grid', 'data-count'), '0', 'the ledger held nothing then');
});

test('a stretch of days is drawn across the timeline', async () => {
  const page = await open(context, `${server.base}/timeline`);
  const box = await (await page.$('.lanes')).boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 60, { steps: 5 });
  await page.mouse.up();
  await at(page, /since=\d{4}-\d\d-\d\d&until=/);
  const asked = new URL(page.url()).searchParams;
  assert.ok(asked.get('since') < asked.get('until'));
  await page.click('text=All days');
  await at(page, /timeline$/);
});

test('many claims are decided on at once, and one key takes all back', async () => {
  const page = await open(context, `${server.base}/claims?status=denied`);
  const count = Number(await page.getAttribute('#grid', 'data-count'));
  await page.keyboard.press('A');
  await at(page, /review\/many/);
  await page.selectOption('[name="action"]', 'reject');
  await page.selectOption('[name="reason"]', 'wrong-status');
  await page.click('form[data-many] button');
  await page.waitForSelector('form[data-done]');
  await ready(page);
  assert.equal((await json('/claims.json?review=rejected')).count, count);
  await page.keyboard.press('z');
  await page.waitForSelector('.toast');
  assert.equal((await json('/claims.json?review=rejected')).count, 0);
});

test('a status is set by its number and taken back', async () => {
  const claim = (await json('/claims.json?status=asserted&limit=1')).rows[0];
  const page = await open(context, `${server.base}/claims/${claim.id}`);
  await page.keyboard.press('3');
  await page.waitForSelector('.decisions >> text=denied');
  await page.keyboard.press('z');
  await page.waitForFunction(() => !document.querySelector('.decisions'));
});

test('a screen is found by its name, and a key can be another', async () => {
  const page = await open(context, `${server.base}/claims`);
  await page.keyboard.press('?');
  const next = page.locator('#help .keys button[aria-label^="next claim:"]');
  await next.click();
  await page.keyboard.press('n');
  assert.match(await next.getAttribute('aria-label'), /next claim: n/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  assert.equal(await page.$('tr.current'), null);
  await page.keyboard.press('n');
  await page.waitForSelector('tr.current');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('go map');
  await page.keyboard.press('Enter');
  await at(page, /\/map/);
});

test('brackets reach as far as the words of whom they name; articles follow each other', async () => {
  const claim = (await json('/claims.json?status=denied&limit=1')).rows[0];
  const page = await open(context, `${server.base}/articles/${claim.document}`);
  const tall = await page.$$eval('.ribbon.drawn .bracket', (all) => all.map((b) => b.getBoundingClientRect().height));
  assert.ok(tall.length > 0 && tall.every((h) => h >= 10), `${tall}`);
  const other = await page.$('[data-before], [data-after]');
  await page.keyboard.press((await other.getAttribute('data-before')) === null ? ']' : '[');
  await at(page, (u) => u.pathname.startsWith('/articles/doc_') && !u.pathname.endsWith(claim.document));
});

test('a file that is dropped on a page is read as an article', async () => {
  const page = await open(context, `${server.base}/claims`);
  await page.evaluate(() => {
    const data = new DataTransfer();
    const text = '<!doctype html><html><body><nav>Menu</nav><article><h1>Raid</h1><p>The Rapid Support Forces bombed Nyala on Monday, the Sudanese army said.</p></article></body></html>';
    data.items.add(new File([text], 'article.html', { type: 'text/html' }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.waitForURL(/\/paste/);
  await ready(page);
  const shown = await page.textContent('main');
  assert.match(shown, /ASSAULT/);
  assert.doesNotMatch(shown, /Menu|<p>/);
});

test('no screen is wider than a narrow window, and filters wait to be asked for', async () => {
  const narrow = await chrome.newContext({ viewport: { width: 390, height: 844 } });
  const incident = (await json('/incidents.json')).rows[0].id;
  const claim = (await json('/claims.json?limit=1')).rows[0];
  const wide = [];
  for (const path of ['/claims', '/incidents', `/incidents/${incident}`, '/articles', `/articles/${claim.document}`, `/claims/${claim.id}`, '/commitments', '/timeline', '/map',
    '/network', '/sources', '/actors', '/review', '/review/many?status=denied', '/compare?old=10', '/methods', '/paste']) {
    const page = await open(narrow, server.base + path);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 1) wide.push(`${path} by ${over} px`);
    if (path === '/claims') assert.equal(await page.$eval('.fold', (f) => f.open), false);
    await page.close();
  }
  assert.deepEqual(wide, []);
});
