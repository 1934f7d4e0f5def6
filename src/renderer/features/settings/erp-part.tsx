import { styled } from '@mui/material/styles';
import { useEffect } from 'react';
import type { ErpWayTold } from '../../../contract/erp-way.ts';
import type { Text } from '../../../i18n/text.ts';
import { Chip } from '../../components/chip.tsx';
import { LabelledChoice } from '../../components/labelled-choice.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { ErpSecretField } from './erp-secret-field.tsx';
import { ErpTestLine } from './erp-test-line.tsx';
import { KingdeeFields } from './kingdee-fields.tsx';
import { type ErpDraft, emptyForm } from './use-erp-draft.ts';

/** Where bills go from here: who says so, to which ERP, how that is doing, and whether it is open now. */
export function ErpPart({ editing }: { editing: ErpDraft }) {
  const text = useText();
  const { way, form, load, setForm } = editing;
  useEffect(() => void load(), [load]);
  if (way === null) return <Quiet role="status">{text('erpWay.loading')}</Quiet>;
  return (
    <fieldset style={{ gap: 12 }}>
      <legend>{text('erpWay.title')}</legend>
      <Head>
        <Quiet>{hintWords(way, text)}</Quiet>
        <Chip tone={way.fault !== null ? 'bad' : way.stand?.connector ? 'done' : 'quiet'}>
          {kindWords(way, text)}
        </Chip>
      </Head>
      {way.fault !== null && (
        <Note role="alert">
          <b>{text('erpWay.fault', { detail: way.fault })}</b>
          <div>{text('erpWay.fault.do', { file: way.file ?? '' })}</div>
        </Note>
      )}
      {way.by === 'typed' && (
        <Line>
          <LabelledChoice
            label={text('erpWay.kind')}
            value={form === null ? 'none' : 'kingdee'}
            choices={(['none', 'kingdee'] as const).map((value) => ({
              value,
              words: text(`erpWay.kind.${value}`),
            }))}
            onChange={(kind) => setForm(kind === 'none' ? null : (way.kingdee ?? emptyForm))}
          />
        </Line>
      )}
      {form !== null && way.by !== 'service' && <KingdeeFields way={way} editing={editing} form={form} />}
      {form === null && way.by === 'given' && way.kind !== null && (
        <ErpSecretField way={way} editing={editing} />
      )}
      <ErpTestLine way={way} editing={editing} />
      <Quiet>{standWords(way, text)}</Quiet>
      {way.stand?.reason && <Quiet>{text('erpWay.stand.reason', { reason: way.stand.reason })}</Quiet>}
    </fieldset>
  );
}

function hintWords({ by, file }: ErpWayTold, text: Text): string {
  if (by === 'service') return text('erpWay.byService');
  return by === 'given' ? text('erpWay.byGiven', { file: file ?? '' }) : text('erpWay.hint');
}

function kindWords({ by, kind, fault, stand }: ErpWayTold, text: Text): string {
  if (fault !== null) return text('erpWay.kind.fault');
  if (by === 'service' && stand === null) return text('erpWay.kind.unknown');
  return text(`erpWay.kind.${kind ?? 'none'}`);
}

function standWords({ stand, kind, fault, by }: ErpWayTold, text: Text): string {
  if (fault !== null) return '';
  const isNone = kind === null && by === 'typed';
  if (stand === null) return isNone ? '' : text('erpWay.stand.silent');
  const { underWay, waiting, failed } = stand;
  if (isNone) return underWay > 0 ? text('erpWay.stand.stranded', { underWay }) : '';
  return text('erpWay.stand', { underWay, waiting, failed });
}

const Head = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  gap: 12,
  alignItems: 'start',
});
const Line = styled('div')({ display: 'flex', gap: 12, alignItems: 'center', color: 'var(--ink2)' });
const Quiet = styled('div')({ fontSize: 12, color: 'var(--ink2)', overflowWrap: 'anywhere' });
