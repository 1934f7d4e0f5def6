import { useEffect, useState } from 'react';
import type { Capabilities } from '../../../contract/device-shapes.ts';
import type { StationError } from '../../../contract/errors.ts';
import { useWorkbench } from '../../actions/workbench-provider.tsx';

/** What a scanner can do. `unknown`: none is chosen. Asking takes seconds, so that an answer is kept for the dialog's life. */
export type Ability =
  | { readonly state: 'unknown' | 'asking' }
  | { readonly state: 'known'; readonly capabilities: Capabilities }
  | { readonly state: 'failed'; readonly error: StationError };

export function useCapabilities(deviceId: string | null): { ability: Ability; askAgain: () => void } {
  const { client } = useWorkbench().station;
  const [answers, setAnswers] = useState<ReadonlyMap<string, Ability>>(new Map());
  const known = deviceId === null ? undefined : answers.get(deviceId);

  useEffect(() => {
    if (deviceId === null || known) return;
    const keep = (ability: Ability) => setAnswers((now) => new Map(now).set(deviceId, ability));
    keep({ state: 'asking' });
    void client.ask('devices.capabilities', { deviceId }).then((answer) => {
      keep(
        answer.ok ? { state: 'known', capabilities: answer.value } : { state: 'failed', error: answer.error },
      );
    });
  }, [client, deviceId, known]);

  return {
    ability: deviceId === null ? { state: 'unknown' } : (known ?? { state: 'asking' }),
    askAgain: () => setAnswers((now) => new Map([...now].filter(([id]) => id !== deviceId))),
  };
}

/** What is offered where nothing is known: everything. */
export function can<K extends 'sources' | 'sides' | 'colours' | 'papers' | 'settings'>(
  ability: Ability,
  list: K,
  value: Capabilities[K][number],
): boolean {
  if (ability.state !== 'known') return true;
  return (ability.capabilities[list] as readonly string[]).includes(value);
}
