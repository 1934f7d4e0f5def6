import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoutes } from '../../src/shell/routes.ts';
import { writeRendererFolder } from './renderer-folder.ts';
import { knownPage, openStationDouble, type StationDouble, unrenderedPage } from './station-double.ts';

let folder: string;
let station: StationDouble;
let routes: ReturnType<typeof createRoutes>;
const logged: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'platen-routes-'));
  station = await openStationDouble(folder);
  const rendererFolder = await writeRendererFolder(folder);
  routes = createRoutes({ station, rendererFolder, log: (_level, event) => logged.push(event) });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const get = async (path: string, headers: Record<string, string> = {}) =>
  routes.fetch(new Request(`http://station${path}`, { headers }));

describe('the window', () => {
  it('SHELL-1 the page carries the nonce of its own policy, another one each time', async () => {
    const nonces: string[] = [];
    for (const path of ['/', '/', '/index.html']) {
      const response = await get(path);
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /style-src 'self' 'nonce-([\w-]{20,})'/.exec(policy)?.[1] ?? 'none';
      expect(await response.text()).toContain(`content="${nonce}"`);
      nonces.push(nonce);
    }
    expect(new Set(nonces).size).toBe(3);
  });

  it('SHELL-1 the policy lets nothing foreign, inline or evaluated run', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
    expect(rules.get('default-src')).toEqual(["'none'"]);
    expect(rules.get('script-src')).toEqual(["'self'"]);
    expect(rules.get('connect-src')).toEqual(["'self'"]);
    for (const shut of ['base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(rules.get(shut)).toEqual(["'none'"]);
    }
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('SHELL-2 files of the window go out with their type and nosniff, hashed ones to be kept', async () => {
    const script = await get('/assets/main-1a2b.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await get('/assets/main-1a2b.css')).headers.get('content-type')).toContain('text/css');
  });

  it.each([
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '//package.json',
    '/pages/..%2f..%2fpackage.json',
    `/pages/${encodeURIComponent(knownPage)}/..%2foriginal`,
    '/pages/page%3A..%2f..%2fpackage.json/original',
  ])('SHELL-3 no request becomes a path: %s', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('SHELL-2 an unbuilt window says how to build it', async () => {
    const bare = createRoutes({ station, rendererFolder: join(folder, 'nowhere'), log: () => undefined });
    const response = await bare.fetch(new Request('http://station/'));
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build:renderer');
  });
});

describe('pages', () => {
  const address = (kind: string, version = '') =>
    `/pages/${encodeURIComponent(knownPage)}/${kind}${version ? `?v=${version}` : ''}`;

  it('SHELL-4 pixels with their own version are kept for ever, without it or with another never', async () => {
    const { sha256 } = station.pageFile(knownPage, 'rendition') ?? { sha256: '' };
    const current = await get(address('rendition', sha256));
    expect(current.status).toBe(200);
    expect(current.headers.get('content-type')).toBe('image/png');
    expect(current.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(current.headers.get('etag')).toBe(`"${sha256}"`);
    const bytes = Buffer.from(await current.arrayBuffer());
    expect(bytes.toString()).toContain('the-pixels-of-a-page');
    expect(current.headers.get('content-length')).toBe(String(bytes.length));

    for (const version of ['', 'f'.repeat(64)]) {
      const other = await get(address('thumbnail', version));
      expect(other.headers.get('cache-control')).toBe('no-store');
      await other.body?.cancel();
    }
    expect((await get(address('rendition'), { 'If-None-Match': `"${sha256}"` })).status).toBe(304);
  });

  it('SHELL-4 without a kind it is the rendition', async () => {
    const response = await get(`/pages/${encodeURIComponent(knownPage)}`);
    expect(response.headers.get('content-type')).toBe('image/png');
    await response.body?.cancel();
  });

  it('SHELL-5 an original that is no picture goes out as plain bytes, in a sandbox', async () => {
    const response = await get(address('original'));
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    await response.body?.cancel();
  });

  it('SHELL-4 what is not there, or not yet, is 404', async () => {
    const of = (id: string, kind: string) => get(`/pages/${encodeURIComponent(id)}/${kind}`);
    expect((await of(unrenderedPage, 'rendition')).status).toBe(404);
    // The row is there, the file is gone.
    expect((await of(unrenderedPage, 'original')).status).toBe(404);
    expect((await of('page:01900000-0000-7000-8000-00000000dead', 'original')).status).toBe(404);
    expect((await of('bill:01900000-0000-7000-8000-000000000001', 'original')).status).toBe(404);
    expect((await of(knownPage, 'sidecar')).status).toBe(404);
  });

  it('SHELL-4 pixels are read only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await routes.fetch(new Request(`http://station${address('rendition')}`, { method }));
      expect(response.status).toBe(405);
    }
  });
});

describe('uploads', () => {
  const post = async (name: string, body: string | ReadableStream<Uint8Array>) =>
    routes.fetch(
      new Request(`http://station/uploads?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        body,
        duplex: 'half',
      }),
    );

  it('SHELL-6 a body goes to disk as it comes', async () => {
    const name = '发票 (1).pdf';
    const total = 64;
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulled === total) return controller.close();
        controller.enqueue(new Uint8Array(64 * 1024).fill(pulled));
        pulled += 1;
      },
    });
    const response = await post(name, body);
    expect(await response.json()).toEqual({ uploadId: 'upload-0' });
    const bytes = await readFile(station.uploads.get(name) ?? '');
    expect(bytes.length).toBe(total * 64 * 1024);
    expect(bytes[bytes.length - 1]).toBe(total - 1);
  });

  it('SHELL-6 a refusal of the station comes back as its error', async () => {
    const response = await post('refused.pdf', '');
    expect(response.status).toBe(422);
    expect(await response.json()).toEqual({ ok: false, error: { type: 'FileEmpty', name: 'refused.pdf' } });
  });

  it('SHELL-6 a sender that breaks off is an error of the file, not of the station', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('line cut'));
      },
    });
    const response = await post('cut.pdf', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'FileUnreadable', name: 'cut.pdf' } });
    expect(logged).toEqual([]);
  });

  it('SHELL-6 a name is wanted, of bounded length', async () => {
    expect((await post('', 'x')).status).toBe(400);
    expect((await post('n'.repeat(256), 'x')).status).toBe(400);
  });
});

it('SHELL-7 a bug is logged and tells the asker nothing of the inside', async () => {
  const broken = createRoutes({
    station: {
      ...station,
      pageFile: () => {
        throw new Error('/srv/secret/path');
      },
    },
    rendererFolder: folder,
    log: (_level, event) => logged.push(event),
  });
  const response = await broken.fetch(new Request(`http://station/pages/${encodeURIComponent(knownPage)}`));
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain('secret');
  expect(logged).toEqual(['shell.bug']);
});
