import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { StoredProfile } from '../../../domain/rules/profile.ts';
import type { ActionGroup } from '../../actions/action.ts';
import { actionsNow } from '../../actions/all-actions.ts';
import { changeKeys } from '../../actions/app-actions.ts';
import { printedKeys } from '../../actions/keys.ts';
import { runAction, useKeys, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { KeyName } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';
import { actionsWith } from './found-keys.ts';
import { KeySearch } from './key-search.tsx';

const none: readonly StoredProfile[] = [];

const groups: readonly ActionGroup[] = ['capture', 'edit', 'go', 'view', 'app'];

/** Every action with its keys, made from the actions themselves. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const profiles = useStation((state) => state.settings?.profiles.profiles ?? none);
  const keysNow = useKeys();
  const workbench = useWorkbench();
  const [typed, setTyped] = useState('');
  const keyed = actionsNow(profiles).filter((action) => keysNow(action).length > 0);
  const actions = actionsWith(keyed, typed, text, keysNow);
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="lg"
      fullWidth
      aria-labelledby="help-title"
      slotProps={{ paper: { sx: { height: 'calc(100% - 64px)' } } }}
    >
      <DialogTitle id="help-title">{text('help.title')}</DialogTitle>
      {/* Scrolled by keys too. */}
      <DialogContent tabIndex={0}>
        <KeySearch value={typed} onType={setTyped} />
        <div role="status">
          {actions.length === 0 && <Empty title={text('palette.none.title')} hint={text('keys.none.hint')} />}
        </div>
        <Columns>
          {groups
            .filter((group) => actions.some((action) => action.group === group))
            .map((group) => (
              <section key={group}>
                <h3>{text(`action.group.${group}`)}</h3>
                <dl>
                  {actions
                    .filter((action) => action.group === group)
                    .map((action) => (
                      <div key={action.id}>
                        <dt>{text(action.labelKey, action.labelParams)}</dt>
                        <dd>
                          {keysNow(action).map((key) => (
                            <KeyName key={key} keys={printedKeys(key)} />
                          ))}
                        </dd>
                      </div>
                    ))}
                </dl>
              </section>
            ))}
        </Columns>
        <Hint>{text('help.walk')}</Hint>
        <Hint>{text('help.hint')}</Hint>
        <Hint>{text('help.mouse')}</Hint>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => runAction(workbench, changeKeys)}>{text('action.changeKeys')}</Button>
        <Button variant="contained" onClick={onClose}>
          {text('app.dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const Columns = styled('div')({
  // As many as there is room for: less to scroll through.
  columns: '3 300px',
  columnGap: 40,
  // Whole: a column that begins within a group would say nothing of what its keys are for.
  '& section': { marginBottom: 16, breakInside: 'avoid' },
  '& h3': { margin: '0 0 4px', fontSize: 12, fontWeight: 500, color: 'var(--ink3)' },
  '& dl': { margin: 0 },
  '& dl > div': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: 16,
    padding: '3px 0',
    borderBottom: '1px solid var(--line)',
  },
  '& dd': { margin: 0, display: 'flex', gap: 4, alignItems: 'center', color: 'var(--ink2)' },
});
const Hint = styled('p')({ margin: '4px 0 0', fontSize: 12, color: 'var(--ink2)' });
