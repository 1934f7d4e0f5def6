import { styled } from '@mui/material/styles';
import { KeyCap } from '../components/key-cap.tsx';
import { printedKeys } from './keys.ts';

/** The tip of what an action is pressed with: its name, its keys, why it cannot be done now. */
export function ActionTip(props: {
  name: string;
  keys: readonly string[];
  refusal: string | null;
  hint: string | undefined;
}) {
  return (
    <>
      <TipLine>
        {props.name}
        {props.keys.slice(0, 2).map((key) => (
          <KeyCap key={key} keys={printedKeys(key)} />
        ))}
      </TipLine>
      {props.hint && <div>{props.hint}</div>}
      {props.refusal && <div>{props.refusal}</div>}
    </>
  );
}

const TipLine = styled('span')({ display: 'inline-flex', gap: 8, alignItems: 'center' });
