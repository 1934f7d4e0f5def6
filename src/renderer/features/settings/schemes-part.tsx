import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { useLayoutEffect, useRef } from 'react';
import { formatDateTime } from '../../../i18n/format.ts';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { wordError } from '../../components/error-words.ts';
import { useText } from '../../components/text.tsx';
import { BillTypeRow, typeCodeId, typeColumns } from './bill-type-row.tsx';
import {
  bookOf,
  faultKey,
  isSaved,
  withNewScheme,
  withNewType,
  withoutRow,
  withScheme,
  withType,
} from './scheme-draft.ts';
import { chooseSchemeFile, offerSchemeFile } from './scheme-files.ts';
import { SchemeNotes } from './scheme-notes.tsx';
import { SchemeRow, schemeCodeId } from './scheme-row.tsx';
import type { SchemeEditing } from './use-schemes.ts';

/** The schemes and the bill types they are for, as the service keeps them for all stations. */
export function SchemesPart({ editing }: { editing: SchemeEditing }) {
  const { draft, kept, isShut, faults } = editing;
  const { schemes, billTypes } = draft.book;
  const text = useText();
  const toFocus = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (toFocus.current) document.getElementById(toFocus.current)?.focus();
    toFocus.current = null;
  });

  async function take(): Promise<void> {
    const file = await chooseSchemeFile();
    if (file) await editing.takeFile(file);
  }

  if (kept === null) {
    const words = editing.error && wordError(editing.error, text);
    return words ? (
      <Empty title={words.what} hint={words.todo}>
        <Button onClick={() => void editing.reload()}>{text('schemes.tryAgain')}</Button>
      </Empty>
    ) : (
      <LinearProgress aria-label={text('schemes.loading')} />
    );
  }
  const isEmpty = schemes.length + billTypes.length === 0;
  return (
    <>
      <SchemeNotes editing={editing} />
      <fieldset>
        <legend>{text('schemes.title')}</legend>
        <Head>
          <Quiet>{text('schemes.hint')}</Quiet>
          {kept.by === 'erp' ? (
            <Chip tone="quiet">{text('schemes.byErp')}</Chip>
          ) : (
            kept.kept && (
              <Quiet>
                {text('schemes.kept', { operator: kept.kept.operator, at: formatDateTime(kept.kept.at) })}
              </Quiet>
            )
          )}
        </Head>
        {schemes.length === 0 ? (
          <Empty title={text('schemes.empty.title')} hint={text('schemes.empty.hint')} />
        ) : (
          <List aria-label={text('schemes.title')}>
            {schemes.map((scheme, at) => (
              <SchemeRow
                // biome-ignore lint/suspicious/noArrayIndexKey: codes change under the hand, places do not
                key={`${draft.generation} ${at}`}
                scheme={scheme}
                index={at + 1}
                isSaved={isSaved(draft, 'schemes', at)}
                isShut={isShut}
                faults={faults.get(faultKey('scheme', at)) ?? []}
                onChange={(next) => editing.change(withScheme(draft, at, next))}
                onRemove={() => editing.change(withoutRow(draft, 'schemes', at))}
              />
            ))}
          </List>
        )}
        {!isShut && (
          <Line>
            <Button
              variant="outlined"
              onClick={() => {
                toFocus.current = schemeCodeId(schemes.length + 1);
                editing.change(withNewScheme(draft));
              }}
            >
              {text('schemes.add')}
            </Button>
          </Line>
        )}
      </fieldset>
      <fieldset>
        <legend>{text('schemes.types.title')}</legend>
        <Quiet>{text('schemes.types.hint')}</Quiet>
        {billTypes.length === 0 ? (
          <Quiet>{text('schemes.types.empty')}</Quiet>
        ) : (
          <div>
            <Heads aria-hidden="true">
              {(['code', 'zh', 'en', 'prefix', 'scheme', 'active'] as const).map((column) => (
                <span key={column}>{text(`schemes.${column}`)}</span>
              ))}
            </Heads>
            <List aria-label={text('schemes.types.title')}>
              {billTypes.map((type, at) => (
                <BillTypeRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: codes change under the hand, places do not
                  key={`${draft.generation} ${at}`}
                  type={type}
                  schemes={schemes}
                  index={at + 1}
                  isSaved={isSaved(draft, 'billTypes', at)}
                  isShut={isShut}
                  faults={faults.get(faultKey('billType', at)) ?? []}
                  onChange={(next) => editing.change(withType(draft, at, next))}
                  onRemove={() => editing.change(withoutRow(draft, 'billTypes', at))}
                />
              ))}
            </List>
          </div>
        )}
        {!isShut && (
          <Line>
            <Button
              variant="outlined"
              disabled={schemes.length === 0}
              onClick={() => {
                toFocus.current = typeCodeId(billTypes.length + 1);
                editing.change(withNewType(draft));
              }}
            >
              {text('schemes.addType')}
            </Button>
          </Line>
        )}
      </fieldset>
      <Foot>
        {!isShut && <Button onClick={() => void take()}>{text('schemes.import')}</Button>}
        <Button disabled={isEmpty} onClick={() => offerSchemeFile(bookOf(draft))}>
          {text('schemes.export')}
        </Button>
        <i />
        {!isShut && (
          <Button
            variant="contained"
            disabled={!editing.isChanged || editing.isSaving}
            onClick={() => void editing.save()}
          >
            {text('schemes.save')}
          </Button>
        )}
      </Foot>
    </>
  );
}

const Head = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  gap: 12,
  alignItems: 'start',
});
const Heads = styled('div')({
  display: 'grid',
  gridTemplateColumns: typeColumns,
  gap: 8,
  fontSize: 12,
  color: 'var(--ink2)',
  paddingBottom: 4,
  '& span:nth-of-type(6)': { textAlign: 'center' },
});
const List = styled('ol')({ listStyle: 'none', margin: 0, padding: '2px 0', display: 'grid', gap: 8 });
const Line = styled('div')({ display: 'flex', gap: 8 });
/** Stays in view: the lists are longer than the dialog. Over the padding of the part. */
const Foot = styled('div')({
  position: 'sticky',
  bottom: -24,
  zIndex: 1,
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  margin: '0 -24px -24px',
  padding: '12px 24px',
  background: 'var(--panel)',
  borderTop: '1px solid var(--line)',
  '& i': { flex: 1 },
});
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)' });
