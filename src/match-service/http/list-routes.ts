import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { lineSorts, lineStates, listPage, listRequest } from '../../contract/bill-list.ts';
import { listBills } from '../store/list-bills.ts';
import type { Db } from '../store/tables.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

const whole = z.coerce.number().pipe(z.int());
const text = z.string().max(100).optional();
/** The request as it stands in an address; `state` names several, parted by commas. */
const query = z.object({
  state: z.string().optional(),
  number: text,
  batch: text,
  operator: text,
  station: text,
  from: whole.optional(),
  to: whole.optional(),
  sort: z.enum(lineSorts).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  limit: whole.optional(),
  after: z.string().max(2000).optional(),
});

/** The lists over all bills. */
export function listRoutes(db: Db): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/v1/bills',
      described({
        summary: `All bills with how they stand, filtered, sorted, by pages; state: ${lineStates.join(', ')}`,
        callers: 'both',
        query,
        replies: { 200: { says: 'a page of bills', body: listPage } },
        errors: [422],
      }),
      async (request, reply) => {
        const asked = query.safeParse(request.query);
        if (!asked.success) return refuseShape(reply, asked.error);
        const { state = '', sort, order, limit, after, ...filter } = asked.data;
        const states = state === '' ? [] : state.split(',');
        const given = listRequest.safeParse({
          filter: { ...filter, state: states },
          ...(sort ? { sort } : {}),
          ...(order ? { order } : {}),
          ...(limit === undefined ? {} : { limit }),
          ...(after === undefined ? {} : { after }),
        });
        if (!given.success) return refuseShape(reply, given.error);
        const page = await listBills(db, given.data);
        return page ?? refuse(reply, 'invalid', 'after is not what a page gave as next for this order');
      },
    );
  };
}
