// What every test stands on: a ledger made of the articles beside this file, a server over it, and a browser.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const here = import.meta.dirname;
const published = {
  '01-courier': '2024-03-12', '02-herald': '2024-03-13', '03-observer': '2024-03-15', '04-gazette': '2024-03-13',
  '05-herald-talks': '2024-03-20', '06-courier-aid': '2024-04-02', '07-observer-protest': '2024-03-22', '08-herald-border': '2024-03-25',
};

/** The program under test. */
export const sayso = process.env.SAYSO_BINARY ?? fail('SAYSO_BINARY names no program; tools/browser_tests.sh sets it');
const browserAt = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

function fail(words) {
  throw new Error(words);
}

/** A folder that is gone when the tests end. */
export function folder() {
  const made = mkdtempSync(join(tmpdir(), 'sayso-browser-'));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** The articles as records. */
export function articles() {
  return readdirSync(join(here, 'articles')).sort().map((name) => {
    const id = name.replace('.txt', '');
    return {
      url: `https://example.org/${id}`,
      publisher: `The ${id.split('-')[1].replace(/^./, (c) => c.toUpperCase())}`,
      published: published[id],
      title: readFileSync(join(here, 'articles', name), 'utf8').split('\n')[0],
      text: readFileSync(join(here, 'articles', name), 'utf8').split('\n').slice(1).join('\n').trim(),
    };
  });
}

/** Takes records into a ledger. */
export function ingest(ledger, records) {
  const file = join(folder(), 'articles.jsonl');
  writeFileSync(file, records.map((r) => JSON.stringify(r)).join('\n'));
  execFileSync(sayso, ['ingest', '--quiet', '--db', ledger, file], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A ledger of the articles. */
export function ledger() {
  const place = join(folder(), 'ledger.db');
  ingest(place, articles());
  return place;
}

/** A server over a ledger: its address, and how to end it. */
export async function serve(place, ...flags) {
  const server = spawn(sayso, ['serve', '--db', place, '--port', '0', '--reviewer', 'tester', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const base = await new Promise((found, failed) => {
    const read = (piece) => {
      said += piece;
      const address = said.match(/http:\/\/[^\s/]+(?=\s)/); // whole, not as far as it has come
      if (address) found(address[0]);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', () => failed(new Error(`the server ended: ${said}`)));
  });
  return { base, said: () => said, stop: () => server.kill('SIGINT') };
}

/** The browser. */
export async function browser() {
  if (!browserAt) fail('no Chromium; install the package `chromium` or name one in CHROMIUM');
  return chromium.launch({ executablePath: browserAt, args: ['--no-sandbox'] });
}

/** A page that keeps what went wrong in it and where it asked. */
export async function open(context, address) {
  const page = await context.newPage();
  page.wrong = [];
  page.asked = [];
  page.on('console', (m) => { if (m.type() === 'error') page.wrong.push(m.text()); });
  page.on('pageerror', (e) => page.wrong.push(e.message));
  page.on('request', (r) => page.asked.push(r.url()));
  await page.goto(address);
  await ready(page);
  return page;
}

/** Waits until the scripts of a page have done their part. */
export const ready = (page) => page.waitForFunction(() => document.documentElement.dataset.ready === 'yes', null, { timeout: 15_000 });

/** The value below which 95 of 100 lie, or another share. */
export function quantile(times, share = 0.95) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
