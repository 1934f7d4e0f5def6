import type { PageReply, SpooledImage } from '../../contract/workers.ts';
import type { CleanupPlan } from '../../domain/rules/cleanup.ts';
import { chosenProfile } from '../../domain/rules/profiles.ts';
import type { ImageFile, Page, Rendition } from '../../domain/tree/records.ts';
import type { Files } from '../ports/files.ts';
import type { Settings } from '../ports/settings.ts';
import type { Job, Store } from '../ports/store.ts';
import type { PageWork } from '../ports/workers.ts';
import type { Trees } from './trees.ts';

export interface JobPorts {
  readonly store: Store;
  readonly trees: Trees;
  readonly files: Files;
  readonly work: PageWork;
  readonly settings: Settings;
}

/** One job through a worker, its result into files and tree. Returns what failed, or null when the job is done. */
export async function performJob(
  ports: JobPorts,
  job: Job,
  onReply: (reply: PageReply) => void,
): Promise<string | null> {
  const page = ports.trees.load(job.batchId)?.tree.pages.get(job.pageId);
  if (!page) return `no such page: ${job.pageId}`;
  const reply = await ports.work.run({
    task: job.kind === 'page.read' ? 'read' : 'render',
    path: ports.files.pathOf(page.original.sha256),
    dpi: page.dpi,
    recipe: page.recipe,
    plan: planOf(ports, page),
    deviceSays: page.deviceSays,
    coverRule: ports.settings.coverRule(),
  });
  onReply(reply);
  if (reply.type === 'failure') return reply.detail;
  await ports.files.adopt(reply.rendition, 'derived');
  await ports.files.adopt(reply.thumbnail, 'derived');
  const { recipe, reading } = reply;
  const rendition: Rendition = {
    image: imageOf(reply.rendition),
    thumbnail: imageOf(reply.thumbnail),
    recipe,
  };
  const { pageId } = job;
  const changed = ports.trees.change(
    job.batchId,
    job.kind === 'page.read' && reading
      ? { type: 'page.read', pageId, recipe, reading, rendition }
      : { type: 'page.rendered', pageId, rendition },
    { finishedJob: job.id },
  );
  return changed.ok ? null : JSON.stringify(changed.error);
}

/** A scan is cleaned by its own profile, an import by the one that stacks are scanned with. */
function planOf({ store, settings }: JobPorts, page: Page): CleanupPlan {
  const { profile } = store.captureJob(page.captureJobId) ?? { profile: null };
  return (profile ?? chosenProfile(settings.profiles(), 'stack')).cleanup;
}

function imageOf(spooled: SpooledImage): ImageFile {
  const { path: _path, ...image } = spooled;
  return image;
}
