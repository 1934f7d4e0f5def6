import type { StationEvent } from './events.ts';
import type { QueryName } from './queries.ts';

/** Whether a window hears it with nobody signed in or the station locked: what shows documents waits for a session. */
export type Need = 'session' | 'nothing';

/** What signing in, the bars around the work and the machine's own state take needs nothing. */
export const queryNeeds: Readonly<Record<QueryName, Need>> = {
  'station.status': 'nothing',
  'session.current': 'nothing',
  'operators.list': 'nothing',
  'link.waits': 'nothing',
  'settings.get': 'nothing',
  'keeping.state': 'nothing',
  'retention.plan': 'session',
  'devices.list': 'nothing',
  'devices.capabilities': 'nothing',
  'batches.list': 'session',
  'batch.snapshot': 'session',
  'batch.problems': 'session',
  'batch.history': 'session',
  'batch.deletions': 'session',
  'page.history': 'session',
  'queue.list': 'session',
  'queue.page': 'session',
  'check.get': 'session',
  'schemes.get': 'session',
  'bill.batch': 'session',
  'bill.named': 'session',
  'erp.way': 'session',
  'lists.bills': 'session',
  'lists.sheet': 'session',
};

/** A window that heard nothing for a while asks for its batch again when it may. */
export const eventNeeds: Readonly<Record<StationEvent['type'], Need>> = {
  'session.changed': 'nothing',
  'station.status': 'nothing',
  'categories.changed': 'nothing',
  'cleanup.progress': 'nothing',
  'queue.changed': 'nothing',
  'queue.transfer': 'nothing',
  // Only that one waits: which bill it is about is told to who is signed in.
  'link.arrived': 'nothing',
  // A notice, told once: how many files came in, and nothing of what is on them.
  'hotFolder.batch': 'nothing',
  'batch.changed': 'session',
  'capture.changed': 'session',
  'bill.status': 'session',
  'expected.changed': 'session',
  'gate.changed': 'session',
  'schemes.changed': 'session',
};
