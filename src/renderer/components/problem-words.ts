import type { Problem } from '../../domain/rules/problem.ts';
import { formatDay, listed } from '../../i18n/format.ts';
import type { MessageParams, Text } from '../../i18n/text.ts';

/** What `problem.{type}.what` and `.do` are filled with; `count`: pages with the same trouble. */
export function problemParams(problem: Problem, count: number, text: Text): MessageParams {
  const params = { number: 'number' in problem ? problem.number : '', count };
  switch (problem.type) {
    case 'QualityUnaccepted': {
      const faults = problem.faults.map((fault) => text(`quality.fault.${fault}`));
      return { ...params, faults: listed(faults, text.language) };
    }
    case 'PaperPending':
      return { ...params, by: problem.by };
    case 'InvoiceSubmittedBefore': {
      const { at, batchName: batch, otherBillNumber: bill } = problem;
      return { ...params, day: formatDay(at), batch, bill };
    }
    case 'CountDiffers':
      return {
        ...params,
        counted: problem.counted,
        fed: problem.fed,
        way: problem.fed < problem.counted ? 'missing' : 'extra',
      };
    default:
      return params;
  }
}
