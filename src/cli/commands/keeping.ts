import type { Station } from '../../station/station.ts';
import { ask, run } from '../client.ts';
import type { Output } from '../output.ts';

/** `platen retention`: takes away the pictures that have served their time; with `--dry-run` it only says which. */
export async function runRetention(
  station: Station,
  options: { readonly span: 'plan' | 'run' },
  output: Output,
): Promise<void> {
  // The service's time is asked for, and counts: it has to be there.
  await station.synced();
  const plan = await ask(station, 'retention.plan', {});
  if (!plan.ok) return output.failure(plan.error, {});
  const { before, bills } = plan.value;
  if (options.span === 'plan') {
    for (const bill of bills)
      output.line({ type: 'bill', ...bill }, `${bill.number}: ${bill.pages} pages, ${bill.bytes} bytes`);
    const pages = bills.reduce((sum, bill) => sum + bill.pages, 0);
    const bytes = bills.reduce((sum, bill) => sum + bill.bytes, 0);
    const words =
      before === null
        ? 'nothing: kept for ever, or the service is out of reach'
        : `${bills.length} bills, ${pages} pages, ${bytes} bytes would go`;
    return output.line({ type: 'plan', before, bills: bills.length, pages, bytes }, words);
  }
  const cleared = await run(station, 'retention.run', {});
  if (!cleared.ok) return output.failure(cleared.error, {});
  output.line({ type: 'cleared', ...cleared.value }, `${cleared.value.pages} pages cleared`);
}

/** `platen scrub`: reads every picture again, mends what can be; damage that stays is a failure. */
export async function runScrub(station: Station, output: Output): Promise<void> {
  await station.synced();
  const scrubbed = await run(station, 'scrub.run', {});
  if (!scrubbed.ok) return output.failure(scrubbed.error, {});
  const { checked, found, damaged } = scrubbed.value;
  output.line(
    { type: 'scrubbed', checked, found, damaged },
    `${checked} pages read, ${found} not as stored, ${damaged} damaged now`,
  );
  if (damaged > 0) output.failure({ type: 'PagesDamaged', pages: damaged }, {});
}
