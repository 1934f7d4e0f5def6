import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import { styled } from '@mui/material/styles';
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { invoicesOf } from '../../../domain/rules/page-invoices.ts';
import type { Page } from '../../../domain/tree/records.ts';
import type { ActionContext } from '../../actions/context.ts';
import { usePageOrigin } from '../../actions/page-origin.ts';
import { maxZoom, minZoom } from '../../actions/view-actions.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { unpackedOf, useUnpacked } from '../../components/unpacked.ts';
import { useRoom } from '../../components/use-room.ts';
import { isCovered } from '../../station/covered.ts';
import { pictureUrl, screenUrl } from '../../station/pictures.ts';
import { useSteadyPage } from '../../station/steady-page.ts';
import { owedTurn } from '../../station/turns.ts';
import { CodeFrames } from './code-frames.tsx';
import { fitScale, held, panned, type Size, turnedSize, wheelScale, zoomedAt } from './geometry.ts';
import { useLookAhead } from './look-ahead.ts';
import { OriginalLayer } from './original-layer.tsx';
import { PagePicture } from './page-picture.tsx';

const margin: Size = { width: 48, height: 16 };

/** The page on its canvas: wheel zooms at the pointer, drag moves, double click goes between fit and actual size. */
export function PageCanvas(props: {
  page: Page;
  context: ActionContext;
  /** Where the operator may go next: their pictures are fetched once this one stands. */
  ahead: readonly Page[];
  /** Told the scale at which the whole page is seen. */
  onFit: (scale: number) => void;
}) {
  const { context } = props;
  const text = useText();
  const originOf = usePageOrigin();
  const { ui, workbench } = context;
  const canvas = useRef<HTMLDivElement>(null);
  const room = useRoom(canvas);
  const [moved, setMoved] = useState({ of: props.page.id, x: 0, y: 0 });
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ url: string; sha256: string; state: 'shown' | 'failed' } | null>(
    null,
  );

  const { drawn: page, next, exchange } = useSteadyPage(props.page);
  const isOriginal = page.rendition === null;
  const image = page.rendition?.image ?? page.original;
  const owed = owedTurn(page);
  const turn = isOriginal ? 0 : owed;
  const size = turnedSize(image, turn);
  const fit = fitScale(size, room, margin);
  const scale = ui.zoom === 'fit' ? fit : ui.zoom;
  const offset = moved.of === page.id ? moved : { x: 0, y: 0 };
  const setOffset = ({ x, y }: { x: number; y: number }) => setMoved({ of: page.id, x, y });
  const place =
    ui.zoom === 'fit' ? { scale, x: 0, y: 0 } : held({ scale, x: offset.x, y: offset.y }, size, room);
  const { devicePixelRatio } = window;
  const isShut = useStation(isCovered);
  // A picture that is to be exchanged for the one turned at the station is fetched in no other size meanwhile.
  const askedScale = turn !== 0 && ui.zoom === 'fit' ? fitScale(image, room, margin) : scale;
  const url = screenUrl(page, image.width * askedScale * devicePixelRatio);
  const load = loaded?.url === url ? loaded.state : 'loading';
  useEffect(() => {
    // One that was on its way as the station was locked may have been refused: once unlocked it is asked for again.
    if (!isShut) setLoaded((now) => (now?.state === 'failed' ? null : now));
  }, [isShut]);
  // Something of the page stands there at once: what was shown of it, else its thumbnail.
  const standing = loaded?.state === 'shown' && loaded.sha256 === image.sha256 ? loaded.url : null;
  const urls = [...new Set([standing ?? url, url])];
  const under =
    isOriginal || standing !== null || unpackedOf({ url, width: null })
      ? 'none'
      : `url("${pictureUrl(page, 'thumbnail')}")`;
  useLookAhead(
    load === 'shown' && room.width > 1 && !isShut
      ? props.ahead.map((next) => {
          const { width, height } = next.rendition?.image ?? next.original;
          return screenUrl(next, width * fitScale({ width, height }, room, margin) * devicePixelRatio);
        })
      : [],
  );

  useUnpacked(
    next?.rendition && !isShut
      ? { url: screenUrl(next, next.rendition.image.width * scale * devicePixelRatio), width: null }
      : null,
    exchange,
  );

  const tellFit = useEffectEvent((to: number) => props.onFit(to));
  useEffect(() => tellFit(fit), [fit]);

  const { panStep } = ui;
  const lastStep = useRef(panStep);
  const pan = useEffectEvent((step: NonNullable<typeof panStep>) => {
    if (ui.zoom !== 'fit') setOffset(panned(place, step, size, room));
  });
  useEffect(() => {
    // A page that comes into view later does not repeat the last step.
    if (!panStep || lastStep.current === panStep) return;
    lastStep.current = panStep;
    pan(panStep);
  }, [panStep]);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return;
    const next = wheelScale(scale, event, minZoom, maxZoom);
    const x = event.clientX - box.left - box.width / 2;
    const y = event.clientY - box.top - box.height / 2;
    setOffset(zoomedAt(place, next, x, y));
    workbench.set({ zoom: next });
  });
  useEffect(() => {
    const element = canvas.current;
    // React's own wheel listener is passive and could not keep the window from scrolling.
    const listener = (event: WheelEvent) => onWheel(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0 || ui.zoom === 'fit') return;
    const element = event.currentTarget;
    const from = { x: event.clientX - place.x, y: event.clientY - place.y };
    element.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) =>
      setOffset(held({ scale, x: moved.clientX - from.x, y: moved.clientY - from.y }, size, room));
    element.addEventListener('pointermove', move);
    element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), {
      once: true,
    });
  }

  function onDoubleClick(): void {
    setOffset({ x: 0, y: 0 });
    workbench.set({ zoom: ui.zoom === 'fit' ? 1 : 'fit' });
  }

  const alt = text('viewer.page.alt', {
    title: invoicesOf(page)[0]?.number ?? originOf(page),
  });
  return (
    <Canvas
      ref={canvas}
      data-movable={ui.zoom !== 'fit'}
      onPointerDown={onPointerDown}
      onDoubleClick={onDoubleClick}
    >
      <Sheet
        data-page-size={`${image.width} ${image.height}`}
        style={{
          width: image.width * scale,
          height: image.height * scale,
          transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px) rotate(${turn}deg)`,
          backgroundImage: under,
        }}
      >
        {load !== 'failed' &&
          room.width > 1 &&
          urls.map((one) => (
            <PagePicture
              // Another picture is another element: the one before would stand in a place that is no longer its own.
              key={`${one} ${attempt}`}
              url={one}
              alt={alt}
              isAsked={!isShut}
              isShown={load === 'shown'}
              onShown={() => setLoaded({ url: one, sha256: image.sha256, state: 'shown' })}
              onFailed={() => setLoaded({ url: one, sha256: image.sha256, state: 'failed' })}
            />
          ))}
        {ui.showsFrames && !isOriginal && <CodeFrames page={page} scale={scale} batch={context.batch} />}
      </Sheet>
      {ui.holdsOriginal && page.rendition && (
        <OriginalLayer
          page={page}
          recipe={
            page.recipe
              ? { ...page.rendition.recipe, quarterTurn: page.recipe.quarterTurn }
              : page.rendition.recipe
          }
          place={place}
          shown={size}
        />
      )}
      {load === 'loading' && <Wait size={28} aria-label={text('viewer.rendering')} />}
      {load === 'failed' && (
        <Failed>
          <span>{text('viewer.failed')}</span>
          <Button
            variant="outlined"
            onClick={() => {
              setAttempt(attempt + 1);
              setLoaded(null);
            }}
          >
            {text('viewer.retry')}
          </Button>
        </Failed>
      )}
      {(ui.holdsOriginal || page.rendition === null) && <Badge>{text('viewer.original')}</Badge>}
    </Canvas>
  );
}

const Canvas = styled('div')({
  position: 'relative',
  overflow: 'hidden',
  touchAction: 'none',
  '&[data-movable=true]': { cursor: 'grab' },
  '&[data-movable=true]:active': { cursor: 'grabbing' },
});
const Sheet = styled('div')({
  position: 'absolute',
  left: '50%',
  top: '50%',
  background: '#fff 0 0 / 100% 100% no-repeat',
  boxShadow: 'var(--shadow)',
  '& > canvas': { position: 'absolute', inset: 0, width: '100%', height: '100%', userSelect: 'none' },
});
const Wait = styled(CircularProgress)({
  position: 'absolute',
  left: 'calc(50% - 14px)',
  top: 'calc(50% - 14px)',
  // Only a picture that takes its time shows that it does.
  animation:
    'platen-late 0.3s 0.25s both, MuiCircularProgress-keyframes-circular-rotate 1.4s linear infinite',
});
const Failed = styled('div')({
  position: 'absolute',
  inset: 0,
  display: 'grid',
  placeContent: 'center',
  justifyItems: 'center',
  gap: 12,
  color: '#4c5762',
});
const Badge = styled('span')({
  position: 'absolute',
  right: 16,
  top: 0,
  padding: '2px 10px',
  borderRadius: 999,
  fontSize: 12,
  background: 'var(--ink)',
  color: 'var(--panel)',
});
