import type { StationClient } from '../../contract/client.ts';
import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import { unpackAnswer } from '../../contract/packed-answer.ts';
import { err, type Result } from '../../domain/result.ts';

/** The station behind the loopback host: JSON over `api/`, events over one EventSource. */
export function browserClient(): StationClient {
  return {
    shell: 'browser',
    run: (name, input) => post(`api/run/${name}`, input),
    ask: async (name, input) => unpackAnswer(name, await post(`api/ask/${name}`, input)),
    listen(onEvent, onGap) {
      const source = new EventSource('api/events');
      let wasOpen = false;
      source.onopen = () => {
        // What happened while the line was down was not heard.
        if (wasOpen) onGap();
        wasOpen = true;
      };
      source.onmessage = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as StationEvent);
      return () => source.close();
    },
  };
}

async function post<T>(path: string, input: unknown): Promise<Result<T, StationError>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
  } catch (cause) {
    return err({ type: 'ServiceUnreachable', detail: `station: ${String(cause)}` });
  }
  const body: unknown = await response.json().catch(() => null);
  if (isResult<T>(body)) return body;
  return err({ type: 'ServiceRefused', status: response.status, code: 'station', detail: path });
}

function isResult<T>(body: unknown): body is Result<T, StationError> {
  return typeof body === 'object' && body !== null && 'ok' in body;
}
