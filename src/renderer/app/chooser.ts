import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';

/** A button that shows what is chosen and opens what there is; it gives way where the bar is narrow. */
export const Chooser = styled(Button)({
  paddingRight: 4,
  minWidth: 0,
  flexShrink: 1,
  '& span:not(.MuiTouchRipple-root)': { overflow: 'hidden', textOverflow: 'ellipsis' },
});
