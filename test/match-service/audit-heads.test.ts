import { expect, it } from 'vitest';
import type { AuditHead } from '../../src/contract/wire.ts';
import { sha256Of } from '../sync/test-station.ts';
import { onBothEngines, startFresh } from './engines.ts';
import { prepared } from './prepared.ts';
import { callerOf, putManifest, token } from './service-caller.ts';

const at = (
  entry: number,
  before: AuditHead['before'] = null,
  hash = sha256Of(`entry ${entry}`),
): AuditHead => ({
  entry,
  hash,
  before,
});
const told = (entry: number, hash: string | null = sha256Of(`entry ${entry}`)) => ({ entry, hash });

onBothEngines('audit trails of stations', (engine) => {
  async function submitted(heads: readonly (AuditHead | undefined)[]) {
    const lines: string[] = [];
    const service = await startFresh(engine, {
      log: (level, event, { why }) => lines.push(`${level} ${event} ${why ?? ''}`),
    });
    const call = callerOf(service);
    const statuses: number[] = [];
    for (const [n, audit] of heads.entries()) {
      const manifest = await prepared(call, { number: `CL-2026-0003${n}`, pages: [`audit ${n}`] });
      statuses.push((await putManifest(call, { ...manifest, ...(audit && { audit }) })).status);
    }
    const breaks = (await call('GET', '/v1/audit-breaks')).json as { why: string; stationId: string }[];
    const logged = lines.filter((line) => line.includes('audit-break'));
    const metrics = await fetch(`${service.url}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
    return { statuses, breaks, logged, metrics: await metrics.text() };
  }

  it('AUDIT-6 a trail that only grows is left in peace, whatever came twice or said nothing at first', async () => {
    const { statuses, breaks, logged, metrics } = await submitted([
      undefined,
      at(5),
      at(5, told(5)),
      at(9, told(5)),
    ]);
    expect(statuses).toEqual([201, 201, 201, 201]);
    expect([breaks, logged]).toEqual([[], []]);
    expect(metrics).toContain('platen_audit_breaks 0');
  });

  it.each([
    ['its tail is cut off', at(3, told(9, null)), 'entry 9 is gone'],
    [
      'its tail is cut off and what was told with it',
      at(3),
      'the trail ends at entry 3 and went to 9 before',
    ],
    [
      'it was cut and grew again',
      at(12, told(9, sha256Of('another'))),
      `entry 9 was ${sha256Of('entry 9')} and is ${sha256Of('another')}`,
    ],
    [
      'an entry told twice differs',
      at(9, told(9), sha256Of('another')),
      `entry 9 was ${sha256Of('entry 9')} and is ${sha256Of('another')}`,
    ],
    ['it falls silent', undefined, 'the submission says nothing of the trail, and the station did before'],
  ] as const)(
    'AUDIT-7 where %s the bill is taken, and the break is kept, logged and counted',
    async (_what, head, why) => {
      const { statuses, breaks, logged, metrics } = await submitted([at(5), at(9, told(5)), head]);
      expect(statuses).toEqual([201, 201, 201]);
      expect(breaks).toMatchObject([{ stationId: 'station-1', why }]);
      expect(logged).toEqual([`error audit-break ${why}`]);
      expect(metrics).toContain('platen_audit_breaks 1');
    },
  );
});
