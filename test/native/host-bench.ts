import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  hasWine32,
  missingForWine,
  openWineRig,
  type VirtualSourceControls,
  type WineRig,
} from '../capture/wine.ts';
import { type Ended, type HostSession, startHostSession } from './host-session.ts';
import { type PnmPage, pagesInFolder } from './pnm-pages.ts';

/** The host of one width and a virtual source whose paper and troubles a test decides. */
export interface HostBench {
  readonly bits: 32 | 64;
  /** Only within a test. */
  readonly rig: WineRig;
  /** The command that starts the host, to be followed by a verb. */
  command(): readonly string[];
  load(pages: readonly PnmPage[], controls?: VirtualSourceControls): Promise<void>;
  /** Writes the settings and `go`; without a name the first source. */
  start(verb: string, settings?: readonly string[], source?: string): HostSession;
  run(verb: string, settings?: readonly string[]): Promise<Ended>;
}

const missing = missingForWine();
if (missing) console.error(`NOT TESTED: the TWAIN host: ${missing}`);
const widths: readonly (32 | 64)[] = missing ? [] : hasWine32() ? [64, 32] : [64];
if (widths.length === 1) console.error('NOT TESTED: the TWAIN host of 32 bit: this Wine runs 64 bit alone');

/** Runs the cases with every width of the host that this Wine runs; where there is none, one skipped test says so. */
export function describeHost(matter: string, cases: (bench: HostBench) => void): void {
  if (missing) it.skip(`${matter}: ${missing}`, () => undefined);
  describe.each(widths)(`the TWAIN host of %i bit under Wine: ${matter}`, { timeout: 90_000 }, (bits) => {
    let rig: WineRig;
    const folders: string[] = [];
    const sessions: HostSession[] = [];

    beforeAll(async () => {
      rig = await openWineRig();
    }, 120_000);
    afterEach(async () => {
      for (const session of sessions.splice(0)) session.kill();
      // Whatever happened, the order of the specification was kept.
      expect((await rig.log()).filter((line) => line.startsWith('SEQERROR'))).toEqual([]);
    });
    afterAll(async () => {
      await rig?.close();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    });

    const command = () => rig.hosts.find((host) => host.bits === bits)?.command ?? [];
    const start: HostBench['start'] = (verb, settings = [], source = rig.sources[0]) => {
      const session = startHostSession(
        command(),
        verb === 'list' ? [verb] : [verb, encodeURIComponent(source)],
      );
      sessions.push(session);
      if (verb !== 'list') for (const line of [...settings, 'go']) session.write(line);
      return session;
    };
    cases({
      bits,
      get rig() {
        return rig;
      },
      command,
      async load(pages, controls = {}) {
        const folder = await pagesInFolder(pages);
        folders.push(folder);
        await rig.load(folder, controls);
      },
      start,
      run: (verb, settings = []) => start(verb, settings).ended(),
    });
  });
}

export const exitCrash = 70;
export const colour = ['source feeder', 'sides simplex', 'colour colour', 'dpi 300'];
export const transfers = ['memory', 'native'] as const;

/** Every setting, each otherwise than the virtual source has it at first. */
export const everything = [
  ...['source feeder', 'sides duplex', 'dpi 300', 'colour gray', 'paper a4', 'doubleFeed stop'],
  ...['blankSides skip', 'brightness 25', 'contrast -50', 'dropout red', 'buffering on'],
  ...['imprint Nr. %C3%A91', 'transfer memory', 'option 8001=5', 'option 8002=x'],
];

/** The log without what was set and which images went by. */
export function steps(log: readonly string[]): string[] {
  return log.filter((line) => /^[A-Z]+( refused)?$/.test(line));
}
