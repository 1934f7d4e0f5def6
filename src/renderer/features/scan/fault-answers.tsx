import { styled } from '@mui/material/styles';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import { ActionKey } from '../../actions/action-key.tsx';
import { scan } from '../../actions/capture-actions.ts';
import { answerRefusal, type FaultAnswer } from '../../actions/fault-answers.ts';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';
import type { StackEnd } from '../../station/stacks.ts';
import { Answer } from './card.tsx';

interface FaultAnswersProps {
  answers: readonly FaultAnswer[];
  /** What Scan does too. */
  main: FaultAnswer;
  end: StackEnd;
  isBusy: boolean;
  onChoose: (answer: FaultAnswer) => void;
}

/** One button an answer, with its digit. */
export function FaultAnswers({ answers, main, end, isBusy, onChoose }: FaultAnswersProps) {
  const text = useText();
  const context = useActionContext();
  const isChoice = answers.length > 2;
  const isRetry = answers.includes('trust');
  const params = { next: end.next, number: end.lastNumber };
  return (
    <List>
      {isChoice && <Lead>{text('fault.choose')}</Lead>}
      {answers.map((one, at) => {
        const { name, means } = words[one === 'resume' && isRetry ? 'retry' : one];
        const refusal = answerRefusal(context, one);
        // The half sheet has its own line among what to do.
        const isTold =
          means !== null &&
          refusal === null &&
          !(one === 'rescan' && end.half) &&
          (one !== 'stop' || end.safe.sheets > 0);
        return (
          <Answer
            key={one}
            variant={one === main ? 'contained' : 'outlined'}
            data-main={one === main}
            aria-label={text(name)}
            aria-disabled={isBusy || refusal !== null}
            onClick={() => onChoose(one)}
          >
            <KeyCap keys={String(at + 1)} />
            <span>{text(name)}</span>
            {one === main && one !== 'stop' && <ActionKey action={scan} />}
            {refusal && <small>{text(refusal)}</small>}
            {isTold && <small>{text(means, params)}</small>}
          </Answer>
        );
      })}
    </List>
  );
}

const words: Readonly<Record<FaultAnswer | 'retry', { name: MessageKey; means: MessageKey | null }>> = {
  resume: { name: 'fault.answer.resume', means: null },
  keep: { name: 'fault.answer.keep', means: 'fault.answer.keep.means' },
  rescan: { name: 'fault.answer.rescan', means: 'fault.answer.rescan.means' },
  retry: { name: 'fault.answer.retry', means: 'fault.answer.retry.means' },
  trust: { name: 'fault.answer.trust', means: 'fault.answer.trust.means' },
  stop: { name: 'fault.answer.stop', means: 'fault.answer.stop.means' },
};

const List = styled('div')({ display: 'grid', gap: 8, marginTop: 16 });
const Lead = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
