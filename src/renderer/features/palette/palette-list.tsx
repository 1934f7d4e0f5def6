import { styled } from '@mui/material/styles';
import { useEffect } from 'react';
import type { Action } from '../../actions/action.ts';
import { ActionKey } from '../../actions/action-key.tsx';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { Empty } from '../../components/empty.tsx';
import { useText } from '../../components/text.tsx';
import type { NamedAction } from './found-actions.ts';

export const titleId = 'palette-title';
export const listId = 'palette-list';

/** The action of a profile has a blank in its id, which an id of the page may not have. */
export function optionId(action: Action): string {
  return `palette-${action.id.replace(/\s/g, '-')}`;
}

interface PaletteListProps {
  found: readonly NamedAction[];
  /** The one Enter runs. */
  current: Action | null;
  onRun: (action: Action) => void;
}

/** What was found, one line each: name, group, key. One that cannot be run now says why. The keyboard stays in the field. */
export function PaletteList({ found, current, onRun }: PaletteListProps) {
  const context = useActionContext();
  const text = useText();
  useEffect(() => {
    if (current) document.getElementById(optionId(current))?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  return (
    <>
      <List id={listId} role="listbox" aria-labelledby={titleId}>
        {found.map(({ action, name }) => {
          const refusal = action.refusal(context);
          const Icon = action.icon;
          return (
            <Line
              key={action.id}
              id={optionId(action)}
              role="option"
              aria-selected={action === current}
              aria-disabled={refusal !== null}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onRun(action)}
            >
              <Sign>{Icon && <Icon fontSize="small" />}</Sign>
              <Name>
                {name}
                {refusal && <small>{text(refusal)}</small>}
              </Name>
              <Group>{text(`action.group.${action.group}`)}</Group>
              <Keys>
                <ActionKey action={action} />
              </Keys>
            </Line>
          );
        })}
      </List>
      <div role="status">
        {found.length === 0 && <Empty title={text('palette.none.title')} hint={text('palette.none.hint')} />}
      </div>
    </>
  );
}

const List = styled('div')({ overflowY: 'auto', maxHeight: 420, padding: '4px 0' });
const Line = styled('div')({
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr) auto 104px',
  gap: 12,
  alignItems: 'center',
  minHeight: 34,
  padding: '4px 16px',
  cursor: 'pointer',
  '&:hover': { background: 'var(--hover)' },
  '&[aria-selected=true]': { background: 'var(--accent-soft)' },
  '&[aria-disabled=true]': { cursor: 'default' },
  '&[aria-disabled=true] > *': { color: 'var(--ink3)' },
});
const Sign = styled('span')({ display: 'inline-flex', color: 'var(--ink2)' });
const Name = styled('span')({ '& small': { display: 'block', fontSize: 12 } });
const Group = styled('span')({ color: 'var(--ink2)', fontSize: 12 });
const Keys = styled('span')({ justifySelf: 'end' });
