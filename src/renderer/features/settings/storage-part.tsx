import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { useCallback, useEffect, useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import type { QueryOutput } from '../../../contract/queries.ts';
import { formatBytes, formatDay, formatNumber } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useRoleRefusal, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { Chip } from '../../components/chip.tsx';
import { wordError } from '../../components/error-words.ts';
import { Fact, Facts } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

type KeepingState = QueryOutput<'keeping.state'>;

const offeredDays: readonly number[] = [7, 14, 30, 60, 90, 180, 365];
const lookEveryMs = 2000;

/** How much room is left, how long pictures stay, and whether what is kept still reads. */
export function StoragePart() {
  const text = useText();
  const { station } = useWorkbench();
  const [state, setState] = useState<KeepingState | null>(null);
  const [failure, setFailure] = useState<StationError | null>(null);
  const look = useCallback(async () => {
    const answer = await station.client.ask('keeping.state', {});
    setFailure(answer.ok ? null : answer.error);
    if (answer.ok) setState(answer.value);
  }, [station]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => clearInterval(timer);
  }, [look]);
  // A disk that fails is what this part is about: it is told, and not shown as it was before.
  if (failure) return <Failure error={failure} />;
  if (!state) return null;
  return (
    <>
      <fieldset>
        <legend>{text('storage.title')}</legend>
        <Facts>
          <Fact name={text('storage.free')} value={formatBytes(state.freeBytes, text.language)} />
          <Fact name={text('storage.pages')} value={formatNumber(state.pages, text.language, 0)} />
        </Facts>
      </fieldset>
      <RetentionForm state={state} onSaved={look} />
      <ScrubForm state={state} onChange={look} />
    </>
  );
}

function Failure({ error }: { error: StationError }) {
  const { what, todo } = wordError(error, useText());
  return (
    <Bad role="alert">
      <strong>{what}</strong>
      <div>{todo}</div>
    </Bad>
  );
}

function RetentionForm({ state, onSaved }: { state: KeepingState; onSaved: () => Promise<void> }) {
  const text = useText();
  const workbench = useWorkbench();
  const { days, by } = state.retention;
  const mayNot = useRoleRefusal('settings.setRetention') !== null;
  const choices =
    days === null || offeredDays.includes(days)
      ? offeredDays
      : [...offeredDays, days].toSorted((a, b) => a - b);

  async function choose(wished: number | null): Promise<void> {
    const result = await workbench.station.client.run('settings.setRetention', { days: wished });
    if (!told(contextOf(workbench), result)) return;
    notify(workbench.ui, { type: 'done', key: 'settings.saved', params: {} });
    await onSaved();
  }

  return (
    <fieldset>
      <legend>{text('storage.retention')}</legend>
      <TextField
        select
        size="small"
        sx={{ width: 260 }}
        disabled={mayNot || by === 'given'}
        value={days ?? never}
        onChange={({ target }) => void choose(target.value === never ? null : Number(target.value))}
        slotProps={{ select: { SelectDisplayProps: { 'aria-label': text('storage.retention') } } }}
      >
        {choices.map((one) => (
          <MenuItem key={one} value={one}>
            {text('storage.retention.days', { days: one })}
          </MenuItem>
        ))}
        <MenuItem value={never}>{text('storage.retention.never')}</MenuItem>
      </TextField>
      <Quiet>{text(by === 'given' ? 'storage.retention.given' : 'storage.retention.hint')}</Quiet>
    </fieldset>
  );
}

const never = 'never';

function ScrubForm({ state, onChange }: { state: KeepingState; onChange: () => Promise<void> }) {
  const text = useText();
  const workbench = useWorkbench();
  const { scrub, damaged } = state;
  const [isAsked, setIsAsked] = useState(false);
  const isRunning = scrub.isRunning || isAsked;

  async function run(): Promise<void> {
    setIsAsked(true);
    const result = await workbench.station.client.run('scrub.run', {});
    setIsAsked(false);
    await onChange();
    if (!told(contextOf(workbench), result)) return;
    notify(workbench.ui, {
      type: 'done',
      key: 'storage.scrub.done',
      params: { checked: result.value.checked, damaged: result.value.damaged },
    });
  }

  return (
    <fieldset>
      <legend>{text('storage.scrub')}</legend>
      <Line>
        <Quiet>{text('storage.scrub.hint')}</Quiet>
        <Button variant="outlined" disabled={isRunning} onClick={() => void run()}>
          {text('storage.scrub.now')}
        </Button>
      </Line>
      <Line aria-live="polite">
        <span>{standing(state, isRunning, text)}</span>
        <Chip tone={damaged > 0 ? 'bad' : 'done'}>
          {text(damaged > 0 ? 'storage.damaged' : 'storage.whole', { count: damaged })}
        </Chip>
      </Line>
      {damaged > 0 && <Bad role="alert">{text('storage.damaged.do')}</Bad>}
    </fieldset>
  );
}

function standing({ scrub, pages }: KeepingState, isRunning: boolean, text: Text): string {
  if (isRunning) return text('storage.scrub.running', { checked: scrub.checked, pages });
  if (scrub.doneAt === null) return text('storage.scrub.never');
  return text('storage.scrub.last', { day: formatDay(scrub.doneAt), checked: scrub.checked });
}

const Line = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  gap: 12,
  alignItems: 'center',
});
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
const Bad = styled('div')({ fontSize: 12, color: 'var(--bad)' });
