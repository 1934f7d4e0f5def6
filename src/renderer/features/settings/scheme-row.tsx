import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { invoiceFamilies } from '../../../domain/rules/invoice-family.ts';
import { comparedAmounts, type Scheme, type SchemeReason } from '../../../domain/rules/scheme.ts';
import { useRoleRefusal } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { ActiveCell, AmountCell, RemoveCell, SelectCell, TextCell } from './scheme-fields.tsx';

interface SchemeRowProps {
  scheme: Scheme;
  /** From 1. */
  index: number;
  isSaved: boolean;
  isShut: boolean;
  faults: readonly SchemeReason[];
  onChange: (scheme: Scheme) => void;
  onRemove: () => void;
}

/** One scheme: what it is called, and below what it says of bills. */
export function SchemeRow({ scheme, index, isSaved, isShut, faults, onChange, onRemove }: SchemeRowProps) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  const isRefused = useRoleRefusal('schemes.save') !== null;
  const label = (field: string) => text('schemes.at.scheme', { index, field });
  const fault = (...reasons: readonly SchemeReason[]) => {
    const found = reasons.find((reason) => faults.includes(reason));
    return found && text(`schemes.fault.${found}`);
  };
  const isFixed = isShut || isRefused;
  const set = Object.keys(scheme.compare).length;
  const amountsId = `scheme-amounts-${index}`;
  return (
    <Row data-active={scheme.isActive}>
      <Names>
        {(['code', 'zh', 'en', 'active'] as const).map((name) => (
          <Word key={name} aria-hidden="true">
            {text(`schemes.${name}`)}
          </Word>
        ))}
        <span />
        <TextCell
          id={schemeCodeId(index)}
          label={label(text('schemes.code'))}
          isShut={isShut}
          fixed={isSaved ? text('schemes.codeStays') : undefined}
          value={scheme.code}
          maxLength={100}
          fault={fault('CodeEmpty', 'CodeDoubled')}
          onChange={(code) => onChange({ ...scheme, code })}
        />
        {(['zh', 'en'] as const).map((language) => (
          <TextCell
            key={language}
            label={label(text(`schemes.${language}`))}
            isShut={isShut}
            value={scheme.names[language]}
            maxLength={200}
            onChange={(name) => onChange({ ...scheme, names: { ...scheme.names, [language]: name } })}
          />
        ))}
        <ActiveCell
          label={label(text('schemes.active'))}
          isShut={isShut}
          isActive={scheme.isActive}
          onChange={(isActive) => onChange({ ...scheme, isActive })}
        />
        {isSaved || isShut ? (
          <span />
        ) : (
          <RemoveCell label={text('schemes.remove.scheme', { index })} onClick={onRemove} />
        )}
      </Names>
      <Says>
        <div>
          <span aria-hidden="true">{text('schemes.submit')}</span>
          <SelectCell
            label={label(text('schemes.submit'))}
            isShut={isFixed}
            value={scheme.submit}
            choices={(['manual', 'automatic'] as const).map((value) => ({
              value,
              words: text(`schemes.submit.${value}`),
            }))}
            onChange={(submit) => onChange({ ...scheme, submit })}
          />
        </div>
        <div>
          <span aria-hidden="true">{text('schemes.cover')}</span>
          <SelectCell
            label={label(text('schemes.cover'))}
            isShut={isFixed}
            value={scheme.cover}
            choices={(['needed', 'not-needed'] as const).map((value) => ({
              value,
              words: text(`schemes.cover.${value}`),
            }))}
            onChange={(cover) => onChange({ ...scheme, cover })}
          />
        </div>
        <div>
          <span aria-hidden="true">{text('schemes.tolerance')}</span>
          <AmountCell
            label={label(text('schemes.tolerance'))}
            isShut={isShut}
            minor={scheme.toleranceMinor}
            fault={fault('ToleranceBelowZero')}
            onChange={(toleranceMinor) => onChange({ ...scheme, toleranceMinor })}
          />
        </div>
        <div>
          <span aria-hidden="true">{text('schemes.compare')}</span>
          <Button
            variant="outlined"
            aria-label={`${label(text('schemes.compare'))} ${set === 0 ? text('schemes.compare.usual') : text('schemes.compare.some', { count: set })}`}
            aria-expanded={isOpen}
            aria-controls={amountsId}
            onClick={() => setIsOpen(!isOpen)}
          >
            {set === 0 ? text('schemes.compare.usual') : text('schemes.compare.some', { count: set })}
          </Button>
        </div>
      </Says>
      {isOpen && (
        <Amounts id={amountsId} role="group" aria-label={text('schemes.compare.title')}>
          <p>{text('schemes.compare.hint')}</p>
          {invoiceFamilies.map((family) => (
            <div key={family}>
              <span aria-hidden="true">{text(`schemes.family.${family}`)}</span>
              <SelectCell
                label={label(text(`schemes.family.${family}`))}
                isShut={isFixed}
                value={scheme.compare[family] ?? 'stated'}
                choices={comparedAmounts.map((value) => ({ value, words: text(`schemes.compare.${value}`) }))}
                onChange={(amount) => {
                  const { [family]: _, ...others } = scheme.compare;
                  const compare = amount === 'stated' ? others : { ...others, [family]: amount };
                  onChange({ ...scheme, compare });
                }}
              />
            </div>
          ))}
        </Amounts>
      )}
    </Row>
  );
}

/** Where the keyboard goes when a scheme is added. */
export function schemeCodeId(index: number): string {
  return `scheme-code-${index}`;
}

const Row = styled('li')({
  display: 'grid',
  gap: 8,
  padding: 12,
  borderRadius: 6,
  boxShadow: 'inset 0 0 0 1px var(--line)',
  '&[data-active=false] input': { color: 'var(--ink3)' },
  '& input[readonly]': { color: 'var(--ink2)' },
});
const Names = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1.1fr) minmax(0, 1.5fr) minmax(0, 1.5fr) 42px 32px',
  columnGap: 8,
  rowGap: 4,
  alignItems: 'start',
});
const Word = styled('span')({
  fontSize: 12,
  color: 'var(--ink2)',
  '&:nth-of-type(4)': { textAlign: 'center' },
});
const labelled = {
  '& > div': { display: 'grid', gap: 4, alignContent: 'start', minWidth: 0 },
  '& > div > span': {
    fontSize: 12,
    color: 'var(--ink2)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
} as const;
const Says = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1.5fr) minmax(0, 1fr) minmax(0, 1.1fr) minmax(0, 1fr)',
  gap: 8,
  ...labelled,
});
const Amounts = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
  gap: 8,
  paddingTop: 8,
  borderTop: '1px solid var(--line)',
  '& p': { gridColumn: '1 / -1', margin: 0, fontSize: 12, color: 'var(--ink2)' },
  ...labelled,
});
