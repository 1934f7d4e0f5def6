import { styled } from '@mui/material/styles';
import { shownTab } from '../../actions/details-actions.ts';
import { goToAttention } from '../../actions/navigation.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { problemParams } from '../../components/problem-words.ts';
import { useText } from '../../components/text.tsx';
import type { SentBefore } from '../../station/sent-before.ts';

/** That an invoice went out before. Pressed, it leads to where with which bill, when, and what to do stands. */
export function SentBeforeChip({ sent: { attention, problem } }: { sent: SentBefore }) {
  const workbench = useWorkbench();
  const text = useText();
  return (
    // Readers have it in the description of the row, and the way by `F8`.
    <Way
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        goToAttention(contextOf(workbench), attention);
        workbench.ui.set((now) => shownTab(now, 'reading'));
      }}
    >
      <Chip tone="bad" title={text(`problem.${problem.type}.what`, problemParams(problem, 1, text))}>
        {text('tree.document.sentBefore')}
      </Chip>
    </Way>
  );
}

const Way = styled('span')({ display: 'flex', cursor: 'pointer' });
