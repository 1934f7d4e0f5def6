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
