import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { QueryOutput } from '../../contract/queries.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Retention } from '../../domain/rules/retention.ts';
import type { Settings } from '../ports/settings.ts';
import { type Background, type BackgroundPace, startBackground } from './background.ts';
import { openLooks } from './looks.ts';
import { clearRound, planRetention, type RetentionPorts } from './retention.ts';
import { type ScrubPorts, scrubRound } from './scrub.ts';
import { openScrubRecords } from './scrub-record.ts';

/** What is kept, how long, and whether it still reads: two works in the background and what is asked of them. */
export interface Keeping {
  /** Something of this bill or batch was handed out. */
  noteLook(id: string): void;
  setRetention(
    input: CommandParsed<'settings.setRetention'>,
  ): Result<CommandOutput<'settings.setRetention'>, StationError>;
  /** A round of each at once. */
  clear(): Promise<Result<CommandOutput<'retention.run'>, StationError>>;
  scrub(): Promise<Result<CommandOutput<'scrub.run'>, StationError>>;
  plan(): Promise<Result<QueryOutput<'retention.plan'>, StationError>>;
  state(): Promise<Result<QueryOutput<'keeping.state'>, StationError>>;
  stop(): Promise<void>;
}

export interface KeepingPorts extends Omit<RetentionPorts & ScrubPorts, 'retention' | 'looks' | 'records'> {
  readonly settings: Pick<Settings, 'retention' | 'setRetention'>;
  /** What IT says; null leaves it to the setting. */
  readonly given: { readonly days: Retention } | null;
  readonly isBusy: () => boolean;
  readonly pace: BackgroundPace;
}

export function openKeeping(ports: KeepingPorts): Keeping {
  const { settings, given, store, files, isBusy, pace, log } = ports;
  const retention = (): Retention => (given ? given.days : settings.retention());
  const looks = openLooks(() => performance.now());
  const records = openScrubRecords(store);
  const retentionPorts: RetentionPorts = { ...ports, looks, retention };
  const scrubPorts: ScrubPorts = { ...ports, records };
  let wantsAll = false;

  const clearing: Background = startBackground({
    name: 'retention',
    round: () => clearRound(retentionPorts),
    isBusy,
    pace,
    log,
  });
  const scrubbing: Background = startBackground({
    name: 'scrub',
    round: () => scrubRound(scrubPorts, wantsAll ? 'all' : 'due'),
    isBusy,
    pace,
    log,
  });

  return {
    noteLook: looks.note,
    setRetention({ days }) {
      if (given) return err({ type: 'SettingGiven' });
      settings.setRetention(days);
      return ok({});
    },
    async clear() {
      const before = store.keepingCounts().pages;
      await clearing.runNow();
      return ok({ pages: before - store.keepingCounts().pages });
    },
    async scrub() {
      wantsAll = true;
      try {
        await scrubbing.runNow();
      } finally {
        wantsAll = false;
      }
      const { checked, found } = records.read();
      return ok({ checked, found, damaged: store.keepingCounts().damaged });
    },
    async plan() {
      const { before, bills } = await planRetention(retentionPorts);
      return ok({ before, bills: [...bills] });
    },
    async state() {
      const { cursor: _cursor, ...scrub } = records.read();
      const counts = store.keepingCounts();
      return ok({
        retention: { days: retention(), by: given ? 'given' : 'typed' },
        freeBytes: await files.freeBytes(),
        leftUploads: await files.leftUploads(),
        pages: counts.pages,
        damaged: counts.damaged,
        scrub: { ...scrub, isRunning: scrubbing.isRunning() },
      });
    },
    async stop() {
      await Promise.all([clearing.stop(), scrubbing.stop()]);
    },
  };
}
