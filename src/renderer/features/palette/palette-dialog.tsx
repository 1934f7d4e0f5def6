import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import type { StoredProfile } from '../../../domain/rules/profile.ts';
import type { Action } from '../../actions/action.ts';
import { actionsNow } from '../../actions/all-actions.ts';
import { namesOf } from '../../actions/keys.ts';
import { palette } from '../../actions/palette-action.ts';
import { contextOf, useKeys, useStation, useUi, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { TypeAhead } from '../../components/type-ahead.tsx';
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
  const keysNow = useKeys();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const others = actionsNow(profiles).filter((action) => action !== palette);
  const found = foundActions(others, typed, recent, text, (action) => action.isEnabled(contextOf(workbench)));
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

  function onKey(event: KeyboardEvent): boolean {
    const isOwn = namesOf(event).some((key) => keysNow(palette).includes(key));
    if (isOwn) close();
    return isOwn;
  }

  return (
    <High open onClose={close} maxWidth="sm" fullWidth transitionDuration={0} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{text('action.palette')}</DialogTitle>
      <TypeAhead
        value={typed}
        placeholder={text('palette.placeholder')}
        icon={<SearchOutlined />}
        name={{ labelledBy: titleId }}
        listId={listId}
        currentId={current && optionId(current)}
        onType={(value) => {
          setTyped(value);
          setAt(0);
        }}
        onStep={step}
        onEnter={() => current && run(current)}
        onKey={onKey}
      />
      <PaletteList found={found} current={current} onRun={run} />
    </High>
  );
}

// Stays where it is while the list grows and shrinks below it.
const High = styled(Dialog)({ '& .MuiDialog-container': { alignItems: 'flex-start' } });
