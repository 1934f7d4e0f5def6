import type { FastifySchema } from 'fastify';
import { z } from 'zod';
import { serviceError } from '../../contract/wire.ts';

/** What the OpenAPI document says of a route. The schemas are the very ones the route parses and answers by. */
export interface Description {
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** By status; null for an answer without a body. */
  readonly replies: Readonly<Record<number, { readonly says: string; readonly body: z.ZodType | null }>>;
  /** Statuses that carry an error body. */
  readonly errors?: readonly number[];
  /** Whose token it wants; left out: the service's own. The guard goes by it too. */
  readonly callers?: Callers;
  /** Whose bills a station may name in the address: left out, its own; `all`: those it checks, or took over, are any station's. */
  readonly bills?: Bills;
}

export type Bills = 'own' | 'all';

/**
 * `station`: a station's own token, and the service's where stations may share it; `both`: either; `anybody`: none.
 */
export type Callers = 'service' | 'station' | 'both' | 'anybody';

declare module 'fastify' {
  interface FastifyContextConfig {
    callers?: Callers;
    bills?: Bills;
  }
}

/**
 * A route's description for the document, and who may call it for the guard. Fastify neither validates nor writes by it:
 * the route does, by the contract.
 */
export function described(route: Description): {
  readonly schema: FastifySchema;
  readonly config: { readonly callers: Callers; readonly bills: Bills };
} {
  const callers = route.callers ?? 'service';
  const response: Record<number, unknown> = {};
  for (const [status, { says, body }] of Object.entries(route.replies))
    response[Number(status)] =
      body === null ? { description: says, type: 'null' } : { description: says, ...shape(body, 'output') };
  for (const status of [...refusals[callers], ...(route.errors ?? [])])
    response[status] = { description: 'refused', ...shape(serviceError, 'output') };
  return {
    schema: {
      summary: route.summary,
      ...(route.params ? { params: shape(route.params, 'input') } : {}),
      ...(route.query ? { querystring: shape(route.query, 'input') } : {}),
      ...(route.body ? { body: shape(route.body, 'input') } : {}),
      response,
      security: schemes[callers].map((name) => ({ [name]: [] })),
    } as FastifySchema,
    config: { callers, bills: route.bills ?? 'own' },
  };
}

const refusals: Readonly<Record<Callers, readonly number[]>> = {
  anybody: [],
  service: [401, 403],
  station: [401, 403],
  both: [401, 403],
};
const schemes: Readonly<Record<Callers, readonly string[]>> = {
  anybody: [],
  service: ['token'],
  station: ['station', 'token'],
  both: ['station', 'token'],
};

function shape(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
