import type { DriverRig } from '../driver-contract.ts';
import { saneConfig, testConf } from './config.ts';
import { noScript, openForkedSaneDriver } from './forked-driver.ts';
import type { Script } from './session-messages.ts';

const statusByTrouble = { jam: 'SANE_STATUS_JAMMED', coverOpen: 'SANE_STATUS_COVER_OPEN' } as const;

/** SANE's `test` backend: a feeder of ten sheets whose reads answer with any status. */
export async function openTestRig(): Promise<DriverRig> {
  const config = await saneConfig(['test'], testConf);
  let script: Script = noScript;
  const answerFrom = (at: number, status: string) => {
    script = { ...script, steps: [{ at, name: 'read-return-value', value: status }] };
  };
  return {
    driver: openForkedSaneDriver(config.sane, () => script),
    deviceId: 'sane:test:0',
    absentDeviceId: 'sane:test:7',
    profile: { dpi: 75 },
    async load() {
      script = noScript;
      return null;
    },
    digest: async ({ sha256 }) => sha256,
    takeOutPaper: async () => answerFrom(0, 'SANE_STATUS_NO_DOCS'),
    async trouble(type, at) {
      if (type === 'doubleFeed') throw new Error('the test backend has no sensor for it');
      answerFrom(at, statusByTrouble[type]);
    },
    async pace(ms) {
      script = { ...script, paceMs: ms };
    },
    close: config.remove,
  };
}
