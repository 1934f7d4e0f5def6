import { expect, it } from 'vitest';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { tellEnd } from '../../src/renderer/app/tell-end.ts';
import { openCase } from './case.ts';
import { caseWaiting } from './fixture-case.ts';

it('COMP-21 the end of a scan is told once its last side is read, with every blank one', async () => {
  const open = await openCase([], [], caseWaiting);
  const { fixture, workbench } = open;
  // The feeder is empty long before the slowest side is read.
  fixture.readAfter(500);
  const { batchId } = fixture;
  const order = { batchId, deviceId: 'virtual', profile: defaultScanProfile, place: { at: 'tail' as const } };
  const started = await fixture.run('scan.start', order);
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const job = () => fixture.captures().at(-1);
  await expect.poll(() => job()?.state).toBe('done');
  await open.settle();
  expect(job()?.sidesUnread).toBeGreaterThan(0);
  tellEnd(workbench, started.value.captureJobId);
  expect(workbench.ui.get().notices).toEqual([]);

  await expect.poll(() => workbench.ui.get().notices.length).toBe(1);
  expect(job()).toMatchObject({ sidesUnread: 0, sidesBlank: 4 });
  expect(workbench.ui.get().notices[0]).toMatchObject({
    key: 'scan.done.scan',
    params: { sides: 8, blank: 4 },
  });
  open.close();
});

it.each([
  { sides: 3, told: { type: 'partly', key: 'scan.cancelled.half', params: { sides: 3, number: 2 } } },
  { sides: 4, told: { type: 'done', key: 'scan.cancelled', params: { sides: 4 } } },
])('COMP-51 a scan stopped after $sides sides tells a front that is there without its back', async (wish) => {
  const open = await openCase([], [], caseWaiting);
  const { fixture, workbench } = open;
  fixture.failNextScan('CoverOpen', wish.sides);
  const { batchId } = fixture;
  const order = { batchId, deviceId: 'virtual', profile: defaultScanProfile, place: { at: 'tail' as const } };
  await fixture.run('scan.start', order);
  await expect.poll(() => fixture.captures().at(-1)?.state).toBe('fault');
  await open.settle();
  const job = fixture.captures().at(-1);
  if (!job) throw new Error('it was begun');
  // As a press of Stop ends one: nothing failed.
  fixture.emit({ type: 'capture.changed', job: { ...job, state: 'cancelled', fault: null } });
  await open.settle();
  tellEnd(workbench, job.id);
  expect(workbench.ui.get().notices.at(-1)).toMatchObject(wish.told);
  open.close();
});
