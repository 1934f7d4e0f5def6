import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import type { OperatorEntry } from '../../../contract/queries.ts';
import { switchLanguage } from '../../actions/app-actions.ts';
import { runAction, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { isCovered } from '../../station/covered.ts';
import { NameStep } from './name-step.tsx';
import { PinStep } from './pin-step.tsx';

/** Stands before the work while nobody is signed in or the station is locked. */
export function SessionCover() {
  const isUp = useStation(isCovered);
  const session = useStation((state) => state.session);
  if (!isUp) return null;
  return (
    <Cover>
      {session && (
        <SignIn key={session.state} isLocked={session.state === 'locked'} present={session.operator} />
      )}
    </Cover>
  );
}

/** First the name, then the PIN; where the station is locked the name is known and may be changed. */
function SignIn(props: { isLocked: boolean; present: OperatorEntry | null }) {
  const text = useText();
  const workbench = useWorkbench();
  const [chosen, setChosen] = useState(props.present);
  const linkWaits = useLinkWaits();
  return (
    <Card role="dialog" aria-modal="true" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">{text(props.isLocked ? 'signIn.locked' : 'signIn.title')}</h1>
      {chosen ? (
        <PinStep
          operator={chosen}
          unlocks={props.isLocked && chosen.id === props.present?.id}
          onBack={() => setChosen(null)}
        />
      ) : (
        <NameStep onChoose={setChosen} />
      )}
      {linkWaits && <Waiting role="status">{text('signIn.linkWaits')}</Waiting>}
      <Foot>
        <span>{text('signIn.hint')}</span>
        <button type="button" onClick={() => runAction(workbench, switchLanguage)}>
          {text('signIn.language')}
        </button>
      </Foot>
    </Card>
  );
}

/** Whether another system's link came and waits for somebody to sign in. */
function useLinkWaits(): boolean {
  const { station } = useWorkbench();
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    const ask = async () => {
      const answer = await station.client.ask('link.waits', {});
      if (answer.ok) setWaits(answer.value.waits);
    };
    void ask();
    return station.onEvent((event) => {
      if (event.type === 'link.arrived') void ask();
    });
  }, [station]);
  return waits;
}

const Cover = styled('div')({
  position: 'fixed',
  inset: 0,
  zIndex: 2000,
  display: 'grid',
  placeItems: 'center',
  background: 'var(--ground)',
});
const Card = styled('div')({
  display: 'grid',
  width: 400,
  maxWidth: 'calc(100vw - 48px)',
  background: 'var(--panel)',
  border: '1px solid var(--line)',
  borderRadius: 8,
  boxShadow: 'var(--shadow)',
  '& h1': { margin: 0, padding: '20px 24px 12px', fontSize: 16, fontWeight: 500 },
});
const Waiting = styled('div')({
  margin: '0 24px 16px',
  padding: '8px 12px',
  borderRadius: 6,
  background: 'var(--accent-soft)',
  color: 'var(--accent-ink)',
});
const Foot = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 16,
  padding: '12px 24px',
  borderTop: '1px solid var(--line)',
  fontSize: 12,
  color: 'var(--ink2)',
  '& button': {
    border: 0,
    padding: '2px 4px',
    minHeight: 24,
    background: 'none',
    font: 'inherit',
    whiteSpace: 'nowrap',
    color: 'var(--accent-ink)',
    cursor: 'pointer',
  },
});
