import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandInput, CommandName, CommandOutput } from '../../src/contract/commands.ts';
import type { StationError } from '../../src/contract/errors.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import type { BatchSnapshot, QueryInput, QueryName, QueryOutput } from '../../src/contract/queries.ts';
import type { BatchId } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { openStation, type Station, type StationOptions } from '../../src/station/station.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';

/** A real station in a folder of its own, with words that read like the case. */
export interface TestStation {
  readonly station: Station;
  readonly dataFolder: string;
  readonly events: StationEvent[];
  run<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandOutput<N>, StationError>>;
  ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>>;
  openBatch(): Promise<BatchId>;
  /** Uploads, imports and waits until every page is read. */
  importFiles(
    batchId: BatchId,
    files: readonly { name: string; bytes: Uint8Array }[],
  ): Promise<BatchSnapshot>;
  snapshot(batchId: BatchId): Promise<BatchSnapshot>;
  /** Once, however often it is asked for. */
  close(): Promise<void>;
}

/** Background work of its own never comes in the way: rounds are asked for. */
export const pace = { firstMs: 3_600_000, everyMs: 3_600_000, restMs: 1 };

export function newDataFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'platen-station-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function testOptions(dataFolder: string, overrides: Partial<StationOptions>): StationOptions {
  return {
    dataFolder,
    launch: launchOnNode,
    operator: 'tester',
    service: null,
    virtualScanner: 'off',
    esclAddresses: [],
    discover: false,
    sane: { state: 'off', configFolder: null },
    twain: { hosts: [] },
    scanPolicy: { warnBelowDpi: 200, refuseBelowDpi: null },
    log: () => undefined,
    assetsFolder: '',
    reserveBytes: 0,
    // The test files share the cores already.
    pageWorkers: 1,
    ...overrides,
  };
}

export async function openTestStation(
  dataFolder: string,
  overrides: Partial<StationOptions> = {},
): Promise<TestStation> {
  const opened = await openStation(testOptions(dataFolder, overrides));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const station = opened.value;
  const events: StationEvent[] = [];
  station.listen((event) => events.push(event));

  const run: TestStation['run'] = async (name, input) =>
    (await station.run(name, input)) as Result<CommandOutput<typeof name>, StationError>;
  const ask: TestStation['ask'] = async (name, input) => {
    const answer = (await station.ask(name, input)) as Result<QueryOutput<typeof name>, StationError>;
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value;
  };
  const snapshot = (batchId: BatchId) => ask('batch.snapshot', { batchId });
  let closing: Promise<void> | null = null;

  return {
    station,
    dataFolder,
    events,
    run,
    ask,
    snapshot,
    async openBatch() {
      const opened = await run('batch.open', { name: null });
      if (!opened.ok) throw new Error(JSON.stringify(opened.error));
      return opened.value.batchId;
    },
    async importFiles(batchId, files) {
      const uploadIds: string[] = [];
      for (const { name, bytes } of files) {
        const upload = await station.receiveUpload(name, chunks(bytes));
        if (!upload.ok) throw new Error(JSON.stringify(upload.error));
        uploadIds.push(upload.value.uploadId);
      }
      const started = await run('import.start', {
        batchId,
        uploadIds,
        grouping: 'split',
        place: { at: 'tail' },
      });
      if (!started.ok) throw new Error(JSON.stringify(started.error));
      await station.pagesRead();
      return snapshot(batchId);
    },
    close() {
      closing ??= station.close();
      return closing;
    },
  };
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
