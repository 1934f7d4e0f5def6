import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Button from '@mui/material/Button';
import type { CaptureJob } from '../../../contract/queries.ts';
import { wordError } from '../../components/error-words.ts';
import { useText } from '../../components/text.tsx';
import { Buttons, Card, CardTitle, Quiet } from './card.tsx';

/** Files of an import that did not become pages, each with what to do. */
export function FailedFiles({ job, onDismiss }: { job: CaptureJob; onDismiss: () => void }) {
  const text = useText();
  return (
    <Card role="alertdialog" aria-labelledby="failures-title">
      <CardTitle id="failures-title">
        <WarningAmberOutlined />
        {text('scan.import.failures', { count: job.failures.length })}
      </CardTitle>
      <ul>
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
      <Buttons>
        <Button variant="outlined" onClick={onDismiss}>
          {text('app.notice.dismiss')}
        </Button>
      </Buttons>
    </Card>
  );
}
