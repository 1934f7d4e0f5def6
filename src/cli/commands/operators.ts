import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { operatorKey, pinRefusal } from '../../domain/rules/operators.ts';
import { openPins } from '../../station/policy/pins.ts';
import { openSession } from '../../station/policy/session.ts';
import type { Session } from '../../station/ports/operators.ts';
import { stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';
import { openStationStore } from '../station-store.ts';
import { type PinDoor, pinWords, typedPin } from '../typed-pin.ts';

interface OperatorsOptions {
  readonly data: string | null;
}

/** `platen operators list`: who may sign in at this station, and as what. */
export async function listOperators(options: OperatorsOptions, output: Output): Promise<void> {
  await withSession(options, output, async (session) => {
    for (const { name, role, isActive } of session.list())
      output.line({ name, role, isActive }, `${name}  ${role}${isActive ? '' : ', not active'}`);
  });
}

/**
 * `platen operators set-pin`: the way back where the only admin forgot the PIN. It asks for no PIN of before, since who can
 * write the data folder holds everything in it already; the audit trail names the account of the system that did it.
 */
export async function setOperatorPin(
  options: OperatorsOptions & { readonly operator: string },
  output: Output,
  door: PinDoor = { input: process.stdin, questions: process.stderr },
): Promise<void> {
  const { operator } = options;
  await withSession(options, output, async (session) => {
    const found = session.list().find(({ name }) => operatorKey(name) === operatorKey(operator));
    if (!found?.isActive) return output.failure({ type: 'OperatorNotFound' }, { operator });
    const pin = await typedPin(door, pinRefusal);
    if (pin === null) return output.note('Given up: the PIN is as it was.');
    const set = await session.setPin({ operatorId: found.id, pin });
    if (!set.ok) {
      if (set.error.type === 'PinRefused') output.note(pinWords[set.error.reason]);
      return output.failure(set.error, { operator });
    }
    const { name, role } = found;
    output.line({ type: 'pin-set', operator: name, role }, `${name} signs in with the new PIN from now on`);
  });
}

/** The operators of a station that is not open, in the name of the system's account. */
async function withSession(
  { data }: OperatorsOptions,
  output: Output,
  act: (session: Session) => Promise<void>,
): Promise<void> {
  const folder = data ?? stationOptions({}).dataFolder;
  // A folder of another name would become a new station, without a single operator.
  if (!existsSync(join(folder, 'station.sqlite')))
    return output.failure({ type: 'DataFolderUnwritable', path: resolve(folder), code: 'ENOENT' }, {});
  const opened = await openStationStore(folder);
  if (!opened.ok) return output.failure(opened.error, {});
  try {
    const session = openSession({
      store: opened.value.store,
      pins: openPins(),
      clock: { now: () => Date.now() },
      // Not the name PLATEN_OPERATOR gives: who did this must not be anybody's to choose.
      account: userInfo().username,
      door: 'account',
      onChange: () => undefined,
    });
    await act(session);
  } finally {
    opened.value.close();
  }
}
