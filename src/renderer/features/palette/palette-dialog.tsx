import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import InputBase from '@mui/material/InputBase';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import type { StoredProfile } from '../../../domain/rules/profile.ts';
import type { Action } from '../../actions/action.ts';
import { actionsNow } from '../../actions/all-actions.ts';
import { namesOf } from '../../actions/keys.ts';
import { palette } from '../../actions/palette-action.ts';
import { useStation, useUi, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { foundActions } from './found-actions.ts';
import { listId, optionId, PaletteList, titleId } from './palette-list.tsx';
import { runFound } from './run-found.ts';

const none: readonly StoredProfile[] = [];

/** Every action by its name: typed, walked with the arrows, run with Enter. */
export function PaletteDialog() {
  const workbench = useWorkbench();
  const text = useText();
  const profiles = useStation((state) => state.settings?.profiles.profiles ?? none);
  const recent = useUi((state) => state.recentActions);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const others = actionsNow(profiles).filter((action) => action !== palette);
  const found = foundActions(others, typed, recent, text);
  const current = found[at]?.action ?? null;

  function close(): void {
    // At once, so that the keyboard is back where it was before anything else asks for it.
    flushSync(() => workbench.ui.set({ panel: null }));
    if (document.activeElement === document.body)
      workbench.ui.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
  }

  const run = (action: Action) => runFound(workbench, action, close);

  function step(by: 1 | -1): void {
    if (found.length > 0) setAt((at + by + found.length) % found.length);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Enter and arrows of an input method choose its characters.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter') {
      if (current) run(current);
    } else if (namesOf(event).some((key) => palette.keys.includes(key))) close();
    else return;
    event.preventDefault();
  }

  return (
    <High open onClose={close} maxWidth="sm" fullWidth transitionDuration={0} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{text('action.palette')}</DialogTitle>
      <Field
        autoFocus
        value={typed}
        placeholder={text('palette.placeholder')}
        startAdornment={<SearchOutlined />}
        inputProps={{
          role: 'combobox',
          'aria-labelledby': titleId,
          'aria-autocomplete': 'list',
          'aria-expanded': found.length > 0,
          'aria-controls': listId,
          'aria-activedescendant': current ? optionId(current) : undefined,
          autoComplete: 'off',
          spellCheck: false,
        }}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <PaletteList found={found} current={current} onRun={run} />
    </High>
  );
}

// Stays where it is while the list grows and shrinks below it.
const High = styled(Dialog)({ '& .MuiDialog-container': { alignItems: 'flex-start' } });
const Field = styled(InputBase)({
  padding: '8px 16px',
  gap: 8,
  borderBottom: '1px solid var(--line)',
  '& svg': { color: 'var(--ink3)' },
  '& input': { fontSize: 15 },
});
