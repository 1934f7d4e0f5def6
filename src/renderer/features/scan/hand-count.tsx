import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { scan } from '../../actions/capture-actions.ts';
import { runningCapture } from '../../actions/context.ts';
import { countOf, setCount } from '../../actions/counting.ts';
import {
  contextOf,
  runAction,
  useActionContext,
  useIsKeyOf,
  useWorkbench,
} from '../../actions/workbench-provider.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';
import { Quiet } from './card.tsx';

/** The number of sheets, counted by hand: for the next stack, or for the one being scanned. Enter goes on with it. */
export function HandCount({ anchor, onClose }: { anchor: HTMLElement; onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const isKeyOf = useIsKeyOf();
  const running = runningCapture(context.batch);
  const stack = running && context.batch ? countOf(context.batch, running.id) : null;
  const before = stack ? stack.counted : context.ui.countedSheets;
  const [typed, setTyped] = useState(before === null ? '' : String(before));
  const number = typed === '' ? null : Number(typed);
  const isSound = number !== null && number > 0;

  async function note(counted: number | null): Promise<void> {
    if (!stack) workbench.ui.set({ countedSheets: counted });
    else if (!(await setCount(contextOf(workbench), stack.first, counted))) return;
    onClose();
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isSound) return;
    void note(number).then(() => {
      if (!stack) runAction(workbench, scan);
    });
  }

  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      transitionDuration={0}
      slotProps={{ paper: { role: 'dialog', 'aria-labelledby': 'hand-count-title' } }}
    >
      <Form
        onSubmit={submit}
        onKeyDown={(event) => {
          if (isKeyOf(scan, event)) submit(event);
        }}
      >
        <h2 id="hand-count-title">{text('count.title')}</h2>
        <Quiet>{text(stack ? 'count.running' : 'count.hint')}</Quiet>
        <Row>
          <TextField
            size="small"
            autoFocus
            label={text('count.field')}
            value={typed}
            onChange={(event) => setTyped(event.target.value.replace(/\D/g, '').slice(0, 5))}
            onFocus={(event) => event.target.select()}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
          {stack ? (
            <Button type="submit" variant="contained" disabled={!isSound}>
              {text('count.keep')}
            </Button>
          ) : (
            <Button type="submit" variant="contained" disabled={!isSound}>
              {text('count.scan', { count: number ?? 0 })}
              <KeyCap keys="Enter" />
            </Button>
          )}
        </Row>
        <Row>
          {!stack && (
            <Button variant="outlined" disabled={!isSound} onClick={() => void note(number)}>
              {text('count.keep')}
            </Button>
          )}
          {before !== null && <Button onClick={() => void note(null)}>{text('count.clear')}</Button>}
        </Row>
      </Form>
    </Popover>
  );
}

const Form = styled('form')({
  width: 320,
  padding: 16,
  display: 'grid',
  gap: 12,
  '& h2': { margin: 0, fontSize: 14, fontWeight: 500 },
});
const Row = styled('div')({
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  '& .MuiTextField-root': { width: 112 },
});
