import { styled } from '@mui/material/styles';
import { useText } from '../components/text.tsx';
import { ActionButton } from './action-button.tsx';
import { contactSheet, singlePage, twoPages } from './look-actions.ts';
import { useUi } from './workbench-provider.tsx';

/** How many pages are seen at a time: the way in use is the pressed one. */
export function ViewSwitch() {
  const text = useText();
  const view = useUi((state) => state.view);
  return (
    <Group role="group" aria-label={text('viewer.view')}>
      <ActionButton action={singlePage} look="icon" isPressed={view === 'single'} />
      <ActionButton action={twoPages} look="icon" isPressed={view === 'two'} />
      <ActionButton action={contactSheet} look="icon" isPressed={view === 'sheet'} />
    </Group>
  );
}

const Group = styled('div')({ display: 'flex', gap: 2 });
