// Every screen, light and dark: nothing that axe finds wrong, nothing asked for elsewhere, nothing said to the console, and a
// picture of it (SAYSO_PICTURES names the folder; without it none is kept).

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { browser, folder, ledger, open, ready, serve } from './house.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const pictures = process.env.SAYSO_PICTURES;
let chrome, server, screens;

before(async () => {
  [chrome, server] = [await browser(), await serve(ledger())];
  if (pictures) mkdirSync(pictures, { recursive: true });
  const json = async (path) => (await fetch(server.base + path)).json();
  const incident = (await json('/incidents.json')).rows.find((i) => i.articles?.length > 2 || i.matrix) ?? (await json('/incidents.json')).rows[0];
  const claim = (await json('/claims.json?type=ASSAULT&status=denied&limit=1')).rows[0];
  const actor = (await json('/actors.json?limit=1')).rows[0].key;
  const source = (await json('/sources.json?limit=1')).rows[0].key;
  await fetch(`${server.base}/decisions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ target: claim.id, action: 'accept' }) });
  screens = {
    ledger: '/claims', 'ledger-none': '/claims?q=nowhere-at-all', claim: `/claims/${claim.id}`, article: `/articles/${claim.document}?claim=${claim.id}`,
    articles: '/articles', incidents: '/incidents', incident: `/incidents/${incident.id}`, commitments: '/commitments', timeline: '/timeline', map: '/map',
    'network-did': '/network', 'network-accuses': '/network?mode=accuses', 'network-quotes': '/network?mode=quotes', sources: '/sources',
    source: `/sources/${encodeURIComponent(source)}`, actors: '/actors', actor: `/actors/${encodeURIComponent(actor)}`, review: '/review',
    compare: '/compare?old=10', methods: '/methods', paste: '/paste', trouble: '/claims/clm_nothing',
  };
});
after(async () => { await chrome?.close(); server?.stop(); });

/** What axe finds wrong. The page's policy forbids scripts in it, so the context has to pass it by. */
async function faults(page) {
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`);
}

for (const scheme of ['light', 'dark']) {
  test(`every screen, ${scheme}`, async () => {
    const context = await chrome.newContext({ colorScheme: scheme, viewport: { width: 1360, height: 850 }, bypassCSP: true, reducedMotion: 'reduce' });
    const bad = [];
    for (const [name, path] of Object.entries(screens)) {
      const page = await open(context, server.base + path);
      if (name === 'ledger') {
        await page.keyboard.press('j');
        await page.keyboard.press('Enter');
        await page.waitForSelector('#peek:not([hidden])');
      }
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${scheme}.png`) });
      bad.push(...(await faults(page)).map((f) => `${name}: ${f}`));
      bad.push(...page.wrong.filter((w) => !(name === 'trouble' && w.includes('404'))).map((w) => `${name} says: ${w}`));
      bad.push(...page.asked.filter((u) => !u.startsWith(server.base)).map((u) => `${name} asks elsewhere: ${u}`));
      await page.close();
    }
    assert.deepEqual(bad, []);
  });
}

test('the policy holds: a script in a page does not run, and none stands in one', async () => {
  const context = await chrome.newContext();
  const page = await open(context, `${server.base}/claims`);
  await page.evaluate(() => { const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s); });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.equal((await page.$$('script:not([src]), [style], [onclick]')).filter(Boolean).length - 1, await page.$$eval('[style]', (all) => all.length), 'no script or handler but the one put there');
});

test('narrow, from right to left, in high contrast and without motion', async () => {
  const context = await chrome.newContext({ viewport: { width: 390, height: 800 }, forcedColors: 'active', reducedMotion: 'reduce', bypassCSP: true });
  for (const path of [screens.ledger, screens.article, screens.incident]) {
    const page = await open(context, server.base + path);
    await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
    assert.deepEqual(await faults(page), [], path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 1, `${path} is ${wide} px wider than the window`);
    await page.close();
  }
});

test('the dossier of an incident opens from disk, whole', async () => {
  const context = await chrome.newContext({ acceptDownloads: true, offline: false, bypassCSP: true });
  const page = await open(context, server.base + screens.incident);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
  const place = join(folder(), 'dossier.html');
  await file.saveAs(place);
  const alone = await chrome.newContext({ offline: true, bypassCSP: true });
  const read = await alone.newPage();
  const asked = [];
  read.on('request', (r) => asked.push(r.url()));
  await read.goto(pathToFileURL(place).href);
  assert.match(await read.textContent('body'), /Who says what/);
  assert.deepEqual(asked.filter((u) => !u.startsWith('file:')), []);
  assert.deepEqual(await faults(read), []);
});
