import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { hold, unpackedOf, type Wanted } from './unpacked.ts';

/**
 * Draws a picture on a canvas: with the first frame where it is unpacked already, else as soon as it came. Until another
 * one came, the one before stands.
 */
export function useDrawn(
  canvas: RefObject<HTMLCanvasElement | null>,
  picture: Wanted & {
    /** A locked station gives no pictures: what is missing is asked for once it is unlocked. */
    readonly isAsked: boolean;
    /** Milliseconds it has to stand in the window before it is asked for: what only passes by is not. */
    readonly patience: number;
    readonly onDrawn?: () => void;
    /** It cannot be had. */
    readonly onFailed?: () => void;
  },
): void {
  const { url, width, isAsked, patience } = picture;
  const drawn = useRef<ImageBitmap>(null);
  const draw = useEffectEvent((bitmap: ImageBitmap) => {
    if (!canvas.current || drawn.current === bitmap) return;
    canvas.current.width = bitmap.width;
    canvas.current.height = bitmap.height;
    // Drawn by the processor: with many small ones a texture each would cost more than it saves.
    canvas.current.getContext('2d', { willReadFrequently: true })?.drawImage(bitmap, 0, 0);
    // What stands there, which is not yet the one that is wanted.
    canvas.current.dataset.picture = url;
    drawn.current = bitmap;
  });
  const tellDrawn = useEffectEvent(() => picture.onDrawn?.());
  const tellFailed = useEffectEvent(() => picture.onFailed?.());

  useLayoutEffect(() => {
    const bitmap = unpackedOf({ url, width });
    if (bitmap) draw(bitmap);
  }, [url, width]);
  useEffect(() => {
    if (!isAsked) return;
    let isWanted = true;
    let letGo = () => {};
    const ask = () => {
      const held = hold({ url, width });
      letGo = held.letGo;
      held.picture.then(
        (bitmap) => {
          if (!isWanted) return;
          draw(bitmap);
          tellDrawn();
        },
        () => isWanted && tellFailed(),
      );
    };
    const timer = patience > 0 ? setTimeout(ask, patience) : null;
    if (timer === null) ask();
    return () => {
      isWanted = false;
      if (timer !== null) clearTimeout(timer);
      letGo();
    };
  }, [url, width, isAsked, patience]);
}
