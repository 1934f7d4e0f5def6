import type { Manifest } from '../../../src/contract/wire.ts';
import type { Evidence, OutboxRow } from './evidence.ts';
import { isPoison } from './planned-bills.ts';

/**
 * Every way in which the evidence departs from "each good bill exactly once, at the service and at the ERP, with its pages and
 * with the receipt the station has; each poison bill parked; nothing else": empty when in none. A sentence begins with
 * `lost`, `doubled`, `damaged`, `receipt`, `parked`, `extra`, `open` or `locked`.
 */
export function verdictOf(evidence: Evidence): readonly string[] {
  return [
    ...ofAcknowledged(evidence),
    ...evidence.outbox.flatMap((entry) =>
      isPoison(entry.number) ? ofPoison(evidence, entry) : ofGood(evidence, entry),
    ),
    ...ofService(evidence),
    ...ofErp(evidence),
    ...ofPages(evidence),
    ...ofEnrolments(evidence),
    ...evidence.integrity.filter((said) => said !== 'ok').map((said) => `damaged: a database says ${said}`),
  ];
}

/** What was said to be kept is kept. */
function ofAcknowledged({ acknowledged, outbox }: Evidence): readonly string[] {
  const entryOf = (ack: { number: string; revision: number }) =>
    outbox.find(({ number, revision }) => number === ack.number && revision === ack.revision);
  return [
    ...acknowledged.submitted.flatMap((ack) =>
      entryOf(ack)?.digest === ack.digest
        ? []
        : [`lost: ${nameOf(ack)} was submitted and is not in the outbox`],
    ),
    ...acknowledged.receipts.flatMap((ack) =>
      entryOf(ack)?.receipt === ack.receipt
        ? []
        : [`receipt: of ${nameOf(ack)}, the station lost the one it had`],
    ),
  ];
}

function ofPoison({ revisions }: Evidence, entry: OutboxRow): readonly string[] {
  return [
    ...(entry.stage === 'parked' ? [] : [`parked: ${nameOf(entry)} is not, but ${entry.stage}`]),
    ...(revisions.some(({ number }) => number === entry.number) ? [`extra: ${nameOf(entry)} was taken`] : []),
  ];
}

function ofGood({ revisions, bookings, outbox }: Evidence, entry: OutboxRow): readonly string[] {
  const found: string[] = [];
  const there = revisions.filter(
    ({ number, revision }) => number === entry.number && revision === entry.revision,
  );
  if (there.length === 0) found.push(`lost: ${nameOf(entry)} is not at the service`);
  if (there.length > 1) found.push(`doubled: ${nameOf(entry)} is at the service ${there.length} times`);
  for (const { billUuid, digest, receipt } of there) {
    if (billUuid !== entry.billUuid || digest !== entry.digest)
      found.push(`damaged: ${nameOf(entry)} is another`);
    if (receipt !== entry.receipt)
      found.push(`receipt: of ${nameOf(entry)}, station and service have different ones`);
  }
  // An older revision may have been overtaken on its way to the ERP; the last one is what counts.
  const isLast = !outbox.some(({ number, revision }) => number === entry.number && revision > entry.revision);
  const booked = bookings.filter(
    ({ billNumber, revision }) => billNumber === entry.number && revision === entry.revision,
  );
  if (isLast && booked.length === 0) found.push(`lost: ${nameOf(entry)} is not at the ERP`);
  if (booked.length > 1) found.push(`doubled: ${nameOf(entry)} is in the books ${booked.length} times`);
  if (isLast && entry.stage !== 'matched')
    found.push(`open: ${nameOf(entry)} is ${entry.stage} at the station`);
  return found;
}

/** The outbox of the station and the revisions of the service are the same list. */
function ofService({ outbox, revisions }: Evidence): readonly string[] {
  const sequence = outbox.map(({ manifest }) => manifest.stationSeq);
  return [
    ...revisions.flatMap((row) =>
      outbox.some(({ billUuid, revision }) => billUuid === row.billUuid && revision === row.revision)
        ? []
        : [`extra: ${nameOf(row)} of ${row.billUuid} was never submitted`],
    ),
    ...sequence.flatMap((seq, at) =>
      at > 0 && seq <= (sequence[at - 1] ?? 0) ? [`doubled: number ${seq} of the station`] : [],
    ),
  ];
}

/** The service's own outbox and the books of the ERP are the same list. */
function ofErp({ handOvers, bookings }: Evidence): readonly string[] {
  return [
    ...handOvers.flatMap(({ id, state }) => {
      if (state !== 'submitted') return [`open: hand-over ${id} is ${state}`];
      return bookings.some(({ handOverId }) => handOverId === id)
        ? []
        : [`lost: hand-over ${id} is not in the books`];
    }),
    ...bookings.flatMap(({ handOverId, billNumber }) =>
      handOvers.some(({ id }) => id === handOverId)
        ? []
        : [`extra: ${billNumber} was booked as ${handOverId}`],
    ),
  ];
}

/** Every page of every bill on both sides, each once, and no file without its hash. */
function ofPages({ outbox, revisions, stationPages, servicePages }: Evidence): readonly string[] {
  const wanted = new Set(outbox.flatMap(({ manifest }) => hashesOf(manifest)));
  const atStation = new Set(stationPages.names);
  const atService = new Set(servicePages.names);
  return [
    ...[...wanted].filter((hash) => !atStation.has(hash)).map((hash) => `lost: page ${hash} at the station`),
    ...[...new Set(revisions.flatMap(({ manifest }) => hashesOf(manifest)))]
      .filter((hash) => !atService.has(hash))
      .map((hash) => `lost: page ${hash} at the service`),
    ...servicePages.names
      .filter((name) => !wanted.has(name))
      .map((name) => `extra: ${name} among the pages of the service`),
    ...[...stationPages.damaged, ...servicePages.damaged].map((name) => `damaged: page ${name}`),
  ];
}

/** A station that enrolled is enrolled once, on both sides, whatever became of the answers. */
function ofEnrolments({ enrolments, stationHolds }: Evidence): readonly string[] {
  return [
    ...enrolments.flatMap(({ name, endedWhy }) =>
      endedWhy === null ? [] : [`locked: the enrolment of ${name} was ended: ${endedWhy}`],
    ),
    ...(enrolments.length > 1 ? [`doubled: the station was enrolled ${enrolments.length} times`] : []),
    ...(stationHolds === 'ended' ? ['locked: the station takes its enrolment to be ended'] : []),
    ...(enrolments.length > 0 && stationHolds === 'nothing' ? ['locked: the station has no tokens'] : []),
  ];
}

function hashesOf({ documents }: Manifest): readonly string[] {
  return documents.flatMap(({ pages }) => pages.map(({ sha256 }) => sha256));
}

function nameOf({ number, revision }: { readonly number: string; readonly revision: number }): string {
  return `${number}/${revision}`;
}
