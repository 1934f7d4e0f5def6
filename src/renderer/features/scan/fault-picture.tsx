import { styled } from '@mui/material/styles';
import type { PageId } from '../../../domain/ids.ts';
import type { Page } from '../../../domain/tree/records.ts';
import type { QuarterTurn } from '../../../domain/units.ts';
import { useText } from '../../components/text.tsx';
import { pictureUrl } from '../../station/pictures.ts';
import type { StackEnd } from '../../station/stacks.ts';
import { owedTurn } from '../../station/turns.ts';

/** The last good sheet, both sides, so that it can be found in the pile; and a front that came without its back. */
export function FaultPicture({ end, onShow }: { end: StackEnd; onShow: (pageId: PageId) => void }) {
  const text = useText();
  const { half } = end;
  // Two pictures at most: large enough to be recognised across the desk.
  const good = half ? end.lastSheet.slice(0, 1) : end.lastSheet.slice(0, 2);
  if (good.length === 0 && !half) return null;
  return (
    <Sides>
      {good.length > 0 && (
        <figure>
          <figcaption>{text('fault.picture.last', { number: end.lastNumber })}</figcaption>
          <div>
            {good.map((page) => (
              <Side key={page.id} page={page} number={end.lastNumber} onShow={onShow} />
            ))}
          </div>
        </figure>
      )}
      {half && (
        <figure data-tone="warn">
          <figcaption>{text('fault.picture.half', { number: end.next })}</figcaption>
          <div>
            <Side page={half} number={end.next} onShow={onShow} />
          </div>
        </figure>
      )}
    </Sides>
  );
}

function Side(props: { page: Page; number: number; onShow: (pageId: PageId) => void }) {
  const { page, number } = props;
  const text = useText();
  const { side } = page;
  const turn = owedTurn(page);
  return (
    <button
      type="button"
      data-blank={page.mark === 'blank'}
      aria-label={text('fault.picture.open', { number, side })}
      title={text('fault.picture.open', { number, side })}
      onClick={() => props.onShow(page.id)}
    >
      <img
        src={pictureUrl(page, 'rendition')}
        alt=""
        draggable={false}
        style={turnStyle(page.rendition === null ? 0 : turn)}
      />
      <span>{text('fault.picture.side', { side })}</span>
    </button>
  );
}

/** A turn the operator asked for that the picture does not have yet. */
function turnStyle(turn: QuarterTurn): { transform?: string } {
  // Lying down it is wider than the frame is.
  return turn === 0 ? {} : { transform: `rotate(${turn}deg) scale(${turn === 180 ? 1 : 0.7})` };
}

/** Side by side where there is room for it, else above each other. */
const narrow = '@media (max-width: 1600px)';

const Sides = styled('div')({
  display: 'flex',
  gap: 12,
  minWidth: 0,
  minHeight: 0,
  [narrow]: { flexDirection: 'column' },
  '& figure': {
    flex: '1 1 0',
    margin: 0,
    minWidth: 0,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: 6,
  },
  '& figcaption': { fontWeight: 500, textAlign: 'center' },
  '& figure[data-tone=warn] figcaption': { color: 'var(--warn)' },
  '& figure > div': {
    flex: '1 1 0',
    display: 'flex',
    gap: 8,
    minHeight: 0,
    [narrow]: { flexDirection: 'column' },
  },
  '& button': {
    flex: '1 1 0',
    display: 'grid',
    gridTemplateRows: 'minmax(0, 1fr) auto',
    justifyItems: 'center',
    minWidth: 0,
    minHeight: 0,
    padding: 6,
    border: 0,
    borderRadius: 6,
    background: 'var(--canvas)',
    font: 'inherit',
    fontSize: 12,
    color: 'var(--ink2)',
    cursor: 'zoom-in',
  },
  // A blank side is shown too, but leaves the room to the other.
  '& button[data-blank=true]': { flexGrow: 0.3 },
  '& img': {
    width: '100%',
    height: '100%',
    objectFit: 'contain',
    filter: 'drop-shadow(0 1px 3px rgba(0, 0, 0, .25))',
  },
});
