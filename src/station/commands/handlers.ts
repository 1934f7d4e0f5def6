import {
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commands,
} from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { checkCoverRule } from '../../domain/rules/cover-rule.ts';
import type { Batch } from '../../domain/tree/records.ts';
import type { Settings } from '../ports.ts';
import { type CapturePorts, cancelCapture, startImport, startScan } from './capture.ts';
import { type SubmitPorts, submitBills } from './submit.ts';

export interface CommandPorts extends CapturePorts, SubmitPorts {
  readonly settings: Settings;
  /** Sends again what is parked or waits; null for all. */
  readonly retryQueue: (billId: `bill:${string}` | null) => void;
}

type Handlers = {
  readonly [N in CommandName]: (
    ports: CommandPorts,
    input: CommandInput<N>,
  ) => Result<CommandOutput<N>, StationError> | Promise<Result<CommandOutput<N>, StationError>>;
};

const handlers: Handlers = {
  'batch.open': openBatch,
  'tree.edit': ({ trees }, { batchId, edit }) => trees.edit(batchId, edit),
  'tree.undo': ({ trees }, { batchId }) => trees.undo(batchId),
  'tree.redo': ({ trees }, { batchId }) => trees.redo(batchId),
  'scan.start': startScan,
  'import.start': startImport,
  'capture.cancel': cancelCapture,
  'bill.submit': submitBills,
  'queue.retry': ({ retryQueue }, { billId }) => {
    retryQueue(billId);
    return ok({});
  },
  'settings.setCoverRule': ({ settings }, rule) => {
    const checked = checkCoverRule(rule);
    if (!checked.ok) return err({ type: 'CoverRuleInvalid', detail: checked.error.detail });
    settings.setCoverRule(rule);
    return ok({});
  },
};

/** Runs a command from outside: name and input are checked here, and nowhere else. */
export async function runCommand(
  ports: CommandPorts,
  name: CommandName,
  input: unknown,
): Promise<Result<unknown, StationError>> {
  if (!Object.hasOwn(commands, name)) return err({ type: 'InvalidCommand', detail: `no command ${name}` });
  return runNamed(ports, name, input);
}

async function runNamed<N extends CommandName>(
  ports: CommandPorts,
  name: N,
  input: unknown,
): Promise<Result<unknown, StationError>> {
  const parsed = commands[name].input.safeParse(input);
  if (!parsed.success) return err({ type: 'InvalidCommand', detail: `${name}: ${parsed.error.message}` });
  try {
    return await handlers[name](ports, parsed.data as CommandInput<N>);
  } catch (cause) {
    const error = ports.asStationError(cause);
    if (!error) throw cause;
    ports.log('error', 'command.failed', { name, error: JSON.stringify(error) });
    return err(error);
  }
}

function openBatch(
  ports: CommandPorts,
  { name }: CommandInput<'batch.open'>,
): Result<CommandOutput<'batch.open'>, StationError> {
  const openedAt = ports.clock.now();
  const batch: Batch = {
    id: ports.ids('batch'),
    name:
      name ??
      defaultBatchName(
        ports.store.batchSummaries().map((summary) => summary.batch.name),
        openedAt,
      ),
    openedAt,
    openedBy: ports.operator,
  };
  ports.store.insertBatch(batch, {
    at: openedAt,
    operator: ports.operator,
    batchId: batch.id,
    subjects: [batch.id],
    act: 'batch opened',
    detail: JSON.stringify({ name: batch.name }),
  });
  return ok({ batchId: batch.id });
}

/** `2026-11-23/07`: the local day and the number of the batch on it. */
function defaultBatchName(names: readonly string[], at: number): string {
  const day = new Date(at).toLocaleDateString('sv-SE');
  const numbers = names
    .filter((name) => name.startsWith(`${day}/`))
    .map((name) => Number(name.slice(day.length + 1)))
    .filter(Number.isInteger);
  return `${day}/${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}
