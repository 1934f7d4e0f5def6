import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { err, ok, type Result } from '../../domain/result.ts';
import type { OfficeFormat } from './office-format.ts';
import { writeProfile } from './profile.ts';
import { runOffice } from './run-office.ts';

export interface Conversion {
  readonly program: string;
  readonly source: string;
  readonly format: OfficeFormat;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/** A finished PDF. `remove` takes it away with everything the conversion wrote. */
export interface ConvertedPdf {
  readonly path: string;
  remove(): Promise<void>;
}

export type ConversionFault =
  | { readonly type: 'Late' }
  | { readonly type: 'Stopped' }
  | { readonly type: 'NoPdf'; readonly detail: string };

/**
 * Has LibreOffice turn a file into a PDF, in a folder and with a profile of its own that are gone afterwards. Its exit
 * status proves nothing: only a whole PDF does.
 */
export async function convertToPdf(wish: Conversion): Promise<Result<ConvertedPdf, ConversionFault>> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-office-'));
  const source = join(folder, `document.${wish.format}`);
  const profile = join(folder, 'profile');
  const out = join(folder, 'out');
  const clear = () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    await copyFile(wish.source, source, constants.COPYFILE_FICLONE);
    await writeProfile(profile);
    await mkdir(out);
  } catch (thrown) {
    await clear();
    throw thrown;
  }
  const office = runOffice({ ...wish, folder, args: argumentsOf(profile, out, source) });
  const remove = async (): Promise<void> => {
    await office.close();
    await clear();
  };
  const end = await office.end;
  const path = join(out, 'document.pdf');
  if (end.type === 'ended' && (await isWholePdf(path))) return ok({ path, remove });
  await remove();
  if (end.type === 'late') return err({ type: 'Late' });
  return err(end.type === 'stopped' ? { type: 'Stopped' } : { type: 'NoPdf', detail: end.detail });
}

function argumentsOf(profile: string, out: string, source: string): readonly string[] {
  return [
    `-env:UserInstallation=${pathToFileURL(profile).href}`,
    '--headless',
    '--norestore',
    '--nologo',
    '--nodefault',
    '--nolockcheck',
    '--nofirststartwizard',
    '--convert-to',
    'pdf',
    '--outdir',
    out,
    source,
  ];
}

const edgeBytes = 1024;

/** Has the head and the end of a PDF: a program that died half way leaves one without. */
async function isWholePdf(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return false;
  try {
    const { size } = await file.stat();
    const head = await file.read(Buffer.alloc(edgeBytes), 0, edgeBytes, 0);
    const tail = await file.read(Buffer.alloc(edgeBytes), 0, edgeBytes, Math.max(0, size - edgeBytes));
    return (
      head.buffer.subarray(0, head.bytesRead).includes('%PDF-') &&
      tail.buffer.subarray(0, tail.bytesRead).includes('%%EOF')
    );
  } finally {
    await file.close();
  }
}
