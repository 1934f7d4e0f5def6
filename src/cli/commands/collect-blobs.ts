import { existsSync } from 'node:fs';
import { collectBlobs } from '../../workers/collect-blobs.ts';
import type { Output } from '../output.ts';

/** `platen match-service gc`: blobs that no revision names go, once they have been there for so many days. */
export async function clearBlobs(
  options: {
    readonly folder: string;
    readonly database: string | null;
    readonly blobs: string | null;
    readonly days: number;
    readonly span: 'plan' | 'run';
  },
  output: Output,
): Promise<void> {
  if (!existsSync(options.folder))
    return output.failure({ type: 'StoreFailed', code: 'ENOENT' }, { folder: options.folder });
  const { blobs, bytes, kept } = await collectBlobs(options);
  const verb = options.span === 'plan' ? 'would go' : 'gone';
  output.line(
    { type: 'collected', span: options.span, blobs, bytes, kept },
    `${blobs} blobs, ${bytes} bytes ${verb}; ${kept} that no revision names are too young`,
  );
}
