import { expect, test } from 'vitest';
import type { SessionState } from '../../src/contract/queries.ts';
import type { Role } from '../../src/domain/rules/operators.ts';
import { action } from '../../src/renderer/actions/action.ts';
import { roleRefusal } from '../../src/renderer/actions/role-refusal.ts';
import { isCovered } from '../../src/renderer/station/covered.ts';
import { openCase } from './case.ts';

const signedInAs = (role: Role): SessionState => ({
  state: 'signedIn',
  operator: { id: 'o', name: '林晓', role, isActive: true },
  name: '林晓',
});

test('OPER-34 the window asks the station’s own rule whether a role may run a command', () => {
  expect(roleRefusal({ session: signedInAs('operator') }, 'settings.setHotFolder')).toBe(
    'refusal.needs.admin',
  );
  expect(roleRefusal({ session: signedInAs('checker') }, 'operators.save')).toBe('refusal.needs.admin');
  expect(roleRefusal({ session: signedInAs('admin') }, 'operators.save')).toBeNull();
  expect(roleRefusal({ session: signedInAs('operator') }, 'tree.edit')).toBeNull();
  expect(roleRefusal({ session: { state: 'open', operator: null, name: 'a' } }, 'operators.save')).toBeNull();
});

test('OPER-34 an action a role may not do says so, before any other reason', async () => {
  const open = await openCase([]);
  const one = action({
    id: 'one',
    group: 'app',
    labelKey: 'action.operators',
    command: 'operators.save',
    refusal: () => 'refusal.noPage',
    run: () => undefined,
  });
  const as = (session: SessionState) => ({ ...open.context(), now: { ...open.context().now, session } });
  expect(one.refusal(as(signedInAs('checker')))).toBe('refusal.needs.admin');
  expect(one.isEnabled(as(signedInAs('checker')))).toBe(false);
  expect(one.refusal(as(signedInAs('admin')))).toBe('refusal.noPage');
  open.close();
});

test('OPER-31 the work is covered while nobody is signed in, it is locked, or nothing is known with a batch at hand', async () => {
  const open = await openCase([]);
  const { batch } = open.context();
  const session = signedInAs('operator');
  expect(isCovered({ session, batch })).toBe(false);
  expect(isCovered({ session: { ...session, state: 'locked' }, batch })).toBe(true);
  expect(isCovered({ session: { state: 'signedOut', operator: null, name: 'a' }, batch: null })).toBe(true);
  expect(isCovered({ session: null, batch: null })).toBe(false);
  if (batch) expect(isCovered({ session: null, batch })).toBe(true);
  open.close();
});
