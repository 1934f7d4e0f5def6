import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { Manifest } from '../../contract/wire.ts';
import type { BillId } from '../../domain/ids.ts';
import { uuidOf } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Tree } from '../../domain/tree/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { OutboxEntry, Store } from '../ports/store.ts';
import type { Gate } from './gate.ts';
import type { LiveCaptures } from './live-captures.ts';
import { billProblems } from './problems.ts';
import type { Trees } from './trees.ts';

export interface SubmitPorts {
  readonly trees: Trees;
  readonly captures: LiveCaptures;
  readonly gate: Gate;
  readonly store: Store;
  readonly clock: Clock;
  readonly operator: string;
  readonly appVersion: string;
  /** Builds what goes over the wire, with its digest. Lives with sync, which owns the protocol. */
  readonly manifest: (
    tree: Tree,
    billId: BillId,
    head: Pick<
      Manifest,
      'stationSeq' | 'operator' | 'wallTime' | 'appVersion' | 'audit' | 'revision' | 'previousDigest'
    >,
  ) => { manifest: Manifest; digest: string };
  /** After these entries are stored: windows are told, and whoever sends looks again. */
  readonly onOutbox: (entries: readonly OutboxEntry[]) => void;
}

/**
 * Bills in order become revisions owed to the service, tree state and outbox rows in one transaction; the rest comes back
 * with what is wrong. One that another window submitted meanwhile holds no other back; where all are, it says `BillSubmitted`.
 */
export function submitBills(
  ports: SubmitPorts,
  input: CommandParsed<'bill.submit'>,
): Result<CommandOutput<'bill.submit'>, StationError> {
  const batch = ports.trees.load(input.batchId);
  if (!batch) return err({ type: 'BatchNotFound' });
  const { tree } = batch;
  const open: BillId[] = [];
  for (const billId of new Set(input.billIds)) {
    const bill = tree.bills.get(billId);
    if (!bill) return err({ type: 'BillNotFound', billId });
    if (bill.state === 'open') open.push(billId);
  }
  const [first] = input.billIds;
  if (open.length === 0 && first) return err({ type: 'BillSubmitted', billId: first });
  const problems = billProblems(tree, ports.captures.of(input.batchId), ports.gate.factsOf(tree), open);
  const withProblems = new Set(problems.map((problem) => problem.billId));
  const billIds = open.filter((billId) => !withProblems.has(billId));
  if (billIds.length === 0) return ok({ submitted: [], problems: [...problems] });

  const now = ports.clock.now();
  const entries = billIds.map((billId) => outboxEntry(ports, tree, billId, now));
  const changed = ports.trees.change(
    input.batchId,
    { type: 'bill.submitted', billIds },
    {
      outbox: entries,
      audit: entries.map((entry) => ({
        at: now,
        operator: ports.operator,
        batchId: input.batchId,
        subjects: [entry.billId],
        act: 'submitted',
        detail: JSON.stringify({ number: entry.number, revision: entry.revision, digest: entry.digest }),
      })),
    },
  );
  if (!changed.ok) return changed;
  ports.onOutbox(entries);
  return ok({ submitted: billIds, problems: [...problems] });
}

function outboxEntry(ports: SubmitPorts, tree: Tree, billId: BillId, now: number): OutboxEntry {
  const bill = tree.bills.get(billId);
  if (!bill?.number) throw new Error(`bill ${uuidOf(billId)} passed the check without a number`);
  const latest = ports.store.latestOutboxOf(billId);
  const stationSeq = ports.store.nextStationSeq();
  const told = toldBefore(latest);
  const place = placeAfter(latest);
  const audit = told ? told.audit : ports.store.auditHead();
  const { manifest, digest } = ports.manifest(tree, billId, {
    stationSeq: told?.stationSeq ?? stationSeq,
    operator: ports.operator,
    wallTime: now,
    appVersion: ports.appVersion,
    ...(audit && { audit }),
    ...place,
  });
  return {
    billId,
    batchId: tree.batch.id,
    number: bill.number,
    revision: place.revision,
    stage: 'queued',
    attempts: 0,
    nextTryAt: null,
    error: null,
    held: null,
    origin: latest?.origin ?? null,
    bytesTotal: manifest.documents
      .flatMap((document) => document.pages)
      .reduce((sum, page) => sum + page.bytes, 0),
    bytesSent: 0,
    results: null,
    returned: null,
    handOver: null,
    updatedAt: now,
    stationSeq,
    manifest,
    digest,
    receipt: null,
  };
}

/**
 * Which revision comes after this one. The service never had a parked one: what is mended goes out under the same number,
 * else there would be a gap. Where the service was found to have another, ours comes after that.
 */
function placeAfter(latest: OutboxEntry | null): Pick<Manifest, 'revision' | 'previousDigest'> {
  if (latest?.stage !== 'parked')
    return { revision: (latest?.revision ?? 0) + 1, previousDigest: latest?.digest ?? null };
  const there = latest.error?.type === 'RevisionConflict' ? latest.error.there : null;
  // A row of an older program does not say what is there.
  if (there) return { revision: there.revision + 1, previousDigest: there.digest };
  return { revision: latest.revision, previousDigest: latest.manifest.previousDigest };
}

/**
 * A bill of another station goes out under that one's name, whose audit trail is not this one's: it says what was said of it
 * before, and nothing that would read as a break.
 */
function toldBefore(latest: OutboxEntry | null): Pick<Manifest, 'stationSeq' | 'audit'> | null {
  return latest === null || latest.origin === null ? null : latest.manifest;
}
