import { createHash } from 'node:crypto';
import type { Manifest } from '../../contract/wire.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { HandOverOutcome } from '../../match-service/erp/erp-port.ts';
import type { WriteOutcome } from './api.ts';
import { documentFile } from './document-file.ts';
import { textField } from './envelopes.ts';
import type { CollectNote } from './journal.ts';
import { tryLater, type WriteTurn } from './turn.ts';

type Document = Manifest['documents'][number];

/** How 4.02 names a file that 4.01 took: only what an answer said that we read. */
export interface CollectedFile {
  readonly fileNo?: string;
  readonly srcPath?: string;
}

const base64Growth = 4 / 3;
const path = '/kapi/app/bds/fileCollect';
const wireKind = { cover: 'cover', invoice: 'invoice', attachment: 'attach' } as const;

/**
 * Brings one document over (4.01), unless an earlier attempt did. Answers how the whole hand-over ends where it cannot
 * go on: an upload nobody knows the fate of is not repeated before the queue was told.
 */
export async function collectDocument(
  turn: WriteTurn,
  document: Document,
  index: number,
): Promise<Result<CollectedFile, HandOverOutcome>> {
  const { journal, config } = turn;
  const contentKey = sha256(JSON.stringify([document.kind, document.pages.map((page) => page.sha256)]));
  const known = await journal.collect(document.documentUuid);
  if (known?.state === 'done' && known.contentKey === contentKey) return ok(fileOf(known));
  if (known?.state === 'sending' || known?.state === 'unknown') {
    const reason = known.state === 'unknown' ? known.reason : 'stopped before the answer was read';
    return err({ type: 'unknown', reason: `upload of document ${index + 1}: ${reason}` });
  }
  if (known?.state === 'asked') {
    await journal.noteDoubtful({ documentUuid: document.documentUuid, serial: known.serial, at: known.at });
  }
  if (document.pages.length === 0) return err(refused(index, 'has no page to send'));
  // Its pages in JPEG are the least its file can have, so a hopeless one is not even read.
  const least = jpegBytes(document) * base64Growth;
  const tooLarge = (bytes: number) =>
    refused(index, `too large: ${Math.ceil(bytes)} bytes as it is sent, at most ${config.maxBodyBytes}`);
  if (least > config.maxBodyBytes) return err(tooLarge(least));
  const body = await bodyOf(turn, document);
  if (body === null) return err(refused(index, 'its pages cannot be read or made into a file'));
  if (body.length > config.maxBodyBytes) return err(tooLarge(body.length));
  const token = await turn.api.token();
  if (!token.ok) return err(tryLater(token.error));
  const note = await upload(turn, document.documentUuid, { contentKey, token: token.value, body });
  switch (note.state) {
    case 'done':
      return ok(fileOf(note));
    case 'refused':
      return err(refused(index, note.reason));
    case 'not-sent':
      return err({ type: 'try-later', reason: note.reason, afterMs: null });
    default:
      return err({ type: 'unknown', reason: `upload of document ${index + 1}: ${note.reason}` });
  }
}

/** Null when a page is gone, damaged or no picture. */
async function bodyOf(turn: WriteTurn, document: Document): Promise<string | null> {
  const { handOver, config, billType } = turn;
  try {
    const { bytes, suffix } = await documentFile(document, (hash) => handOver.readBlob(hash));
    return JSON.stringify({
      base64: Buffer.from(bytes).toString('base64'),
      fileSuffix: suffix,
      fileType: wireKind[document.kind],
      scanBillNo: handOver.manifest.billNumber,
      billType,
      resource: config.resource,
      needRecognition: config.recognition === 'server' ? '1' : '0',
    });
  } catch {
    return null;
  }
}

/** Sends the one file, noted before and after, and gives the note as it stands at the end. */
async function upload(
  { api, journal, newId, now, signal }: WriteTurn,
  documentUuid: string,
  sent: { readonly contentKey: string; readonly token: string; readonly body: string },
): Promise<CollectNote> {
  const note: CollectNote = {
    state: 'sending',
    serial: newId(),
    bodyHash: sha256(sent.body),
    at: now(),
    contentKey: sent.contentKey,
    fileNo: null,
    srcPath: null,
    reason: '',
    raw: '',
  };
  await journal.noteCollect(documentUuid, note);
  const settled = { ...note, ...endOf(await api.write(path, sent.token, sent.body, signal)) };
  await journal.noteCollect(documentUuid, settled);
  return settled;
}

function endOf(outcome: WriteOutcome): Partial<CollectNote> {
  if (outcome.type === 'not-sent') return { state: 'not-sent', reason: outcome.reason };
  const { raw } = outcome;
  if (outcome.type !== 'done') return { state: outcome.type, reason: outcome.reason, raw };
  const fileNo = textField(outcome.fields, 'fileNo');
  const srcPath = textField(outcome.fields, 'srcPath');
  if (fileNo !== null || srcPath !== null) return { state: 'done', fileNo, srcPath, raw };
  // Taken, but under no name we can read: there is a file we cannot list.
  return { state: 'unknown', reason: 'the answer names no file', raw };
}

function fileOf({ fileNo, srcPath }: CollectNote): CollectedFile {
  return { ...(fileNo === null ? {} : { fileNo }), ...(srcPath === null ? {} : { srcPath }) };
}

function jpegBytes({ pages }: Document): number {
  return pages.reduce((sum, page) => sum + (page.mime === 'image/jpeg' ? page.bytes : 0), 0);
}

function refused(index: number, reason: string): HandOverOutcome {
  return { type: 'refused', reason: `document ${index + 1}: ${reason}` };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
