import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import type { CaptureJob } from '../../../contract/queries.ts';
import { wordError } from '../../components/error-words.ts';
import { useText } from '../../components/text.tsx';
import { Buttons, Card, CardTitle, Quiet } from './card.tsx';

/** Whether an import was stopped with files still to come; of a replacement it is told that nothing was replaced. */
export function isCutShort({ kind, state, replacement, filesDone, filesTotal }: CaptureJob): boolean {
  return kind === 'import' && state === 'cancelled' && replacement === null && filesDone < filesTotal;
}

/** Files of an import that did not become pages, each with what to do; of one that was stopped those it did not come to, too. */
export function FailedFiles({ job, onDismiss }: { job: CaptureJob; onDismiss: () => void }) {
  const text = useText();
  const count = job.failures.length;
  const whole = job.filesDone - job.failures.filter(({ type }) => type !== 'ImportStopped').length;
  const isCut = isCutShort(job);
  return (
    <Listing role="alertdialog" aria-labelledby="failures-title">
      <CardTitle id="failures-title">
        <WarningAmberOutlined />
        {text(isCut ? 'scan.import.stopped' : 'scan.import.failures', { count })}
      </CardTitle>
      {isCut && <p>{text('scan.import.stopped.kept', { files: whole })}</p>}
      {/* Scrolled by keys too. */}
      {count > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keys
        <ul tabIndex={0}>
          {job.failures.map((failure) => {
            const words = wordError(failure, text);
            return (
              <li key={JSON.stringify(failure)}>
                {words.what}
                <Quiet>{words.todo}</Quiet>
              </li>
            );
          })}
        </ul>
      )}
      <Buttons>
        <Button variant="outlined" onClick={onDismiss}>
          {text('app.notice.dismiss')}
        </Button>
      </Buttons>
    </Listing>
  );
}

/** However many files, title and button stand; the tools below the page stay in reach. */
const Listing = styled(Card)({
  display: 'flex',
  flexDirection: 'column',
  maxHeight: 'min(520px, calc(100% - 88px))',
  overflowY: 'hidden',
  '& > p': { margin: '0 0 8px', overflowWrap: 'anywhere' },
  '& > ul': { overflowY: 'auto', minHeight: 0, overflowWrap: 'anywhere' },
});
