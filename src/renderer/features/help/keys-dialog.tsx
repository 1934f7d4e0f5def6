import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { useRef, useState } from 'react';
import type { Action, ActionGroup } from '../../actions/action.ts';
import { allActions } from '../../actions/all-actions.ts';
import { told } from '../../actions/context.ts';
import { type KeyMap, keysOf, noChangedKeys } from '../../actions/key-map.ts';
import { changedKeys, contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import { actionsWith } from './found-keys.ts';
import { KeyLine } from './key-line.tsx';
import { KeySearch } from './key-search.tsx';

const groups: readonly ActionGroup[] = ['capture', 'edit', 'go', 'view', 'app'];

/** Gives actions other keys. Every change is kept at the station at once. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const changed = useStation(changedKeys);
  const [typed, setTyped] = useState('');
  const [recording, setRecording] = useState<Action | null>(null);
  // Those that were changed before all were given their own back, until something else is changed.
  const [before, setBefore] = useState<KeyMap | null>(null);
  const search = useRef<HTMLInputElement>(null);
  // One whose key was what was searched for stays under the hand when it has another.
  const [inHand, setInHand] = useState<Action | null>(null);
  const matching = actionsWith(allActions, typed, text, (action) => keysOf(action, changed));
  const found = allActions.filter((action) => action === inHand || matching.includes(action));
  const count = allActions.filter((action) => Object.hasOwn(changed, action.id)).length;

  async function keep(keys: KeyMap): Promise<void> {
    const result = await workbench.station.client.run('settings.setKeys', { keys: { ...keys } });
    if (told(contextOf(workbench), result)) await workbench.station.refreshSettings();
  }

  async function change(keys: KeyMap): Promise<void> {
    setBefore(null);
    await keep(keys);
  }

  /** The button that was pressed goes with what it was for: the keyboard is back in the search. */
  async function keepAll(keys: KeyMap, undone: KeyMap | null): Promise<void> {
    setBefore(undone);
    search.current?.focus();
    await keep(keys);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="md"
      fullWidth
      aria-labelledby="keys-title"
      slotProps={{ paper: { sx: { height: 'min(760px, calc(100% - 64px))' } } }}
    >
      <DialogTitle id="keys-title">{text('action.changeKeys')}</DialogTitle>
      <DialogContent>
        <KeySearch
          field={search}
          value={typed}
          onType={(value) => {
            setInHand(null);
            setTyped(value);
          }}
        />
        {groups.map((group) => {
          const actions = found.filter((action) => action.group === group);
          return (
            actions.length > 0 && (
              <Group key={group} aria-labelledby={`keys-${group}`}>
                <h3 id={`keys-${group}`}>{text(`action.group.${group}`)}</h3>
                {actions.map((action) => (
                  <KeyLine
                    key={action.id}
                    action={action}
                    changed={changed}
                    state={recording === action ? 'recording' : 'resting'}
                    onRecord={() => {
                      setInHand(action);
                      setRecording(action);
                    }}
                    onLeave={() => setRecording(null)}
                    onKeep={(keys) => {
                      setInHand(action);
                      return change(keys);
                    }}
                  />
                ))}
              </Group>
            )
          );
        })}
        <div role="status">
          {found.length === 0 && <Empty title={text('palette.none.title')} hint={text('keys.none.hint')} />}
        </div>
      </DialogContent>
      <DialogActions>
        <Said role="status">
          {before ? text('keys.resetDone') : count > 0 ? text('keys.changedCount', { count }) : ''}
        </Said>
        {before && <Button onClick={() => void keepAll(before, null)}>{text('action.undo')}</Button>}
        {!before && (
          <Button disabled={count === 0} onClick={() => void keepAll(noChangedKeys, changed)}>
            {text('keys.resetAll')}
          </Button>
        )}
        <Button variant="contained" onClick={onClose}>
          {text('app.dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const Said = styled('span')({ flex: 1, fontSize: 12, color: 'var(--ink2)' });
const Group = styled('section')({
  '& h3': { margin: '12px 0 4px', fontSize: 12, fontWeight: 500, color: 'var(--ink3)' },
});
