import { afterEach, expect, it, vi } from 'vitest';
import { packAnswer } from '../../src/contract/packed-answer.ts';
import { browserClient } from '../../src/renderer/station/browser-client.ts';
import { electronClient } from '../../src/renderer/station/electron-client.ts';
import { openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

afterEach(() => vi.unstubAllGlobals());

it('OPEN-1 both clients of the window unpack the snapshot that their shell packed', async () => {
  const { fixture, close } = await openCase(caseSides);
  const input = { batchId: fixture.batchId };
  const snapshot = await fixture.ask('batch.snapshot', input);
  const packed = JSON.stringify(packAnswer('batch.snapshot', snapshot));
  expect(packed.length).toBeLessThan(JSON.stringify(snapshot).length);

  const fetched = vi.fn(async (_path: string, _init: RequestInit) => new Response(packed));
  vi.stubGlobal('fetch', fetched);
  expect(await browserClient().ask('batch.snapshot', input)).toEqual(snapshot);
  expect(fetched.mock.calls[0]?.[0]).toBe('api/ask/batch.snapshot');

  const ask = async () => JSON.parse(packed);
  const bridge = electronClient({ shell: 'electron', run: ask, ask, listen: () => () => undefined });
  expect(await bridge.ask('batch.snapshot', input)).toEqual(snapshot);
  close();
});
