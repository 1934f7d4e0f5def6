import type { StationClient } from '../../contract/client.ts';
import type { Workbench } from '../actions/workbench-provider.tsx';
import { createWorkbench } from '../actions/workbench-state.ts';
import { connectStation } from '../station/station.ts';
import { chooseFiles } from './choose-files.ts';
import { rememberBatch, rememberedBatch, rememberedScan, rememberScan } from './preferences.ts';

/** Connects the window to its station and takes up where the operator left off: batch, scanner, settings. */
export function openWorkbench(client: StationClient, toggleLanguage: () => void): Workbench {
  const station = connectStation(client);
  const ui = createWorkbench();
  const remembered = rememberedScan();
  ui.set({ profile: remembered.profile });

  void client.ask('devices.list', {}).then((devices) => {
    if (!devices.ok || ui.get().device) return;
    ui.set({
      device: devices.value.find((one) => one.id === remembered.deviceId) ?? devices.value[0] ?? null,
    });
  });
  ui.subscribe(() => {
    const { device, profile } = ui.get();
    if (device) rememberScan(device, profile);
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
