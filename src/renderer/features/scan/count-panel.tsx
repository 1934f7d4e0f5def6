import RuleOutlined from '@mui/icons-material/RuleOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import type { StackCount } from '../../../domain/rules/count.ts';
import { ActionKey } from '../../actions/action-key.tsx';
import { scan } from '../../actions/capture-actions.ts';
import { runningCapture } from '../../actions/context.ts';
import { acceptCount, countOf, goOnWithMissing, setCount } from '../../actions/counting.ts';
import { waitingFault } from '../../actions/fault-answers.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { useText } from '../../components/text.tsx';
import { Buttons, Card, CardTitle, Quiet } from './card.tsx';

/** Sheets counted by hand against sheets fed: what to look for, and the three ways out. The pages stay at hand for it. */
export function CountPanel() {
  const context = useActionContext();
  const { batch, ui } = context;
  if (!batch || !ui.countOf || waitingFault(context) || runningCapture(batch)) return null;
  const count = countOf(batch, ui.countOf);
  return count && count.counted !== null ? (
    <Reconciliation key={count.first} count={count} counted={count.counted} />
  ) : null;
}

function Reconciliation({ count, counted }: { count: StackCount; counted: number }) {
  const workbench = useWorkbench();
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { fed, first, state } = count;
  const number = Number(typed);
  const isSound = /^[1-9]\d{0,4}$/.test(typed ?? '') && number !== counted;
  const close = () => workbench.ui.set(({ focusTree }) => ({ countOf: null, focusTree: focusTree + 1 }));

  async function during(work: Promise<unknown>): Promise<void> {
    setIsBusy(true);
    await work.finally(() => setIsBusy(false));
  }

  async function correct(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isSound || isBusy || !(await setCount(contextOf(workbench), first, number))) return;
    setTyped(null);
    if (number !== fed) return;
    close();
    notify(workbench.ui, { type: 'done', key: 'count.corrected', params: { counted: number } });
  }

  async function accept(): Promise<void> {
    if (!(await acceptCount(contextOf(workbench), first))) return;
    close();
    notify(workbench.ui, { type: 'done', key: 'count.accepted', params: { counted, fed } });
  }

  const isOpen = state === 'differs';
  const title =
    state === 'agrees' ? 'count.agrees.title' : isOpen ? 'count.differs.title' : 'count.accepted.title';
  return (
    <Card role="alertdialog" aria-labelledby="count-title" data-tone={isOpen ? 'warn' : 'done'}>
      <CardTitle id="count-title">
        <RuleOutlined />
        {text(title, { counted, fed, name: count.acceptedBy ?? '' })}
      </CardTitle>
      {isOpen && <WhatToLookFor missing={counted - fed} />}
      {typed === null ? (
        <Buttons>
          {isOpen && fed < counted && (
            <Button
              variant="contained"
              disabled={isBusy}
              aria-label={text('count.goOn', { count: counted - fed })}
              onClick={() => void during(goOnWithMissing(contextOf(workbench), first))}
            >
              {text('count.goOn', { count: counted - fed })}
              <ActionKey action={scan} />
            </Button>
          )}
          <Button variant="outlined" onClick={() => setTyped(String(isOpen ? fed : counted))}>
            {text('count.correct')}
          </Button>
          {isOpen && (
            <Button variant="outlined" disabled={isBusy} onClick={() => void during(accept())}>
              {text('count.accept')}
            </Button>
          )}
          <Button onClick={close}>{text(isOpen ? 'count.later' : 'app.dialog.close')}</Button>
        </Buttons>
      ) : (
        <Correction onSubmit={(event) => void during(correct(event))}>
          <TextField
            size="small"
            autoFocus
            label={text('count.field')}
            value={typed}
            onChange={(event) => setTyped(event.target.value.replace(/\D/g, '').slice(0, 5))}
            onFocus={(event) => event.target.select()}
            onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
          <Button type="submit" variant="contained" disabled={!isSound || isBusy}>
            {text('count.correct.save', { count: number })}
          </Button>
          <Button onClick={() => setTyped(null)}>{text('app.dialog.cancel')}</Button>
        </Correction>
      )}
      {isOpen && <Hint>{text('count.accept.hint')}</Hint>}
    </Card>
  );
}

function WhatToLookFor({ missing }: { missing: number }) {
  const text = useText();
  const places =
    missing > 0
      ? (['count.missing.feeder', 'count.missing.double', 'count.missing.again'] as const)
      : (['count.extra.twice', 'count.extra.again'] as const);
  return (
    <>
      <Lead>{text(missing > 0 ? 'count.missing' : 'count.extra', { count: Math.abs(missing) })}</Lead>
      <ol>
        {places.map((key) => (
          <li key={key}>{text(key)}</li>
        ))}
      </ol>
    </>
  );
}

const Lead = styled('div')({ marginBottom: 6 });
const Hint = styled(Quiet)({ marginTop: 12 });
const Correction = styled('form')({
  display: 'flex',
  gap: 8,
  marginTop: 12,
  '& .MuiTextField-root': { width: 112 },
});
