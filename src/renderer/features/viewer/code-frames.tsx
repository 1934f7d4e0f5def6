import { styled } from '@mui/material/styles';
import type { Page } from '../../../domain/tree/records.ts';
import { formatPercent } from '../../../i18n/format.ts';
import { codeWord } from '../../components/code-words.ts';
import { useText } from '../../components/text.tsx';
import { resultsOfDocument } from '../../station/matches.ts';
import type { OpenBatch } from '../../station/projection.ts';
import { boxAround } from './geometry.ts';

/** Frames where codes were read; red where what was read blocks the bill. Corners are pixels of the rendition. */
export function CodeFrames({ page, scale, batch }: { page: Page; scale: number; batch: OpenBatch | null }) {
  const text = useText();
  const { reading } = page;
  if (!reading) return null;
  const billId = batch?.tree.documents.get(page.documentId)?.billId;
  const isBad =
    batch && billId
      ? resultsOfDocument(batch, billId, page.documentId).some((result) => result.verdict === 'mismatch')
      : false;
  const invoice = reading.invoices.find((one) => one.source === 'qr');
  const frames = [
    ...reading.codes.map((code) => {
      const isInvoice = code.format === 'QRCode' && invoice !== undefined;
      const words = isInvoice
        ? `${codeWord(code.format, text)} ${formatPercent(invoice.confidence, text.language)}`
        : code.text.slice(0, 32);
      return { box: boxAround(code.corners), words, tone: isInvoice && isBad ? 'bad' : 'read' };
    }),
    ...reading.patches.map((patch) => ({
      box: boxAround(patch.corners),
      words: text('details.patch', { type: patch.type }),
      tone: 'read',
    })),
  ];
  return frames.map(({ box, words, tone }) => (
    <Frame
      key={`${box.x} ${box.y} ${words}`}
      data-tone={tone}
      style={{
        left: box.x * scale - 4,
        top: box.y * scale - 4,
        width: box.width * scale + 8,
        height: box.height * scale + 8,
      }}
    >
      <span>{words}</span>
    </Frame>
  ));
}

// On paper, not on the window: the same in light and dark.
const Frame = styled('div')({
  position: 'absolute',
  border: '2px solid #0f6e78',
  borderRadius: 3,
  background: 'rgba(15,110,120,.07)',
  pointerEvents: 'none',
  '& span': {
    position: 'absolute',
    left: -2,
    bottom: '100%',
    background: '#0f6e78',
    color: '#fff',
    fontSize: 11,
    lineHeight: '16px',
    padding: '0 5px',
    borderRadius: '3px 3px 3px 0',
    whiteSpace: 'nowrap',
  },
  '&[data-tone=bad]': { borderColor: '#b3261e', background: 'rgba(179,38,30,.08)' },
  '&[data-tone=bad] span': { background: '#b3261e' },
});
