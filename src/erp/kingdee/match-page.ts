import type { MatchPageOutcome } from '../../match-service/erp/erp-port.ts';
import type { KingdeeApi } from './api.ts';
import type { KingdeeConfig } from './config.ts';
import { textField } from './envelopes.ts';

const path = '/kapi/app/bds/getEventCode';

/**
 * Page 2.04 of a bill, with an event code (1.01) fetched for this one opening: how long a code lives, and for how many
 * uses, nobody says. Whatever the code is, the address stays below the tenant's own.
 */
export async function matchPageOf(
  { config, api }: { readonly config: KingdeeConfig; readonly api: KingdeeApi },
  billNumber: string,
  signal: AbortSignal,
): Promise<MatchPageOutcome> {
  // 1.01 takes several numbers in one text: the code would open other bills too.
  if (billNumber.includes(',')) return { type: 'not-given', detail: 'the bill number has a comma in it' };
  const body = JSON.stringify({ scanBillNo: billNumber, resource: config.resource });
  const answer = await api.read(path, body, signal);
  switch (answer.type) {
    case 'failed':
      return {
        type: answer.failure.next === 'stop' ? 'refused' : 'unreachable',
        detail: answer.failure.detail,
      };
    case 'refused':
      return { type: 'not-given', detail: answer.reason };
    case 'done': {
      const code = textField(answer.fields, 'eventCode');
      if (code === null) return { type: 'not-given', detail: 'the answer names no event code' };
      const page = new URL(`${config.baseAddress}/index.html`);
      page.search = new URLSearchParams({ formId: 'bds_match_list', eventCode: code }).toString();
      return { type: 'page', address: page.href };
    }
  }
}
