import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { told } from '../../actions/context.ts';
import { contextOf, useRoleRefusal, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { useText } from '../../components/text.tsx';

const offered: readonly number[] = [1, 2, 5, 10, 15, 30, 60];

/** After how long without a key or a move of the mouse the station is locked. */
export function IdleLockField() {
  const text = useText();
  const workbench = useWorkbench();
  const mayNot = useRoleRefusal('settings.setIdleLock') !== null;
  const settings = useStation((state) => state.settings);
  if (!settings) return null;
  const { idleLock } = settings;
  const choices = idleLock === null || offered.includes(idleLock) ? offered : [...offered, idleLock];

  async function choose(wished: number | null): Promise<void> {
    const result = await workbench.station.client.run('settings.setIdleLock', { idleLock: wished });
    if (!told(contextOf(workbench), result)) return;
    notify(workbench.ui, { type: 'done', key: 'settings.saved', params: {} });
    await workbench.station.refreshSettings();
  }

  return (
    <Line>
      <span>{text('operators.idleLock')}</span>
      <TextField
        select
        size="small"
        sx={{ width: 160 }}
        disabled={mayNot}
        value={idleLock ?? 0}
        onChange={(event) => void choose(Number(event.target.value) || null)}
        slotProps={{ select: { SelectDisplayProps: { 'aria-label': text('operators.idleLock') } } }}
      >
        {choices.map((minutes) => (
          <MenuItem key={minutes} value={minutes}>
            {text('operators.idleLock.minutes', { minutes })}
          </MenuItem>
        ))}
        <MenuItem value={0}>{text('operators.idleLock.never')}</MenuItem>
      </TextField>
    </Line>
  );
}

const Line = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'center',
  gap: 12,
});
