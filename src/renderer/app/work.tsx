import { styled } from '@mui/material/styles';
import { type FocusEvent, type ReactNode, useEffect, useRef } from 'react';
import { useStation } from '../actions/workbench-provider.tsx';
import { isCovered } from '../station/covered.ts';
import { workId } from './theme.ts';

/**
 * Everything but the cover. Under it the work goes on as it stood, but is neither seen, read nor reached; after it the
 * keyboard is where it was.
 */
export function Work({ children }: { children: ReactNode }) {
  const isHidden = useStation(isCovered);
  const wasHidden = useRef(isHidden);
  const lastFocus = useRef<HTMLElement | null>(null);
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wasHidden.current && !isHidden) {
      lastFocus.current?.focus();
      if (whole.current) askAgain(whole.current);
    }
    wasHidden.current = isHidden;
  }, [isHidden]);
  return (
    <Whole
      ref={whole}
      id={workId}
      inert={isHidden}
      onFocus={({ target }: FocusEvent<HTMLElement>) => {
        lastFocus.current = target;
      }}
    >
      {children}
    </Whole>
  );
}

/** Pictures that were asked for as the station was locked did not come. */
function askAgain(whole: HTMLElement): void {
  for (const picture of whole.querySelectorAll('img')) {
    const { src, complete, naturalWidth } = picture;
    if (complete && naturalWidth === 0) picture.src = src;
  }
}

const Whole = styled('div')({ height: '100%', '&[inert]': { opacity: 0, visibility: 'hidden' } });
