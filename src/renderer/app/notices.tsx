import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import ErrorOutlineOutlined from '@mui/icons-material/ErrorOutlineOutlined';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Portal from '@mui/material/Portal';
import { styled } from '@mui/material/styles';
import { useEffect, useRef } from 'react';
import type { Text } from '../../i18n/text.ts';
import { openBatch } from '../actions/capturing.ts';
import { isDialog } from '../actions/dialog-panels.ts';
import { openNoticed } from '../actions/link-actions.ts';
import { contextOf, useUi, useWorkbench } from '../actions/workbench-provider.tsx';
import type { Notice } from '../actions/workbench-state.ts';
import { wordError } from '../components/error-words.ts';
import { useText } from '../components/text.tsx';

/** What just happened, at the foot of the page. Good news goes by itself; an error stays long enough to be read. */
export function Notices() {
  const notices = useUi((state) => state.notices);
  const isOverDialog = useUi(({ panel }) => isDialog(panel) && panel?.type !== 'menu');
  const { ui } = useWorkbench();
  const dismiss = (id: number) =>
    ui.set((now) => ({ notices: now.notices.filter((notice) => notice.id !== id) }));
  const stack = useRef<HTMLDivElement>(null);
  // An open dialog hides all that stands beside it from readers; what happens meanwhile must be heard all the same.
  useEffect(() => {
    if (notices.length > 0) stack.current?.removeAttribute('aria-hidden');
  }, [notices]);
  return (
    <Portal>
      <Stack ref={stack} data-low={isOverDialog}>
        {notices.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} onDismiss={() => dismiss(notice.id)} />
        ))}
      </Stack>
    </Portal>
  );
}

function NoticeCard({ notice, onDismiss }: { notice: Notice; onDismiss: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const isError = notice.type === 'error' || notice.type === 'kept' || notice.type === 'partly';
  const tone = isError ? 'bad' : notice.type === 'refused' || notice.type === 'link' ? 'quiet' : 'done';
  const words = wordsOf(notice, text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock starts once a notice, whatever is drawn around it
  useEffect(() => {
    if (notice.type === 'link') return;
    const usual = stayMs[notice.type];
    const long = Math.min(stayMs.error, words.what.length * readingMs);
    const timer = setTimeout(onDismiss, Math.max(usual, long));
    return () => clearTimeout(timer);
  }, [notice.id]);
  return (
    <Card role={isError ? 'alert' : 'status'} data-tone={tone}>
      {icons[tone]}
      <div>
        <b>{words.what}</b>
        {words.todo && <div>{words.todo}</div>}
        {notice.type === 'link' && (
          <Button variant="outlined" onClick={() => void openNoticed(contextOf(workbench), notice)}>
            {text('link.open')}
          </Button>
        )}
        {notice.type === 'arrived' && (
          <Button
            variant="outlined"
            onClick={() => {
              onDismiss();
              void openBatch(contextOf(workbench), notice.batchId);
            }}
          >
            {text('hotFolder.open')}
          </Button>
        )}
      </div>
      <IconButton aria-label={text('app.notice.dismiss')} size="small" onClick={onDismiss}>
        <CloseOutlined />
      </IconButton>
    </Card>
  );
}

/** A batch that came by itself is there to be opened, and nobody was waiting for it; a link stays. */
const stayMs = {
  done: 4_000,
  refused: 6_000,
  error: 12_000,
  kept: 12_000,
  partly: 30_000,
  arrived: 30_000,
} as const;
/** Long news are read to their end: so many milliseconds a character, up to what an error has. */
const readingMs = 100;

const icons = {
  done: <CheckCircleOutlined />,
  bad: <ErrorOutlineOutlined />,
  quiet: <InfoOutlined />,
} as const;

function wordsOf(notice: Notice, text: Text): { what: string; todo: string | null } {
  switch (notice.type) {
    case 'error':
      return wordError(notice.error, text);
    case 'refused':
      return { what: text(notice.key), todo: null };
    case 'done':
      return { what: text(notice.key, notice.params), todo: null };
    case 'partly':
      return { what: text(notice.key, notice.params), todo: text(notice.todo, notice.params) };
    case 'kept': {
      const why = notice.error && wordError(notice.error, text);
      const what = text('replace.kept', { pages: notice.pages });
      return { what, todo: why && `${why.what}${text('replace.kept.then')}${why.todo}` };
    }
    case 'link': {
      const { action, bill } = notice.link;
      return { what: text(`link.waiting.${action}`, { number: bill }), todo: text('link.waiting.hint') };
    }
    case 'arrived': {
      const { name, files, failed } = notice;
      const todo = failed > 0 ? text('hotFolder.failed', { count: failed }) : null;
      return { what: text('hotFolder.arrived', { name, files }), todo };
    }
  }
}

const Stack = styled('div')({
  position: 'fixed',
  left: '50%',
  bottom: 100,
  // Below the buttons of a dialog, which stand where the page has its foot.
  '&[data-low=true]': { bottom: 4 },
  transform: 'translateX(-50%)',
  zIndex: 1400,
  display: 'grid',
  gap: 8,
  width: 'min(480px, calc(100vw - 48px))',
  pointerEvents: 'none',
});
const Card = styled('div')({
  pointerEvents: 'auto',
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr) auto',
  gap: 10,
  alignItems: 'start',
  padding: '10px 8px 10px 14px',
  borderRadius: 8,
  background: 'var(--panel)',
  border: '1px solid var(--line)',
  borderLeft: '3px solid var(--done)',
  boxShadow: 'var(--shadow)',
  '& > svg': { color: 'var(--done)', marginTop: 1 },
  '&[data-tone=bad]': { borderLeftColor: 'var(--bad)' },
  '&[data-tone=bad] > svg': { color: 'var(--bad)' },
  '&[data-tone=quiet]': { borderLeftColor: 'var(--edge)' },
  '&[data-tone=quiet] > svg': { color: 'var(--ink3)' },
  '& b': { fontWeight: 500 },
  '& div > div': { color: 'var(--ink2)', fontSize: 12 },
  '& .MuiButton-root': { marginTop: 8 },
  '& > button': { width: 24, height: 24 },
});
