import { createContext, type ReactNode, useCallback, useContext, useRef, useSyncExternalStore } from 'react';
import type { CommandName } from '../../contract/commands.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { categoriesNow } from '../station/categories.ts';
import { pageOrderOf } from '../station/kind-order.ts';
import type { Station, StationState } from '../station/station.ts';
import { type Store, useStore } from '../station/store.ts';
import type { Action } from './action.ts';
import { type ActionContext, currentRows, indexOfBatch } from './context.ts';
import { type KeyMap, keysOf, noChangedKeys } from './key-map.ts';
import { type KeyPress, namesOf } from './keys.ts';
import { roleRefusal } from './role-refusal.ts';
import type { WorkbenchState } from './workbench-state.ts';
import { notify } from './workbench-state.ts';

/** What every part of the window shares. */
export interface Workbench {
  readonly station: Station;
  readonly ui: Store<WorkbenchState>;
  readonly chooseFiles: () => Promise<readonly File[]>;
  readonly toggleLanguage: () => void;
  readonly toggleTheme: () => void;
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

/** Keys changed at the station; none while its settings are not known. */
export function changedKeys(state: StationState): KeyMap {
  return state.settings?.keys ?? noChangedKeys;
}

/** The keys an action answers to now, for whatever shows them. */
export function useKeys(): (action: Action) => readonly string[] {
  const changed = useStation(changedKeys);
  return (action) => keysOf(action, changed);
}

/** Whether a press is a key of an action now, for dialogs that know it too. */
export function useIsKeyOf(): (action: Action, press: KeyPress) => boolean {
  const keysNow = useKeys();
  return (action, press) => {
    const names = namesOf(press);
    return keysNow(action).some((key) => names.includes(key));
  };
}

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
  return useSyncExternalStore(useSubscribe(), () => action.refusal(contextOf(workbench)));
}

/**
 * What a component shows of the context: plain values by name. It is drawn again only when one of them is another; a
 * move of the cursor asks every button and bar, and nearly all have nothing new to show.
 */
export function useNow<P extends object>(pick: (context: ActionContext) => P): P {
  const workbench = useWorkbench();
  const last = useRef<{ context: ActionContext; pick: typeof pick; picked: P } | null>(null);
  return useSyncExternalStore(useSubscribe(), () => {
    const context = contextOf(workbench);
    const before = last.current;
    if (before?.context === context && before.pick === pick) return before.picked;
    const now = pick(context);
    // React takes another object for another state.
    const picked = before && isAlike(before.picked, now) ? before.picked : now;
    last.current = { context, pick, picked };
    return picked;
  });
}

function isAlike<P extends object>(before: P, now: P): boolean {
  const names = Object.keys(now) as (keyof P)[];
  return names.every((name) => Object.is(before[name], now[name]));
}

function useSubscribe(): (listener: () => void) => () => void {
  const workbench = useWorkbench();
  return useCallback(
    (listener: () => void) => {
      const stops = [workbench.ui.subscribe(listener), workbench.station.state.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [workbench],
  );
}

/** Why the role of who is signed in may not run a command; null where it may. */
export function useRoleRefusal(name: CommandName): MessageKey | null {
  return useStation((state) => roleRefusal(state, name));
}

/** The context at this instant, for handlers. */
export function contextOf(workbench: Workbench): ActionContext {
  const now = workbench.station.state.get();
  const ui = workbench.ui.get();
  if (latest?.now === now && latest.ui === ui && latest.workbench === workbench.ui) return latest;
  const { categories } = categoriesNow(now);
  const index = indexOfBatch(now.batch);
  latest = {
    station: workbench.station,
    workbench: workbench.ui,
    now,
    ui,
    batch: now.batch,
    index,
    pageOrder: pageOrderOf(index, categories),
    rows: currentRows(now.batch, ui, categories),
    chooseFiles: workbench.chooseFiles,
    toggleLanguage: workbench.toggleLanguage,
    toggleTheme: workbench.toggleTheme,
  };
  return latest;
}

/** Forty buttons ask for the same context on every change. */
let latest: ActionContext | null = null;

/**
 * Runs an action whose key was pressed. What cannot be done says why: a key has no button whose hint would tell. Keys
 * that only move about or change the view are silent at their ends.
 */
export function pressAction(workbench: Workbench, action: Action): void {
  const refusal = action.refusal(contextOf(workbench));
  if (refusal === null) runAction(workbench, action);
  else if (!endsQuietly.has(refusal)) notify(workbench.ui, { type: 'refused', key: refusal });
}

/** The end of a walk, and Esc where nothing is left to leave: said at each press they would be noise. */
const endsQuietly: ReadonlySet<MessageKey> = new Set(['refusal.noMore', 'refusal.noTicks']);

/** Runs an action if it may run now. A station that does not answer is told, not swallowed. */
export function runAction(workbench: Workbench, action: Action): void {
  const context = contextOf(workbench);
  if (!action.isEnabled(context)) return;
  Promise.resolve(action.run(context)).catch((cause: unknown) => {
    notify(workbench.ui, { type: 'error', error: { type: 'InvalidCommand', detail: String(cause) } });
    throw cause;
  });
}
