import type { CheckedBill } from '../../contract/check.ts';
import type { CommandOutput } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Outside } from '../ports/outside.ts';
import { type CheckPorts, noteOnBill } from './check.ts';

export interface MatchPagePorts extends CheckPorts {
  readonly outside: Outside;
}

/** Shows how the ERP itself matched a bill. Who opened it is in the audit trail; the key that opens it is nowhere. */
export async function openMatchPage(
  ports: MatchPagePorts,
  bill: CheckedBill,
): Promise<Result<CommandOutput<'bill.openMatchPage'>, StationError>> {
  const page = await ports.desk.matchPage(bill);
  if (!page.ok) return err(page.error);
  const shown = await ports.outside.show(page.value);
  if (!shown.ok) return err(shown.error);
  noteOnBill(ports, bill, 'bill.openMatchPage', {});
  return ok({ path: shown.value });
}
