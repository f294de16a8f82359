// The first minute of an analyst, by keyboard alone: search, a disputed incident, a cell of its matrix, the sentence behind it,
// a citation, a correction, a file.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { browser, ledger, open, ready, serve } from './house.mjs';

let chrome, server;
before(async () => { [chrome, server] = [await browser(), await serve(ledger())]; });
after(async () => { await chrome?.close(); server?.stop(); });

/** Presses Tab until what has the focus is what was looked for. */
async function tab(page, test, most = 80) {
  for (let i = 0; i < most; i += 1) {
    if (await page.evaluate(test)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no way there by Tab: ${test}`);
}

test('the first minute by keyboard alone', async () => {
  const context = await chrome.newContext({ acceptDownloads: true });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.base });
  const page = await open(context, server.base);
  const key = (name) => page.keyboard.press(name);

  // Search.
  await key('/');
  await page.keyboard.type('nyala type:ASSAULT');
  await key('Enter');
  await page.waitForURL(/q=nyala/);
  await ready(page);
  const found = Number(await page.getAttribute('#grid', 'data-count'));
  assert.ok(found >= 5, `${found} claims of assaults in Nyala`);

  // A disputed incident.
  await key('g');
  await key('i');
  await page.waitForURL(/\/incidents\?q=nyala/);
  await ready(page);
  await key('j');
  assert.match(await page.textContent('tr.current'), /disputed|denied|contested/i);
  await key('Enter');
  await page.waitForURL(/\/incidents\/inc_/);
  await ready(page);

  // A cell: the toll that one origin gives.
  await key('m');
  const column = await page.$$eval('.matrix thead th', (all) => all.findIndex((th) => th.textContent.startsWith('Killed')));
  assert.ok(column > 0, 'the matrix has the killed');
  await tab(page, `(() => { const td = document.activeElement.closest('td'); return td && [...td.parentElement.children].indexOf(td) === ${column}; })()`);
  const toll = await page.evaluate(() => document.activeElement.textContent);
  assert.match(toll, /\d/);
  await key('Enter');
  await page.waitForURL(/\/(articles\/doc_|claims\/clm_)/);
  await ready(page);

  // The sentence behind it, and the claim beside it.
  if (page.url().includes('/claims/')) {
    await tab(page, "document.activeElement.getAttribute('href')?.startsWith('/articles/doc_')");
    await key('Enter');
    await page.waitForURL(/\/articles\/doc_/);
    await ready(page);
  }
  const sentence = await page.$eval('#here, .text .chosen, .claims .chosen', (e) => e.textContent);
  assert.match(sentence, /\w/);

  // The citation.
  await key('c');
  await page.waitForSelector('.toast');
  const cited = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(cited, /sha256 [0-9a-f]{12}/);
  assert.match(cited, /\/claims\/clm_[0-9a-z]+/);
  const quoted = cited.match(/“([^”]+)”/)[1];
  assert.ok((await page.textContent('.text')).replace(/\s+/g, ' ').includes(quoted.replace(/\s+/g, ' ')), 'the citation quotes the article');

  // A field is corrected.
  await page.waitForFunction(() => !document.activeElement.matches('a'));
  await key('Enter');
  await page.waitForURL(/\/claims\/clm_/);
  await ready(page);
  await key('e');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'field');
  await page.keyboard.type('Wound');
  await key('Tab');
  await key('Control+a');
  await page.keyboard.type('41');
  await key('Enter');
  await page.waitForSelector('.toast >> text=Corrected: wounded');
  await page.waitForSelector('.decisions >> text=tester');
  const claim = page.url().match(/clm_[0-9a-z]+/)[0];

  // A file of what people looked at.
  await page.goto(`${server.base}/claims?layer=reviewed`);
  await ready(page);
  await key('E');
  const [file] = await Promise.all([page.waitForEvent('download'), key('Enter')]);
  const text = readFileSync(await file.path(), 'utf8');
  assert.ok(text.includes(claim) && text.includes('tester'), 'the corrected claim is in the file');
  assert.equal(text.trim().split('\n').length, 2, 'and nothing else');

  // And taken back.
  await page.goto(`${server.base}/claims/${claim}`);
  await ready(page);
  await key('z');
  await page.waitForFunction(() => !document.querySelector('.decisions'));
  assert.deepEqual(page.wrong, []);
});

test('keys are told by one of them, and letters can be turned off', async () => {
  const context = await chrome.newContext();
  const page = await open(context, `${server.base}/claims`);
  await page.keyboard.press('?');
  await page.waitForSelector('dialog#help[open]');
  assert.ok((await page.$$('#help .keys dt')).length > 20);
  await page.locator('#help input[type=checkbox]').press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  assert.equal(await page.$('tr.current'), null);
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('tr.current');
});

test('pages are whole without a script', async () => {
  const context = await chrome.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.base}/claims?type=ASSAULT`);
  assert.ok((await page.$$('.grid tbody tr')).length >= 5);
  await page.click('.grid tbody tr a.open');
  await page.click('.verdict button[value="accept"]');
  await page.waitForSelector('.decisions >> text=accept');
  await page.goto(`${server.base}/paste`);
  await page.fill('#text', 'The Rapid Support Forces bombed Nyala on Monday, the Sudanese army said.');
  await page.click('form[action="/paste"] button[type="submit"], form button:has-text("Code"), form[method="post"] button');
  assert.match(await page.textContent('main'), /ASSAULT/);
});
