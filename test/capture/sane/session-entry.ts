import { setTimeout as delay } from 'node:timers/promises';
import { loadLibSane } from '../../../src/capture/sane/libsane.ts';
import { openSaneDriver } from '../../../src/capture/sane/sane-driver.ts';
import type { SessionReply, SessionRequest } from './session-messages.ts';

/* One request of the SANE driver in a process of its own, as the capture host has it, with a script for the test devices. */
const cancelled = new AbortController();
const say = (reply: SessionReply) =>
  new Promise<void>((resolve) => process.send?.(reply, undefined, undefined, () => resolve()));

process.on('disconnect', () => process.exit(1));
process.on('message', (message: SessionRequest | 'cancel') => {
  if (message === 'cancel') cancelled.abort();
  else void serve(message);
});

async function serve({ sane, limits, library, script, call }: SessionRequest): Promise<void> {
  const driver = openSaneDriver(sane, {
    ...(limits && { limits }),
    ...(library !== null && { loadLibrary: () => loadLibSane(library) }),
    async beforeSide(index, set) {
      await delay(script.paceMs);
      for (const step of script.steps.filter(({ at }) => at === index)) await set(step.name, step.value);
    },
  });
  try {
    if (call.type === 'list') await say({ type: 'answer', value: await driver.list(cancelled.signal) });
    else if (call.type === 'capabilities') {
      const value = await driver.capabilities(call.deviceId, cancelled.signal);
      await say({ type: 'answer', value });
    } else {
      for await (const event of driver.scan(call.request, cancelled.signal))
        await say({ type: 'event', event });
      await say({ type: 'done' });
    }
  } catch (cause) {
    await say({
      type: 'threw',
      detail: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    });
  }
  process.exit(0);
}
