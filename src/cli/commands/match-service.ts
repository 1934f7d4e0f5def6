import { startSideProcess } from '../../station/jobs/side-process.ts';
import { launchOnNode } from '../../workers/launch-node.ts';
import { logToStderr } from '../environment.ts';
import { untilInterrupted } from '../interrupt.ts';
import type { Output } from '../output.ts';

/** `platen match-service`: the service on its own, until it is interrupted; then it ends what it is doing. */
export async function matchService(
  options: {
    readonly folder: string;
    readonly port: number;
    readonly token: string;
    readonly expected: string | null;
    readonly erp: string | null;
    readonly erpSecrets: string | null;
    readonly host: string;
    readonly database: string | null;
    readonly blobs: string | null;
    readonly stations: 'shared' | 'enrolled';
  },
  output: Output,
): Promise<void> {
  const { token, database, blobs } = options;
  const args = ['--folder', options.folder, '--port', String(options.port), '--host', options.host];
  args.push('--stations', options.stations);
  if (options.expected !== null) args.push('--expected', options.expected);
  if (options.erp !== null) args.push('--erp', options.erp);
  if (options.erpSecrets !== null) args.push('--erp-secrets', options.erpSecrets);
  const service = startSideProcess({
    launch: launchOnNode,
    kind: 'match-service',
    args,
    secret: { type: 'token', token, database, blobs },
    log: logToStderr,
    onAddress: (url) => output.line({ type: 'listening', url }, `match service on ${url}`),
  });
  try {
    await service.address();
    await untilInterrupted();
  } finally {
    await service.stop();
  }
}
