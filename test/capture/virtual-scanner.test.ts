import { rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCapabilities } from '../../src/capture/escl/capabilities.ts';
import { openEsclHttp } from '../../src/capture/escl/http.ts';
import { defaultEsclLimits } from '../../src/capture/escl/limits.ts';
import { toContract } from '../../src/capture/escl/offer.ts';
import { openCertificatePins } from '../../src/capture/escl/pins.ts';
import type { EsclSettings } from '../../src/capture/escl/settings.ts';
import { scanSettingsXml } from '../../src/capture/escl/settings-xml.ts';
import type { Controls } from '../../src/capture/virtual/controls.ts';
import type { Delivery } from '../../src/capture/virtual/delivery.ts';
import { openEndlessStack } from '../../src/capture/virtual/endless-stack.ts';
import { openFeeder } from '../../src/capture/virtual/feeder.ts';
import { openFolderStack } from '../../src/capture/virtual/folder-stack.ts';
import type { JobSettings } from '../../src/capture/virtual/job-settings.ts';
import { startVirtualScanner, type VirtualScanner } from '../../src/capture/virtual/server.ts';
import { never } from './driver-contract.ts';
import { type TinyPages, tinyPages } from './tiny-pages.ts';

const settings: EsclSettings = {
  source: 'feeder',
  sides: 'simplex',
  dpi: 300,
  colourMode: 'RGB24',
  format: 'image/jpeg',
  paper: 'auto',
  region: { x: 0, y: 0, width: 2480, height: 3508 },
  multipickDetection: null,
  blankRemoval: null,
  brightness: null,
  contrast: null,
  channel: null,
};
const jobSettings: JobSettings = {
  source: 'feeder',
  sides: 'simplex',
  dpi: 300,
  colour: 'colour',
  format: 'image/jpeg',
  doubleFeed: 'stop',
};

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

  const control = async (controls: Controls) => {
    const answer = await fetch(new URL('/_ctl', scanner.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(controls),
    });
    expect(answer.status).toBe(204);
  };
  const stated = async () => {
    const pins = openCertificatePins({}, () => undefined);
    const root = await openEsclHttp(scanner.url, defaultEsclLimits, pins).xml('ScannerCapabilities', never);
    if (!root.ok) throw new Error(root.error.detail);
    return readCapabilities(root.value);
  };
  const post = (body: string) => fetch(`${scanner.url}/ScanJobs`, { method: 'POST', body });

  it('VIRT-1 says what it is and what it can do', async () => {
    const capabilities = await stated();
    expect(capabilities.model).toBe('Platen Virtual Scanner');
    expect(toContract(capabilities)).toEqual({
      sources: ['feeder', 'platen'],
      sides: ['simplex', 'duplex'],
      dpi: [75, 100, 150, 200, 300, 400, 600],
      colours: ['gray', 'colour'],
      formats: ['image/jpeg'],
      papers: ['auto', 'a4', 'a5', 'a6', 'b5', 'letter', 'legal'],
      settings: ['doubleFeed'],
      options: [],
    });
  });

  it('VIRT-13 PDF on order: for everything, a side or a stack at a time, or for black and white', async () => {
    const can = async (delivery: Delivery) => {
      await control({ delivery });
      const { formats, colours } = toContract(await stated());
      return [formats, colours];
    };
    const all = ['bitonal', 'gray', 'colour'];
    expect(await can('pdf')).toEqual([['application/pdf'], all]);
    expect(await can('pdf-stack')).toEqual([['application/pdf'], all]);
    expect(await can('bitonal-as-pdf')).toEqual([['image/jpeg', 'application/pdf'], all]);
    expect(await can('bitonal-refused')).toEqual([['image/jpeg'], all]);
    const bitonal = scanSettingsXml({ ...settings, colourMode: 'BlackAndWhite1' }, '2.63');
    expect((await post(bitonal)).status).toBe(409);
    await control({ delivery: 'jpeg' });
    expect(await can('jpeg')).toEqual([['image/jpeg'], ['gray', 'colour']]);
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
    const controls = new URL('/_ctl', scanner.url);
    expect((await fetch(controls, { method: 'POST', body: '{"empty":true}' })).status).toBe(415);
    const json = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
    expect((await fetch(controls, { ...json, body: '[]' })).status).toBe(400);
    for (const body of ['{"fault":{"at":1,"type":"fire","http":404}}', '{"delivery":"by hand"}']) {
      expect((await fetch(controls, { ...json, body })).status).toBe(400);
    }
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

  it('VIRT-14 a finished job is listed, and forgotten at once only on order', async () => {
    for (const forgetJob of [false, true]) {
      const feeder = openFeeder(await openFolderStack(pages.folder), 'manual', () => 0);
      if (forgetJob) feeder.control({ forgetJob });
      const started = feeder.start(jobSettings);
      if (!('id' in started)) throw new Error('refused');
      for (let side = 0; side < 2; side += 1) {
        expect(feeder.next(started.id).type).toBe('side');
        expect(feeder.jobs()).toHaveLength(1);
        feeder.sideDone(started.id);
      }
      expect(feeder.jobs().map(({ state }) => state)).toEqual(forgetJob ? [] : ['Completed']);
      expect(feeder.next(started.id)).toEqual(forgetJob ? { type: 'refused', http: 404 } : { type: 'none' });
      expect(feeder.adfState()).toBe('ScannerAdfEmpty');
    }
  });

  it('VIRT-15 two sheets at once stop the feeder only where it was told to watch for them', async () => {
    for (const doubleFeed of ['stop', 'off'] as const) {
      const feeder = openFeeder(await openFolderStack(pages.folder), 'manual', () => 0);
      feeder.control({ fault: { at: 1, type: 'doubleFeed', http: 404 } });
      const started = feeder.start({ ...jobSettings, doubleFeed });
      if (!('id' in started)) throw new Error('refused');
      expect(feeder.next(started.id).type).toBe('side');
      feeder.sideDone(started.id);
      expect(feeder.next(started.id).type).toBe(doubleFeed === 'stop' ? 'refused' : 'side');
    }
  });

  it('VIRT-17 a stack is fed over and over, so many sheets in all, in simplex and duplex', async () => {
    const stack = openEndlessStack(await openFolderStack(pages.folder), 1_000);
    for (const [sides, perSheet] of [
      ['simplex', 1],
      ['duplex', 2],
    ] as const) {
      let sheets = 0;
      let taken = 0;
      for (let sheet = stack.sheetAt(0, sides); sheet; sheet = stack.sheetAt(sheet.next, sides)) {
        sheets += 1;
        taken += sheet.sides.length;
      }
      expect([sheets, taken]).toEqual([1_000, 1_000 * perSheet]);
    }
    const front = await stack.sheetAt(0, 'simplex')?.sides[0]?.({ dpi: 300, colour: 'colour' });
    const third = stack.sheetAt(
      stack.sheetAt(stack.sheetAt(0, 'simplex')?.next ?? 0, 'simplex')?.next ?? 0,
      'simplex',
    );
    expect(await third?.sides[0]?.({ dpi: 300, colour: 'colour' })).toEqual(front);
    expect(openEndlessStack({ sheetAt: () => null }, 3).sheetAt(0, 'simplex')).toBeNull();
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
