import { startSideProcess } from '../../station/jobs/side-process.ts';
import { launchOnNode } from '../../workers/launch-node.ts';
import { logToStderr } from '../environment.ts';
import { untilInterrupted } from '../interrupt.ts';
import type { Output } from '../output.ts';

/** `platen match-service`: the service on its own, until it is interrupted. */
export async function matchService(
  options: {
    readonly folder: string;
    readonly port: number;
    readonly token: string;
    readonly expected: string | null;
  },
  output: Output,
): Promise<void> {
  const args = ['--folder', options.folder, '--port', String(options.port)];
  if (options.expected !== null) args.push('--expected', options.expected);
  const service = startSideProcess({
    launch: launchOnNode,
    kind: 'match-service',
    args,
    secret: { type: 'token', token: options.token },
    log: logToStderr,
    onAddress: (url) => output.line({ type: 'listening', url }, `match service on ${url}`),
  });
  try {
    await service.address();
    await untilInterrupted();
  } finally {
    service.close();
  }
}
