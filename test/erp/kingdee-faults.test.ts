import { describe, expect, it } from 'vitest';
import { accepted } from '../../src/erp/accepted.ts';
import type { RoadFault } from './faulty-fetch.ts';
import { memoryLines, sampleHandOver } from './hand-overs.ts';
import { kingdeeRig, never, onCall } from './kingdee-rig.ts';

const number = 'CL-2026-000001';
const lost: readonly RoadFault[] = [
  'reset',
  'lose-reply',
  'time-out',
  'fail-before',
  'fail-after',
  'portal',
  'cut-reply',
];

describe('an upload nobody knows the fate of', () => {
  it.each(lost)(
    'KING-10 is unknown after %s and is not sent again before the queue has asked',
    async (fault) => {
      const rig = kingdeeRig({ config: { doubtfulUpload: 'send-again' } });
      const lines = memoryLines();
      const handOver = sampleHandOver(lines);
      rig.road.choose = onCall('fileCollect', 2, fault);
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({
        type: 'unknown',
        reason: expect.stringContaining('document 2'),
      });
      const arrived = rig.arrivalsOf('collect').length;
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
      expect(rig.arrivalsOf('collect')).toHaveLength(arrived);
      expect(await rig.erp.ask(handOver, never)).toEqual({ type: 'absent' });
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
      expect(rig.server.listed(number)).toHaveLength(3);
      // Only files of answers we read are listed; what may be left over is told.
      expect(JSON.parse(lines.lines.get('doubtful') ?? '')).toMatchObject([
        { documentUuid: handOver.manifest.documents[1]?.documentUuid },
      ]);
      expect(rig.server.spare().length).toBeLessThanOrEqual(1);
    },
  );

  it('KING-11 is left to a person unless the configuration says that a spare file does no harm', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    rig.road.choose = onCall('fileCollect', 3, 'lose-reply');
    await rig.erp.handOver(handOver, never);
    for (let n = 0; n < 3; n += 1) {
      expect(await rig.erp.ask(handOver, never)).toMatchObject({
        type: 'unknown',
        reason: expect.stringContaining('doubtful upload of document 3'),
      });
    }
    expect(rig.arrivalsOf('collect')).toHaveLength(3);
    // The person looked, and says: send again.
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    expect(rig.arrivalsOf('collect')).toHaveLength(4);
  });

  it('KING-19 is one the server took under a name we cannot read', async () => {
    const rig = kingdeeRig({
      wrap: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request);
        return request.url.includes('fileCollect')
          ? Response.json({ success: 'true', errorCode: '0000', data: {} })
          : answer;
      },
    });
    expect(await rig.erp.handOver(sampleHandOver(memoryLines()), never)).toEqual({
      type: 'unknown',
      reason: 'upload of document 1: the answer names no file',
    });
  });

  it('KING-12 is one that died between its note and its answer, too', async () => {
    const rig = kingdeeRig({ config: { doubtfulUpload: 'send-again' } });
    const lines = memoryLines();
    const handOver = sampleHandOver(lines);
    rig.road.onAnswer = (call) => {
      if (call.path.endsWith('fileCollect')) lines.die();
    };
    await expect(rig.erp.handOver(handOver, never)).rejects.toThrow('gone');
    lines.revive();
    rig.road.onAnswer = () => undefined;
    const reborn = rig.connector();
    expect(await reborn.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
    expect(rig.arrivalsOf('collect')).toHaveLength(1);
    expect(await reborn.ask(handOver, never)).toEqual({ type: 'absent' });
    expect(await reborn.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
  });
});

describe('a submit nobody knows the fate of', () => {
  it.each(['lose-reply', 'time-out', 'fail-after', 'cut-reply'] as const)(
    'KING-13 that arrived before %s is found by its state and not repeated',
    async (fault) => {
      const rig = kingdeeRig();
      const handOver = sampleHandOver(memoryLines());
      rig.road.choose = onCall('scanBillSubmit', 1, fault);
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
      expect(await rig.erp.ask(handOver, never)).toEqual(accepted(`PLATEN/${number}`, 'ask'));
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
      expect(rig.server.bill(number)?.submits).toBe(1);
    },
  );

  it.each(['reset', 'fail-before', 'portal'] as const)(
    'KING-14 that never arrived (%s) is absent once the server has settled, and only then sent again',
    async (fault) => {
      const rig = kingdeeRig();
      const handOver = sampleHandOver(memoryLines());
      rig.road.choose = onCall('scanBillSubmit', 1, fault);
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
      expect(await rig.erp.ask(handOver, never)).toMatchObject({ type: 'unknown' });
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
      rig.pass(61_000);
      expect(await rig.erp.ask(handOver, never)).toEqual({ type: 'absent' });
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
      expect(rig.arrivalsOf('submit')).toHaveLength(1);
      expect(rig.arrivalsOf('collect')).toHaveLength(3);
    },
  );

  it('KING-15 is open while the server cannot be asked, and unknown where its state says neither', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    rig.road.choose = onCall('scanBillSubmit', 1, 'lose-reply');
    await rig.erp.handOver(handOver, never);
    rig.pass(61_000);
    rig.road.choose = (call) => (call.path.endsWith('operate') ? 'refuse' : null);
    expect(await rig.erp.ask(handOver, never)).toMatchObject({ type: 'out-of-reach' });
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
    rig.road.choose = () => null;
    rig.server.setStatus(number, 14);
    expect(await rig.erp.ask(handOver, never)).toEqual({
      type: 'unknown',
      reason: 'submit: 状态 14 (state 14, 14)',
    });
    expect(rig.arrivalsOf('submit')).toHaveLength(1);
  });

  it('KING-16 of a bill that was submitted before is not taken for arrived by a state it had already', async () => {
    const rig = kingdeeRig();
    rig.server.setStatus(number, 2);
    const handOver = sampleHandOver(memoryLines());
    rig.road.choose = onCall('scanBillSubmit', 1, 'reset');
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
    rig.pass(61_000);
    expect(await rig.erp.ask(handOver, never)).toEqual({ type: 'absent' });
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    expect(rig.server.listed(number)).toHaveLength(3);
  });
});

describe('what never left', () => {
  it.each(['fileCollect', 'scanBillSubmit', 'getAppToken.do', 'login.do'])(
    'KING-17 a refused connection at %s is tried later, and then goes on where it was',
    async (path) => {
      const rig = kingdeeRig();
      const handOver = sampleHandOver(memoryLines());
      rig.road.choose = onCall(path, 1, 'refuse');
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'try-later' });
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
      expect(rig.arrivalsOf('collect')).toHaveLength(3);
      expect(rig.server.spare()).toEqual([]);
    },
  );

  it('KING-18 a document without a page refuses the bill: nothing is left out unseen', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines(), { pagesEach: 0 });
    expect(await rig.erp.handOver(handOver, never)).toEqual({
      type: 'refused',
      reason: 'document 1: has no page to send',
    });
  });

  it('KING-18 pages that are gone refuse the bill and name the document', async () => {
    const rig = kingdeeRig();
    const handOver = {
      ...sampleHandOver(memoryLines()),
      readBlob: async () => Promise.reject(new Error('no blob')),
    };
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({
      type: 'refused',
      reason: expect.stringContaining('document 1'),
    });
    expect(rig.server.arrivals).toEqual([]);
  });
});

describe('a service that is about to stop', () => {
  it('KING-73 ends between two documents, with nothing in doubt, and goes on there', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    const stopping = { ...handOver, isStopping: () => rig.arrivalsOf('collect').length >= 2 };
    expect(await rig.erp.handOver(stopping, never)).toMatchObject({ type: 'try-later' });
    expect(rig.arrivalsOf('collect')).toHaveLength(2);
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    expect(rig.arrivalsOf('collect')).toHaveLength(3);
    expect(rig.server.spare()).toEqual([]);
  });
});
