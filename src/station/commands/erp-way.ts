import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { Result } from '../../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { ErpWay } from '../ports/service.ts';
import type { Store } from '../ports/store.ts';

export interface ErpWayPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly operator: string;
  readonly erpWay: ErpWay;
}

/** Says where bills go from now on. Who said so is kept, and that the secret changed; the secret itself is not. */
export async function saveErpWay(
  { store, clock, operator, erpWay }: ErpWayPorts,
  input: CommandParsed<'erp.save'>,
): Promise<Result<CommandOutput<'erp.save'>, StationError>> {
  const saved = await erpWay.save(input);
  if (!saved.ok) return saved;
  const { kingdee, secret } = input;
  store.appendAudit({
    at: clock.now(),
    operator,
    batchId: null,
    subjects: [],
    act: 'erp.save',
    detail: JSON.stringify({
      kind: kingdee === null ? null : 'kingdee',
      address: kingdee?.baseAddress ?? null,
      secret: secret === null ? 'kept' : 'changed',
    }),
  });
  return saved;
}
