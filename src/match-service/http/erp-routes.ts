import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { stationId } from '../../contract/enrolment.ts';
import { expectedInvoice } from '../../contract/matching-shapes.ts';
import { billState, expectedBill, expectedReply, submitRequest } from '../../contract/wire.ts';
import { assertNever } from '../../domain/result.ts';
import { billsOf, importExpected } from '../erp/import-expected.ts';
import { submitBill } from '../erp/submit-bill.ts';
import { billNumberText } from '../store/bill-number.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

const invoicesToExpect = z
  .array(expectedInvoice.extend({ billNumber: billNumberText }))
  .refine((invoices) => isUnique(invoices.map(({ id }) => id)), { error: 'an id is used twice' });
const billToExpect = expectedBill
  .extend({ billNumber: billNumberText })
  .refine((bill) => bill.invoices.every(({ billNumber }) => billNumber === bill.billNumber), {
    error: 'an invoice names another bill number than its bill',
  })
  .refine((bill) => isUnique(bill.invoices.map(({ id }) => id)), { error: 'an id is used twice' });
const billsToExpect = z
  .array(billToExpect)
  .refine((bills) => isUnique(bills.map(({ billNumber }) => billNumber)), {
    error: 'a bill number is used twice',
  })
  .refine((bills) => isUnique(bills.flatMap(({ invoices }) => invoices.map(({ id }) => id))), {
    error: 'an id is used twice',
  });
const numberPath = z.object({ billNumber: z.string() });
const billPath = z.object({ stationId, billUuid: z.uuid() });
const taken = { 200: { says: 'taken whole', body: expectedReply } };

/** The ERP's side: what it expects, and a person's word to submit. */
export function erpRoutes(
  db: Db,
  clock: StoreClock,
  maxBytes: number,
  onOwed: () => void,
): FastifyPluginAsync {
  return async (app) => {
    app.post(
      '/v1/expected',
      {
        bodyLimit: maxBytes,
        ...described({
          summary: 'Expected invoices, of any number of bills',
          body: invoicesToExpect,
          replies: taken,
          errors: [413, 422, 503],
        }),
      },
      async (request, reply) => {
        const given = invoicesToExpect.safeParse(request.body);
        if (!given.success) return refuseShape(reply, given.error);
        return owed(await importExpected(db, billsOf(given.data)));
      },
    );

    app.post(
      '/v1/expected-bills',
      {
        bodyLimit: maxBytes,
        ...described({
          summary: 'Expected bills with their types and invoices: a batch, taken whole or not at all',
          body: billsToExpect,
          replies: taken,
          errors: [413, 422, 503],
        }),
      },
      async (request, reply) => {
        const given = billsToExpect.safeParse(request.body);
        if (!given.success) return refuseShape(reply, given.error);
        return owed(await importExpected(db, given.data.map(announcedBill)));
      },
    );

    app.put(
      '/v1/expected-bills/:billNumber',
      {
        bodyLimit: maxBytes,
        ...described({
          summary: 'One expected bill, pushed when the ERP makes or changes it',
          params: numberPath,
          body: billToExpect,
          replies: taken,
          errors: [413, 422, 503],
        }),
      },
      async (request, reply) => {
        const path = numberPath.safeParse(request.params);
        const given = billToExpect.safeParse(request.body);
        if (!given.success) return refuseShape(reply, given.error);
        if (path.data?.billNumber !== given.data.billNumber)
          return refuse(reply, 'invalid', 'the bill speaks of another number than the path');
        return owed(await importExpected(db, [announcedBill(given.data)]));
      },
    );

    app.post(
      '/v1/stations/:stationId/bills/:billUuid/submit',
      described({
        summary: 'A person wants this revision in the ERP, or wants a failed one tried again',
        callers: 'station',
        bills: 'all',
        params: billPath,
        body: submitRequest,
        replies: { 200: { says: 'how the bill stands now', body: billState } },
        errors: [404, 409, 422, 503],
      }),
      async (request, reply) => {
        const path = billPath.safeParse(request.params);
        const given = submitRequest.safeParse(request.body);
        if (!path.success || !given.success)
          return refuse(reply, 'invalid', 'want a station id, a bill and a revision');
        const answer = await submitBill(db, clock, { ...path.data, ...given.data });
        switch (answer.type) {
          case 'taken':
            return owed(answer.state);
          case 'unknown-bill':
            return refuse(reply, 'not-found', 'no revision of this bill is here');
          case 'other-revision':
            return refuse(reply, 'revision-conflict', `the latest revision is ${answer.latest}`, {
              latest: answer.latest,
            });
          case 'not-matched':
            return refuse(reply, 'not-matched', answer.detail);
          default:
            return assertNever(answer);
        }
      },
    );
  };

  function owed<T>(answer: T): T {
    onOwed();
    return answer;
  }
}

function announcedBill({ billNumber, billType, erpBillId, invoices }: z.infer<typeof billToExpect>) {
  return { billNumber, invoices, announced: { billType, erpBillId } };
}

function isUnique(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
