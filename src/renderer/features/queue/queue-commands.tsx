import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import type { QueueLine } from '../../../contract/queue-shapes.ts';
import { erpPageOf } from '../../../domain/rules/bill-standing.ts';
import { dueForErp } from '../../actions/submit-to-erp.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useText } from '../../components/text.tsx';
import { isOnItsWay } from './queue-row.tsx';

export type QueueCommand =
  | 'open'
  | 'erp'
  | 'matchPage'
  | 'retry'
  | 'mend'
  | 'discard'
  | 'takeBack'
  | 'export'
  | 'first'
  | 'usual'
  | 'batchFirst';

/** Keys of the list, beside those that walk and tick. */
export const queueKeys: Readonly<Record<QueueCommand, string>> = {
  open: 'Enter',
  erp: 'E',
  matchPage: 'K',
  retry: 'R',
  mend: 'M',
  discard: 'D',
  takeBack: 'T',
  export: 'X',
  first: 'P',
  usual: 'Shift+P',
  batchFirst: 'B',
};

/** What can be done now with these bills, in the order it is offered. */
export function commandsFor(lines: readonly QueueLine[]): readonly QueueCommand[] {
  const [only, second] = lines;
  const onTheirWay = lines.filter(isOnItsWay);
  const all: readonly (readonly [QueueCommand, boolean])[] = [
    ['erp', dueForErp(lines).length > 0],
    ['retry', lines.some(({ standing }) => standing === 'parked' || standing === 'queued')],
    ['mend', only?.standing === 'parked' && second === undefined],
    ['takeBack', lines.length > 0 && lines.every(mayBeTakenBack)],
    ['export', onTheirWay.length > 0 && onTheirWay.length === lines.length],
    ['discard', lines.length > 0 && lines.every(mayBeDiscarded)],
    ['first', onTheirWay.some(({ urgency }) => urgency === 'usual')],
    ['usual', onTheirWay.some(({ urgency }) => urgency === 'first')],
    ['batchFirst', onTheirWay.length > 0],
    ['matchPage', only !== undefined && second === undefined && erpPageOf(only.handOver) === 'there'],
    ['open', only !== undefined && second === undefined],
  ];
  return all.flatMap(([command, isPossible]) => (isPossible ? [command] : []));
}

function mayBeDiscarded({ standing }: QueueLine): boolean {
  return standing === 'parked' || standing === 'mending';
}

function mayBeTakenBack({ standing }: QueueLine): boolean {
  return standing === 'exported' || standing === 'discarded';
}

interface QueueCommandsProps {
  lines: readonly QueueLine[];
  isAsking: boolean;
  onCommand: (command: QueueCommand) => void;
}

/** The buttons for the ticked bills, or for the one the keyboard stands on. */
export function QueueCommands({ lines, isAsking, onCommand }: QueueCommandsProps) {
  const text = useText();
  const due = dueForErp(lines);
  const isAgain = due.every(({ standing }) => standing === 'submitFailed');
  const words = (command: QueueCommand) => {
    if (command !== 'erp') return text(`queue.${command}`);
    if (due.length > 1) return text('erp.submit.count', { count: due.length });
    return text(isAgain ? 'erp.again' : 'erp.submit');
  };
  return (
    <Buttons>
      {commandsFor(lines).map((command) => (
        <Button
          key={command}
          variant={command === 'erp' ? 'contained' : 'outlined'}
          disabled={command === 'erp' && isAsking}
          aria-keyshortcuts={queueKeys[command]}
          onClick={() => onCommand(command)}
        >
          {words(command)}
          <KeyCap keys={queueKeys[command].replace('+', ' ')} />
        </Button>
      ))}
    </Buttons>
  );
}

const Buttons = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  padding: '12px 16px',
  borderTop: '1px solid var(--line)',
});
