import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ServiceError } from '../../contract/wire.ts';

const statusByError = {
  'digest-mismatch': 400,
  unauthorized: 401,
  'enrolment-ended': 401,
  'code-refused': 403,
  forbidden: 403,
  'not-found': 404,
  'revision-conflict': 409,
  'revision-gap': 409,
  'not-matched': 409,
  'verdict-changed': 409,
  'already-decided': 409,
  'held-elsewhere': 409,
  'handed-over': 409,
  'erp-keeps': 409,
  'in-use': 409,
  'changed-meanwhile': 412,
  'enrolled-otherwise': 409,
  'too-large': 413,
  invalid: 422,
  'missing-blobs': 424,
  'too-many-tries': 429,
  internal: 500,
  busy: 503,
  'no-space': 507,
} as const satisfies Record<ServiceError['error'], number>;

/** Answers with an error body and the status that belongs to it. */
export function refuse(
  reply: FastifyReply,
  error: ServiceError['error'],
  detail: string,
  more: Partial<Pick<ServiceError, 'missing' | 'latest'>> = {},
): FastifyReply {
  const body: ServiceError = { error, detail, missing: more.missing ?? null, latest: more.latest ?? null };
  return reply.code(statusByError[error]).type('application/json').send(body);
}

/** The same for what is not of the shape that is told: says where and why, in a length that can be read. */
export function refuseShape(reply: FastifyReply, error: z.ZodError): FastifyReply {
  return refuse(reply, 'invalid', z.prettifyError(error).slice(0, 2000));
}
