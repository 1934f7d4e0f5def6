import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import type { StoredProfile } from '../../../domain/rules/profile.ts';
import type { ActionGroup } from '../../actions/action.ts';
import { actionsNow } from '../../actions/all-actions.ts';
import { printedKeys } from '../../actions/keys.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';

const none: readonly StoredProfile[] = [];

const groups: readonly ActionGroup[] = ['capture', 'edit', 'go', 'view', 'app'];

/** Every action with its keys, made from the actions themselves. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const profiles = useStation((state) => state.settings?.profiles.profiles ?? none);
  const actions = actionsNow(profiles);
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="help-title">
      <DialogTitle id="help-title">{text('help.title')}</DialogTitle>
      <DialogContent>
        <Columns>
          {groups.map((group) => (
            <section key={group}>
              <h3>{text(`action.group.${group}`)}</h3>
              <dl>
                {actions
                  .filter((action) => action.group === group && action.keys.length > 0)
                  .map((action) => (
                    <div key={action.id}>
                      <dt>{text(action.labelKey, action.labelParams)}</dt>
                      <dd>
                        {action.keys.map((key) => (
                          <KeyCap key={key} keys={printedKeys(key)} />
                        ))}
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </Columns>
        <Hint>{text('help.hint')}</Hint>
        <Hint>{text('help.mouse')}</Hint>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" autoFocus onClick={onClose}>
          {text('app.dialog.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const Columns = styled('div')({
  columns: 2,
  columnGap: 40,
  '& section': { marginBottom: 16 },
  '& h3': { margin: '0 0 4px', fontSize: 12, fontWeight: 500, color: 'var(--ink3)', breakAfter: 'avoid' },
  '& dl': { margin: 0 },
  '& dl > div': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: 16,
    padding: '3px 0',
    borderBottom: '1px solid var(--line)',
    breakInside: 'avoid',
  },
  '& dd': { margin: 0, display: 'flex', gap: 4, alignItems: 'center', color: 'var(--ink2)' },
});
const Hint = styled('p')({ margin: '4px 0 0', fontSize: 12, color: 'var(--ink2)' });
