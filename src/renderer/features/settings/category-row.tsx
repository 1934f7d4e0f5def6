import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Checkbox from '@mui/material/Checkbox';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import Tooltip from '@mui/material/Tooltip';
import type { KeyboardEvent } from 'react';
import {
  type Category,
  type CategoryFault,
  type CategoryField,
  categoryLimits,
} from '../../../domain/rules/categories.ts';
import { useText } from '../../components/text.tsx';
import type { CategoryRow } from './category-draft.ts';

interface CategoryRowProps {
  row: CategoryRow;
  /** From 1. */
  index: number;
  isLast: boolean;
  isGiven: boolean;
  faults: readonly CategoryFault[];
  onChange: (category: Category) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  /** Enter in the last row. */
  onNext: () => void;
}

const lengths: Readonly<Record<CategoryField, number>> = {
  code: categoryLimits.codeLength,
  zh: categoryLimits.nameLength,
  en: categoryLimits.nameLength,
};

/** One category: its fields where they stand, its place by Alt and the arrows. */
export function CategoryRowForm(props: CategoryRowProps) {
  const { row, index, isGiven, faults, onMove } = props;
  const { category } = row;
  const text = useText();

  function onKeyDown(event: KeyboardEvent): void {
    if (isGiven || event.nativeEvent.isComposing) return;
    if (event.altKey && event.key === 'ArrowUp') onMove(-1);
    else if (event.altKey && event.key === 'ArrowDown') onMove(1);
    else if (event.key === 'Enter' && props.isLast && event.target instanceof HTMLInputElement)
      props.onNext();
    else return;
    event.preventDefault();
  }

  function field(name: CategoryField) {
    const fault = faults.find((one) => one.field === name);
    const value = name === 'code' ? category.code : category.names[name];
    const isFixed = isGiven || (name === 'code' && !row.isNew);
    return (
      <TextField
        id={fieldId(row.key, name)}
        size="small"
        value={value}
        error={fault !== undefined}
        helperText={fault && text(`categories.fault.${fault.reason}`, { value })}
        onChange={({ target }) =>
          props.onChange(
            name === 'code'
              ? { ...category, code: target.value }
              : { ...category, names: { ...category.names, [name]: target.value } },
          )
        }
        slotProps={{
          htmlInput: {
            'aria-label': text('categories.at', { index, field: text(`categories.${name}`) }),
            'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown',
            readOnly: isFixed,
            title: isFixed && !isGiven ? text('categories.codeStays') : undefined,
            maxLength: lengths[name],
            spellCheck: false,
            autoComplete: 'off',
          },
        }}
      />
    );
  }

  return (
    <Line onKeyDown={onKeyDown} data-active={category.isActive}>
      <Place>{index}</Place>
      {field('code')}
      {field('zh')}
      {field('en')}
      <Checkbox
        size="small"
        sx={{ height: 34 }}
        checked={category.isActive}
        disabled={isGiven}
        onChange={(_, isActive) => props.onChange({ ...category, isActive })}
        slotProps={{
          input: { 'aria-label': text('categories.at', { index, field: text('categories.active') }) },
        }}
      />
      {isGiven ? (
        <span />
      ) : (
        <Tools>
          <Tool label={text('categories.up', { index })} isDisabled={index === 1} onClick={() => onMove(-1)}>
            <ArrowUpwardOutlined fontSize="inherit" />
          </Tool>
          <Tool
            label={text('categories.down', { index })}
            isDisabled={props.isLast}
            onClick={() => onMove(1)}
          >
            <ArrowDownwardOutlined fontSize="inherit" />
          </Tool>
          {row.isNew && (
            <Tool label={text('categories.remove', { index })} isDisabled={false} onClick={props.onRemove}>
              <CloseOutlined fontSize="inherit" />
            </Tool>
          )}
        </Tools>
      )}
    </Line>
  );
}

function Tool(props: { label: string; isDisabled: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip title={props.label}>
      <span>
        <IconButton size="small" aria-label={props.label} disabled={props.isDisabled} onClick={props.onClick}>
          {props.children}
        </IconButton>
      </span>
    </Tooltip>
  );
}

export function fieldId(key: number, field: CategoryField): string {
  return `category-${key}-${field}`;
}

/** Shared with the heads of the columns, so that they stand over their fields. */
export const categoryColumns = '24px minmax(0, 1.1fr) minmax(0, 1.4fr) minmax(0, 1.4fr) 42px 92px';

const Line = styled('li')({
  display: 'grid',
  gridTemplateColumns: categoryColumns,
  gap: 8,
  alignItems: 'start',
  '&[data-active=false] input': { color: 'var(--ink3)' },
  '& input[readonly]': { color: 'var(--ink2)' },
});
const Place = styled('span')({
  alignSelf: 'start',
  lineHeight: '34px',
  textAlign: 'right',
  fontSize: 12,
  color: 'var(--ink3)',
});
const Tools = styled('span')({ display: 'flex', minHeight: 34, alignItems: 'center' });
