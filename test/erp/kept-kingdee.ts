import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { credentials } from './kingdee-double.ts';
import type { KingdeeServer } from './kingdee-server.ts';

/** Leaves the way to Kingdee in a data folder as a station keeps it that was set up before. */
export async function keepKingdee(dataFolder: string, kingdee: KingdeeServer): Promise<void> {
  const { appSecret, ...names } = credentials;
  const config = {
    ...names,
    kind: 'kingdee',
    unannounced: 'hand-over',
    baseAddress: kingdee.address,
    userType: 'UserName',
    resource: 'PLATEN',
    billType: 'er_dailyreimbursebill',
  };
  const erp = join(dataFolder, 'erp');
  await mkdir(join(erp, 'secrets'), { recursive: true });
  await writeFile(join(erp, 'erp.json'), JSON.stringify(config));
  await writeFile(join(erp, 'secrets', 'kingdee-app-secret'), appSecret, { mode: 0o600 });
}
