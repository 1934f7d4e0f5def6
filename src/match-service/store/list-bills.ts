import type { SelectQueryBuilder } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { BillLine, ListFilter, ListPage, ListRequest } from '../../contract/bill-list.ts';
import type { Db, Tables } from './tables.ts';

type Lines<T> = SelectQueryBuilder<Tables, 'bill_line', T>;

const columnBySort = {
  receivedAt: 'received_at',
  billNumber: 'bill_number',
  operator: 'operator',
  state: 'state',
} as const satisfies Record<ListRequest['sort'], keyof Tables['bill_line']>;

/** Where a page ended: by which order, and the line it ended with. */
const cursor = z.object({
  sort: z.string(),
  order: z.string(),
  value: z.union([z.string(), z.number()]),
  stationId: z.string(),
  billUuid: z.string(),
});

/** One page of the bills a filter finds, by keyset: what comes or goes before it moves nothing. Null: the cursor is not one. */
export async function listBills(db: Db, request: ListRequest): Promise<ListPage | null> {
  const { sort, order, limit } = request;
  const column = columnBySort[sort];
  const found = filtered(db.selectFrom('bill_line'), request.filter);
  let page = found.select(['line', 'station_id', 'bill_uuid', column]);
  if (request.after !== null) {
    const from = readCursor(request.after);
    if (from === null || from.sort !== sort || from.order !== order) return null;
    const beyond = order === 'asc' ? '>' : '<';
    page = page.where((where) =>
      where.or([
        where(column, beyond, from.value as never),
        where.and([
          where(column, '=', from.value as never),
          where.or([
            where('station_id', beyond, from.stationId),
            where.and([where('station_id', '=', from.stationId), where('bill_uuid', beyond, from.billUuid)]),
          ]),
        ]),
      ]),
    );
  }
  const rows = await page
    .orderBy(column, order)
    .orderBy('station_id', order)
    .orderBy('bill_uuid', order)
    .limit(limit + 1)
    .execute();
  const { total } = await found
    .select((where) => where.fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    lines: rows.slice(0, limit).map(({ line }) => JSON.parse(line) as BillLine),
    next: last
      ? Buffer.from(
          JSON.stringify({
            sort,
            order,
            value: last[column],
            stationId: last.station_id,
            billUuid: last.bill_uuid,
          }),
        ).toString('base64url')
      : null,
    total: Number(total),
  };
}

function filtered<T>(lines: Lines<T>, filter: ListFilter): Lines<T> {
  let found = lines;
  if (filter.state.length > 0) found = found.where('state', 'in', filter.state);
  if (filter.station !== '') found = found.where('station_id', '=', filter.station);
  if (filter.from !== null) found = found.where('received_at', '>=', filter.from);
  if (filter.to !== null) found = found.where('received_at', '<', filter.to);
  const texts = { bill_number: filter.number, batch: filter.batch, operator: filter.operator } as const;
  for (const column of ['bill_number', 'batch', 'operator'] as const) {
    const wanted = texts[column].trim().toLowerCase();
    if (wanted === '') continue;
    const pattern = `%${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`;
    found = found.where(sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`);
  }
  return found;
}

function readCursor(text: string): z.infer<typeof cursor> | null {
  try {
    const parsed = cursor.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
