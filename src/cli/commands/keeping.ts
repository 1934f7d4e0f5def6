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
  if (before === null) return tellNothingGoes(station, output);
  if (options.span === 'plan') {
    for (const bill of bills)
      output.line({ type: 'bill', ...bill }, `${bill.number}: ${bill.pages} pages, ${bill.bytes} bytes`);
    const pages = bills.reduce((sum, bill) => sum + bill.pages, 0);
    const bytes = bills.reduce((sum, bill) => sum + bill.bytes, 0);
    return output.line(
      { type: 'plan', before, bills: bills.length, pages, bytes },
      `${bills.length} bills, ${pages} pages, ${bytes} bytes would go`,
    );
  }
  const cleared = await run(station, 'retention.run', {});
  if (!cleared.ok) return output.failure(cleared.error, {});
  output.line({ type: 'cleared', ...cleared.value }, `${cleared.value.pages} pages cleared`);
}

/** Either somebody wants it so, or the service could not be asked: then the round did not take place, and that is a failure. */
async function tellNothingGoes(station: Station, output: Output): Promise<void> {
  const keeping = await ask(station, 'keeping.state', {});
  if (!keeping.ok) return output.failure(keeping.error, {});
  const { days, by } = keeping.value.retention;
  if (days === null)
    return output.line({ type: 'kept', days, by }, 'pictures are kept for ever: nothing goes');
  const detail =
    'nothing is taken away unless the match service says that it has it: run this again when it answers';
  output.failure({ type: 'ServiceUnreachable', detail }, { type: 'kept', days });
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
  if (damaged === 0) return;
  output.failure({ type: 'PagesDamaged', pages: damaged }, {});
  output.note('the disk may be failing: tell IT; the window says at each damaged page what to do');
}
