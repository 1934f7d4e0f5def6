import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { described } from './described.ts';

/** Lets the routes registered after this be told as an OpenAPI document at `/openapi.json`, for anybody. */
export async function tellOpenApi(app: FastifyInstance): Promise<void> {
  // Every request is parsed by the contract in its route; what Fastify is given is for the document only.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  await app.register(swagger, {
    exposeHeadRoutes: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Platen match service',
        version: '1',
        description:
          'Takes scanned bills from stations and expected bills from the ERP, matches them, tells changes by cursor, hands matched bills over to the ERP.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'the token of the service' },
          station: { type: 'http', scheme: 'bearer', description: 'the access token of one station' },
        },
      },
    },
  });
  app.get(
    '/openapi.json',
    described({
      summary: 'This document',
      replies: { 200: { says: 'the OpenAPI document', body: null } },
      callers: 'anybody',
    }),
    async () => app.swagger(),
  );
}
