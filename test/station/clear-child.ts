import { openStation } from '../../src/station/station.ts';
import { token } from '../sync/test-station.ts';
import { pace, testOptions } from './test-station.ts';

/* Clears whatever may be cleared in the data folder given, and says when it begins and when it is through. */
const [dataFolder = '', address = ''] = process.argv.slice(2);
const opened = await openStation(
  testOptions(dataFolder, {
    service: { address, token },
    backgroundPace: pace,
    retention: { days: 0 },
  }),
);
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
process.stdout.write('begun\n');
await opened.value.run('retention.run', {});
process.stdout.write('through\n');
await opened.value.close();
