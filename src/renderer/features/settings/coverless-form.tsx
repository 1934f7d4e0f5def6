import { styled } from '@mui/material/styles';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { Coverless } from '../../../domain/rules/gate.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { useText } from '../../components/text.tsx';

/** Whether bills may go without a cover, as some schemes have it. What IT has set can be looked at only. */
export function CoverlessForm() {
  const text = useText();
  const workbench = useWorkbench();
  const setting = useStation((state) => state.settings?.coverless ?? null);
  if (!setting) return null;
  const isGiven = setting.by === 'given';

  async function choose(coverless: Coverless): Promise<void> {
    const result = await workbench.station.client.run('settings.setCoverless', { coverless });
    if (!told(contextOf(workbench), result)) return;
    notify(workbench.ui, { type: 'done', key: 'settings.saved', params: {} });
    await workbench.station.refreshSettings();
  }

  return (
    <fieldset>
      <legend>{text('settings.coverless')}</legend>
      <ToggleButtonGroup
        exclusive
        size="small"
        disabled={isGiven}
        value={setting.value}
        onChange={(_, value: Coverless | null) => value && void choose(value)}
      >
        <ToggleButton value="refused">{text('settings.coverless.refused')}</ToggleButton>
        <ToggleButton value="allowed">{text('settings.coverless.allowed')}</ToggleButton>
      </ToggleButtonGroup>
      <Quiet>{text(isGiven ? 'settings.coverless.given' : 'settings.coverless.hint')}</Quiet>
    </fieldset>
  );
}

const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
