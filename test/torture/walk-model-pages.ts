import type { EditCommand } from '../../src/domain/tree/commands.ts';
import { type Faces, hasFaultNow, type ModelBatch, type ModelPage, type Settings } from './walk-model.ts';
import { openDocument, openPages, Refusal } from './walk-model-open.ts';

export type PageEdit = Extract<EditCommand, { type: `page.${string}` }>;
type InvoiceEdit = Extract<PageEdit, { type: 'page.setInvoice' | 'page.giveBackInvoices' }>;

/** What the machine of a walk finds on every page. */
export const foundSettings = {
  quarterTurn: { value: 90, by: 'auto' },
  skewDeg: { value: 0, by: 'auto' },
  holes: { value: 'keep', by: 'auto' },
} as const satisfies Settings;

/** Of a page no machine has looked at. */
const neutralSettings: Settings = { ...foundSettings, quarterTurn: { value: 0, by: 'auto' } };

export function editPages(batch: ModelBatch, edit: PageEdit, faces: Faces): void {
  // Asked for through a command of its own, whose form already rules out a choice of nothing.
  if (edit.type === 'page.accept' && edit.pageIds.length === 0) throw new Refusal('InvalidCommand');
  if (edit.type === 'page.setInvoice' || edit.type === 'page.giveBackInvoices') {
    typeInvoices(batch, edit, faces);
    return;
  }
  const pages = openPages(batch, edit.pageIds);
  if (edit.type === 'page.restore' && pages.some((page) => !page.isDeleted)) throw new Refusal('NotDeleted');
  for (const page of pages) editPage(page, edit, faces);
}

/** A number of 20 digits is an invoice; nothing else is typed in a walk. */
function typeInvoices(batch: ModelBatch, edit: InvoiceEdit, faces: Faces): void {
  const [page] = openPages(batch, [edit.pageId]);
  if (page === undefined) return;
  if (edit.type === 'page.giveBackInvoices') {
    page.typed = null;
    return;
  }
  const { document } = openDocument(batch, documentOf(batch, page));
  if (document.kind !== 'invoice') throw new Refusal('NotAnInvoice');
  const numbers = [...(page.typed ?? faces.get(page.id)?.invoices ?? [])];
  const at = edit.replaces === null ? numbers.length : numbers.indexOf(edit.replaces.number);
  if (at < 0) throw new Refusal('InvoiceNotFound');
  if (!/^\d{20}$/.test(edit.typed.number)) throw new Refusal('InvoiceFieldInvalid');
  numbers[at] = edit.typed.number;
  page.typed = numbers;
  page.mark = 'content';
  page.markBy = 'manual';
  document.kindBy = 'manual';
}

function documentOf(batch: ModelBatch, page: ModelPage): string {
  const documents = batch.flatMap((bill) => bill.documents);
  return documents.find(({ pages }) => pages.includes(page))?.id ?? '';
}

function editPage(page: ModelPage, edit: Exclude<PageEdit, InvoiceEdit>, faces: Faces): void {
  switch (edit.type) {
    case 'page.rotate': {
      const settings = settingsOf(page);
      const value = ((settings.quarterTurn.value + edit.turn) % 360) as 0 | 90 | 180 | 270;
      settings.quarterTurn = { value, by: 'manual' };
      return;
    }
    case 'page.adjust':
      adjust(page, edit, faces);
      return;
    case 'page.accept':
      if (hasFaultNow(page, faces)) page.acceptedBy = edit.by;
      return;
    case 'page.mark':
      page.mark = edit.mark;
      page.markBy = 'manual';
      return;
    case 'page.delete':
      page.isDeleted = true;
      return;
    case 'page.restore':
      page.isDeleted = false;
  }
}

function adjust(page: ModelPage, edit: Extract<PageEdit, { type: 'page.adjust' }>, faces: Faces): void {
  const settings = settingsOf(page);
  const isRead = faces.get(page.id)?.isRead === true;
  const { quarterTurn, skewDeg, holes } = settings;
  // What is given back the machine finds anew, but only on a page that it can read; else the value stays for now.
  const giveBack = edit.giveBack.filter((value) => !(value in edit.set));
  if (giveBack.includes('quarterTurn') && quarterTurn.by === 'manual')
    settings.quarterTurn = isRead ? { ...foundSettings.quarterTurn } : { ...quarterTurn, by: 'auto' };
  if (giveBack.includes('skewDeg') && skewDeg.by === 'manual')
    settings.skewDeg = isRead ? { ...foundSettings.skewDeg } : { ...skewDeg, by: 'auto' };
  if (giveBack.includes('holes') && holes.by === 'manual')
    settings.holes = isRead ? { ...foundSettings.holes } : { ...holes, by: 'auto' };
  const { set } = edit;
  if (set.quarterTurn !== undefined) settings.quarterTurn = { value: set.quarterTurn, by: 'manual' };
  if (set.skewDeg !== undefined) settings.skewDeg = { value: set.skewDeg, by: 'manual' };
  if (set.holes !== undefined) settings.holes = { value: set.holes, by: 'manual' };
}

function settingsOf(page: ModelPage): Settings {
  page.settings ??= structuredClone(neutralSettings);
  return page.settings;
}
