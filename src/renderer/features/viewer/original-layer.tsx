import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { Recipe } from '../../../domain/reading.ts';
import { toOriginal } from '../../../domain/rules/rendition-points.ts';
import type { Page } from '../../../domain/tree/records.ts';
import { useText } from '../../components/text.tsx';
import { pictureUrl } from '../../station/pictures.ts';
import { turnedStep } from './adjust-keys.ts';
import type { Placement, Size } from './geometry.ts';

/** The original in place of the rendition: what is in the middle of the canvas stays there, at the same scale. */
export function OriginalLayer(props: {
  page: Page;
  /** How the rendition lies there was made. */
  recipe: Recipe;
  place: Placement;
  shown: Size;
}) {
  const { page, recipe, place, shown } = props;
  const text = useText();
  const [isLoaded, setLoaded] = useState(false);
  const { original } = page;
  const turn = recipe.quarterTurn.value;
  const middle = toOriginal(
    { x: shown.width / 2 - place.x / place.scale, y: shown.height / 2 - place.y / place.scale },
    recipe,
    original,
  );
  const step = turnedStep({ x: middle.x - original.width / 2, y: middle.y - original.height / 2 }, turn);
  const [x, y] = [-step.x * place.scale, -step.y * place.scale];
  return (
    <Layer data-loaded={isLoaded}>
      <img
        src={pictureUrl(page, 'original')}
        alt={text('viewer.original')}
        draggable={false}
        onLoad={() => setLoaded(true)}
        style={{
          width: original.width * place.scale,
          height: original.height * place.scale,
          transform: `translate(-50%, -50%) translate(${x}px, ${y}px) rotate(${turn}deg)`,
        }}
      />
    </Layer>
  );
}

const Layer = styled('div')({
  position: 'absolute',
  inset: 0,
  background: 'var(--canvas)',
  overflow: 'hidden',
  // The rendition stays until there is something to compare it with.
  '&[data-loaded=false]': { visibility: 'hidden' },
  '& img': { position: 'absolute', left: '50%', top: '50%', maxWidth: 'none', boxShadow: 'var(--shadow)' },
});
