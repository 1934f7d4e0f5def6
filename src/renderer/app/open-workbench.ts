import type { StationClient } from '../../contract/client.ts';
import type { Workbench } from '../actions/workbench-provider.tsx';
import { createWorkbench, notify } from '../actions/workbench-state.ts';
import { connectStation } from '../station/station.ts';
import { chooseFiles } from './choose-files.ts';
import { rememberBatch, rememberedBatch, rememberedScan, rememberScan } from './preferences.ts';

/** Connects the window to its station and takes up where the operator left off: batch, scanner, settings. */
export function openWorkbench(client: StationClient, toggleLanguage: () => void): Workbench {
  const station = connectStation(client);
  const ui = createWorkbench();
  const remembered = rememberedScan();
  ui.set({ lastProfileId: remembered.profileId });

  void station.lookForScanners().then((found) => {
    if (!found || ui.get().device) return;
    const { devices } = found;
    ui.set({ device: devices.find((one) => one.id === remembered.deviceId) ?? devices[0] ?? null });
  });
  ui.subscribe(() => {
    const { device, profileId, lastProfileId } = ui.get();
    rememberScan({ deviceId: device?.id ?? null, profileId: profileId ?? lastProfileId });
  });
  station.onEvent((event) => {
    if (event.type !== 'hotFolder.batch') return;
    const { batchId, name, files, failed } = event;
    notify(ui, { type: 'arrived', batchId, name, files, failed });
    void station.refreshBatches();
  });

  void client.ask('batches.list', {}).then((batches) => {
    if (!batches.ok || station.state.get().batch) return;
    const latest = batches.value.toSorted((a, b) => b.batch.openedAt - a.batch.openedAt);
    const found = latest.find((one) => one.batch.id === rememberedBatch()) ?? latest[0];
    if (found) void station.open(found.batch.id);
  });
  station.state.subscribe(() => {
    const { batch } = station.state.get();
    if (batch) rememberBatch(batch.tree.batch.id);
  });

  return { station, ui, chooseFiles, toggleLanguage };
}
