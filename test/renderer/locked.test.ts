import { afterEach, expect, it, vi } from 'vitest';
import type { SessionState } from '../../src/contract/queries.ts';
import { importFiles } from '../../src/renderer/actions/capturing.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => {
  open?.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function say(state: 'signedIn' | 'locked' | 'signedOut'): void {
  const operator = { id: 'o', name: '林晓', role: 'operator', isActive: true } as const;
  const session: SessionState = {
    state,
    operator: state === 'signedOut' ? null : operator,
    name: operator.name,
  };
  open.fixture.emit({ type: 'session.changed', session });
}

it('OPER-22 who signs in or unlocks has batch and batches asked for anew, once', async () => {
  open = await openCase(caseSides);
  for (const state of ['locked', 'signedOut'] as const) {
    say(state);
    await open.settle();
    const asked = vi.spyOn(open.station.client, 'ask');
    say('signedIn');
    await open.settle();
    const names = asked.mock.calls.map(([name]) => name as string);
    for (const name of ['batch.snapshot', 'batches.list'])
      expect(names.filter((one) => one === name)).toHaveLength(1);
    asked.mockClear();
    // Somebody else's change of the session, while it stays open, asks for nothing of it.
    say('signedIn');
    await open.settle();
    expect(asked.mock.calls.map(([name]) => name)).not.toContain('batch.snapshot');
    vi.restoreAllMocks();
  }
});

it('OPER-23 files on their way as the station is locked are imported once it is unlocked', async () => {
  open = await openCase(caseSides);
  say('signedIn');
  const arrived: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    arrived.push(address);
    // The station locks itself behind the first file.
    if (arrived.length === 1) say('locked');
    return Response.json({ uploadId: `upload-${arrived.length}` });
  });
  const run = vi
    .spyOn(open.station.client, 'run')
    .mockResolvedValue({ ok: false, error: { type: 'BatchNotFound' } });
  const files = ['a.png', 'b.png'].map((name) => new File(['x'], name));
  const whole = importFiles(open.context(), files, 'split', { at: 'tail' });
  await open.settle();
  expect(arrived).toHaveLength(2);
  expect(run).not.toHaveBeenCalled();
  say('signedIn');
  await whole;
  expect(run).toHaveBeenCalledExactlyOnceWith(
    'import.start',
    expect.objectContaining({ uploadIds: ['upload-1', 'upload-2'], batchId: open.fixture.batchId }),
  );
});
