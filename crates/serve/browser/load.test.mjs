// Many readers while an ingest writes: SAYSO_LOAD_SECONDS says for how long (10 unless told).

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';

import { articles, folder, ledger, quantile, sayso, serve } from './house.mjs';

const CLIENTS = 64;
const SECONDS = Number(process.env.SAYSO_LOAD_SECONDS ?? 10);

test(`${CLIENTS} clients read while an ingest writes`, async () => {
  const place = ledger();
  const server = await serve(place);
  const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  const ask = (path) => new Promise((done) => {
    http.get(server.base + path, { agent }, (answer) => {
      let size = 0;
      answer.on('data', (d) => { size += d.length; });
      answer.on('end', () => done([answer.statusCode, size]));
      answer.on('error', () => done([0, 0]));
    }).on('error', () => done([0, 0]));
  });

  // The same articles on other days are other articles.
  const file = join(folder(), 'more.jsonl');
  const lines = [];
  for (let day = 0; lines.length < SECONDS * 150; day += 1) {
    for (const a of articles()) lines.push(JSON.stringify({ ...a, url: `${a.url}/${day}`, text: `${a.text}\n\nThe report has the number ${day}, officials said.` }));
  }
  writeFileSync(file, lines.join('\n'));
  const writer = spawn(sayso, ['ingest', '--quiet', '--jobs', '1', '--db', place, file], { stdio: 'inherit' });
  const written = new Promise((done) => writer.on('exit', done));

  const first = await (await fetch(`${server.base}/claims.json?limit=1`)).json();
  const claim = first.rows[0];
  const paths = ['/claims', '/claims.json?type=ASSAULT', '/claims?q=nyala&status=denied', `/claims/${claim.id}`, `/articles/${claim.document}`, '/articles', '/timeline', '/claims/rows?from=40&limit=40', '/methods', '/claims.csv?limit=50', '/sources', '/review'];
  const times = [];
  const wrong = {};
  const end = performance.now() + SECONDS * 1000;
  await Promise.all(Array.from({ length: CLIENTS }, async (_, who) => {
    for (let turn = who; performance.now() < end; turn += 1) {
      const path = paths[turn % paths.length];
      const start = performance.now();
      const [status, size] = await ask(path);
      times.push(performance.now() - start);
      if (status !== 200 || !size) wrong[`${path} ${status}`] = (wrong[`${path} ${status}`] ?? 0) + 1;
      await new Promise((r) => setTimeout(r, 100 + ((who * 37 + turn * 13) % 200))); // a person reads what came
    }
  }));
  const grown = (await (await fetch(`${server.base}/claims.json?limit=1`)).json()).count;
  writer.kill('SIGINT');
  await written;
  server.stop();
  agent.destroy();
  console.log(`${CLIENTS} clients, ${SECONDS} s: ${times.length} answers, p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms, ${Object.values(wrong).reduce((a, b) => a + b, 0)} errors; claims grew from ${first.count} to ${grown}`);
  assert.deepEqual(wrong, {});
  assert.ok(grown > first.count, 'the ledger grew meanwhile');
  assert.ok(quantile(times, 0.99) <= 500);
});
