import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventStream } from '../../src/shell/browser/event-stream.ts';
import { type HandOut, openHandOut } from '../../src/shell/browser/hand-out.ts';
import { type BrowserShell, serveBrowserShell } from '../../src/shell/browser/serve.ts';
import { writeRendererFolder } from './renderer-folder.ts';
import { knownPage, openStationDouble, type StationDouble, someEvent } from './station-double.ts';

let folder: string;
let station: StationDouble;
let shell: BrowserShell;
let handOut: HandOut;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platen-browser-'));
  station = await openStationDouble(folder);
  handOut = openHandOut();
  shell = await serveBrowserShell({
    station,
    rendererFolder: await writeRendererFolder(folder),
    handOut,
    port: 0,
  });
});
afterEach(async () => {
  await shell.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** A client that says exactly what a test wants it to, Host and Origin included, and follows nothing. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { port } = new URL(shell.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers ?? {} },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    request.on('error', reject);
    request.end(options.body);
  });
}

async function signIn(): Promise<string> {
  const { pathname, search } = new URL(shell.url);
  const answer = await ask(pathname + search);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const json = { 'content-type': 'application/json' };

it('BROWSER-1 listens on 127.0.0.1 only', async () => {
  expect(new URL(shell.url).hostname).toBe('127.0.0.1');
  const { port } = new URL(shell.url);
  // The port is free on every other address of this machine.
  const other = createServer();
  await new Promise<void>((resolve, reject) => {
    other.once('error', reject).listen(Number(port), '127.0.0.2', resolve);
  });
  await new Promise((resolve) => other.close(resolve));
});

it('BROWSER-1 a port that is taken is an error to the caller', async () => {
  const port = Number(new URL(shell.url).port);
  await expect(serveBrowserShell({ station, rendererFolder: folder, handOut, port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

it('BROWSER-2 the token buys one session and leaves the address bar', async () => {
  const { pathname, search } = new URL(shell.url);
  const first = await ask(pathname + search);
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe('/');
  const cookie = first.headers['set-cookie']?.[0] ?? '';
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Strict/);
  expect(cookie).not.toContain(search.slice('?token='.length));

  const second = await ask(pathname + search);
  expect(second.status).toBe(403);
  expect(second.headers['set-cookie']).toBeUndefined();
  // Whoever has the session may use the address again: a reload, a bookmark.
  const again = await ask(pathname + search, { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(again.status).toBe(303);
  expect(again.headers['set-cookie']).toBeUndefined();
});

it('BROWSER-2 a wrong token does not use up the right one', async () => {
  expect((await ask('/?token=guessed')).status).toBe(403);
  expect((await ask('/?token=')).status).toBe(403);
  expect(await signIn()).toMatch(/^platen_session_\d+=/);
});

it.each(['/', '/assets/main-1a2b.js', `/pages/${encodeURIComponent(knownPage)}`, '/api/events', '/nowhere'])(
  'BROWSER-3 without a session %s is refused with how to open the station',
  async (path) => {
    const answer = await ask(path, { headers: { cookie: 'platen_session_1=made-up' } });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('npm start');
    expect(answer.text).toContain('扫描站');
  },
);

it('BROWSER-13 sends a tab on to a page of another system once; the answers a script gets never name it', async () => {
  const address = 'https://erp.example/t/index.html?formId=x&eventCode=key';
  const cookie = await signIn();
  const shown = await handOut.show(address);
  if (!shown.ok || shown.value === null) throw new Error('the window opens it');
  const path = `/${shown.value}`;
  expect(path).not.toContain('key');
  // Neither a stranger nor another site, and a script of the window itself as little.
  expect((await ask(path)).status).toBe(403);
  expect((await ask(path, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  for (const mode of ['cors', 'same-origin', 'no-cors']) {
    const answer = await ask(path, { headers: { cookie, 'sec-fetch-mode': mode } });
    expect([answer.status, answer.headers.location]).toEqual([404, undefined]);
  }
  const tab = { cookie, 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'same-origin' };
  const first = await ask(path, { headers: tab });
  expect([first.status, first.headers.location]).toEqual([303, address]);
  expect(first.headers['cache-control']).toBe('no-store');
  expect(first.headers['referrer-policy']).toBe('no-referrer');
  // Again from the history of the browser: both languages say where to open it.
  const again = await ask(path, { headers: tab });
  expect([again.status, again.headers.location]).toEqual([404, undefined]);
  expect(again.text).toContain('扫描站');
  expect(again.text).toContain('opens once');
});

it('BROWSER-13 a ticket nobody used is forgotten after half a minute', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    const shown = await handOut.show('https://erp.example/');
    const path = `/${shown.ok ? shown.value : ''}`;
    vi.advanceTimersByTime(30_000);
    expect((await handOut.routes.request(path)).status).toBe(404);
  } finally {
    vi.useRealTimers();
  }
});

it('BROWSER-3 without a session nothing is run, asked or taken in', async () => {
  for (const path of ['/api/run/batch.open', '/api/ask/batches.list', '/uploads?name=a.pdf']) {
    expect((await ask(path, { method: 'POST', headers: json, body: '{"name":null}' })).status).toBe(403);
  }
  expect(station.asked).toEqual([]);
  expect(station.uploads.size).toBe(0);
});

it('BROWSER-4 a foreign Host is refused, session or not: DNS rebinding', async () => {
  const cookie = await signIn();
  const { port } = new URL(shell.url);
  for (const host of [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    '127.0.0.1:1',
    `127.0.0.1.evil.example:${port}`,
  ]) {
    expect((await ask('/', { headers: { cookie, host } })).status, host).toBe(403);
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
    expect((await ask('/', { headers: { cookie, host } })).status, host).toBe(200);
  }
});

it('BROWSER-5 a foreign Origin or site is refused, session or not: another page, another loopback server', async () => {
  const cookie = await signIn();
  const { origin } = new URL(shell.url);
  const run = (headers: Record<string, string>) =>
    ask('/api/run/batch.open', {
      method: 'POST',
      headers: { ...json, cookie, ...headers },
      body: '{"name":null}',
    });
  for (const foreign of [
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    origin.replace('http', 'https'),
  ]) {
    expect((await run({ origin: foreign })).status, foreign).toBe(403);
  }
  expect((await run({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await run({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect(station.asked).toEqual([]);
  expect((await run({ origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect(station.asked).toHaveLength(1);
});

it('BROWSER-6 a form of another page cannot run a command: only JSON is taken', async () => {
  const cookie = await signIn();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
    const answer = await ask('/api/run/batch.open', {
      method: 'POST',
      headers: { cookie, 'content-type': type },
      body: '{"name":null}',
    });
    expect(answer.status).toBe(415);
  }
  expect(station.asked).toEqual([]);
});

it('BROWSER-7 commands and queries answer as a Result; unknown names and bad input never reach the station', async () => {
  const cookie = await signIn();
  const post = (path: string, body: string) =>
    ask(path, { method: 'POST', headers: { ...json, cookie }, body });
  expect(JSON.parse((await post('/api/run/batch.open', '{"name":null}')).text)).toEqual({
    ok: true,
    value: { revision: 1 },
  });
  expect(JSON.parse((await post('/api/ask/batches.list', '{}')).text)).toEqual({ ok: true, value: [] });
  expect(station.asked.map(({ door, name }) => `${door} ${name}`)).toEqual([
    'run batch.open',
    'ask batches.list',
  ]);

  const invalid = { ok: false, error: { type: 'InvalidCommand' } };
  for (const [path, body, status] of [
    ['/api/run/no.such', '{}', 404],
    ['/api/run/toString', '{}', 404],
    ['/api/ask/batch.open', '{"name":null}', 404],
    ['/api/run/batch.open', '{"name":', 400],
    ['/api/run/batch.open', '{"name":1}', 200],
    ['/api/run/batch.open', `"${'x'.repeat(9 * 1024 * 1024)}"`, 413],
  ] as const) {
    const answer = await post(path, body);
    expect(answer.status, path).toBe(status);
    expect(JSON.parse(answer.text), path).toMatchObject(invalid);
  }
  expect(station.asked).toHaveLength(2);
});

it('BROWSER-8 every event reaches every window, and none is kept for one that left', async () => {
  const cookie = await signIn();
  const { origin } = new URL(shell.url);
  const listen = () => fetch(`${origin}/api/events`, { headers: { cookie } });
  const windows = await Promise.all([listen(), listen()]);
  await vi.waitFor(() => expect(station.listeners.size).toBe(2), { timeout: 60_000 });
  station.emit(someEvent);
  for (const window of windows) {
    expect(window.headers.get('content-type')).toContain('text/event-stream');
    const reader = window.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('data: ')) text += (await reader?.read())?.value ?? '';
    expect(JSON.parse(text.split('data: ')[1]?.split('\n\n')[0] ?? '')).toEqual(someEvent);
    await reader?.cancel();
  }
  await vi.waitFor(() => expect(station.listeners.size).toBe(0), { timeout: 60_000 });
});

it('BROWSER-8 a quiet line is kept open by a comment', async () => {
  const stream = eventStream(station, { bufferBytes: 1_000, keepAliveMs: 20 });
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes(': here')) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(station.listeners.size).toBe(0);
});

it('BROWSER-9 a window that does not read is cut, not buffered without end', async () => {
  const stream = eventStream(station, { bufferBytes: 1_000, keepAliveMs: 60_000 });
  const reader = stream.body?.getReader();
  for (let sent = 0; sent < 100; sent += 1) station.emit(someEvent);
  expect(station.listeners.size).toBe(0);
  await expect(
    (async () => {
      while (!(await reader?.read())?.done);
    })(),
  ).rejects.toThrow('too slowly');
});

it('BROWSER-9 over the wire the cut ends the connection', async () => {
  const cookie = await signIn();
  const { port } = new URL(shell.url);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path: '/api/events', headers: { cookie } }, resolve)
      .on('error', reject)
      .end();
  });
  await vi.waitFor(() => expect(station.listeners.size).toBe(1), { timeout: 60_000 });
  response.pause();
  // More than the buffer of 16 MiB and what the system's sockets hold; a live window would have read it.
  const big = { ...someEvent, padding: 'x'.repeat(1024 * 1024) };
  for (let sent = 0; sent < 64 && station.listeners.size > 0; sent += 1) {
    station.emit(big);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(station.listeners.size).toBe(0);
  const ended = new Promise((resolve) => response.once('close', resolve));
  response.on('error', () => undefined).resume();
  await ended;
  expect(response.complete).toBe(false);
});

it('BROWSER-10 an upload streams through to the disk', async () => {
  const cookie = await signIn();
  const body = 'x'.repeat(3 * 1024 * 1024);
  const answer = await ask('/uploads?name=scan.tif', { method: 'POST', headers: { cookie }, body });
  expect(JSON.parse(answer.text)).toEqual({ uploadId: 'upload-0' });
  expect((await readFile(station.uploads.get('scan.tif') ?? '')).length).toBe(body.length);
});

it('BROWSER-10 the window and its pages come over the same routes as in Electron', async () => {
  const cookie = await signIn();
  const index = await ask('/', { headers: { cookie } });
  expect(index.headers['content-security-policy']).toContain("'nonce-");
  expect(index.headers['cross-origin-resource-policy']).toBe('same-origin');
  const page = await ask(`/pages/${encodeURIComponent(knownPage)}/thumbnail`, { headers: { cookie } });
  expect(page.text).toContain('the-pixels-of-a-page');
  // Raw, as no browser would send it.
  const raw = await ask('/assets/../../package.json', { headers: { cookie } });
  expect(raw.status).toBe(404);
  expect(raw.text).not.toContain('secret');
});
