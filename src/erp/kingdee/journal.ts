import { z } from 'zod';
import type { HandOverJournal } from '../../match-service/erp/erp-port.ts';

/**
 * How far one write got. `sending` is noted before the first byte: found later, it means that nobody read the answer.
 * `asked`: its fate was asked after and told to the queue, so that sending again is the queue's decision.
 */
const writeState = z.enum(['sending', 'done', 'refused', 'not-sent', 'unknown', 'asked']);

const write = z.object({
  state: writeState,
  /** Our own number of this write, and what was sent when. */
  serial: z.string(),
  bodyHash: z.string(),
  at: z.number(),
  reason: z.string().default(''),
  /** The answer as it came, without secrets. */
  raw: z.string().default(''),
});
const collect = write.extend({
  /** Changes with the pages and the kind of the document, not with the moment its file was made. */
  contentKey: z.string(),
  fileNo: z.string().nullable().default(null),
  srcPath: z.string().nullable().default(null),
});
const submit = write.extend({ seenBefore: z.string() });
export type CollectNote = z.output<typeof collect>;
export type SubmitNote = z.output<typeof submit>;

/** An upload whose answer was never read: there may be a spare file of it at the server. */
const doubtfulUploads = z.array(z.object({ documentUuid: z.string(), serial: z.string(), at: z.number() }));
export type DoubtfulUpload = z.output<typeof doubtfulUploads>[number];

export interface KingdeeJournal {
  collect(documentUuid: string): Promise<CollectNote | null>;
  noteCollect(documentUuid: string, note: CollectNote): Promise<void>;
  submit(): Promise<SubmitNote | null>;
  noteSubmit(note: SubmitNote): Promise<void>;
  doubtful(): Promise<readonly DoubtfulUpload[]>;
  noteDoubtful(upload: DoubtfulUpload): Promise<void>;
}

/** The connector's own reading of a hand-over's lines. Throws on a line it did not write. */
export function kingdeeJournal(lines: HandOverJournal): KingdeeJournal {
  async function recall<T extends z.ZodType>(schema: T, step: string): Promise<z.output<T> | null> {
    const text = await lines.recall(step);
    return text === null ? null : schema.parse(JSON.parse(text));
  }
  const note = (step: string, value: unknown) => lines.note(step, JSON.stringify(value));
  const doubtful = async () => (await recall(doubtfulUploads, 'doubtful')) ?? [];
  return {
    collect: (documentUuid) => recall(collect, `collect:${documentUuid}`),
    noteCollect: (documentUuid, value) => note(`collect:${documentUuid}`, value),
    submit: () => recall(submit, 'submit'),
    noteSubmit: (value) => note('submit', value),
    doubtful,
    async noteDoubtful(upload) {
      const known = await doubtful();
      if (!known.some(({ serial }) => serial === upload.serial)) await note('doubtful', [...known, upload]);
    },
  };
}
