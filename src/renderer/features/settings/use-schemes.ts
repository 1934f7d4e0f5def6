import { useEffect, useEffectEvent, useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import type { QueryOutput } from '../../../contract/queries.ts';
import { emptySchemeBook } from '../../../domain/rules/scheme.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import {
  bookOf,
  draftOf,
  faultsOf,
  isChanged,
  onNewBook,
  type SchemeDraft,
  withFile,
} from './scheme-draft.ts';
import { type SchemeFileFault, schemesOfFile } from './scheme-files.ts';

type Kept = QueryOutput<'schemes.get'>;

/** What came of the last file, or of a change somebody else made meanwhile. */
export type SchemeNote =
  | { readonly type: 'came'; readonly count: number }
  | { readonly type: 'refused'; readonly fault: SchemeFileFault }
  | { readonly type: 'changed'; readonly by: string; readonly clashes: readonly string[] };

export interface SchemeEditing {
  /** As the service has it, or as it was told last; null while it is asked for. */
  readonly kept: Kept | null;
  readonly error: StationError | null;
  readonly draft: SchemeDraft;
  /** Only looked at: the ERP keeps it, or the service is out of reach. */
  readonly isShut: boolean;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly faults: ReturnType<typeof faultsOf>;
  readonly note: SchemeNote | null;
  change(draft: SchemeDraft): void;
  takeFile(file: Blob): Promise<void>;
  reload(): Promise<void>;
  /** True when the book is in force. */
  save(): Promise<boolean>;
}

interface Work {
  /** Null while nothing is changed here. */
  readonly mine: SchemeDraft | null;
  readonly note: SchemeNote | null;
}

/**
 * The schemes as they are being changed. A book that changes elsewhere is followed; what was changed here is laid over
 * it, so that nobody's work is lost and nothing is written over unseen.
 */
export function useSchemes(): SchemeEditing {
  const workbench = useWorkbench();
  const { client } = workbench.station;
  const connection = useStation((state) => state.connection);
  const session = useStation((state) => state.session?.state ?? null);
  const reach = useStation((state) => state.status?.service.state ?? null);
  const [kept, setKept] = useState<Kept | null>(null);
  const [error, setError] = useState<StationError | null>(null);
  const [{ mine, note }, setWork] = useState<Work>({ mine: null, note: null });
  const [blamesEmpty, setBlamesEmpty] = useState(false);
  const [isSaving, setIsSaving] = useState(false);

  const isMine = mine !== null && isChanged(mine);
  const draft = isMine ? mine : draftOf(kept?.book ?? emptySchemeBook, kept?.revision ?? 0);
  const isShut = kept === null || kept.lack !== null || kept.by === 'erp';

  async function reload(): Promise<void> {
    const answer = await client.ask('schemes.get', {});
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setKept(answer.value);
    const { book, revision, lack, kept: who } = answer.value;
    // Out of reach it is no newer book: what is being changed waits.
    if (lack !== null) return;
    setWork((now) => {
      if (now.mine === null || now.mine.revision === revision) return now;
      if (!isChanged(now.mine)) return { ...now, mine: null };
      const { draft: next, clashes } = onNewBook(now.mine, book, revision);
      return { mine: next, note: { type: 'changed', by: who?.operator ?? '', clashes } };
    });
  }

  const load = useEffectEvent(() => void reload());
  useEffect(() => {
    void [connection, session, reach];
    load();
  }, [connection, session, reach]);
  useEffect(() => workbench.station.onEvent(({ type }) => type === 'schemes.changed' && load()), [workbench]);

  async function takeFile(file: Blob): Promise<void> {
    const read = await schemesOfFile(file);
    if (!read.ok) {
      setWork({ mine: draft, note: { type: 'refused', fault: read.error } });
      return;
    }
    const { schemes, billTypes } = read.value;
    const count = schemes.length + billTypes.length;
    setWork({ mine: withFile(draft, read.value), note: { type: 'came', count } });
  }

  async function save(): Promise<boolean> {
    setBlamesEmpty(true);
    if (isShut || faultsOf(draft, true).size > 0) return false;
    setIsSaving(true);
    const answer = await client.run('schemes.save', {
      revision: draft.revision,
      book: bookOf(draft),
    });
    setIsSaving(false);
    if (!told(contextOf(workbench), answer)) {
      // Somebody else was faster, or the service does not answer: as it stands now it is seen.
      await reload();
      return false;
    }
    setKept({ ...answer.value, lack: null });
    setWork({ mine: null, note: null });
    setBlamesEmpty(false);
    notify(workbench.ui, { type: 'done', key: 'schemes.saved', params: {} });
    return true;
  }

  return {
    kept,
    error,
    draft,
    isShut,
    isChanged: isMine,
    isSaving,
    faults: faultsOf(draft, blamesEmpty),
    note,
    change: (next) => setWork((now) => ({ ...now, mine: next })),
    takeFile,
    reload,
    save,
  };
}
