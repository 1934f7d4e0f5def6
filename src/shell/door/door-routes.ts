import { type Context, Hono } from 'hono';
import type { StationError } from '../../contract/errors.ts';
import { documentKind } from '../../contract/shapes.ts';
import { err } from '../../domain/result.ts';
import type { Station } from '../../station/station.ts';
import { stationCaller } from '../station-caller.ts';
import { uploadOf } from '../upload-routes.ts';
import { openBillOf, statusOf } from './named-bill.ts';
import { takeFile } from './take-file.ts';

type DoorStation = Pick<Station, 'run' | 'ask' | 'listen' | 'receiveUpload'>;

/**
 * What another system may ask, like the file collecting and bill submitting interfaces of imaging systems:
 *
 * `POST /v1/bills/{number}/files?name=&kind=` body: the bytes; 201 `{batchId, billId, documentId, pages, failures}`, 422
 * where no page came of it. `POST /v1/bills/{number}/submit` 202, or 409 with what holds the bill back.
 * `GET /v1/bills/{number}` how it stands. Errors are the station's own, under `error`.
 */
export function doorRoutes(station: DoorStation): Hono {
  const routes = new Hono();
  const caller = { ...stationCaller(station), listen: station.listen };
  const inTurn = oneAtATime();

  routes.post('/v1/bills/:number/files', async (context) => {
    const kind = documentKind.nullable().safeParse(context.req.query('kind') ?? null);
    if (!kind.success)
      return refused(context, { type: 'InvalidCommand', detail: 'kind: cover, invoice or attachment' });
    const upload = await uploadOf(context, station);
    if (!upload.ok) return refused(context, upload.error);
    const given = {
      billNumber: context.req.param('number'),
      uploadId: upload.value.uploadId,
      kind: kind.data,
    };
    // A batch takes one import at a time, and two files of a new bill must not open two.
    const taken = await inTurn(() => takeFile(caller, given));
    if (!taken.ok) return refused(context, taken.error);
    return context.json(taken.value, taken.value.pages > 0 ? 201 : 422);
  });

  routes.post('/v1/bills/:number/submit', async (context) => {
    const number = context.req.param('number');
    const bill = await openBillOf(caller, number);
    if (!bill.ok) return refused(context, bill.error);
    if (bill.value === null) {
      const status = await statusOf(caller, number);
      if (!status.ok) return refused(context, status.error);
      return status.value
        ? context.json({ status: status.value }, 200)
        : context.json({ error: 'no such bill' }, 404);
    }
    const { batchId, id } = bill.value;
    const submitted = await caller.run('bill.submit', { batchId, billIds: [id] });
    if (!submitted.ok) return refused(context, submitted.error);
    const { problems } = submitted.value;
    return submitted.value.submitted.length > 0
      ? context.json({ problems: [] }, 202)
      : context.json({ problems }, 409);
  });

  routes.get('/v1/bills/:number', async (context) => {
    const number = context.req.param('number');
    const [bill, status] = await Promise.all([openBillOf(caller, number), statusOf(caller, number)]);
    if (!bill.ok) return refused(context, bill.error);
    if (!status.ok) return refused(context, status.error);
    if (bill.value === null && status.value === null) return context.json({ error: 'no such bill' }, 404);
    const open = bill.value;
    if (open === null) return context.json({ open: null, status: status.value });
    const problems = await caller.ask('batch.problems', { batchId: open.batchId });
    if (!problems.ok) return refused(context, problems.error);
    return context.json({
      open: {
        batchId: open.batchId,
        billId: open.id,
        documents: open.batch.documents.filter(({ billId }) => billId === open.id).length,
        problems: problems.value.filter(({ billId }) => billId === open.id),
      },
      status: status.value,
    });
  });
  return routes;
}

function refused(context: Context, error: StationError) {
  const statuses: Partial<Record<StationError['type'], 400 | 401 | 409 | 413>> = {
    InvalidCommand: 400,
    FileTooLarge: 413,
  };
  return context.json(err(error), statuses[error.type] ?? 409);
}

function oneAtATime(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const next = last.then(act, act);
    last = next.catch(() => undefined);
    return next;
  };
}
