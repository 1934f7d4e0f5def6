import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { run } from '../client.ts';
import { openCliStation, stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';

export interface EnrolOptions {
  readonly service: string;
  /** Null: it is asked for. */
  readonly code: string | null;
  readonly data: string | null;
}

/** `platen station enrol`: gets the station of a data folder, which must not be open, a token of its own. */
export async function enrolStation(options: EnrolOptions, output: Output): Promise<void> {
  const { service: address, data } = options;
  const code = options.code ?? (await typedCode(process.stdin, process.stderr));
  const { service } = stationOptions({});
  const opened = await openCliStation({
    door: 'account',
    virtualScanner: 'off',
    discover: false,
    // The embedded one has nothing to do with it.
    service: service === 'embedded' ? null : service,
    ...(data === null ? {} : { dataFolder: data }),
  });
  if (!opened.ok) return output.failure(opened.error, {});
  try {
    const enrolled = await run(opened.value, 'service.enrol', { address, code });
    if (!enrolled.ok) return output.failure(enrolled.error, { service: address });
    const { station } = enrolled.value;
    output.line({ type: 'enrolled', station, service: address }, `enrolled as ${station} at ${address}`);
  } finally {
    await opened.value.close();
  }
}

/** The first line that comes. */
async function typedCode(input: Readable, questions: Writable): Promise<string> {
  const lines = createInterface({ input, output: questions });
  try {
    return await lines.question('Enrolment code: ');
  } finally {
    lines.close();
  }
}
