import type { StationClient } from '../../contract/client.ts';
import type { Workbench } from '../actions/workbench-provider.tsx';
import { createWorkbench, notify } from '../actions/workbench-state.ts';
import { isClosed } from '../station/closed.ts';
import { connectStation, type Station } from '../station/station.ts';
import type { Store } from '../station/store.ts';
import { chooseFiles } from './choose-files.ts';
import { bringAddressLink, takeLink } from './follow-links.ts';
import { followTree } from './follow-tree.ts';
import { type Looks, openLooks, toggleLanguage, toggleTheme } from './looks.ts';
import { layoutKeeper, rememberedLayout, rememberedScan, rememberScan } from './preferences.ts';
import { rememberBatch, rememberedBatch } from './remembered-batch.ts';

/** A window before it is drawn. */
export interface OpenedWindow {
  readonly workbench: Workbench;
  readonly looks: Store<Looks>;
  /** Resolves when the batch open last stands, or there is none. */
  readonly stands: Promise<void>;
}

/** Connects the window to its station and takes up where the operator left off: batch, scanner, settings. */
export function openWindow(client: StationClient): OpenedWindow {
  const station = connectStation(client);
  const ui = createWorkbench();
  const looks = openLooks();
  const workbench: Workbench = {
    station,
    ui,
    chooseFiles,
    toggleLanguage: () => toggleLanguage(looks),
    toggleTheme: () => toggleTheme(looks),
  };
  const remembered = rememberedScan();
  ui.set({ lastProfileId: remembered.profileId, ...rememberedLayout() });
  const keepLayout = layoutKeeper();

  ui.subscribe(() => {
    const { device, profileId, lastProfileId } = ui.get();
    rememberScan({ deviceId: device?.id ?? null, profileId: profileId ?? lastProfileId });
    keepLayout(ui.get());
  });
  station.onEvent((event) => {
    if (event.type === 'link.arrived') follow();
    if (event.type !== 'hotFolder.batch') return;
    const { batchId, name, files, failed } = event;
    notify(ui, { type: 'arrived', batchId, name, files, failed });
    void station.refreshBatches();
  });

  let opening = openLast(station);
  // After the batch that was open last: what a link asks for comes on top.
  const follow = () => void opening.then(() => takeLink(workbench));
  const bring = () => void bringAddressLink(station).then(follow);
  window.addEventListener('hashchange', bring);
  bring();
  // A look starts a process for every driver: the first picture is wanted sooner.
  void opening.then(drawnAndIdle).then(async () => {
    const found = await station.lookForScanners();
    if (!found || ui.get().device) return;
    const { devices } = found;
    // Of several that were never chosen from none is taken: Scan asks which.
    const only = devices.length === 1 ? devices[0] : null;
    ui.set({ device: devices.find((one) => one.id === remembered.deviceId) ?? only ?? null });
  });
  let wasClosed = false;
  station.state.subscribe(() => {
    const { batch, session } = station.state.get();
    // Until somebody signs in the station shows no batch; from then on the last one.
    const isOpened = wasClosed && !isClosed(session);
    wasClosed = isClosed(session);
    if (isOpened && !batch) opening = openLast(station);
    if (isOpened) follow();
    if (batch) rememberBatch(batch.tree.batch.id);
  });

  followTree(workbench);
  return { workbench, looks, stands: opening };
}

function drawnAndIdle(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 2_000 }));
  });
}

/** The batch this window had open last, asked for at once; where it is gone, the one begun last. */
async function openLast(station: Station): Promise<void> {
  const remembered = rememberedBatch();
  if (remembered !== null && (await station.open(remembered)).ok) return;
  const batches = await station.client.ask('batches.list', {});
  if (!batches.ok || station.state.get().batch) return;
  const [latest] = batches.value.toSorted((a, b) => b.batch.openedAt - a.batch.openedAt);
  if (latest) await station.open(latest.batch.id);
}
