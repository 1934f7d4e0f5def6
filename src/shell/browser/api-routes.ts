import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type CommandName, commands } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { answerText } from '../../contract/packed-answer.ts';
import { type QueryName, queries } from '../../contract/queries.ts';
import { err } from '../../domain/result.ts';
import type { Station } from '../../station/station.ts';
import { eventStream } from './event-stream.ts';

/** An edit of a whole batch of 5,000 pages names about 200 KiB of ids. */
const bodyLimitBytes = 8 * 1024 * 1024;

/**
 * The station's two doors and its events over HTTP. `POST /api/run/{name}` and `/api/ask/{name}` answer a Result with
 * status 200 whenever the station was asked, 4xx when it was not; `GET /api/events` is an event stream.
 */
export function apiRoutes(station: Pick<Station, 'run' | 'ask' | 'listen'>): Hono {
  const routes = new Hono();
  routes.use(
    '/api/*',
    bodyLimit({
      maxSize: bodyLimitBytes,
      onError: (context) => refusal(context, `a body over ${bodyLimitBytes} bytes`, 413),
    }),
  );
  routes.post('/api/run/:name', (context) => {
    const { name } = context.req.param();
    if (!isCommand(name)) return refusal(context, `no command ${name}`, 404);
    return answer(context, async (input) => JSON.stringify(await station.run(name, input)));
  });
  routes.post('/api/ask/:name', (context) => {
    const { name } = context.req.param();
    if (!isQuery(name)) return refusal(context, `no query ${name}`, 404);
    return answer(context, async (input) => answerText(name, await station.ask(name, input)));
  });
  routes.get('/api/events', () => eventStream(station));
  return routes;
}

async function answer(
  context: Context,
  /** Gives the JSON of a Result. */
  ask: (input: unknown) => Promise<string>,
): Promise<Response> {
  // A form of another page can post text, but never this type without asking first.
  const type = context.req.header('content-type')?.split(';')[0]?.trim();
  if (type !== 'application/json') return refusal(context, 'content-type must be application/json', 415);
  let input: unknown;
  try {
    input = JSON.parse(await context.req.text());
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return refusal(context, `not JSON: ${cause.message}`, 400);
  }
  return context.body(await ask(input), 200, { 'Content-Type': 'application/json' });
}

function refusal(context: Context, detail: string, status: 400 | 404 | 413 | 415): Response {
  return context.json(err({ type: 'InvalidCommand', detail } satisfies StationError), status);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function isQuery(name: string): name is QueryName {
  return Object.hasOwn(queries, name);
}
