import type { StationClient } from '../../contract/client.ts';
import { browserClient } from './browser-client.ts';
import { electronClient } from './electron-client.ts';

/** The client for the shell this window runs in. */
export function chooseClient(): StationClient {
  return window.platen ? electronClient(window.platen) : browserClient();
}
