import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { Station, StationState } from '../station/station.ts';
import { type Store, useStore } from '../station/store.ts';
import type { Action } from './action.ts';
import { type ActionContext, currentRows, indexOfBatch } from './context.ts';
import type { WorkbenchState } from './workbench-state.ts';
import { notify } from './workbench-state.ts';

/** What every part of the window shares. */
export interface Workbench {
  readonly station: Station;
  readonly ui: Store<WorkbenchState>;
  readonly chooseFiles: () => Promise<readonly File[]>;
  readonly toggleLanguage: () => void;
}

const WorkbenchContext = createContext<Workbench | null>(null);

export function WorkbenchProvider(props: { value: Workbench; children: ReactNode }) {
  return <WorkbenchContext value={props.value}>{props.children}</WorkbenchContext>;
}

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('no workbench around this component');
  return workbench;
}

export function useUi<P>(pick: (ui: WorkbenchState) => P): P {
  return useStore(useWorkbench().ui, pick);
}

export function useStation<P>(pick: (state: StationState) => P): P {
  return useStore(useWorkbench().station.state, pick);
}

const whole = <T,>(value: T): T => value;

/** The context of actions as it is now; the component is drawn again on every change. */
export function useActionContext(): ActionContext {
  const workbench = useWorkbench();
  useUi(whole);
  useStation(whole);
  return contextOf(workbench);
}

/** Why an action cannot be done now; the component is drawn again only when that changes. */
export function useRefusal(action: Action): MessageKey | null {
  const workbench = useWorkbench();
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [workbench.ui.subscribe(listener), workbench.station.state.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [workbench],
  );
  return useSyncExternalStore(subscribe, () => action.refusal(contextOf(workbench)));
}

/** The context at this instant, for handlers. */
export function contextOf(workbench: Workbench): ActionContext {
  const now = workbench.station.state.get();
  const ui = workbench.ui.get();
  if (latest?.now === now && latest.ui === ui && latest.workbench === workbench.ui) return latest;
  latest = {
    station: workbench.station,
    workbench: workbench.ui,
    now,
    ui,
    batch: now.batch,
    index: indexOfBatch(now.batch),
    rows: currentRows(now.batch, ui),
    chooseFiles: workbench.chooseFiles,
    toggleLanguage: workbench.toggleLanguage,
  };
  return latest;
}

/** Forty buttons ask for the same context on every change. */
let latest: ActionContext | null = null;

/** Runs an action if it may run now. A station that does not answer is told, not swallowed. */
export function runAction(workbench: Workbench, action: Action): void {
  const context = contextOf(workbench);
  if (!action.isEnabled(context)) return;
  Promise.resolve(action.run(context)).catch((cause: unknown) => {
    notify(workbench.ui, { type: 'error', error: { type: 'InvalidCommand', detail: String(cause) } });
    throw cause;
  });
}
