import { parseArgs } from 'node:util';
import { startErp } from '../../../src/erp/start-erp.ts';
import { startMatchService } from '../../../src/match-service/server.ts';
import { endWithWatcher } from '../ends-with-its-watcher.ts';
import { keepCompiled } from '../keep-compiled.ts';
import { oneCallAConnection } from '../one-call-a-connection.ts';
import { sayNow } from '../say-now.ts';
import { endUsedTokens } from './end-used-tokens.ts';

/* The match service with its ERP connector, to be killed; leases and retries are as short as a test wants them. */
const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '' },
    port: { type: 'string', default: '0' },
    token: { type: 'string', default: '' },
    erp: { type: 'string' },
    'reserve-bytes': { type: 'string', default: '0' },
    stations: { type: 'string', default: 'shared' },
  },
});
endWithWatcher();
const log = () => undefined;
const erp =
  values.erp === undefined
    ? null
    : await startErp({
        configFile: values.erp,
        secret: async () => values.token,
        log,
        fetch: oneCallAConnection,
      });
const service = await startMatchService({
  folder: values.folder,
  port: Number(values.port),
  host: '127.0.0.1',
  token: values.token,
  stations: values.stations === 'enrolled' ? 'enrolled' : 'shared',
  expectedFile: null,
  erp: erp?.port ?? null,
  queueTimes: { baseMs: 10, capMs: 80, askMs: 30, maxAsks: 2_000, leaseMs: 900, pollMs: 50, graceMs: 500 },
  limits: { reserveBytes: Number(values['reserve-bytes']) },
  log,
});
if (values.stations === 'enrolled') endUsedTokens(values.folder);
keepCompiled();
sayNow({ type: 'ready', url: service.url });
