import type { ExpectedInvoice } from '../../src/domain/rules/expected.ts';
import type { ActionContext } from '../../src/renderer/actions/context.ts';
import { contextOf, type Workbench } from '../../src/renderer/actions/workbench-provider.tsx';
import { createWorkbench } from '../../src/renderer/actions/workbench-state.ts';
import { connectStation, type Station } from '../../src/renderer/station/station.ts';
import type { FixtureSide } from './fixture-pages.ts';
import { type FixtureStation, fixtureStation } from './fixture-station.ts';

export interface OpenCase {
  readonly fixture: FixtureStation;
  readonly station: Station;
  readonly workbench: Workbench;
  context(): ActionContext;
  /** Waits until the window has heard everything. */
  settle(): Promise<void>;
  close(): void;
}

/** A window's model over the fixture station, its batch open. */
export async function openCase(
  sides: readonly FixtureSide[],
  expected: readonly ExpectedInvoice[] = [],
  waiting: readonly FixtureSide[] = [],
): Promise<OpenCase> {
  const fixture = fixtureStation({ sides, expected, waiting, msPerSide: 5 });
  const station = connectStation(fixture);
  await station.open(fixture.batchId);
  const workbench: Workbench = {
    station,
    ui: createWorkbench(),
    chooseFiles: async () => [],
    toggleLanguage: () => {},
    toggleTheme: () => {},
  };
  return {
    fixture,
    station,
    workbench,
    context: () => contextOf(workbench),
    settle: () => new Promise((resolve) => setTimeout(resolve, 40)),
    close: () => station.close(),
  };
}
