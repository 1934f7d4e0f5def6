import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { submittedBill } from '../../../src/contract/erp.ts';
import { createPlatenDouble } from '../../erp/platen-double.ts';

/** A line in the books of the ERP: a bill it took, and how often it was told. */
export interface Booking {
  readonly handOverId: string;
  readonly billNumber: string;
  readonly billUuid: string;
  readonly revision: number;
  /** Deliveries of the same body under the same id; more than one is lawful, and booked once. */
  deliveries: number;
}

export interface LedgerErp {
  readonly port: number;
  /** Everything it ever booked. Two lines for one revision are a double, whoever is to blame. */
  readonly bookings: readonly Booking[];
  close(): Promise<void>;
}

/**
 * An ERP on loopback that speaks Platen's protocol and keeps books of its own, in a process that nobody kills. Every third
 * bill it works on for a while before it says that it is posted.
 */
export async function startLedgerErp(token: string): Promise<LedgerErp> {
  const double = createPlatenDouble(token);
  const answer = double.fetchWith(() => null);
  const bookings: Booking[] = [];

  const server = createServer(async (incoming, outgoing) => {
    try {
      const pieces: Buffer[] = [];
      for await (const piece of incoming) pieces.push(piece as Buffer);
      const body = Buffer.concat(pieces);
      const { method = 'GET', url = '/', headers } = incoming;
      // A request cut in its body never comes to its end here, and is not taken.
      const reply = await answer(`http://erp.test${url}`, {
        method,
        headers: { authorization: String(headers.authorization ?? '') },
        ...(body.length > 0 ? { body } : {}),
      });
      if (method === 'PUT' && url.startsWith('/v1/submitted-bills/') && reply.ok) book(body);
      if (method === 'GET') for (const bill of double.bills.values()) bill.state = 'posted';
      outgoing.writeHead(reply.status, { 'content-type': 'application/json' });
      outgoing.end(Buffer.from(await reply.arrayBuffer()));
    } catch {
      outgoing.destroy();
    }
  });

  function book(body: Buffer): void {
    const { handOverId, billNumber, billUuid, revision } = submittedBill.parse(JSON.parse(body.toString()));
    const known = bookings.find((line) => line.handOverId === handOverId);
    if (known) known.deliveries += 1;
    else bookings.push({ handOverId, billNumber, billUuid, revision, deliveries: 1 });
    const bill = double.bills.get(handOverId);
    if (bill && bookings.length % 3 !== 0) bill.state = 'posted';
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    bookings,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
