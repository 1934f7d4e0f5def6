import type { Sidecar } from '../../../src/contract/sidecar.ts';

export const sidecar: Sidecar = {
  pageId: 'page:01890000-0000-7000-8000-000000000001',
  batchId: 'batch:01890000-0000-7000-8000-000000000002',
  captureJobId: 'capture:01890000-0000-7000-8000-000000000003',
  feed: 4,
  sheet: 3,
  side: 'back',
  deviceSays: null,
  at: 1_000,
  operator: 'lin',
  sequence: 0,
  batchName: '2026-11-23/01',
  source: null,
  original: { sha256: '0'.repeat(64), mime: 'image/jpeg', bytes: 10, width: 100, height: 140 },
  dpi: 300,
  dpiBy: 'device',
  grouping: 'split',
};
