import type { z } from 'zod';
import type { ListPage } from '../../src/contract/bill-list.ts';
import type { enrolmentList } from '../../src/contract/enrolment.ts';
import { token } from '../sync/test-station.ts';

/** What IT does at a service about the stations. */
export function createEnrolmentDesk(url: string) {
  async function call(method: string, path: string, body: object | null) {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === null ? {} : { body: JSON.stringify({ by: 'it', ...body }) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  const stations = async () => (await call('GET', '/v1/enrolments', null)) as z.infer<typeof enrolmentList>;
  return {
    code: async (station: string): Promise<string> =>
      ((await call('POST', '/v1/enrolment-codes', { station })) as { code: string }).code,
    revoke: (station: string) => call('POST', '/v1/enrolments:revoke', { station }),
    stations,
    /** Numbers of the bills that the station of this name has there. */
    async billsOf(name: string): Promise<string[]> {
      const { lines } = (await call('GET', '/v1/bills?limit=100', null)) as ListPage;
      const ids = (await stations())
        .filter(({ station }) => station === name)
        .map(({ stationId }) => stationId);
      return lines.filter(({ stationId }) => ids.includes(stationId)).map(({ billNumber }) => billNumber);
    },
  };
}
