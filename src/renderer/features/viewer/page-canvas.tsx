import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import { styled } from '@mui/material/styles';
import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Page } from '../../../domain/tree/records.ts';
import type { ActionContext } from '../../actions/context.ts';
import { maxZoom, minZoom } from '../../actions/view-actions.ts';
import { useText } from '../../components/text.tsx';
import { pictureUrl } from '../../station/pictures.ts';
import { owedTurn } from '../../station/turns.ts';
import { CodeFrames } from './code-frames.tsx';
import { fitScale, held, type Size, turnedSize, zoomedAt } from './geometry.ts';
import { OriginalLayer } from './original-layer.tsx';
import { useRoom } from './use-room.ts';

const margin: Size = { width: 48, height: 16 };

/** The page on its canvas: wheel zooms at the pointer, drag moves, double click goes between fit and actual size. */
export function PageCanvas({ page, context }: { page: Page; context: ActionContext }) {
  const text = useText();
  const { ui, workbench } = context;
  const canvas = useRef<HTMLDivElement>(null);
  const room = useRoom(canvas);
  const [offset, setOffset] = useState({ x: 0, y: 0 });
  const [attempt, setAttempt] = useState(0);
  const [load, setLoad] = useState<'loading' | 'shown' | 'failed'>('loading');

  const isOriginal = page.rendition === null;
  const image = page.rendition?.image ?? page.original;
  const turn = isOriginal ? 0 : owedTurn(page);
  const url = pictureUrl(page, isOriginal ? 'original' : 'rendition');
  const size = turnedSize(image, turn);
  const fit = fitScale(size, room, margin);
  const scale = ui.zoom === 'fit' ? fit : ui.zoom;
  const place = ui.zoom === 'fit' ? { scale, x: 0, y: 0 } : held({ scale, ...offset }, size, room);

  useEffect(() => workbench.set({ fitScale: fit }), [workbench, fit]);
  useEffect(() => {
    if (url) setLoad('loading');
  }, [url]);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return;
    const next = Math.min(maxZoom, Math.max(minZoom, scale * Math.exp(-event.deltaY * 0.0015)));
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
    title: page.reading?.invoices[0]?.number ?? page.source?.name ?? String(page.sheet),
  });
  return (
    <Canvas
      ref={canvas}
      data-movable={ui.zoom !== 'fit'}
      onPointerDown={onPointerDown}
      onDoubleClick={onDoubleClick}
    >
      <Sheet
        style={{
          width: image.width * scale,
          height: image.height * scale,
          transform: `translate(-50%, -50%) translate(${place.x}px, ${place.y}px) rotate(${turn}deg)`,
        }}
      >
        {load !== 'failed' && (
          <img
            key={attempt}
            src={url}
            alt={alt}
            draggable={false}
            onLoad={() => setLoad('shown')}
            onError={() => setLoad('failed')}
          />
        )}
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
              setLoad('loading');
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
  background: '#fff',
  boxShadow: 'var(--shadow)',
  '& img': { width: '100%', height: '100%', display: 'block', userSelect: 'none' },
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
