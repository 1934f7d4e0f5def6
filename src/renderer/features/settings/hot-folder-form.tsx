import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { useEffect, useState } from 'react';
import type { HotFolderSettings, StationStatus } from '../../../contract/queries.ts';
import { isMessageKey, type Text } from '../../../i18n/text.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { Chip, type Tone } from '../../components/chip.tsx';
import { LabelledChoice } from '../../components/labelled-choice.tsx';
import { useText } from '../../components/text.tsx';

/** The folder whose files become batches, and how it is doing. What IT has set can be looked at only. */
export function HotFolderForm() {
  const text = useText();
  const { station } = useWorkbench();
  const settings = useStation((state) => state.settings?.hotFolder ?? null);
  const status = useStation((state) => state.status?.hotFolder ?? null);
  useEffect(() => void station.refreshSettings(), [station]);
  return (
    <fieldset>
      <legend>{text('settings.hotFolder')}</legend>
      <Head>
        <Quiet>{text('settings.hotFolder.hint')}</Quiet>
        {status && <Chip tone={stateTones[status.state]}>{stateWords(status, text)}</Chip>}
      </Head>
      {settings && <Form key={JSON.stringify(settings)} settings={settings} />}
      {status && status.waiting > 0 && (
        <Quiet>{text('settings.hotFolder.waiting', { count: status.waiting })}</Quiet>
      )}
      {status?.state === 'unusable' && <Bad role="alert">{unusableWords(status, text)}</Bad>}
      {status?.state === 'watching' && status.code && <Quiet>{codeWords(status, text)}</Quiet>}
    </fieldset>
  );
}

function Form({ settings }: { settings: HotFolderSettings }) {
  const text = useText();
  const workbench = useWorkbench();
  const [folder, setFolder] = useState(settings.folder ?? '');
  const [grouping, setGrouping] = useState(settings.grouping);
  const isGiven = settings.by === 'given';
  const isChanged = folder.trim() !== (settings.folder ?? '') || grouping !== settings.grouping;

  async function save(): Promise<void> {
    const input = { folder: folder.trim() || null, grouping };
    const result = await workbench.station.client.run('settings.setHotFolder', input);
    if (!told(contextOf(workbench), result)) return;
    notify(workbench.ui, { type: 'done', key: 'settings.saved', params: {} });
    await workbench.station.refreshSettings();
  }

  return (
    <>
      <TextField
        size="small"
        fullWidth
        label={text('settings.hotFolder.path')}
        value={folder}
        disabled={isGiven}
        helperText={isGiven ? text('settings.hotFolder.given') : undefined}
        onChange={(event) => setFolder(event.target.value)}
        slotProps={{ htmlInput: { spellCheck: false, maxLength: 1000 }, inputLabel: { shrink: true } }}
      />
      <Line>
        <LabelledChoice
          label={text('settings.hotFolder.grouping')}
          value={grouping}
          choices={groupings.map((value) => ({ value, words: text(`settings.hotFolder.${value}`) }))}
          onChange={setGrouping}
        />
        <i />
        <Button variant="outlined" disabled={!isChanged} onClick={() => void save()}>
          {text('settings.save')}
        </Button>
      </Line>
    </>
  );
}

const groupings: readonly HotFolderSettings['grouping'][] = ['split', 'whole'];

type HotFolderStatus = StationStatus['hotFolder'];

const stateTones: Readonly<Record<HotFolderStatus['state'], Tone>> = {
  off: 'quiet',
  watching: 'done',
  unusable: 'bad',
};

function stateWords({ state }: HotFolderStatus, text: Text): string {
  return state === 'unusable' ? text('status.hotFolder.unusable') : text(`settings.hotFolder.${state}`);
}

function unusableWords(status: HotFolderStatus, text: Text): string {
  return text('settings.hotFolder.unusable', { reason: codeWords(status, text) });
}

function codeWords({ code }: HotFolderStatus, text: Text): string {
  const key = `folder.code.${code}`;
  return text(isMessageKey(key) ? key : 'folder.code.other', { code: code ?? '?' });
}

const Head = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  gap: 12,
  alignItems: 'start',
});
const Line = styled('div')({
  display: 'flex',
  gap: 12,
  alignItems: 'center',
  color: 'var(--ink2)',
  '& i': { flex: 1 },
});
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
const Bad = styled('div')({ fontSize: 12, color: 'var(--bad)' });
