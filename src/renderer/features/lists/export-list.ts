import type { BillLine } from '../../../contract/bill-list.ts';
import type { StationClient } from '../../../contract/client.ts';
import type { StationError } from '../../../contract/errors.ts';
import type { QueryOutput } from '../../../contract/queries.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { listCsv } from '../../../domain/rules/list-file.ts';
import type { Text } from '../../../i18n/text.ts';
import { dayOf } from './days.ts';
import { type ListName, listColumns } from './list-columns.ts';
import type { Asked } from './use-bill-list.ts';

export type ListFormat = 'xlsx' | 'csv';
/** A file with more is no help to anybody: the filter is. */
export const mostLines = 20_000;
const perPage = 500;

/** Everything the list finds, also what was not scrolled to, as a file. Gives how many bills are in it. */
export async function exportList(
  client: StationClient,
  list: ListName,
  asked: Asked,
  format: ListFormat,
  text: Text,
): Promise<Result<number, StationError>> {
  const lines: BillLine[] = [];
  let after: string | null = null;
  do {
    const answer: Result<QueryOutput<'lists.bills'>, StationError> = await client.ask('lists.bills', {
      ...asked,
      after,
      limit: perPage,
    });
    if (!answer.ok) return answer;
    const { page }: QueryOutput<'lists.bills'> = answer.value;
    if (page.total > mostLines) return err({ type: 'ListTooLong', bills: page.total, limit: mostLines });
    lines.push(...page.lines);
    after = page.next;
  } while (after !== null);

  const columns = listColumns[list];
  const title = text(`list.title.${list}`);
  const head = columns.map(({ key }) => text(key));
  const rows = lines.map((line) => columns.map((column) => column.value(line, text)));
  const name = `${title}-${dayOf(Date.now())}.${format}`;
  if (format === 'csv') {
    offer(new Blob([listCsv(head, rows)], { type: 'text/csv;charset=utf-8' }), name);
    return ok(lines.length);
  }
  const answer = await client.ask('lists.sheet', {
    title,
    columns: columns.map(({ kind }, at) => ({
      name: head[at] ?? '',
      kind,
      width: kind === 'text' ? 22 : 12,
    })),
    rows,
  });
  if (!answer.ok) return answer;
  const bytes = Uint8Array.from(atob(answer.value.base64), (character) => character.charCodeAt(0));
  offer(new Blob([bytes], { type: xlsxType }), name);
  return ok(lines.length);
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Where it goes the browser or the system asks. */
function offer(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; at once would be too early for some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
