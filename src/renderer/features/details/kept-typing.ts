import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { TypedInvoice } from '../../../domain/rules/invoice-fields.ts';
import type { ActionContext } from '../../actions/context.ts';
import { notify, type Typing } from '../../actions/workbench-state.ts';

/**
 * What is typed into the form of an invoice, from `start` on. Where the form goes before that was saved or given up (another
 * page, another tab), it is kept, and stands there again when the form of that invoice is opened next.
 */
export function useKeptTyping(context: ActionContext, typing: Typing, start: TypedInvoice) {
  const { workbench } = context;
  const key = `${typing.pageId} ${typing.replaces?.code} ${typing.replaces?.number}`;
  const [typed, setTyped] = useState(() => workbench.get().keptTyping.get(key)?.typed ?? start);
  const isSettled = useRef(false);

  function keep(): void {
    const isChanged = JSON.stringify(typed) !== JSON.stringify(start);
    const isKept = isChanged && !isSettled.current;
    workbench.set(({ keptTyping }) => {
      const others = [...keptTyping].filter(([one]) => one !== key);
      return { keptTyping: new Map(isKept ? [...others, [key, { ...typing, typed }]] : others) };
    });
    // Another tab of the same page leads back by itself.
    const now = workbench.get();
    if (isKept && (now.typing === null || now.shownPageId !== typing.pageId))
      notify(workbench, { type: 'refused', key: 'details.typing.kept' });
  }

  const leave = useEffectEvent(keep);
  useEffect(() => () => leave(), []);
  return {
    typed,
    setTyped,
    /** Whatever is left of it is not needed any more, as it was saved or given up; else it is kept. */
    settle(outcome: 'done' | 'kept') {
      isSettled.current = outcome === 'done';
      // The form may be gone before the answer is.
      if (outcome === 'kept') keep();
    },
  };
}
