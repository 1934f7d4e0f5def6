import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CaptureJob } from '../../../contract/queries.ts';
import { deviceOf, profileToGoOn } from '../../actions/chosen-profile.ts';
import { latestCapture } from '../../actions/context.ts';
import { countOf } from '../../actions/counting.ts';
import {
  answer,
  answersTo,
  dismiss,
  type FaultAnswer,
  mainAnswer,
  waitingFault,
} from '../../actions/fault-answers.ts';
import { goToPage } from '../../actions/navigation.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { wordError } from '../../components/error-words.ts';
import { profileName } from '../../components/profile-name.ts';
import { useText } from '../../components/text.tsx';
import type { OpenBatch } from '../../station/projection.ts';
import { stackEnd } from '../../station/stacks.ts';
import { Card, CardTitle, Quiet } from './card.tsx';
import { FailedFiles, isCutShort } from './failed-files.tsx';
import { FaultAnswers } from './fault-answers.tsx';
import { FaultPicture } from './fault-picture.tsx';
import { sheetWords } from './sheet-words.ts';

/** What stopped the feeder, or which files failed. Stays until it is answered. */
export function FaultPanel() {
  const context = useActionContext();
  const { batch } = context;
  const job = latestCapture(batch);
  if (!batch || !job || context.ui.dismissedCaptures.has(job.id)) return null;
  const waiting = waitingFault(context);
  if (waiting) return <StoppedStack key={job.id} batch={batch} job={waiting} />;
  const hasFailures = (job.failures.length > 0 && job.state !== 'running') || isCutShort(job);
  return hasFailures ? <FailedFiles job={job} onDismiss={() => dismiss(context, job)} /> : null;
}

/** The last good sheet large, what happened, what to do with the paper, how much is safe, and on with it. */
function StoppedStack({ batch, job }: { batch: OpenBatch; job: CaptureJob }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const card = useRef<HTMLDivElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isFolded, setIsFolded] = useState(false);
  const end = stackEnd(batch, job);
  const answers = answersTo(job, end);
  const main = mainAnswer(answers);
  const profile = profileToGoOn(context, job);
  const device = deviceOf(context, profile);
  const count = countOf(batch, job.id);

  useEffect(() => {
    // Whoever is typing a number goes on typing.
    if (document.activeElement?.matches('input, textarea')) return;
    const selector = isFolded ? 'button' : '[data-main=true]';
    card.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }, [isFolded]);

  function choose(how: FaultAnswer): void {
    if (isBusy) return;
    setIsBusy(true);
    void answer(contextOf(workbench), job, how).finally(() => setIsBusy(false));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const how = /^[1-9]$/.test(event.key) ? answers[Number(event.key) - 1] : undefined;
    if (!how || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(how);
  }

  if (!job.fault) return null;
  const words = wordError(job.fault, text);
  const title = (
    <CardTitle id="fault-title">
      <WarningAmberOutlined />
      {text('scan.fault.title', { what: words.what })}
    </CardTitle>
  );
  if (isFolded) {
    return (
      <Folded ref={card} role="alertdialog" aria-labelledby="fault-title" onKeyDown={onKeyDown}>
        {title}
        <Button variant="outlined" onClick={() => setIsFolded(false)}>
          {text('fault.unfold')}
        </Button>
      </Folded>
    );
  }
  const left = (count?.counted ?? 0) - end.safe.sheets;
  const hasPicture = end.lastSheet.length > 0 || end.half !== null;
  return (
    <Wide
      ref={card}
      role="alertdialog"
      aria-labelledby="fault-title"
      aria-describedby="fault-todo"
      data-picture={hasPicture}
      onKeyDown={onKeyDown}
    >
      <FaultPicture
        end={end}
        onShow={(pageId) => {
          goToPage(contextOf(workbench), pageId);
          setIsFolded(true);
        }}
      />
      <div>
        {title}
        <Safe data-tone={end.safe.sheets > 0 ? 'done' : 'quiet'}>
          {job.kind === 'import'
            ? text('scan.import.kept', { pages: job.sidesTaken })
            : end.safe.sheets === 0
              ? text('scan.fault.safe.none')
              : text(answers.includes('keep') ? 'scan.fault.kept' : 'scan.fault.safe', end.safe)}
          {count?.counted && left > 0 && <div>{text('fault.left', { counted: count.counted, left })}</div>}
        </Safe>
        {job.replacement && <Quiet as="p">{text('replace.kept', { pages: job.sidesDeleted })}</Quiet>}
        <ol id="fault-todo">
          <li>{words.todo}</li>
          {end.half && <li>{text('fault.half', { number: end.next })}</li>}
          {job.kind === 'scan' && !answers.includes('keep') && (
            <li>
              {end.half
                ? text('fault.sheets.rest', { next: end.next + 1 })
                : text(sheetWords[job.fault.type], { next: end.next })}
            </li>
          )}
        </ol>
        <FaultAnswers answers={answers} main={main} end={end} isBusy={isBusy} onChoose={choose} />
        <Foot>
          {job.kind === 'scan' && device && (
            <div>
              {text('fault.goesOnWith', {
                profile: profileName(profile.settings, text),
                device: device.name,
              })}
            </div>
          )}
          {job.fault.raw && <div>{text('scan.fault.raw', { raw: job.fault.raw })}</div>}
        </Foot>
      </div>
    </Wide>
  );
}

const Wide = styled(Card)({
  '&[data-picture=true]': {
    width: 'min(1040px, calc(100% - 24px))',
    height: 'min(760px, calc(100% - 24px))',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(300px, 348px)',
    gap: 16,
  },
});
const Folded = styled(Card)({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 12,
  padding: '8px 12px',
  '& h2': { margin: 0 },
});
const Safe = styled('div')({
  borderRadius: 6,
  padding: '8px 10px',
  margin: '0 0 12px',
  background: 'var(--done-soft)',
  color: 'var(--done)',
  '&[data-tone=quiet]': { background: 'var(--ground)', color: 'var(--ink2)' },
});
const Foot = styled(Quiet)({ marginTop: 12, display: 'grid', gap: 2 });
