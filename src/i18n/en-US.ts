import { actions } from './en-US/actions.ts';
import { app } from './en-US/app.ts';
import { categories } from './en-US/categories.ts';
import { cleanup } from './en-US/cleanup.ts';
import { details } from './en-US/details.ts';
import { erpWay } from './en-US/erp-way.ts';
import { errors } from './en-US/errors.ts';
import { help } from './en-US/help.ts';
import { keeping } from './en-US/keeping.ts';
import { links } from './en-US/links.ts';
import { lists } from './en-US/lists.ts';
import { operators } from './en-US/operators.ts';
import { profiles } from './en-US/profiles.ts';
import { queue } from './en-US/queue.ts';
import { scan } from './en-US/scan.ts';
import { schemes } from './en-US/schemes.ts';
import { service } from './en-US/service.ts';
import { settings } from './en-US/settings.ts';
import { submit } from './en-US/submit.ts';
import { tree } from './en-US/tree.ts';
import { viewer } from './en-US/viewer.ts';
import { views } from './en-US/views.ts';
import type { MessageKey } from './zh-CN.ts';

/** Every text of the window in English. */
export const enUS: Readonly<Record<MessageKey, string>> = {
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
};
