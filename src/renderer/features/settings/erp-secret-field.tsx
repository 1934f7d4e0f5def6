import TextField from '@mui/material/TextField';
import type { ErpWayTold } from '../../../contract/erp-way.ts';
import { useText } from '../../components/text.tsx';
import type { ErpDraft } from './use-erp-draft.ts';

/** Written only: what is kept never comes back. */
export function ErpSecretField({ way, editing }: { way: ErpWayTold; editing: ErpDraft }) {
  const text = useText();
  const { state, by } = way.secret;
  return (
    <TextField
      size="small"
      fullWidth
      type="password"
      label={text(way.kind === 'platen' || way.kind === 'webhook' ? 'erpWay.otherSecret' : 'erpWay.secret')}
      value={editing.secret}
      disabled={by === 'given' || editing.isSaving}
      error={state === 'unreadable'}
      helperText={text(`erpWay.secret.${by === 'given' ? 'given' : state}`)}
      onChange={(event) => editing.setSecret(event.target.value)}
      slotProps={{
        htmlInput: { autoComplete: 'new-password', maxLength: 1000 },
        inputLabel: { shrink: true },
      }}
    />
  );
}
