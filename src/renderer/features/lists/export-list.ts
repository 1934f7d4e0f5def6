import type { BillLine } from '../../../contract/bill-list.ts';
import type { StationClient } from '../../../contract/client.ts';
import type { StationError } from '../../../contract/errors.ts';
import type { QueryOutput } from '../../../contract/queries.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { listCsv } from '../../../domain/rules/list-file.ts';
import type { Text } from '../../../i18n/text.ts';
import { offerFile } from '../../components/files.ts';
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
    offerFile(name, 'text/csv;charset=utf-8', listCsv(head, rows));
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
  offerFile(name, xlsxType, bytes);
  return ok(lines.length);
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
