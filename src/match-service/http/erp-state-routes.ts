import type { FastifyPluginAsync } from 'fastify';
import type { ErpTest } from '../../contract/wire.ts';
import { erpStand as erpStandSchema, erpTest } from '../../contract/wire.ts';
import type { ErpPort, ProbeOutcome } from '../erp/erp-port.ts';
import { erpStand, hastenHandOvers } from '../erp/erp-stand.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { described } from './described.ts';

/** Signing in and one question, each with its own limit; then whoever asked is answered in any case. */
const testLimitMs = 25_000;

/** How the way to the ERP is doing, and whether it is open now. */
export function erpStateRoutes(parts: {
  readonly db: Db;
  readonly clock: StoreClock;
  readonly erp: Pick<ErpPort, 'probe'> | null;
  readonly onOwed: () => void;
}): FastifyPluginAsync {
  const { db, clock, erp, onOwed } = parts;
  return async (app) => {
    app.get(
      '/v1/erp',
      described({
        summary: 'How the way to the ERP is doing',
        callers: 'both',
        replies: { 200: { says: 'connector, counts, the last reason', body: erpStandSchema } },
        errors: [503],
      }),
      () => erpStand(db),
    );
    app.post(
      '/v1/erp/test',
      described({
        summary:
          'Signs in at the ERP and asks, without writing; what waits for its next try is then tried at once',
        replies: { 200: { says: 'what came of it', body: erpTest } },
        errors: [503],
      }),
      async () => {
        const outcome = erp === null ? null : await erp.probe(AbortSignal.timeout(testLimitMs));
        if (outcome?.type === 'ready') {
          await hastenHandOvers(db, clock);
          onOwed();
        }
        return told(outcome);
      },
    );
  };
}

function told(outcome: ProbeOutcome | null): ErpTest {
  if (outcome === null) return { outcome: 'no-erp', detail: '' };
  return { outcome: outcome.type, detail: 'detail' in outcome ? outcome.detail.slice(0, 500) : '' };
}
