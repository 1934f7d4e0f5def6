import { useRef } from 'react';
import { useDrawn } from '../../components/use-drawn.ts';

/** A page's picture, as large as the element around it. */
export function PagePicture(props: {
  url: string;
  alt: string;
  isAsked: boolean;
  isShown: boolean;
  onShown: () => void;
  /** It cannot be had. */
  onFailed: () => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useDrawn(canvas, {
    url: props.url,
    width: null,
    isAsked: props.isAsked,
    patience: 0,
    onDrawn: props.onShown,
    onFailed: props.onFailed,
  });
  return <canvas ref={canvas} role="img" aria-label={props.alt} data-shown={props.isShown} />;
}
