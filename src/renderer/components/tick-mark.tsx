import { styled } from '@mui/material/styles';

/** Whether something is ticked. Shown under the mouse, and on everything while anything is ticked. */
export const TickMark = styled('span')({
  width: 16,
  height: 16,
  marginLeft: 2,
  borderRadius: 4,
  boxShadow: 'inset 0 0 0 1.5px var(--ink3)',
  opacity: 0,
  position: 'relative',
  cursor: 'pointer',
  '[role=treeitem]:hover &, [role=gridcell]:hover &, &[data-shown=true]': { opacity: 1 },
  '&[data-ticked=true]': { background: 'var(--accent)', boxShadow: 'none', opacity: 1 },
  '&[data-ticked=true]::after': {
    content: '""',
    position: 'absolute',
    left: 5,
    top: 2,
    width: 4,
    height: 8,
    border: 'solid var(--on-accent)',
    borderWidth: '0 2px 2px 0',
    transform: 'rotate(45deg)',
  },
});
