import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { ErpWayTold } from '../../../contract/erp-way.ts';
import type { ErpTest } from '../../../contract/wire.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import type { ErpDraft } from './use-erp-draft.ts';

const tones = {
  ready: 'done',
  'no-secret': 'warn',
  refused: 'bad',
  unreachable: 'bad',
  'not-askable': 'quiet',
  'no-erp': 'quiet',
} as const satisfies Record<ErpTest['outcome'], string>;

/** Saves what was typed, and tests what is in force; the result says what to do. */
export function ErpTestLine({ way, editing }: { way: ErpWayTold; editing: ErpDraft }) {
  const text = useText();
  const workbench = useWorkbench();
  const { isChanged, isSaving, save, load } = editing;
  const [result, setResult] = useState<ErpTest | null>(null);
  const [isTesting, setIsTesting] = useState(false);
  const isBusy = isSaving || isTesting;
  const isNothing = hasNothingToTest(way);
  const canSave =
    way.by === 'typed' || (way.by === 'given' && way.kind !== null && way.secret.by === 'typed');

  async function test(): Promise<void> {
    setIsTesting(true);
    setResult(null);
    try {
      const tested = await workbench.station.client.run('erp.test', {});
      if (told(contextOf(workbench), tested)) setResult(tested.value);
      await load();
    } finally {
      setIsTesting(false);
    }
  }

  const params = { detail: result?.detail ?? '' };
  return (
    <>
      <Line>
        <Quiet role="status">
          {isSaving && text('erpWay.saving')}
          {isTesting && text('erpWay.testing')}
          {!isBusy && isChanged && text('erpWay.test.unsaved')}
          {!isBusy && !isChanged && isNothing && text('erpWay.test.nothing')}
        </Quiet>
        <i />
        <Button variant="outlined" disabled={isBusy || isChanged || isNothing} onClick={() => void test()}>
          {text('erpWay.test')}
        </Button>
        {canSave && (
          <Button
            variant="contained"
            disabled={isBusy || !isChanged}
            onClick={() => {
              setResult(null);
              void save();
            }}
          >
            {text('erpWay.save')}
          </Button>
        )}
      </Line>
      {isBusy && <LinearProgress aria-hidden="true" />}
      {result && !isChanged && (
        <Told ref={intoView} role="status" data-tone={tones[result.outcome]}>
          <b>{text(`erpWay.outcome.${result.outcome}`, params)}</b>
          <div>{text(`erpWay.outcome.${result.outcome}.do`)}</div>
        </Told>
      )}
    </>
  );
}

/** No ERP, and that is known: a service that is silent may have one, a file that cannot be used means one. */
function hasNothingToTest({ by, kind, fault, stand }: ErpWayTold): boolean {
  return kind === null && fault === null && !(by === 'service' && stand === null);
}

/** Below the form, on a small screen: whoever pressed the button is not to look for it. */
function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

const Line = styled('div')({ display: 'flex', gap: 12, alignItems: 'center', '& i': { flex: 1 } });
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
const Told = styled(Note)({
  overflowWrap: 'anywhere',
  '&[data-tone=done]': { background: 'var(--done-soft)', color: 'var(--done)' },
});
