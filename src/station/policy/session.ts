import { randomUUID } from 'node:crypto';
import { commandRoles } from '../../contract/command-roles.ts';
import type { StationError } from '../../contract/errors.ts';
import type { OperatorEntry, SessionState } from '../../contract/queries.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import {
  operatorKey,
  operatorName,
  pinRefusal,
  roleMay,
  triesLeft,
  waitAfter,
  waitLeft,
} from '../../domain/rules/operators.ts';
import type { Clock } from '../ports/clock.ts';
import type { OperatorRecord, Pins, Session } from '../ports/operators.ts';
import type { AuditRow, Store } from '../ports/store.ts';

export interface SessionPorts {
  readonly store: Pick<Store, 'operators' | 'saveOperator' | 'appendAudit'>;
  readonly pins: Pins;
  readonly clock: Clock;
  /** The operating system's account, or the name IT gave: who works where nobody has to sign in. */
  readonly account: string;
  /** `account`: the command line, which acts as the account also where operators are set up. */
  readonly door: 'window' | 'account';
  readonly onChange: () => void;
}

/** Signs operators in and out. Until the first one is set up, everybody may do everything under the account's name. */
export function openSession(ports: SessionPorts): Session {
  const { store, pins, clock, account } = ports;
  let records = store.operators();
  let signedIn: { readonly id: string; readonly isLocked: boolean } | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const isOpen = () => ports.door === 'account' || records.length === 0;
  const find = (id: string) => records.find((one) => one.id === id) ?? null;
  const present = () => (signedIn ? find(signedIn.id) : null);
  const who = () => (isOpen() ? account : (present()?.name ?? account));

  function state(): SessionState['state'] {
    if (isOpen()) return 'open';
    if (!signedIn) return 'signedOut';
    return signedIn.isLocked ? 'locked' : 'signedIn';
  }

  function closed(): StationError | null {
    const now = state();
    return now === 'signedOut' || now === 'locked' ? { type: 'NotSignedIn', state: now } : null;
  }

  /**
   * One after the other, since a hash takes its time: guesses sent side by side would be counted as one, and a record read
   * before it would be written over what changed meanwhile.
   */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const next = turn.then(act, act);
    turn = next.catch(() => undefined);
    return next;
  }

  function auditOf(record: OperatorRecord, by: string, act: string, detail: object = {}): AuditRow {
    const subjects = [`operator:${record.id}`];
    return { at: clock.now(), operator: by, batchId: null, subjects, act, detail: JSON.stringify(detail) };
  }

  function keep(record: OperatorRecord, audit: readonly AuditRow[]): void {
    store.saveOperator(record, audit);
    records = store.operators();
  }

  /** Counts the try before it looks: ending the station in the middle of a guess gives nothing back. */
  async function tryPin(record: OperatorRecord, pin: string, act: string): Promise<StationError | null> {
    const now = clock.now();
    const left = waitLeft(record.failures, now);
    if (left.ms > 0) {
      if (left.since !== record.failures.at)
        keep({ ...record, failures: { ...record.failures, at: left.since } }, []);
      return { type: 'SignInLocked', waitMs: left.ms };
    }
    const count = record.failures.count + 1;
    const tried = { ...record, failures: { count, at: now } };
    keep(tried, []);
    const found = await pins.check(pin, record.pin);
    if (found === 'wrong') {
      store.appendAudit(auditOf(record, record.name, `${act} failed`, { failures: count }));
      return { type: 'SignInFailed', waitMs: waitAfter(count), triesLeft: triesLeft(count) };
    }
    const kept = found === 'outdated' ? await pins.hash(pin) : record.pin;
    keep({ ...record, pin: kept, failures: { count: 0, at: now } }, [auditOf(record, record.name, act)]);
    return null;
  }

  function enter(next: typeof signedIn): void {
    signedIn = next;
    ports.onChange();
  }

  function leave(act: string, next: typeof signedIn): Result<Record<string, never>, StationError> {
    const record = present();
    if (!record || (next !== null && signedIn?.isLocked)) return ok({});
    store.appendAudit(auditOf(record, record.name, act));
    enter(next);
    return ok({});
  }

  const isLastAdmin = (id: string) =>
    !records.some((one) => one.id !== id && one.isActive && one.role === 'admin');

  return {
    current() {
      const record = isOpen() ? null : present();
      return { state: state(), operator: record && entryOf(record), name: who() };
    },
    who,
    closed,
    closedToFiles: () => (state() === 'locked' ? null : closed()),
    refusal(name) {
      const least = commandRoles[name];
      if (isOpen() || least === 'nobody') return null;
      const shut = closed();
      if (shut) return shut;
      const record = present();
      return record && roleMay(record.role, least) ? null : { type: 'RoleRefused', needs: least };
    },
    list: () => records.map(entryOf),
    signIn: ({ name, pin }) =>
      inTurn(async () => {
        const record = records.find((one) => one.isActive && operatorKey(one.name) === operatorKey(name));
        if (!record) return err({ type: 'OperatorNotFound' });
        const refused = await tryPin(record, pin, 'signed in');
        if (refused) return err(refused);
        const before = present();
        if (before && before.id !== record.id) store.appendAudit(auditOf(before, before.name, 'signed out'));
        enter({ id: record.id, isLocked: false });
        return ok({});
      }),
    unlock: ({ pin }) =>
      inTurn(async () => {
        const record = present();
        if (!record) return err({ type: 'NotSignedIn', state: 'signedOut' });
        if (!signedIn?.isLocked) return ok({});
        const refused = await tryPin(record, pin, 'unlocked');
        if (refused) return err(refused);
        // Signed out in the meantime: the right PIN of before opens nothing.
        if (present()?.id !== record.id) return err({ type: 'NotSignedIn', state: 'signedOut' });
        enter({ id: record.id, isLocked: false });
        return ok({});
      }),
    changePin: ({ pin, next }) =>
      inTurn(async () => {
        const asked = present();
        if (!asked) return err({ type: 'NotSignedIn', state: 'signedOut' });
        const weak = pinRefusal(next);
        if (weak) return err({ type: 'PinRefused', reason: weak });
        const refused = await tryPin(asked, pin, 'own PIN given');
        if (refused) return err(refused);
        const hashed = await pins.hash(next);
        // Nothing else writes records meanwhile; what `tryPin` wrote is taken along.
        const record = find(asked.id) ?? asked;
        keep({ ...record, pin: hashed, changedAt: clock.now() }, [
          auditOf(record, record.name, 'operator PIN set'),
        ]);
        return ok({});
      }),
    signOut: () => leave('signed out', null),
    lock: () => leave('locked', signedIn && { ...signedIn, isLocked: true }),
    save: ({ operatorId, name: typed, role, pin }) =>
      inTurn(async () => {
        const by = who();
        const name = operatorName(typed);
        const before = operatorId === null ? null : find(operatorId);
        if (operatorId !== null && !before) return err({ type: 'OperatorNotFound' });
        const refused = pin === null ? (before ? null : 'short') : pinRefusal(pin);
        if (refused) return err({ type: 'PinRefused', reason: refused });
        const hashed = pin === null ? null : await pins.hash(pin);
        const isFirst = records.length === 0;
        if (isFirst && role !== 'admin') return err({ type: 'FirstOperatorAdmin' });
        if (records.some((one) => one.id !== operatorId && operatorKey(one.name) === operatorKey(name)))
          return err({ type: 'OperatorNameTaken', name });
        if (before && role !== 'admin' && isLastAdmin(before.id)) return err({ type: 'LastAdmin' });
        const latest = before;
        const kept = hashed ?? latest?.pin;
        if (!kept) throw new Error('an operator without a PIN');
        const now = clock.now();
        const record: OperatorRecord = {
          id: latest?.id ?? randomUUID(),
          name,
          role,
          pin: kept,
          isActive: true,
          failures: hashed || !latest ? { count: 0, at: now } : latest.failures,
          createdAt: latest?.createdAt ?? now,
          changedAt: now,
        };
        const was = latest && { name: latest.name, role: latest.role, isActive: latest.isActive };
        const detail = { name, role, before: was, pin: hashed ? 'set' : 'kept' };
        keep(record, [auditOf(record, by, latest ? 'operator changed' : 'operator added', detail)]);
        if (isFirst) enter({ id: record.id, isLocked: false });
        else ports.onChange();
        return ok({ operatorId: record.id });
      }),
    setPin: ({ operatorId, pin }) =>
      inTurn(async () => {
        const by = who();
        if (!find(operatorId)) return err({ type: 'OperatorNotFound' });
        const refused = pinRefusal(pin);
        if (refused) return err({ type: 'PinRefused', reason: refused });
        const hashed = await pins.hash(pin);
        const record = find(operatorId);
        if (!record) return err({ type: 'OperatorNotFound' });
        const now = clock.now();
        keep({ ...record, pin: hashed, failures: { count: 0, at: now }, changedAt: now }, [
          auditOf(record, by, 'operator PIN set', { door: ports.door }),
        ]);
        return ok({});
      }),
    deactivate: ({ operatorId }) =>
      inTurn(async () => {
        const record = find(operatorId);
        if (!record) return err({ type: 'OperatorNotFound' });
        if (isLastAdmin(record.id)) return err({ type: 'LastAdmin' });
        keep({ ...record, isActive: false, changedAt: clock.now() }, [
          auditOf(record, who(), 'operator deactivated'),
        ]);
        if (signedIn?.id === record.id) signedIn = null;
        ports.onChange();
        return ok({});
      }),
  };
}

function entryOf({ id, name, role, isActive }: OperatorRecord): OperatorEntry {
  return { id, name, role, isActive };
}
