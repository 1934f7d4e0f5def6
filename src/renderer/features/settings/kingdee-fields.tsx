import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import type { ErpWayTold, KingdeeForm } from '../../../contract/erp-way.ts';
import { LabelledChoice } from '../../components/labelled-choice.tsx';
import { useText } from '../../components/text.tsx';
import { ErpSecretField } from './erp-secret-field.tsx';
import type { ErpDraft } from './use-erp-draft.ts';

type TextName = 'baseAddress' | 'appId' | 'accountId' | 'tenantId' | 'user' | 'resource' | 'billType';

/** Kingdee's own settings. */
export function KingdeeFields(props: { way: ErpWayTold; editing: ErpDraft; form: KingdeeForm }) {
  const { way, editing, form } = props;
  const text = useText();
  const { fault, isSaving, setForm } = editing;
  const isGiven = way.by === 'given';
  const field = (name: TextName) => {
    const isWrong = fault?.field === name;
    return (
      <TextField
        size="small"
        fullWidth
        label={text(`erpWay.${name}`)}
        value={form[name] ?? ''}
        disabled={isGiven || isSaving}
        error={isWrong}
        helperText={isWrong ? text(`erpWay.fault.${fault.reason}`) : undefined}
        onChange={(event) => setForm({ ...form, [name]: event.target.value })}
        slotProps={{
          htmlInput: { spellCheck: false, autoComplete: 'off', maxLength: 500 },
          inputLabel: { shrink: true },
        }}
      />
    );
  };
  return (
    <>
      {field('baseAddress')}
      <Pair>
        {field('appId')}
        <ErpSecretField way={way} editing={editing} />
        {field('accountId')}
        {field('tenantId')}
        {field('user')}
        <Choice inert={isGiven}>
          <LabelledChoice
            label={text('erpWay.userType')}
            value={form.userType}
            choices={(['UserName', 'Mobile'] as const).map((value) => ({
              value,
              words: text(`erpWay.userType.${value}`),
            }))}
            onChange={(userType) => setForm({ ...form, userType })}
          />
        </Choice>
        {field('resource')}
        {field('billType')}
      </Pair>
      <Pair>
        <Choice inert={isGiven}>
          <LabelledChoice
            label={text('erpWay.onward')}
            value={form.onward}
            choices={(['erp', 'imaging-only'] as const).map((value) => ({
              value,
              words: text(`erpWay.onward.${value}`),
            }))}
            onChange={(onward) => setForm({ ...form, onward })}
          />
        </Choice>
        <Choice inert={isGiven}>
          <LabelledChoice
            label={text('erpWay.doubtfulUpload')}
            value={form.doubtfulUpload}
            choices={(['stop', 'send-again'] as const).map((value) => ({
              value,
              words: text(`erpWay.doubtfulUpload.${value}`),
            }))}
            onChange={(doubtfulUpload) => setForm({ ...form, doubtfulUpload })}
          />
        </Choice>
      </Pair>
    </>
  );
}

const Pair = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  gap: '16px 12px',
  alignItems: 'start',
});
const Choice = styled('div')({
  display: 'flex',
  gap: 12,
  alignItems: 'center',
  minHeight: 33,
  color: 'var(--ink2)',
  '&[inert]': { opacity: 0.6 },
});
