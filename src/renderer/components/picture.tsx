import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import { styled } from '@mui/material/styles';
import type { QuarterTurn } from '../../domain/units.ts';

interface ThumbnailProps {
  /** Null: its picture is no longer here. */
  url: string | null;
  width: number;
  height: number;
  /** A turn the operator asked for that the picture does not have yet. */
  turn: QuarterTurn;
  isStacked?: boolean;
}

/** A small picture of a page. Decorative: the row beside it says what it is. */
export function Thumbnail(props: ThumbnailProps) {
  const isLying = props.turn === 90 || props.turn === 270;
  return (
    <Sheet data-stacked={props.isStacked ?? false} style={{ width: props.width, height: props.height }}>
      {props.url === null ? (
        <CloudDoneOutlined aria-hidden="true" />
      ) : (
        <img
          src={props.url}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          style={{
            width: isLying ? props.height : props.width,
            height: isLying ? props.width : props.height,
            transform: props.turn === 0 ? 'none' : `rotate(${props.turn}deg)`,
          }}
        />
      )}
    </Sheet>
  );
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
  '& img': { objectFit: 'contain', display: 'block' },
  '&[data-stacked=true]': { boxShadow: '2px 2px 0 -1px var(--panel), 3px 3px 0 -1px var(--edge)' },
});
