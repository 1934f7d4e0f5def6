import { openFiles } from '../../../src/station/files/open-files.ts';
import { sidecar } from './sidecar.ts';

/* Adopts one spooled file and says what was logged. Arguments: folder, path, hash. */
const [folder = '', path = '', sha256 = ''] = process.argv.slice(2);
const files = await openFiles(folder, { log: (_level, event) => console.log(event) });
await files.adopt({ path, sha256 }, sidecar);
