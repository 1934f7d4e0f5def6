import { createHash } from 'node:crypto';
import type { Manifest } from '../../src/contract/wire.ts';
import type { HandOver } from '../../src/match-service/erp/erp-port.ts';

/** Lines of a hand-over as the service keeps them; they outlive a connector that "dies". */
export function memoryLines() {
  const lines = new Map<string, string>();
  let isDead = false;
  return {
    lines,
    /** From now on nothing is kept: the process is gone. */
    die(): void {
      isDead = true;
    },
    revive(): void {
      isDead = false;
    },
    isDead: () => isDead,
    journal: {
      recall: async (step: string) => lines.get(step) ?? null,
      async note(step: string, text: string): Promise<void> {
        if (isDead) throw new Error('the process is gone');
        lines.set(step, text);
      },
    },
  };
}
export type MemoryLines = ReturnType<typeof memoryLines>;

type DocumentKind = Manifest['documents'][number]['kind'];

export function sampleHandOver(
  lines: MemoryLines,
  {
    number = 'CL-2026-000001',
    kinds = ['cover', 'invoice', 'attachment'],
    pagesEach = 1,
    billType = 'er_dailyreimbursebill',
  }: {
    readonly number?: string;
    readonly kinds?: readonly DocumentKind[];
    readonly pagesEach?: number;
    readonly billType?: string | null;
  } = {},
): HandOver {
  const blobs = new Map<string, Buffer>();
  const documents = kinds.map((kind, index) => ({
    documentUuid: uuid(`${number} document ${index}`),
    kind,
    category: null,
    invoices: [],
    pages: Array.from({ length: pagesEach }, (_, page) => {
      const bytes = Buffer.from(`\xff\xd8 picture ${page} of document ${index} of ${number}`, 'latin1');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      blobs.set(sha256, bytes);
      return {
        pageUuid: uuid(`${number} page ${index} ${page}`),
        sha256,
        mime: 'image/jpeg',
        bytes: bytes.length,
        width: 100,
        height: 140,
        dpi: 300,
        side: 'front' as const,
        originalSha256: sha256,
      };
    }),
  }));
  return {
    id: `hand-over of ${number}`,
    attempt: 1,
    stationId: 'desk-1',
    billUuid: uuid(number),
    revision: 1,
    digest: createHash('sha256').update(number).digest('hex'),
    manifest: {
      v: 1,
      billUuid: uuid(number),
      revision: 1,
      previousDigest: null,
      billNumber: number,
      stationSeq: 1,
      operator: 'operator-1',
      wallTime: 1_800_000_000_000,
      appVersion: '0.1.0',
      documents,
    },
    results: [],
    announced: { billNumber: number, billType, erpBillId: null },
    billType,
    isStopping: () => false,
    reference: null,
    async readBlob(sha256) {
      const bytes = blobs.get(sha256);
      if (bytes === undefined) throw new Error(`no blob ${sha256}`);
      return bytes;
    },
    journal: lines.journal,
  };
}

/** A version 4 UUID that is the same for the same name. */
function uuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
