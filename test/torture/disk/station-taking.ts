import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkDataFolder } from '../../station/store/checker.ts';
import type { Said, VictimOptions } from '../victim.ts';
import { spawnVictim } from '../victim.ts';
import type { Subject } from './subject.ts';

const entry = fileURLToPath(new URL('../../station/store/ingest-child.ts', import.meta.url));

/** A station that takes pages in for ever. Acknowledged is a page when a shell would show it. */
export function stationTaking(): Subject {
  const acked = new Map<string, string>();
  let hasPower = true;
  let late = 0;
  return {
    name: 'station',
    acknowledged: () => acked.size,
    powerGone() {
      hasPower = false;
    },
    saidTooLate: () => late,
    start(folder, more) {
      hasPower = true;
      const options: VictimOptions = {
        ...more,
        entry,
        args: [join(folder, 'station')],
        read: readAck,
        onLine({ id, sha256 }) {
          if (hasPower) acked.set(String(id), String(sha256));
          else late += 1;
        },
      };
      return spawnVictim(options);
    },
    check(folder) {
      if (acked.size === 0) return [];
      const { lost, damaged, partial, integrity } = checkDataFolder(join(folder, 'station'), acked);
      return [
        ...lost.map((id) => `lost: ${id}`),
        ...damaged.map((id) => `damaged: ${id}`),
        ...partial.map((id) => `partial: ${id}`),
        ...(integrity === 'ok' ? [] : [`damaged: the database says ${integrity}`]),
      ];
    },
  };
}

function readAck(line: string): Said | null {
  const [, id, sha256] = /^ACK (\S+) ([0-9a-f]{64})$/.exec(line) ?? [];
  return id === undefined || sha256 === undefined ? null : { type: 'ack', id, sha256 };
}
