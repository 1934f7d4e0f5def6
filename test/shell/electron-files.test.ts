import { describe, expect, it } from 'vitest';
import { ok } from '../../src/domain/result.ts';
import { boot } from '../../src/shell/electron/boot.ts';
import { newFolder, openAt } from '../station/at-desk.ts';
import { importBill } from '../station/keeping-rig.ts';
import type { TestStation } from '../station/test-station.ts';
import { downloadOf, type ElectronDouble, openElectronDouble, preventable } from './electron-double.ts';
import { writeRendererFolder } from './renderer-folder.ts';

interface Answer {
  readonly ok: boolean;
  readonly value: Readonly<Record<string, unknown>>;
}

/** A real station behind the Electron shell, and what its window can do: the bridge, the scheme, and saving. */
async function openShell() {
  const path = newFolder();
  const station = await openAt(path);
  const electron = openElectronDouble(path);
  const booted = boot({
    electron: electron.parts,
    openStation: async () => ok(station.station),
    rendererFolder: await writeRendererFolder(path),
    preloadFile: '/built/preload.cjs',
    argv: ['platen'],
    door: null,
    log: () => undefined,
  });
  electron.becomeReady();
  await booted;
  return { station, ...windowOf(electron) };
}

function windowOf(electron: ElectronDouble) {
  const [window] = electron.windows;
  if (!window) throw new Error('no window');
  const { webContents } = window;
  const event = { sender: webContents, senderFrame: webContents.mainFrame };
  return {
    async bridge(door: 'run' | 'ask', name: string, input: unknown): Promise<Answer> {
      const handler = electron.ipc.get(`station:${door}`);
      return (await handler?.(event as unknown as Electron.IpcMainInvokeEvent, name, input)) as Answer;
    },
    /** As the window asks: by an address relative to its own. */
    async fetch(way: string, init?: RequestInit): Promise<Response> {
      const request = new Request(new URL(way, 'app://station/'), init);
      if (electron.session.isCancelled?.(request.url) !== false) throw new Error(`${way} is cancelled`);
      const answer = await electron.handlers.get('app')?.(request);
      if (!answer) throw new Error('no handler of the scheme');
      return answer;
    },
    /** A click on a link with `download`: whether Electron goes on to ask where to. */
    maySave(url: string): boolean {
      const download = preventable();
      electron.session.emit('will-download', download, downloadOf(url));
      return !download.isPrevented;
    },
    /** A download that ends so; gives what is told of it, if anything. */
    told(url: string, name: string, state: 'completed' | 'cancelled' | 'interrupted'): string | null {
      const item = downloadOf(url, name);
      const before = electron.errorBoxes.length;
      electron.session.emit('will-download', preventable(), item);
      item.emit('done', {}, state);
      return electron.errorBoxes[before] ?? null;
    },
  };
}

async function submitOne(station: TestStation): Promise<void> {
  const { batchId, billId } = await importBill(station);
  expect(await station.run('bill.submit', { batchId, billIds: [billId] })).toMatchObject({
    value: { submitted: [billId] },
  });
}

describe('files of the window under Electron', () => {
  it('ELEC-22 a file that was not saved is told with what to do, one of bills also where saving was given up', async () => {
    const { told } = await openShell();
    const list = 'blob:app://station/1';
    expect(told(list, 'list.csv', 'completed')).toBeNull();
    expect(told(list, 'list.csv', 'cancelled')).toBeNull();
    expect(told(list, 'list.csv', 'interrupted')).toMatch(
      /^list\.csv was not saved\. Check the room on the disk/,
    );
    const bills = 'app://station/exports/1';
    expect(told(bills, 'platen.bills.zip', 'completed')).toBeNull();
    for (const state of ['cancelled', 'interrupted'] as const)
      expect(told(bills, 'platen.bills.zip', state)).toMatch(
        /handed over in the upload queue.*take them back/,
      );
  });

  it('ELEC-20 bills exported in one window are saved from its scheme, and taken in by another through its own', async () => {
    const from = await openShell();
    await submitOne(from.station);
    const exported = await from.bridge('run', 'queue.export', { billIds: null });
    expect(exported).toMatchObject({ ok: true, value: { bills: 1, both: 0 } });
    const { exportId, name } = exported.value;
    const saved = await from.fetch(`exports/${exportId}`);
    expect(saved.status).toBe(200);
    expect(saved.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(from.maySave(`app://station/exports/${exportId}`)).toBe(true);
    const bytes = await saved.arrayBuffer();
    expect(bytes.byteLength).toBe(Number(saved.headers.get('content-length')));

    const to = await openShell();
    const uploaded = await to.fetch(`uploads?name=${name}&holds=bills`, {
      method: 'POST',
      body: new File([new Uint8Array(bytes)], String(name)),
    });
    const { uploadId } = (await uploaded.json()) as { readonly uploadId: string };
    expect(await to.bridge('run', 'queue.import', { uploadId })).toEqual({
      ok: true,
      value: { bills: 1, known: 0, refused: [] },
    });
    const queue = await to.bridge('ask', 'queue.list', {});
    expect(queue.value).toMatchObject([{ number: 'CL-2026-000101' }]);
  });

  it('ELEC-20 of exports only those the station named are there, and nothing else of the scheme is saved', async () => {
    const window = await openShell();
    for (const way of ['exports/other', 'exports/..%2f..%2fstation.sqlite', 'exports/'])
      expect((await window.fetch(way)).status, way).toBe(404);
    for (const url of ['app://other/exports/1', 'app://station/station.sqlite', 'app://station/uploads'])
      expect(window.maySave(url), url).toBe(false);
  });

  it('ELEC-20 a list goes out as a workbook made by the station, or as text the window made itself: both are the window’s own blobs', async () => {
    const window = await openShell();
    const sheet = await window.bridge('ask', 'lists.sheet', {
      title: '采集匹配结果',
      columns: [
        { name: '单据编号', kind: 'text', width: 22 },
        { name: '金额', kind: 'amount', width: 12 },
      ],
      rows: [['CL-2026-000101', 1130]],
    });
    expect(sheet.ok).toBe(true);
    const bytes = Buffer.from(String(sheet.value.base64), 'base64');
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(window.maySave('blob:app://station/0c0ffee0-0000-4000-8000-000000000000')).toBe(true);
    expect(window.maySave('blob:app://other/0c0ffee0-0000-4000-8000-000000000000')).toBe(false);
  });
});
