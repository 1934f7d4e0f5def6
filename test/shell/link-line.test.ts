import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLinkLine, tellStation } from '../../src/shell/browser/link-line.ts';
import { atEnd } from '../at-end.ts';
import { newFolder, openAt } from '../station/at-desk.ts';
import type { TestStation } from '../station/test-station.ts';

async function onTheLine(path = newFolder()): Promise<TestStation> {
  const station = await openAt(path);
  const line = await openLinkLine(station.station, path);
  atEnd(line.close);
  return station;
}

describe('the line of platen open', () => {
  it('LINK-6 hands a link to the station on the same data folder, and brings its answer back', async () => {
    const station = await onTheLine();
    const told = await tellStation(station.dataFolder, 'platen://match?bill=%E5%8D%95-1');
    expect(told).toEqual({ ok: true, value: {} });
    expect(await station.run('link.take', {})).toMatchObject({
      value: { link: { action: 'match', bill: '单-1' } },
    });
    expect(await tellStation(station.dataFolder, 'https://elsewhere')).toEqual({
      ok: false,
      error: { type: 'LinkInvalid', reason: 'scheme' },
    });
  });

  it('LINK-6 says that no station is there, also where one was killed', async () => {
    const path = newFolder();
    expect(await tellStation(path, 'platen://match?bill=1')).toBeNull();
    await writeFile(join(path, 'links.sock'), '');
    expect(await tellStation(path, 'platen://match?bill=1')).toBeNull();
    await onTheLine(path);
    expect(await tellStation(path, 'platen://match?bill=1')).toEqual({ ok: true, value: {} });
  });

  it('LINK-6 a caller that says too much, or breaks off, is cut off, and the next is heard', async () => {
    const station = await onTheLine();
    const address = join(station.dataFolder, 'links.sock');
    expect(existsSync(address)).toBe(true);
    const loud = connect(address);
    await new Promise((closed) => {
      loud.on('error', () => undefined);
      loud.once('close', closed);
      loud.write('x'.repeat(100_000));
    });
    connect(address).destroy();
    expect(await tellStation(station.dataFolder, 'platen://match?bill=1')).toEqual({ ok: true, value: {} });
  });
});
