import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import { FloatBar, FloatPlace, FloatRule } from '../../components/float-bar.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';

interface AdjustToolsProps {
  /** Degrees, counter-clockwise positive. */
  degrees: number;
  sizeMm: { readonly width: number; readonly height: number };
  hasCorners: boolean;
  isPreview: boolean;
  onCorners: () => void;
  onPreview: (isHeld: boolean) => void;
  onReset: () => void;
  onLeave: () => void;
  onApply: () => void;
}

/** What is drawn in figures, and what can be done with it, each with its key. */
export function AdjustTools(props: AdjustToolsProps) {
  const text = useText();
  const { width, height } = props.sizeMm;
  const degrees = `${props.degrees > 0 ? '+' : ''}${props.degrees.toFixed(2)}`;
  return (
    <Place>
      <Bar role="toolbar" aria-label={text('adjust.label')}>
        <Figures role="status">
          <span title={text('adjust.angle')}>{text('adjust.angle.value', { degrees })}</span>
          <span title={text('adjust.size')}>
            {text('adjust.size.value', { width: Math.round(width), height: Math.round(height) })}
          </span>
        </Figures>
        <Tool label="adjust.fourCorners" keys="C" isPressed={props.hasCorners} onPress={props.onCorners} />
        <Button
          aria-pressed={props.isPreview}
          onMouseDown={(event) => event.preventDefault()}
          onPointerDown={() => props.onPreview(true)}
          onPointerUp={() => props.onPreview(false)}
          onPointerLeave={() => props.onPreview(false)}
        >
          {text('adjust.preview')}
          <KeyCap keys="Space" />
        </Button>
        <Tool label="adjust.reset" keys="R" onPress={props.onReset} />
        <FloatRule />
        <Tool label="adjust.leave" keys="Esc" onPress={props.onLeave} />
        <Tool label="adjust.apply" keys="Enter" emphasis="contained" onPress={props.onApply} />
      </Bar>
    </Place>
  );
}

function Tool(props: {
  label: MessageKey;
  keys: string;
  isPressed?: boolean;
  emphasis?: 'contained';
  onPress: () => void;
}) {
  const text = useText();
  return (
    <Button
      variant={props.emphasis ?? 'text'}
      aria-label={text(props.label)}
      aria-pressed={props.isPressed}
      aria-keyshortcuts={props.keys}
      // The keyboard stays on the handle.
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onPress}
    >
      {text(props.label)}
      <KeyCap keys={props.keys} />
    </Button>
  );
}

const Place = styled(FloatPlace)({ paddingBottom: 8 });
const Bar = styled(FloatBar)({
  '& .MuiButton-root': { padding: '0 8px', minWidth: 0, gap: 4 },
  '& [aria-pressed=true]': { background: 'var(--accent-soft)', color: 'var(--accent-ink)' },
});
const Figures = styled('span')({
  display: 'flex',
  gap: 10,
  padding: '0 8px',
  fontWeight: 500,
  fontVariantNumeric: 'tabular-nums',
  '& span:first-of-type': { minWidth: 56, textAlign: 'right' },
  '& span:last-of-type': { minWidth: 100 },
});
