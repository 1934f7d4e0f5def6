import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accepted } from '../../src/erp/accepted.ts';
import { memoryLines, sampleHandOver } from './hand-overs.ts';
import { kingdeeRig, never, onCall } from './kingdee-rig.ts';

const number = 'CL-2026-000001';
const reference = `PLATEN/${number}`;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a bill on its way to Kingdee', () => {
  it('KING-1 goes over document by document, then as one list in its order with the whole set replaced', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({
      type: 'accepted',
      reference: `PLATEN/${number}`,
    });
    const pages = handOver.manifest.documents.map((document) => document.pages[0]?.sha256);
    expect(rig.server.listed(number).map((file) => file.content)).toEqual(pages);
    expect(rig.server.listed(number).map((file) => file.fileType)).toEqual(['cover', 'invoice', 'attach']);
    expect(rig.server.listed(number).map((file) => file.suffix)).toEqual(['jpg', 'jpg', 'jpg']);
    const submits = rig.arrivalsOf('submit').map(({ body }) => JSON.parse(body));
    expect(submits).toMatchObject([{ saveType: 'upload', modelType: '1', isSubmitErp: '1' }]);
    expect(submits[0].billType).toBe('er_dailyreimbursebill');
  });

  it('KING-1 sends no second time what is accepted', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    await rig.erp.handOver(handOver, never);
    const arrived = rig.server.arrivals.length;
    expect(await rig.connector().handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    expect(rig.server.arrivals.length).toBe(arrived);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'KING-2 takes the oddities of answers as they come (seed %i)',
    async (seed) => {
      const rig = kingdeeRig({ seed, server: { unknownBill: seed % 2 ? 'empty' : 'refused' } });
      const kinds = Array.from({ length: 8 }, () => 'invoice' as const);
      const handOver = sampleHandOver(memoryLines(), { kinds });
      expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
      expect(rig.server.listed(number)).toHaveLength(8);
      expect(rig.server.spare()).toEqual([]);
      expect(await rig.erp.ask(handOver, never)).toMatchObject({ type: 'accepted' });
    },
  );

  it('KING-3 gives the reason of a refusal, and tries again only when the queue does', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    rig.server.refuseWrites('该单据已审核');
    expect(await rig.erp.handOver(handOver, never)).toEqual({
      type: 'refused',
      reason: 'document 1: 0099 该单据已审核',
    });
    expect(rig.arrivalsOf('collect')).toHaveLength(1);
    rig.server.refuseWrites(null);
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
  });

  it('KING-4 says which document is too large, and sends nothing of it', async () => {
    const rig = kingdeeRig({ config: { maxBodyBytes: 200 } });
    const outcome = await rig.erp.handOver(sampleHandOver(memoryLines()), never);
    expect(outcome).toMatchObject({
      type: 'refused',
      reason: expect.stringMatching(/^document 1: too large: \d+/),
    });
    expect(rig.server.arrivals).toEqual([]);
    // One that cannot fit is not even read.
    const unread = {
      ...sampleHandOver(memoryLines()),
      readBlob: async () => Promise.reject(new Error('read')),
    };
    const hopeless = kingdeeRig({ config: { maxBodyBytes: 20 } });
    expect(await hopeless.erp.handOver(unread, never)).toMatchObject({
      reason: expect.stringMatching(/^document 1: too large: \d+/),
    });
  });

  it('KING-5 wants a bill type, from the ERP or the configuration', async () => {
    const untyped = () => sampleHandOver(memoryLines(), { billType: null });
    expect(await kingdeeRig().erp.handOver(untyped(), never)).toMatchObject({ type: 'refused' });
    const rig = kingdeeRig({ config: { billType: 'ap_finapbill' } });
    expect(await rig.erp.handOver(untyped(), never)).toMatchObject({ type: 'accepted' });
    expect(JSON.parse(rig.arrivalsOf('submit')[0]?.body ?? '').billType).toBe('ap_finapbill');
  });

  it('KING-6 takes one bill after the other through its uploads and its submit', async () => {
    const rig = kingdeeRig();
    const numbers = ['A-1', 'A-2', 'A-3'];
    await Promise.all(
      numbers.map((one) => rig.erp.handOver(sampleHandOver(memoryLines(), { number: one }), never)),
    );
    const order = rig.server.arrivals.flatMap(({ kind, bill }) =>
      kind === 'collect' || kind === 'submit' ? bill : [],
    );
    expect(order).toEqual(numbers.flatMap((one) => Array.from({ length: 4 }, () => `PLATEN/${one}`)));
  });

  it('KING-7 notes serial, hash and time of a write before its first byte, and its answer after', async () => {
    const rig = kingdeeRig();
    const lines = memoryLines();
    const handOver = sampleHandOver(lines, { kinds: ['cover'] });
    const found: unknown[] = [];
    rig.road.choose = (call) => {
      const step = call.path.endsWith('fileCollect')
        ? `collect:${handOver.manifest.documents[0]?.documentUuid}`
        : 'submit';
      const line = JSON.parse(lines.lines.get(step) ?? 'null');
      if (/fileCollect|scanBillSubmit/.test(call.path)) {
        found.push([
          line.state,
          line.bodyHash === sha256(Buffer.from(call.body)),
          line.serial !== '',
          line.at,
        ]);
      }
      return null;
    };
    await rig.erp.handOver(handOver, never);
    expect(found).toEqual([
      ['sending', true, true, rig.clock.wall],
      ['sending', true, true, rig.clock.wall],
    ]);
    const after = [...lines.lines.values()].map((line) => JSON.parse(line));
    expect(after.map((line) => line.state)).toEqual(['done', 'done']);
    expect(after.every((line) => line.raw.includes('"errorCode":"0000"'))).toBe(true);
  });
});

describe('the state of a bill at Kingdee', () => {
  it.each([
    [1, 'accepted', 'ask'],
    [2, 'accepted', 'ask'],
    [3, 'accepted', 'final'],
    [4, 'refused', '待重扫 (to be rescanned, 4)'],
    [5, 'refused', '匹配失败 (match failed, 5)'],
    [9, 'refused', '已删除 (deleted, 9)'],
    [0, 'accepted', 'ask'],
    [12, 'accepted', 'ask'],
    [18, 'accepted', 'ask'],
  ])('KING-20 %i after a submit is %s', async (status, type, more) => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    await rig.erp.handOver(handOver, never);
    rig.server.setStatus(number, status);
    const outcome = await rig.erp.ask(handOver, never);
    expect(outcome).toEqual(
      type === 'refused' ? { type, reason: more } : accepted(reference, more === 'final' ? more : 'ask'),
    );
  });

  it('KING-21 has labels that a configuration corrects', async () => {
    const statusLabels = { 12: { zh: '提交ERP失败', en: 'ERP failed', meaning: 'failed' as const } };
    const rig = kingdeeRig({ config: { statusLabels } });
    const handOver = sampleHandOver(memoryLines());
    await rig.erp.handOver(handOver, never);
    rig.server.setStatus(number, 12);
    expect(await rig.erp.ask(handOver, never)).toEqual({
      type: 'refused',
      reason: '提交ERP失败 (ERP failed, 12)',
    });
  });

  it('KING-22 is not taken back by silence, nor by the state it had before while the server works', async () => {
    const rig = kingdeeRig();
    const handOver = sampleHandOver(memoryLines());
    rig.server.setStatus(number, 4);
    await rig.erp.handOver(handOver, never);
    rig.road.choose = onCall('operate', 1, 'reset');
    expect(await rig.erp.ask(handOver, never)).toEqual(accepted(reference, 'ask'));
    rig.server.setStatus(number, 4);
    expect(await rig.erp.ask(handOver, never)).toEqual(accepted(reference, 'ask'));
    rig.pass(61_000);
    expect(await rig.erp.ask(handOver, never)).toMatchObject({ type: 'refused' });
  });
});
