import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import type { StationEvent } from '../../../contract/events.ts';
import { formatBytes } from '../../../i18n/format.ts';
import { useRoleRefusal, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { cancelTransfer, exportBills, importBills } from './queue-files.ts';

type Transfer = Extract<StationEvent, { type: 'queue.transfer' }>;

/** Bills for another station and from one; while one of them is under way, how far it is. */
export function TransferTools({ canExport }: { canExport: boolean }) {
  const text = useText();
  const workbench = useWorkbench();
  const refusal = useRoleRefusal('queue.import');
  const running = useTransfer();
  if (running !== null) return <Running transfer={running} />;
  return (
    <>
      {canExport && (
        <Button
          variant="outlined"
          disabled={refusal !== null}
          startIcon={<FileUploadOutlined />}
          title={text('queue.exportAll.hint')}
          onClick={() => void exportBills(workbench, null)}
        >
          {text('queue.exportAll')}
        </Button>
      )}
      <Button
        variant="outlined"
        disabled={refusal !== null}
        startIcon={<FileDownloadOutlined />}
        title={text('queue.import.hint')}
        onClick={() => void importBills(workbench)}
      >
        {text('queue.import')}
      </Button>
    </>
  );
}

function Running({ transfer }: { transfer: Transfer }) {
  const text = useText();
  const workbench = useWorkbench();
  const { what, bytesDone, bytesTotal } = transfer;
  const words = text(`queue.transfer.${what}`, {
    done: formatBytes(bytesDone, text.language),
    total: formatBytes(bytesTotal, text.language),
  });
  return (
    <>
      <Progress>
        <span role="status">{words}</span>
        <LinearProgress
          variant="determinate"
          sx={{ backgroundColor: 'var(--line)' }}
          aria-label={words}
          value={(100 * bytesDone) / Math.max(1, bytesTotal)}
        />
      </Progress>
      <Button variant="outlined" onClick={() => void cancelTransfer(workbench)}>
        {text('app.dialog.cancel')}
      </Button>
    </>
  );
}

/** Null while none runs. */
function useTransfer(): Transfer | null {
  const { station } = useWorkbench();
  const [transfer, setTransfer] = useState<Transfer | null>(null);
  useEffect(
    () =>
      station.onEvent((event) => {
        if (event.type === 'queue.transfer') setTransfer(event.state === 'ended' ? null : event);
      }),
    [station],
  );
  return transfer;
}

const Progress = styled('div')({
  minWidth: 200,
  display: 'grid',
  gap: 4,
  fontSize: 12,
  color: 'var(--ink2)',
});
