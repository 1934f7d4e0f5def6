import { z } from 'zod';
import { openSecretFiles } from '../../src/station/files/secret-files.ts';
import { openEnrolment } from '../../src/station/sync/enrolment.ts';
import { createServiceHttp } from '../../src/station/sync/service-http.ts';

/*
 * A station that is killed at a write of its secrets: `folder address stationId code dieAt`. It enrols where it holds no
 * token, then shows it until the service takes it. `dieAt`: the number of the write before which it ends as by a power cut;
 * 0 for none. Says "let in" on standard output.
 */
const [folder = '', address = '', stationId = '', code = '', dieAt = '0'] = process.argv.slice(2);
const files = await openSecretFiles(folder, null, () => undefined);
let writes = 0;
const enrolment = await openEnrolment({
  secrets: {
    ...files,
    async write(name, secret) {
      writes += 1;
      if (writes === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
      await files.write(name, secret);
    },
  },
  log: () => undefined,
});
if (enrolment.held() === null) {
  const enrolled = await enrolment.enrol({ address, code, stationId });
  if (!enrolled.ok) throw new Error(JSON.stringify(enrolled.error));
}
const http = createServiceHttp({ address, credential: enrolment.credentialFor(address) });
const changes = await http.read(z.object({ cursor: z.int() }), { url: `/v1/stations/${stationId}/changes` });
process.stdout.write(changes.ok ? 'let in' : JSON.stringify(changes.error));
