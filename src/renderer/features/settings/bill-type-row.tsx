import { styled } from '@mui/material/styles';
import type { BillType, Scheme, SchemeReason } from '../../../domain/rules/scheme.ts';
import { useRoleRefusal } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { ActiveCell, RemoveCell, SelectCell, TextCell } from './scheme-fields.tsx';

interface BillTypeRowProps {
  type: BillType;
  schemes: readonly Scheme[];
  /** From 1. */
  index: number;
  isSaved: boolean;
  isShut: boolean;
  faults: readonly SchemeReason[];
  onChange: (type: BillType) => void;
  onRemove: () => void;
}

/** One type of bill: what it is called, how its numbers begin, and its scheme. */
export function BillTypeRow(props: BillTypeRowProps) {
  const { type, schemes, index, isSaved, isShut, faults, onChange } = props;
  const text = useText();
  const isRefused = useRoleRefusal('schemes.save') !== null;
  const label = (field: string) => text('schemes.at.billType', { index, field });
  const fault = (...reasons: readonly SchemeReason[]) => {
    const found = reasons.find((reason) => faults.includes(reason));
    return found && text(`schemes.fault.${found}`);
  };
  // A retired scheme is offered only to the type that has it.
  const choices = schemes
    .filter(({ code, isActive }) => code !== '' && (isActive || code === type.schemeCode))
    .map(({ code, names }) => ({
      value: code,
      words: (text.language === 'zh-CN' ? names.zh || names.en : names.en || names.zh) || code,
    }));
  return (
    <Row data-active={type.isActive}>
      <TextCell
        id={typeCodeId(index)}
        label={label(text('schemes.code'))}
        isShut={isShut}
        fixed={isSaved ? text('schemes.codeStays') : undefined}
        value={type.code}
        maxLength={100}
        fault={fault('CodeEmpty', 'CodeDoubled')}
        onChange={(code) => onChange({ ...type, code })}
      />
      {(['zh', 'en'] as const).map((language) => (
        <TextCell
          key={language}
          label={label(text(`schemes.${language}`))}
          isShut={isShut}
          value={type.names[language]}
          maxLength={200}
          onChange={(name) => onChange({ ...type, names: { ...type.names, [language]: name } })}
        />
      ))}
      <TextCell
        label={label(text('schemes.prefix'))}
        isShut={isShut}
        value={type.numberPrefix}
        maxLength={100}
        fault={fault('PrefixDoubled')}
        onChange={(numberPrefix) => onChange({ ...type, numberPrefix })}
      />
      <SelectCell
        label={label(text('schemes.scheme'))}
        isShut={isShut || isRefused}
        value={choices.some(({ value }) => value === type.schemeCode) ? type.schemeCode : ''}
        choices={choices}
        fault={fault('SchemeUnknown', 'SchemeRetired')}
        onChange={(schemeCode) => onChange({ ...type, schemeCode })}
      />
      <ActiveCell
        label={label(text('schemes.active'))}
        isShut={isShut}
        isActive={type.isActive}
        onChange={(isActive) => onChange({ ...type, isActive })}
      />
      {isSaved || isShut ? (
        <span />
      ) : (
        <RemoveCell label={text('schemes.remove.billType', { index })} onClick={props.onRemove} />
      )}
    </Row>
  );
}

/** Where the keyboard goes when a type is added. */
export function typeCodeId(index: number): string {
  return `bill-type-code-${index}`;
}

/** Shared with the heads of the columns, so that they stand over their fields. */
export const typeColumns =
  'minmax(0, 1fr) minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(0, 0.9fr) minmax(0, 1.3fr) 42px 32px';

const Row = styled('li')({
  display: 'grid',
  gridTemplateColumns: typeColumns,
  gap: 8,
  alignItems: 'start',
  '&[data-active=false] input': { color: 'var(--ink3)' },
  '& input[readonly]': { color: 'var(--ink2)' },
});
