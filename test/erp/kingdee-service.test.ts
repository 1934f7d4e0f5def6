import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/contract/wire.ts';
import { startSideProcess } from '../../src/station/jobs/side-process.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { automatic } from '../match-service/automatic.ts';
import { prepared } from '../match-service/prepared.ts';
import {
  type Caller,
  callerOf,
  putManifest,
  startService,
  tempFolder,
} from '../match-service/service-caller.ts';
import { type KingdeeRig, kingdeeRig, onCall } from './kingdee-rig.ts';

const number = 'CL-2026-000001';
const invoiceNumber = '26312000000000000001';
const queueTimes = { baseMs: 10, capMs: 50, askMs: 30, maxAsks: 8, leaseMs: 1000, pollMs: 20, graceMs: 100 };

async function start(folder: string, rig: KingdeeRig) {
  const service = await startService(folder, { erp: rig.connector(), queueTimes });
  const call = callerOf(service);
  await call('PUT', '/v1/schemes', automatic('ER-'));
  return { service, call };
}

/** A bill of three documents of one page each, expected and scanned alike. */
async function matchedBill(call: Caller): Promise<Manifest> {
  await call('PUT', `/v1/expected-bills/${number}`, {
    billNumber: number,
    billType: 'er_daily',
    erpBillId: '77',
    invoices: [expectedOf(number, invoiceNumber, 100)],
  });
  const change = (manifest: Manifest): Manifest => {
    const pages = manifest.documents.flatMap((document) => document.pages);
    const documents = manifest.documents.map((document, index) => ({
      ...document,
      pages: pages.slice(index, index + 1),
    }));
    return { ...manifest, documents };
  };
  return prepared(call, { number, pages: ['a', 'b', 'c'], invoices: [invoice(invoiceNumber, 100)], change });
}

async function handOverOf(call: Caller, { billUuid }: Manifest) {
  return (await call('GET', `/v1/stations/station-1/bills/${billUuid}`)).json.handOver;
}
function untilState(call: Caller, manifest: Manifest, state: string) {
  return expect.poll(async () => (await handOverOf(call, manifest))?.state, { timeout: 60_000 }).toBe(state);
}

describe('the match service with Kingdee behind it', () => {
  it('KING-60 hands a matched bill over once, and hears when it is done there', async () => {
    const rig = kingdeeRig();
    const { call } = await start(await tempFolder(), rig);
    const manifest = await matchedBill(call);
    await putManifest(call, manifest);
    await expect.poll(() => rig.server.bill(number)?.submits, { timeout: 60_000 }).toBe(1);
    expect(rig.server.listed(number).map(({ content }) => content)).toEqual(
      manifest.documents.map((document) => document.pages[0]?.sha256),
    );
    expect((await handOverOf(call, manifest)).state).toBe('submitting');
    rig.server.setStatus(number, 3);
    await untilState(call, manifest, 'submitted');
    expect(await handOverOf(call, manifest)).toMatchObject({
      fate: 'accepted',
      reference: `PLATEN/${number}`,
    });
    expect(JSON.parse(rig.arrivalsOf('submit')[0]?.body ?? '').billType).toBe('er_daily');
  });

  it('KING-61 finds a submit whose answer was lost when the service is back, and sends nothing again', async () => {
    const rig = kingdeeRig();
    const folder = await tempFolder();
    const first = await start(folder, rig);
    const manifest = await matchedBill(first.call);
    rig.road.choose = onCall('scanBillSubmit', 1, 'lose-reply');
    // Nothing can be asked before the service goes.
    rig.road.onAnswer = (call) => {
      if (call.path.endsWith('scanBillSubmit')) rig.road.choose = () => 'refuse';
    };
    await putManifest(first.call, manifest);
    await expect.poll(() => rig.arrivalsOf('submit').length, { timeout: 60_000 }).toBe(1);
    await first.service.close();
    rig.road.choose = () => null;
    const { call } = await start(folder, rig);
    await expect
      .poll(async () => (await handOverOf(call, manifest)).reference, { timeout: 60_000 })
      .not.toBeNull();
    rig.server.setStatus(number, 3);
    await untilState(call, manifest, 'submitted');
    expect(rig.arrivalsOf('submit')).toHaveLength(1);
    expect(rig.arrivalsOf('collect')).toHaveLength(3);
  });

  it('KING-62 says why a bill came back, and sends it again when a person wants it', async () => {
    const rig = kingdeeRig();
    rig.server.refuseWrites('单据已关闭');
    const { call } = await start(await tempFolder(), rig);
    const manifest = await matchedBill(call);
    await putManifest(call, manifest);
    await untilState(call, manifest, 'submit-failed');
    expect(await handOverOf(call, manifest)).toMatchObject({
      fate: 'refused',
      reason: 'document 1: 0099 单据已关闭',
    });
    rig.server.refuseWrites(null);
    await call('POST', `/v1/stations/station-1/bills/${manifest.billUuid}/submit`, { revision: 1 });
    await expect.poll(() => rig.server.bill(number)?.submits, { timeout: 60_000 }).toBe(1);
  });
});

describe('the process of the match service', () => {
  async function run(folder: string, config: string) {
    const erp = join(folder, 'erp.json');
    writeFileSync(erp, config);
    const log: string[] = [];
    const service = startSideProcess({
      launch: launchOnNode,
      kind: 'match-service',
      args: ['--folder', folder, '--erp', erp, '--erp-secrets', folder],
      secret: { type: 'token', token: 'token' },
      log: (...line) => log.push(JSON.stringify(line)),
      onAddress: () => undefined,
    });
    try {
      return { url: await service.address(), log };
    } finally {
      service.close();
    }
  }

  it('ERP-40 starts with the ERP of its configuration file, and not with one it cannot use', async () => {
    const good = await run(await tempFolder(), '{"kind":"webhook","address":"https://erp.example/hook"}');
    expect(good.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await expect(run(await tempFolder(), '{"kind":"webhook"}')).rejects.toThrow('address');
  });
});
