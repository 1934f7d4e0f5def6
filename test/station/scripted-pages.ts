import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type PageReply,
  type PageRequest,
  pageRequest,
  type WorkerLauncher,
} from '../../src/contract/workers.ts';
import type { Reading, Recipe } from '../../src/domain/reading.ts';
import { stageVersions } from '../../src/domain/rules/cleanup.ts';
import { keepManual, neutralRecipe } from '../../src/domain/rules/recipe.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { reading } from './store/sample.ts';

/** What becomes of a page: it is done, it kills its worker, its file cannot be decoded, or it waits until it is let go. */
export type Fate = 'done' | 'kill' | 'damaged' | 'wait';

export interface ScriptedPages {
  readonly launch: WorkerLauncher;
  /** Every request in the order the workers got them. */
  readonly requests: PageRequest[];
  /** Decides the fate of a request. */
  fate: (request: PageRequest) => Fate;
  /** What is read on a page. */
  says: (request: PageRequest) => Reading;
  /** Ends the pages that wait, the oldest first. */
  letGo(count?: number): void;
}

/** Page workers that follow a script: quick, and with pages that no real worker would fail on cue. The rest is real. */
export function scriptPages(found: Partial<Recipe> = {}): ScriptedPages {
  const held: (() => void)[] = [];
  const pages: ScriptedPages = {
    requests: [],
    fate: () => 'done',
    says: () => ({ ...reading, invoices: [], kind: 'attachment' }),
    letGo(count = held.length) {
      for (const end of held.splice(0, count)) end();
    },
    launch(kind, args) {
      if (kind !== 'page-worker') return launchOnNode(kind, args);
      let tell: (message: unknown) => void = () => undefined;
      let end: (detail: string) => void = () => undefined;
      const say = (message: unknown) => setImmediate(() => tell(message));
      return {
        post(message) {
          const request = pageRequest.parse(message);
          pages.requests.push(request);
          const done = () => say(replyTo(request, found, pages));
          switch (pages.fate(request)) {
            case 'done':
              return done();
            case 'wait':
              held.push(done);
              return;
            case 'kill':
              return void setImmediate(() => end('signal SIGSEGV'));
            case 'damaged':
              return say({ type: 'failure', detail: 'JPEG: premature end' });
          }
        },
        onMessage(listener) {
          tell = listener;
          say({ type: 'ready' });
        },
        onExit(listener) {
          end = listener;
        },
        kill: () => undefined,
      };
    },
  };
  return pages;
}

function replyTo(request: PageRequest, found: Partial<Recipe>, pages: ScriptedPages): PageReply {
  const n = pages.requests.length;
  const auto: Recipe = { ...neutralRecipe, ...found, versions: stageVersions };
  const recipe =
    request.task === 'render' && request.recipe ? request.recipe : keepManual(request.recipe, auto);
  const spooled = (name: string) => {
    const bytes = Buffer.from(`${name} ${n}`);
    const path = join(request.spoolFolder, `${name}-${n}.jpg`);
    writeFileSync(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, sha256, mime: 'image/jpeg', bytes: bytes.length, width: 10, height: 10 };
  };
  return {
    type: 'page',
    recipe,
    reading: request.task === 'read' ? pages.says(request) : null,
    rendition: spooled('rendition'),
    thumbnail: spooled('thumbnail'),
    colour: 'colour',
    ms: { decode: 1, analyse: 1, render: 1, read: 1, encode: 1, thumbnail: 1, total: 6 },
  };
}
