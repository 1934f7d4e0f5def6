import { pinRefusal } from '../../domain/rules/operators.ts';
import { PinField } from './pin-field.tsx';
import { useText } from './text.tsx';

/** A new PIN as it is typed, and once more. */
export interface NewPin {
  readonly pin: string;
  readonly again: string;
}
export const noNewPin: NewPin = { pin: '', again: '' };

export function isGoodPin({ pin, again }: NewPin): boolean {
  return pinRefusal(pin) === null && pin === again;
}

/** The same PIN twice, since nobody sees what is typed. */
export function NewPinFields({ value, onChange }: { value: NewPin; onChange: (value: NewPin) => void }) {
  const text = useText();
  const reason = value.pin === '' ? null : pinRefusal(value.pin);
  const differs = value.again !== '' && value.again !== value.pin;
  return (
    <>
      <PinField
        label={text('pin.new')}
        value={value.pin}
        refusal={reason && text(`pin.refused.${reason}`)}
        onChange={(pin) => onChange({ ...value, pin })}
      />
      <PinField
        label={text('pin.again')}
        value={value.again}
        refusal={differs ? text('pin.differs') : null}
        onChange={(again) => onChange({ ...value, again })}
      />
    </>
  );
}
