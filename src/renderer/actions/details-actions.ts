import ArticleOutlined from '@mui/icons-material/ArticleOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import HighQualityOutlined from '@mui/icons-material/HighQualityOutlined';
import HistoryOutlined from '@mui/icons-material/HistoryOutlined';
import KeyboardTabOutlined from '@mui/icons-material/KeyboardTabOutlined';
import { type Action, action } from './action.ts';
import { type DetailsTab, detailsTabs, type WorkbenchState } from './workbench-state.ts';

/* The right pane by keys: what it shows, the way into it and back. */

const icons = {
  reading: ArticleOutlined,
  match: FactCheckOutlined,
  quality: HighQualityOutlined,
  history: HistoryOutlined,
} as const;

/** Shows one side of what is known of the page. The keyboard stays where it is: looking is not going. */
export const detailsActions: readonly Action[] = detailsTabs.map((tab, at) =>
  action({
    id: `details.${tab}`,
    group: 'view',
    labelKey: `action.details.${tab}`,
    // Beside those of the filters, which are the digits before.
    keys: [`Alt+${at + 6}`],
    icon: icons[tab],
    worksWhileTyping: true,
    run: (context) => context.workbench.set((now) => shownTab(now, tab)),
  }),
);

/** The pane unfolds for it, as when its icon is pressed. */
export function shownTab({ isRightFolded }: WorkbenchState, detailsTab: DetailsTab): Partial<WorkbenchState> {
  return isRightFolded ? { detailsTab, isRightFolded: false, rightFoldBy: 'hand' } : { detailsTab };
}

export const goToDetails: Action = action({
  id: 'go.details',
  group: 'go',
  labelKey: 'action.goToDetails',
  keys: ['V'],
  icon: KeyboardTabOutlined,
  run(context) {
    const isThere = document.activeElement?.closest('#details-pane') !== null;
    context.workbench.set((now) =>
      isThere
        ? { focusTree: now.focusTree + 1 }
        : // The whole screen shows no pane.
          { ...shownTab(now, now.detailsTab), isFullScreen: false, focusDetails: now.focusDetails + 1 },
    );
  },
});
