import { rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCapabilities, toContract } from '../../src/capture/escl/capabilities.ts';
import { openEsclHttp } from '../../src/capture/escl/http.ts';
import { defaultEsclLimits } from '../../src/capture/escl/limits.ts';
import { scanSettingsXml } from '../../src/capture/escl/settings.ts';
import { openFeeder } from '../../src/capture/virtual/feeder.ts';
import { openFolderStack } from '../../src/capture/virtual/folder-stack.ts';
import { startVirtualScanner, type VirtualScanner } from '../../src/capture/virtual/server.ts';
import { never } from './driver-contract.ts';
import { type TinyPages, tinyPages } from './tiny-pages.ts';

const settings = {
  source: 'feeder',
  sides: 'simplex',
  dpi: 300,
  colourMode: 'RGB24',
  width: 2480,
  height: 3508,
} as const;
const jobSettings = { source: 'feeder', sides: 'simplex', dpi: 300, colour: 'colour' } as const;

describe('virtual scanner', () => {
  let pages: TinyPages;
  let scanner: VirtualScanner;

  beforeAll(async () => {
    pages = await tinyPages(2);
    scanner = await startVirtualScanner({
      stack: await openFolderStack(pages.folder),
      loading: 'manual',
      paceMs: 0,
    });
  });
  afterAll(async () => {
    await scanner.close();
    await rm(pages.folder, { recursive: true, force: true });
  });

  const post = (body: string) => fetch(`${scanner.url}/ScanJobs`, { method: 'POST', body });

  it('VIRT-1 says what it is and what it can do', async () => {
    const root = await openEsclHttp(scanner.url, defaultEsclLimits).xml('ScannerCapabilities', never);
    if (!root.ok) throw new Error(root.error.detail);
    const capabilities = readCapabilities(root.value);
    expect(capabilities.model).toBe('Platen Virtual Scanner');
    expect(toContract(capabilities)).toEqual({
      sources: ['feeder', 'platen'],
      sides: ['simplex', 'duplex'],
      dpi: [75, 100, 150, 200, 300, 400, 600],
      colours: ['gray', 'colour'],
      formats: ['image/jpeg'],
    });
  });

  it('VIRT-1 refuses what it cannot do', async () => {
    const wrong = [
      scanSettingsXml({ ...settings, colourMode: 'BlackAndWhite1' }, '2.63'),
      scanSettingsXml({ ...settings, dpi: 1200 }, '2.63'),
      scanSettingsXml(settings, '2.63').replaceAll('image/jpeg', 'application/pdf'),
      'no xml',
    ];
    for (const body of wrong) expect((await post(body)).status).toBe(409);
  });

  it('VIRT-2 is for this machine only, and its controls not for web pages', async () => {
    const status = await new Promise((resolve, reject) => {
      http
        .get(`${scanner.url}/ScannerStatus`, { headers: { host: 'scanner.example' } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject);
    });
    expect(status).toBe(403);
    const control = new URL('/_ctl', scanner.url);
    expect((await fetch(control, { method: 'POST', body: '{"empty":true}' })).status).toBe(415);
    const json = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
    expect((await fetch(control, { ...json, body: '[]' })).status).toBe(400);
    expect(
      (await fetch(control, { ...json, body: '{"fault":{"at":1,"type":"fire","http":404}}' })).status,
    ).toBe(400);
  });

  it('VIRT-3 one job at a time', async () => {
    const first = await post(scanSettingsXml(settings, '2.63'));
    expect(first.status).toBe(201);
    const second = await post(scanSettingsXml(settings, '2.63'));
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
    const job = first.headers.get('location') ?? '';
    expect((await fetch(job, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(`${job}/NextDocument`)).status).toBe(404);
  });

  it('VIRT-4 gives other images of a folder as JPEG, two a sheet when duplex', async () => {
    const folder = (await tinyPages(1)).folder;
    await writeFile(
      join(folder, 'z.png'),
      await sharp({ create: { width: 9, height: 9, channels: 4, background: '#0000' } })
        .png()
        .toBuffer(),
    );
    const stack = await openFolderStack(folder);
    expect(stack.sheetAt(0, 'duplex')?.sides).toHaveLength(2);
    expect(stack.sheetAt(0, 'simplex')?.sides).toHaveLength(1);
    const scan = stack.sheetAt(1, 'simplex')?.sides[0];
    expect(await sharp(await scan?.({ dpi: 300, colour: 'colour' })).metadata()).toMatchObject({
      format: 'jpeg',
      width: 9,
    });
    await rm(folder, { recursive: true, force: true });
  });

  it('VIRT-5 an idle empty feeder fills itself after a second; a manual one does not', async () => {
    const stack = await openFolderStack(pages.folder);
    for (const loading of ['reload', 'manual'] as const) {
      let now = 0;
      const feeder = openFeeder(stack, loading, () => now);
      const takeAll = () => {
        const started = feeder.start(jobSettings);
        if (!('id' in started)) throw new Error('refused');
        while (feeder.next(started.id).type === 'side') feeder.sideDone(started.id);
      };
      takeAll();
      expect(feeder.adfState()).toBe('ScannerAdfEmpty');
      expect(feeder.start(jobSettings)).toEqual({ http: 409 });
      now = 1_000;
      expect(feeder.adfState()).toBe(loading === 'reload' ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty');
      if (loading === 'reload') takeAll();
    }
  });

  it('VIRT-3 a job whose client went away does not block the next one for ever', async () => {
    let now = 0;
    const feeder = openFeeder(await openFolderStack(pages.folder), 'manual', () => now);
    expect(feeder.start(jobSettings)).toHaveProperty('id');
    expect(feeder.start(jobSettings)).toEqual({ http: 503 });
    now = 6_000;
    expect(feeder.start(jobSettings)).toHaveProperty('id');
  });
});
