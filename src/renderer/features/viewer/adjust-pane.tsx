import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { recipeValues } from '../../../domain/reading.ts';
import { neutralRecipe } from '../../../domain/rules/recipe.ts';
import { shownSize } from '../../../domain/rules/rendition-points.ts';
import type { Page } from '../../../domain/tree/records.ts';
import type { Point } from '../../../domain/units.ts';
import { adjust } from '../../actions/cleanup-actions.ts';
import type { ActionContext } from '../../actions/context.ts';
import { namesOf } from '../../actions/keys.ts';
import { zoomFit, zoomIn, zoomOut } from '../../actions/view-actions.ts';
import { useKeys } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { useRoom } from '../../components/use-room.ts';
import { pictureUrl } from '../../station/pictures.ts';
import {
  changeOf,
  cornersOfDraft,
  draftOf,
  type Handle,
  leanOf,
  leant,
  moved,
  reshaped,
} from './adjust-draft.ts';
import { AdjustFrame, placeOf } from './adjust-frame.tsx';
import { afterKey, type Hand, seenHandle, turnedStep, withShape } from './adjust-keys.ts';
import { AdjustTools } from './adjust-tools.tsx';
import { fitScale, turnedSize } from './geometry.ts';
import { flatTransform } from './lay-flat.ts';

/** Room around the original for handles at its very edge. */
const margin = { width: 72, height: 40 };
/** Screen pixels a pixel of the original may take. */
const mostScale = 2;
/** What a person sets by hand here. */
const byHand = ['corners', 'skewDeg', 'crop'] as const;

/** The original with what is kept of it drawn over it, to be moved by hand and by keys. Nothing happens until it is applied. */
export function AdjustPane({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const keysNow = useKeys();
  const { workbench } = context;
  const canvas = useRef<HTMLDivElement>(null);
  const room = useRoom(canvas);
  const recipe = page.recipe ?? neutralRecipe;
  const { original } = page;
  const turn = recipe.quarterTurn.value;
  const [hand, setHand] = useState<Hand>({ draft: draftOf(recipe, original), chosen: 'whole' });
  const [steps, setSteps] = useState<readonly Hand[]>([]);
  const [isPreview, setPreview] = useState(false);
  const [showsGrid, setGrid] = useState(false);
  const [closer, setCloser] = useState(1);
  const [focus, setFocus] = useState<Point>({ x: original.width / 2, y: original.height / 2 });
  const start = useRef(hand);

  const wanted = { ...recipe, ...settingsOf(hand) };
  const fit = fitScale(turnedSize(original, turn), room, margin);
  const scale = fit * closer;
  const step = turnedStep({ x: focus.x - original.width / 2, y: focus.y - original.height / 2 }, turn);
  // Seen closer, the handle in hand stands in the middle.
  const place = closer === 1 ? { x: 0, y: 0 } : { x: -step.x * scale, y: -step.y * scale };
  const flat = shownSize(wanted, original);
  const flatScale = fitScale(flat, room, margin);
  const perMm = page.dpi / 25.4;

  useEffect(() => {
    if (!showsGrid) return;
    const timer = setTimeout(() => setGrid(false), 1200);
    return () => clearTimeout(timer);
  }, [showsGrid]);

  const leave = () => workbench.set(({ focusTree }) => ({ adjusting: null, focusTree: focusTree + 1 }));
  function take(next: Hand): void {
    if (next.draft !== hand.draft) setSteps([...steps.slice(-99), hand]);
    if (leanOf(next.draft) !== leanOf(hand.draft)) setGrid(true);
    setHand(next);
    setFocus(placeOf(next.chosen, cornersOfDraft(next.draft), 1));
  }
  function zoom(by: number): void {
    setCloser(Math.max(1, Math.min(mostScale / fit, closer * by)));
    setFocus(placeOf(hand.chosen, cornersOfDraft(hand.draft), 1));
  }
  function apply(): void {
    leave();
    const change = changeOf(hand.draft);
    if (JSON.stringify(change) !== JSON.stringify(changeOf(draftOf(recipe, original))))
      void adjust(context, [page], change, []);
  }
  /** Without anything set by hand there is nothing to give back: then the drawing starts anew. */
  function reset(): void {
    const manual = byHand.filter((value) => recipe[value].by === 'manual');
    if (manual.length === 0) take({ ...hand, draft: draftOf(recipe, original) });
    else {
      leave();
      void adjust(context, [page], {}, manual);
    }
  }
  const cornersOrNot = () => take(withShape(hand, reshaped(hand.draft, original)));

  function onKeyDown(event: KeyboardEvent): void {
    const next = afterKey(hand, event, { original, turn });
    const command = next ? () => take(next) : commandOf(event);
    if (command) command();
    // Zoom, function keys and the like stay with the window; letters that edit the tree do not.
    else if (event.key.length > 1 && /^F\d/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  function commandOf(event: KeyboardEvent): (() => void) | null {
    const names = namesOf(event);
    if (event.key === 'Enter') return apply;
    if (event.key === 'Escape') return leave;
    if (event.key === ' ') return () => setPreview(true);
    if (names.some((key) => keysNow(zoomIn).includes(key))) return () => zoom(1.5);
    if (names.some((key) => keysNow(zoomOut).includes(key))) return () => zoom(1 / 1.5);
    if (names.some((key) => keysNow(zoomFit).includes(key))) return () => setCloser(1);
    if (event.ctrlKey || event.metaKey)
      return event.key.toLowerCase() === 'z' ? () => back(steps.at(-1)) : null;
    return event.key.toLowerCase() === 'r' ? reset : event.key.toLowerCase() === 't' ? leave : null;
  }
  function back(step: Hand | undefined): void {
    if (!step) return;
    setSteps(steps.slice(0, -1));
    setHand(step);
  }

  function onDrag(handle: Handle, from: Point, to: Point): void {
    const { draft } = start.current;
    if (handle !== 'turn') {
      const by = { x: to.x - from.x, y: to.y - from.y };
      setHand({ chosen: handle, draft: moved(draft, handle, by, original) });
      return;
    }
    const [a, , c] = cornersOfDraft(draft);
    const middle = { x: (a.x + c.x) / 2, y: (a.y + c.y) / 2 };
    const angle = (point: Point) => Math.atan2(point.y - middle.y, point.x - middle.x);
    const degrees = ((angle(from) - angle(to)) * 180) / Math.PI;
    setGrid(true);
    setHand({ chosen: handle, draft: leant(draft, ((degrees + 540) % 360) - 180, original) });
  }

  return (
    <Keys onKeyDown={onKeyDown} onKeyUp={(event) => event.key === ' ' && setPreview(false)}>
      <Hint>
        <b>
          {text('adjust.handle.chosen', { handle: text(`adjust.handle.${seenHandle(hand.chosen, turn)}`) })}
        </b>
        <span>{text('adjust.hint')}</span>
      </Hint>
      <Canvas
        ref={canvas}
        role="group"
        aria-label={text('adjust.label')}
        aria-description={text('adjust.hint')}
      >
        <Paper
          data-hidden={isPreview}
          style={{
            width: original.width * scale,
            height: original.height * scale,
            transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px) rotate(${turn}deg)`,
          }}
        >
          <img src={pictureUrl(page, 'original')} alt={text('viewer.original')} draggable={false} />
          <AdjustFrame
            hand={hand}
            original={original}
            scale={scale}
            turn={turn}
            showsGrid={showsGrid}
            onChoose={(chosen) => setHand((now) => ({ ...now, chosen }))}
            onDragStart={() => {
              start.current = hand;
            }}
            onDrag={onDrag}
            onDragEnd={() => setSteps((before) => [...before.slice(-99), start.current])}
          />
        </Paper>
        {isPreview && (
          <Flat style={{ width: flat.width * flatScale, height: flat.height * flatScale }}>
            <img
              src={pictureUrl(page, 'original')}
              alt=""
              style={{
                width: original.width,
                height: original.height,
                transform: flatTransform(wanted, original, flatScale),
              }}
            />
          </Flat>
        )}
      </Canvas>
      <AdjustTools
        degrees={leanOf(hand.draft)}
        sizeMm={{ width: flat.width / perMm, height: flat.height / perMm }}
        hasCorners={hand.draft.shape === 'corners'}
        isPreview={isPreview}
        onCorners={cornersOrNot}
        onPreview={setPreview}
        onReset={reset}
        onLeave={leave}
        onApply={apply}
      />
    </Keys>
  );
}

/** The drawing as settings of a recipe. */
function settingsOf({ draft }: Hand) {
  const change = changeOf(draft);
  const given = recipeValues.filter((value) => value in change);
  return Object.fromEntries(
    given.map((value) => [value, { value: change[value], by: 'manual' as const, confidence: 1 }]),
  );
}

const Keys = styled('div')({
  display: 'grid',
  gridTemplateRows: '36px minmax(0, 1fr) 56px',
  minHeight: 0,
  minWidth: 0,
});
const Hint = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  padding: '0 16px',
  fontSize: 12,
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  '& b': { fontWeight: 500, color: 'var(--ink)', flex: 'none' },
  '& span': { overflow: 'hidden', textOverflow: 'ellipsis' },
});
const Canvas = styled('div')({ position: 'relative', overflow: 'hidden', touchAction: 'none' });
const Paper = styled('div')({
  position: 'absolute',
  left: '50%',
  top: '50%',
  background: '#fff',
  // Not hidden: what is hidden loses the keyboard.
  '&[data-hidden=true]': { opacity: 0 },
  '& > img': { width: '100%', height: '100%', display: 'block', userSelect: 'none' },
});
const Flat = styled('div')({
  position: 'absolute',
  left: '50%',
  top: '50%',
  transform: 'translate(-50%, -50%)',
  overflow: 'hidden',
  background: '#fff',
  boxShadow: 'var(--shadow)',
  '& img': { position: 'absolute', left: 0, top: 0, maxWidth: 'none', transformOrigin: '0 0' },
});
