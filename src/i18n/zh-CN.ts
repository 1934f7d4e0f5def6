import { actions } from './zh-CN/actions.ts';
import { app } from './zh-CN/app.ts';
import { categories } from './zh-CN/categories.ts';
import { cleanup } from './zh-CN/cleanup.ts';
import { details } from './zh-CN/details.ts';
import { erpWay } from './zh-CN/erp-way.ts';
import { errors } from './zh-CN/errors.ts';
import { help } from './zh-CN/help.ts';
import { keeping } from './zh-CN/keeping.ts';
import { links } from './zh-CN/links.ts';
import { lists } from './zh-CN/lists.ts';
import { operators } from './zh-CN/operators.ts';
import { profiles } from './zh-CN/profiles.ts';
import { queue } from './zh-CN/queue.ts';
import { scan } from './zh-CN/scan.ts';
import { schemes } from './zh-CN/schemes.ts';
import { service } from './zh-CN/service.ts';
import { settings } from './zh-CN/settings.ts';
import { submit } from './zh-CN/submit.ts';
import { tree } from './zh-CN/tree.ts';
import { viewer } from './zh-CN/viewer.ts';
import { views } from './zh-CN/views.ts';

/**
 * Every text of the window, in Simplified Chinese: the source. Keys are `feature.thing.state`; messages are ICU. Each
 * feature keeps its words in a file of its own, `zh-CN/feature.ts`, with its twin in `en-US/`.
 */
export const zhCN = {
  ...app,
  ...actions,
  ...scan,
  ...profiles,
  ...tree,
  ...details,
  ...categories,
  ...cleanup,
  ...viewer,
  ...views,
  ...submit,
  ...queue,
  ...service,
  ...settings,
  ...keeping,
  ...schemes,
  ...help,
  ...operators,
  ...links,
  ...lists,
  ...erpWay,
  ...errors,
} as const;

export type MessageKey = keyof typeof zhCN;
