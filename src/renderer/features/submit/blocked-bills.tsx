import { styled } from '@mui/material/styles';
import type { CaptureJobId } from '../../../domain/ids.ts';
import type { Problem } from '../../../domain/rules/problem.ts';
import { openInvoiceForm } from '../../actions/invoice-actions.ts';
import { goToAttention } from '../../actions/navigation.ts';
import { contextOf, useWorkbench } from '../../actions/workbench-provider.tsx';
import { problemParams } from '../../components/problem-words.ts';
import { rowButton } from '../../components/row-button.ts';
import { useText } from '../../components/text.tsx';
import type { BillView } from '../../station/tree-index.ts';

export interface BlockedBill {
  readonly view: BillView;
  readonly problems: readonly Problem[];
}

interface BlockedBillsProps {
  blocked: readonly BlockedBill[];
  onFollow: () => void;
}

/** What cannot be submitted: stacks whose count differs, then bill by bill, each problem a way to what it is about. */
export function BlockedBills({ blocked, onFollow }: BlockedBillsProps) {
  const text = useText();
  const name = ({ bill }: BillView) => bill.number ?? text('tree.bill.noNumber');
  return (
    <section>
      <h3>{text('submit.problems.count', { count: blocked.length })}</h3>
      {stacksOf(blocked).map(({ problem, views }) => (
        <div key={problem.captureJobId}>
          <BillName>
            {text('submit.stack', { count: views.length })}
            <span title={views.map(name).join(' ')}>{views.map(name).join(' ')}</span>
          </BillName>
          <ProblemLink problem={problem} count={1} onFollow={onFollow} />
        </div>
      ))}
      {blocked.map(ownOf).map(
        ({ view, problems }) =>
          problems.length > 0 && (
            <div key={view.bill.id}>
              <BillName data-missing={view.bill.number === null}>
                {name(view)}
                <span>{text('tree.bill.position', { position: view.position })}</span>
              </BillName>
              {oncePerPageKind(problems).map((problem) => (
                <ProblemLink
                  key={JSON.stringify(problem)}
                  problem={problem}
                  count={problems.filter((other) => kindOf(other) === kindOf(problem)).length}
                  onFollow={onFollow}
                />
              ))}
            </div>
          ),
      )}
    </section>
  );
}

function ProblemLink(props: { problem: Problem; count: number; onFollow: () => void }) {
  const { problem, onFollow } = props;
  const text = useText();
  const workbench = useWorkbench();
  const params = problemParams(problem, props.count, text);
  function follow(): void {
    onFollow();
    const documentId = 'documentId' in problem ? problem.documentId : null;
    const pageId = 'pageId' in problem ? problem.pageId : null;
    goToAttention(contextOf(workbench), {
      key: problem.type,
      reason: problem.type,
      tone: 'bad',
      billId: problem.billId,
      documentId,
      pageId,
      problem,
    });
    if (problem.type === 'InvoiceUnread') openInvoiceForm(contextOf(workbench));
  }
  return (
    <Link type="button" onClick={follow}>
      <span>{text(`problem.${problem.type}.what`, params)}</span>
      <span>{text(`problem.${problem.type}.do`, params)}</span>
    </Link>
  );
}

type CountDiffers = Extract<Problem, { type: 'CountDiffers' }>;

/** A stack is counted once, however many bills lie in it. */
function stacksOf(blocked: readonly BlockedBill[]) {
  const stacks = new Map<CaptureJobId, { problem: CountDiffers; views: BillView[] }>();
  for (const { view, problems } of blocked)
    for (const problem of problems) {
      if (problem.type !== 'CountDiffers') continue;
      const stack = stacks.get(problem.captureJobId);
      if (stack) stack.views.push(view);
      else stacks.set(problem.captureJobId, { problem, views: [view] });
    }
  return [...stacks.values()];
}

function ownOf({ view, problems }: BlockedBill): BlockedBill {
  return { view, problems: problems.filter(({ type }) => type !== 'CountDiffers') };
}

/** Pages of a bill with the same trouble are one line with their count, which leads to the first of them. */
function oncePerPageKind(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    if (!('pageId' in problem)) return true;
    const kind = kindOf(problem);
    return seen.has(kind) ? false : seen.add(kind);
  });
}

/** Pages that fail the policy in the same way are of one kind. */
function kindOf(problem: Problem): string {
  return problem.type === 'QualityUnaccepted' ? `${problem.type} ${problem.faults}` : problem.type;
}

const BillName = styled('div')({
  fontWeight: 600,
  marginTop: 8,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  '&[data-missing=true]': { color: 'var(--bad)' },
  '& span': { marginLeft: 8, fontWeight: 400, fontSize: 12, color: 'var(--ink3)' },
});
const Link = styled('button')({
  ...rowButton,
  gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
  gap: 16,
  padding: '6px 8px',
  margin: '2px 0',
  '& span:first-of-type': { color: 'var(--bad)', textDecoration: 'underline', textUnderlineOffset: 3 },
  '& span:last-of-type': { color: 'var(--ink2)' },
});
