import FindReplaceOutlined from '@mui/icons-material/FindReplaceOutlined';
import PublishedWithChangesOutlined from '@mui/icons-material/PublishedWithChangesOutlined';
import type { DocumentId } from '../../domain/ids.ts';
import { kindRefusal } from '../../domain/tree/replace-commands.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import { whileRunning } from './capture-actions.ts';
import { importFiles, startReplacing } from './capturing.ts';
import { type ActionContext, targetDocuments } from './context.ts';
import { documentsRefusal } from './refusals.ts';

/* Wrong documents out, right ones in (替扫影像, and 替换封面 for a cover); the old ones stay in the bin. */

export const replaceScan: Action = action({
  id: 'replace.scan',
  group: 'capture',
  labelKey: 'action.replaceScan',
  labelNow: (context) => (isCover(context) ? 'action.replaceCoverScan' : 'action.replaceImageScan'),
  keys: ['P'],
  icon: FindReplaceOutlined,
  refusal: replaceRefusal,
  run: (context) => startReplacing(context, targets(context)),
});

export const replaceImport: Action = action({
  id: 'replace.import',
  group: 'capture',
  labelKey: 'action.replaceImport',
  labelNow: (context) => (isCover(context) ? 'action.replaceCoverImport' : 'action.replaceImageImport'),
  keys: ['Shift+P'],
  icon: PublishedWithChangesOutlined,
  refusal: replaceRefusal,
  async run(context) {
    // Whatever is ticked while the files are looked for: these were meant.
    const replaces = targets(context);
    await importFiles(context, await context.chooseFiles(), 'whole', { at: 'tail' }, replaces);
  },
});

const kindRefusals = {
  CoverNotReplaceable: 'refusal.coverNotReplaceable',
  OneCoverOnly: 'refusal.oneCoverOnly',
  MixedKinds: 'refusal.mixedKinds',
} as const satisfies Record<string, MessageKey>;

function replaceRefusal(context: ActionContext): MessageKey | null {
  const refused = kindRefusal(targetDocuments(context).map((view) => view.document));
  return documentsRefusal(context) ?? (refused ? kindRefusals[refused.type] : whileRunning(context));
}

function targets(context: ActionContext): readonly DocumentId[] {
  return targetDocuments(context).map((view) => view.document.id);
}

function isCover(context: ActionContext): boolean {
  return targetDocuments(context)[0]?.document.kind === 'cover';
}
