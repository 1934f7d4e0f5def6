import type { CleanupPlan } from '../../domain/rules/cleanup.ts';
import { defaultCoverRule } from '../../domain/rules/profile.ts';
import type { Output } from '../output.ts';
import { processFiles } from '../pages.ts';

/** `platen read FILE...`: codes, kind, bill number and invoice fields of every page. */
export async function readFiles(
  files: readonly string[],
  { plan }: { readonly plan: CleanupPlan },
  output: Output,
): Promise<void> {
  for await (const done of processFiles(files, { coverRule: defaultCoverRule, plan })) {
    const { file } = done;
    if ('error' in done) {
      output.failure(done.error, { file });
      continue;
    }
    const { page, reply } = done;
    const { reading } = reply;
    if (!reading) throw new Error('a page was processed without being read');
    const { codes, patches, kind, billNumber, invoices } = reading;
    output.line(
      { file, page, codes, patches, kind, billNumber, invoice: invoices[0] ?? null, invoices },
      `${file} page ${page}: ${kind}${billNumber ? ` ${billNumber}` : ''}` +
        invoices.map((invoice) => ` ${invoice.type} ${invoice.number}`).join(',') +
        ` (${codes.length} codes)`,
    );
  }
}
