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
  /** `none`: for anybody; left out: the bearer token. */
  readonly security?: 'none';
}

/** A route's description for the document. Fastify neither validates nor writes by it: the route does, by the contract. */
export function described(route: Description): { readonly schema: FastifySchema } {
  const response: Record<number, unknown> = {};
  for (const [status, { says, body }] of Object.entries(route.replies))
    response[Number(status)] =
      body === null ? { description: says, type: 'null' } : { description: says, ...shape(body, 'output') };
  for (const status of [...(route.security === 'none' ? [] : [401]), ...(route.errors ?? [])])
    response[status] = { description: 'refused', ...shape(serviceError, 'output') };
  return {
    schema: {
      summary: route.summary,
      ...(route.params ? { params: shape(route.params, 'input') } : {}),
      ...(route.query ? { querystring: shape(route.query, 'input') } : {}),
      ...(route.body ? { body: shape(route.body, 'input') } : {}),
      response,
      security: route.security === 'none' ? [] : [{ token: [] }],
    } as FastifySchema,
  };
}

function shape(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
