import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import { styled } from '@mui/material/styles';
import { useRef } from 'react';
import type { QuarterTurn } from '../../domain/units.ts';
import { useDrawn } from './use-drawn.ts';

interface ThumbnailProps {
  /** Null: its picture is no longer here. */
  url: string | null;
  width: number;
  height: number;
  /** A turn the operator asked for that the picture does not have yet. */
  turn: QuarterTurn;
  isStacked?: boolean;
  /** Not while the station is locked; see `useDrawn`. */
  isAsked?: boolean;
}

/** A small picture of a page. Decorative: the row beside it says what it is. */
export function Thumbnail(props: ThumbnailProps) {
  const { url, width, height } = props;
  return (
    <Sheet data-stacked={props.isStacked ?? false} style={{ width, height }}>
      {url === null ? <CloudDoneOutlined aria-hidden="true" /> : <Drawn {...props} url={url} />}
    </Sheet>
  );
}

/** Milliseconds. In a list that is rushed through, nothing is fetched. */
const patience = 40;

function Drawn({ url, width, height, turn, isAsked = true }: ThumbnailProps & { url: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useDrawn(canvas, { url, width: thumbnailPixels(width), isAsked, patience });
  const isLying = turn === 90 || turn === 270;
  return (
    <canvas
      ref={canvas}
      style={{
        width: isLying ? height : width,
        height: isLying ? width : height,
        transform: turn === 0 ? 'none' : `rotate(${turn}deg)`,
      }}
    />
  );
}

/** Across, of the screen, for so many of CSS. */
export function thumbnailPixels(width: number): number {
  return Math.ceil(width * window.devicePixelRatio);
}

const Sheet = styled('span')({
  position: 'relative',
  display: 'grid',
  placeItems: 'center',
  flex: 'none',
  overflow: 'hidden',
  background: '#fff',
  border: '1px solid var(--edge)',
  borderRadius: 3,
  '& .MuiSvgIcon-root': { color: '#8a949e', fontSize: 20, maxWidth: '70%' },
  '& canvas': { objectFit: 'contain', display: 'block' },
  '&[data-stacked=true]': { boxShadow: '2px 2px 0 -1px var(--panel), 3px 3px 0 -1px var(--edge)' },
});
