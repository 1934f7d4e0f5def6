import {
  type CommandName,
  type CommandOutput,
  type CommandParsed,
  commands,
} from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { checkCoverRule } from '../../domain/rules/cover-rule.ts';
import type { HotFolder } from '../ports/hot-folder.ts';
import type { Session } from '../ports/operators.ts';
import { cancelCapture } from './cancel.ts';
import type { Categories } from './categories.ts';
import { decideCheck, returnBill, undoCheck } from './check.ts';
import { type CleanupPorts, cancelCleanup, rerunCleanup } from './cleanup.ts';
import { acceptCount, setCount } from './count.ts';
import { type EnrolPorts, enrolStation } from './enrol.ts';
import { type ErpWayPorts, saveErpWay } from './erp-way.ts';
import { exportBills } from './export-bills.ts';
import { discardBills, type HeldPorts, takeBackBills } from './held.ts';
import { startImport } from './import.ts';
import { importBills } from './import-bills.ts';
import type { Keeping } from './keeping.ts';
import type { Links } from './links.ts';
import { type MatchPagePorts, openMatchPage } from './match-page.ts';
import { openBatch } from './open-batch.ts';
import { configureDevice, dropProfile, keepDefault, keepProfile, type ProfilePorts } from './profiles.ts';
import { type QueuePorts, setPace, setUrgency } from './queue.ts';
import { recapture } from './reopen.ts';
import { type ScanPorts, startScan } from './scan.ts';
import { addAddress, forgetCertificate, removeAddress, type ScannerPorts } from './scanners.ts';
import { saveSchemes } from './schemes.ts';
import { type SubmitPorts, submitBills } from './submit.ts';
import { type ErpPorts, submitBillsToErp } from './submit-to-erp.ts';
import type { TransferPorts } from './transfers.ts';
import { redoTo, undoTo } from './travel.ts';

export interface CommandPorts
  extends ScanPorts,
    SubmitPorts,
    ProfilePorts,
    ScannerPorts,
    CleanupPorts,
    MatchPagePorts,
    QueuePorts,
    HeldPorts,
    TransferPorts,
    EnrolPorts,
    ErpPorts,
    ErpWayPorts {
  readonly session: Session;
  readonly hotFolder: HotFolder;
  readonly categories: Categories;
  readonly keeping: Keeping;
  readonly links: Links;
  /** Sends again what is parked or waits; null for all. */
  readonly retryQueue: (billId: `bill:${string}` | null) => Promise<void>;
}

type Handlers = {
  readonly [N in CommandName]: (
    ports: CommandPorts,
    input: CommandParsed<N>,
  ) => Result<CommandOutput<N>, StationError> | Promise<Result<CommandOutput<N>, StationError>>;
};

const handlers: Handlers = {
  'batch.open': openBatch,
  'tree.edit': ({ trees }, { batchId, edit }) => trees.edit(batchId, edit),
  'quality.accept': ({ trees, operator }, { batchId, pageIds }) =>
    trees.edit(batchId, { type: 'page.accept', pageIds, by: operator }),
  'bill.setPaper': ({ trees, operator }, { batchId, billId, paper }) =>
    trees.edit(batchId, { type: 'bill.setPaper', billId, paper, by: operator }),
  'cleanup.rerun': rerunCleanup,
  'cleanup.cancel': cancelCleanup,
  'tree.undo': ({ trees }, { batchId, to }) => undoTo(trees, batchId, to ?? null),
  'tree.redo': ({ trees }, { batchId, to }) => redoTo(trees, batchId, to ?? null),
  'scan.start': startScan,
  'import.start': startImport,
  'capture.setCount': setCount,
  'capture.acceptCount': acceptCount,
  'capture.cancel': cancelCapture,
  'bill.submit': submitBills,
  'queue.retry': async ({ retryQueue }, { billId }) => {
    await retryQueue(billId);
    return ok({});
  },
  'check.decide': decideCheck,
  'check.undo': undoCheck,
  'bill.return': returnBill,
  'bill.recapture': recapture,
  'queue.setUrgency': setUrgency,
  'queue.discard': discardBills,
  'queue.export': exportBills,
  'queue.import': importBills,
  'queue.cancelTransfer': ({ transfers }) => {
    transfers.cancel();
    return ok({});
  },
  'queue.takeBack': takeBackBills,
  'queue.setState': setPace,
  'queue.setLimit': setPace,
  'bill.submitToErp': submitBillsToErp,
  'bill.openMatchPage': openMatchPage,
  'erp.save': saveErpWay,
  'erp.test': ({ erpWay }) => erpWay.test(),
  'settings.setCoverless': ({ gate }, { coverless }) => gate.setCoverless(coverless),
  'settings.setRetention': ({ keeping }, input) => keeping.setRetention(input),
  'retention.run': ({ keeping }) => keeping.clear(),
  'scrub.run': ({ keeping }) => keeping.scrub(),
  'settings.setCoverRule': ({ settings }, rule) => {
    const checked = checkCoverRule(rule);
    if (!checked.ok) return err({ type: 'CoverRuleInvalid', detail: checked.error.detail });
    settings.setCoverRule(rule);
    return ok({});
  },
  'profiles.save': keepProfile,
  'profiles.delete': dropProfile,
  'profiles.setDefault': keepDefault,
  'profiles.configure': configureDevice,
  'service.enrol': enrolStation,
  'scanners.addAddress': addAddress,
  'scanners.removeAddress': removeAddress,
  'scanners.trustAgain': forgetCertificate,
  'settings.setKeys': ({ settings }, { keys }) => {
    settings.setKeys(keys);
    return ok({});
  },
  'schemes.save': saveSchemes,
  'categories.save': ({ categories }, input) => categories.save(input),
  'settings.setHotFolder': ({ hotFolder }, settings) => hotFolder.setSettings(settings),
  'session.signIn': ({ session }, input) => session.signIn(input),
  'session.signOut': ({ session }) => session.signOut(),
  'session.lock': ({ session }) => session.lock(),
  'session.unlock': ({ session }, input) => session.unlock(input),
  'session.changePin': ({ session }, input) => session.changePin(input),
  'link.open': ({ links }, input) => links.open(input),
  'link.take': ({ links }) => links.take(),
  'settings.setIdleLock': ({ settings }, { idleLock }) => {
    settings.setIdleLock(idleLock);
    return ok({});
  },
  'operators.save': ({ session }, input) => session.save(input),
  'operators.setPin': ({ session }, input) => session.setPin(input),
  'operators.deactivate': ({ session }, input) => session.deactivate(input),
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
  const refused = ports.session.refusal(name);
  if (refused) return err(refused);
  // What is begun goes on under the name of who began it, also when the operator changes meanwhile.
  const began = { ...ports, operator: ports.session.who() };
  try {
    return await handlers[name](began, parsed.data as CommandParsed<N>);
  } catch (cause) {
    const error = ports.asStationError(cause);
    if (!error) throw cause;
    ports.log('error', 'command.failed', { name, error: JSON.stringify(error) });
    return err(error);
  }
}
