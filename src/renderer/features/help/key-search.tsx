import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import type { Ref } from 'react';
import { useText } from '../../components/text.tsx';

interface KeySearchProps {
  value: string;
  onType: (value: string) => void;
  field?: Ref<HTMLInputElement>;
}

/** Where an action is looked for by its name or its key; it stays while the list goes by under it. */
export function KeySearch({ value, onType, field }: KeySearchProps) {
  const text = useText();
  return (
    <Top>
      <TextField
        autoFocus
        fullWidth
        size="small"
        inputRef={field}
        label={text('keys.search')}
        value={value}
        onChange={(event) => onType(event.target.value)}
      />
    </Top>
  );
}

const Top = styled('div')({
  position: 'sticky',
  top: 0,
  zIndex: 1,
  padding: '8px 0',
  background: 'var(--panel)',
});
