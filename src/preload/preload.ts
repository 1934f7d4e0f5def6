import { contextBridge, ipcRenderer } from 'electron';

/* The window's only door. Names and inputs are checked in the main process; nothing here decides anything. */
contextBridge.exposeInMainWorld('platen', {
  shell: 'electron',
  run: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('station:run', name, input),
  ask: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('station:ask', name, input),
  listen(listener: (event: unknown) => void): () => void {
    const onEvent = (_source: unknown, event: unknown): void => listener(event);
    ipcRenderer.on('station:event', onEvent);
    return () => void ipcRenderer.off('station:event', onEvent);
  },
});
