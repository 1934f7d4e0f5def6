import { describe, expect, it } from 'vitest';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';
import type { TestStation } from './test-station.ts';

async function opened(): Promise<TestStation> {
  return openAt(newFolder());
}

const link = (bill: string) => `platen://capture?bill=${bill}`;
const ofLinks = ({ events }: TestStation) => events.filter(({ type }) => type === 'link.arrived').length;

describe('links at the station', () => {
  it('LINK-2 a link waits until one window takes it, and the last one counts', async () => {
    const station = await opened();
    expect(await station.run('link.take', {})).toEqual({ ok: true, value: { link: null } });
    await station.run('link.open', { link: link('CL-1') });
    await station.run('link.open', { link: link('CL-2') });
    expect(ofLinks(station)).toBe(2);
    expect(await station.run('link.take', {})).toEqual({
      ok: true,
      value: { link: { action: 'capture', bill: 'CL-2' } },
    });
    expect(await station.run('link.take', {})).toEqual({ ok: true, value: { link: null } });
  });

  it('LINK-2 a bad link is refused where it came from, and told in the window', async () => {
    const station = await opened();
    const refused = { ok: false, error: { type: 'LinkInvalid', reason: 'action' } };
    expect(await station.run('link.open', { link: 'platen://delete?bill=1' })).toEqual(refused);
    expect(ofLinks(station)).toBe(1);
    expect(await station.run('link.take', {})).toEqual(refused);
    expect(await station.run('link.take', {})).toEqual({ ok: true, value: { link: null } });
  });

  it('LINK-3 with nobody signed in, or locked, a link comes in and waits for who signs in', async () => {
    const station = await opened();
    const chief = { name: 'Chief', pin: '735190' };
    await station.run('operators.save', { operatorId: null, role: 'admin', ...chief });
    await station.run('session.lock', {});
    expect(await station.run('link.open', { link: link('CL-1') })).toEqual({ ok: true, value: {} });
    expect(ofLinks(station)).toBe(1);
    expect(await station.run('link.take', {})).toMatchObject({ error: { type: 'NotSignedIn' } });
    expect(await station.ask('link.waits', {})).toEqual({ waits: true });
    await station.run('session.unlock', { pin: chief.pin });
    expect(await station.run('link.take', {})).toMatchObject({ value: { link: { bill: 'CL-1' } } });
    expect(await station.ask('link.waits', {})).toEqual({ waits: false });
  });

  it('LINK-4 a bill number is known by where it is worked on, newest batch first, and by its newest submission', async () => {
    const station = await opened();
    expect(await station.ask('bill.named', { number: 'CL-1' })).toEqual({ open: null, status: null });
    const numbered = async (number: string) => {
      const batchId = await station.openBatch();
      const { bills } = await station.importFiles(batchId, [
        { name: 'page.png', bytes: await pageWith(number) },
      ]);
      const billId = bills[0]?.id;
      if (!billId) throw new Error('no bill');
      await station.run('tree.edit', { batchId, edit: { type: 'bill.setNumber', billId, number } });
      return { batchId, billId };
    };
    const first = await numbered('CL-1');
    await numbered('CL-2');
    expect(await station.ask('bill.named', { number: 'CL-1' })).toEqual({ open: first, status: null });
    const second = await numbered('CL-1');
    expect(await station.ask('bill.named', { number: 'CL-1' })).toEqual({ open: second, status: null });

    const { pages } = await station.snapshot(second.batchId);
    await station.run('quality.accept', { batchId: second.batchId, pageIds: pages.map(({ id }) => id) });
    const { documents } = await station.snapshot(second.batchId);
    await station.run('tree.edit', {
      batchId: second.batchId,
      edit: {
        type: 'document.reclassify',
        documentIds: documents.map(({ id }) => id),
        kind: 'cover',
        category: null,
      },
    });
    const submitted = await station.run('bill.submit', {
      batchId: second.batchId,
      billIds: [second.billId],
    });
    expect(submitted).toMatchObject({ value: { submitted: [second.billId] } });
    expect(await station.ask('bill.named', { number: 'CL-1' })).toMatchObject({
      open: first,
      status: { billId: second.billId, batchId: second.batchId },
    });
  }, 60_000);
});
