import { createTheme, type Theme } from '@mui/material/styles';
import type { Language } from '../../i18n/text.ts';
import { darkTokens, lightTokens, type Tokens } from '../components/tokens.ts';

/** Of the element that holds everything but the cover. */
export const workId = 'work';

/** System fonts first; the bundled face is fetched only where the machine has no Chinese font at all. */
const fontFamily = [
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  '"Source Han Sans SC"',
  '"PingFang SC"',
  '"Microsoft YaHei UI"',
  '"Microsoft YaHei"',
  '"Platen Sans SC"',
  'system-ui',
  'sans-serif',
].join(', ');

export function themeFor(mode: 'light' | 'dark', language: Language): Theme {
  const tokens = mode === 'light' ? lightTokens : darkTokens;
  return createTheme({
    spacing: 8,
    shape: { borderRadius: 6 },
    palette: paletteOf(mode, tokens),
    typography: {
      fontFamily,
      fontSize: 13,
      htmlFontSize: 16,
      body1: { fontSize: 13, lineHeight: 1.45 },
      body2: { fontSize: 12, lineHeight: 1.45 },
      button: { fontSize: 13, fontWeight: 400, textTransform: 'none', lineHeight: 1.45 },
      h6: { fontSize: 16, fontWeight: 500, lineHeight: 1.4 },
    },
    transitions: { create: () => 'none' },
    components: componentsOf(tokens, language),
  });
}

function paletteOf(
  mode: 'light' | 'dark',
  tokens: Tokens,
): NonNullable<Parameters<typeof createTheme>[0]>['palette'] {
  return {
    mode,
    primary: { main: tokens.accent, contrastText: tokens.onAccent },
    error: { main: tokens.bad },
    warning: { main: tokens.warn },
    success: { main: tokens.done },
    background: { default: tokens.ground, paper: tokens.panel },
    text: { primary: tokens.ink, secondary: tokens.ink2, disabled: tokens.ink3 },
    divider: tokens.line,
  };
}

/** Dialogs, menus and tips stand in the work too, so that the cover of a locked station covers them. */
function workElement(): HTMLElement {
  return document.getElementById(workId) ?? document.body;
}

function componentsOf(tokens: Tokens, language: Language): Theme['components'] {
  const focus = { outline: `2px solid ${tokens.accent}`, outlineOffset: 1 };
  return {
    MuiModal: { defaultProps: { container: workElement } },
    MuiPopper: { defaultProps: { container: workElement } },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible': focus } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true, size: 'small' },
      styleOverrides: {
        root: { minWidth: 0, height: 32, padding: '0 10px', whiteSpace: 'nowrap', gap: 6 },
        outlined: { borderColor: tokens.edge, color: tokens.ink, background: tokens.panel },
        text: { color: tokens.ink },
        contained: { fontWeight: 500 },
        // The gap of the button is between icon and word already.
        startIcon: { margin: 0 },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: { borderRadius: 6, width: 32, height: 32, padding: 0, color: tokens.ink2 },
      },
    },
    MuiSvgIcon: { styleOverrides: { root: { fontSize: 18 } } },
    MuiTooltip: {
      defaultProps: { enterDelay: 500, enterNextDelay: 100, disableInteractive: true },
      styleOverrides: {
        tooltip: {
          background: tokens.ink,
          color: tokens.panel,
          fontSize: 12,
          fontWeight: 400,
          padding: '6px 8px',
          maxWidth: 320,
        },
      },
    },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiPopover: {
      defaultProps: { container: workElement },
      styleOverrides: { paper: { border: `1px solid ${tokens.line}`, boxShadow: tokens.shadow } },
    },
    MuiDialog: {
      styleOverrides: {
        paper: { borderRadius: 10, boxShadow: tokens.shadow, border: `1px solid ${tokens.line}` },
      },
    },
    MuiDialogTitle: { styleOverrides: { root: { fontSize: 16, fontWeight: 500, padding: '16px 24px 8px' } } },
    MuiDialogActions: {
      // What scrolls above is cut by a line, not by nothing.
      styleOverrides: { root: { padding: '12px 24px', gap: 8, borderTop: `1px solid ${tokens.line}` } },
    },
    MuiMenuItem: {
      styleOverrides: {
        root: {
          ...{ fontSize: 13, minHeight: 32, paddingTop: 4, paddingBottom: 4, gap: 8 },
          // The list cuts off what stands out of it.
          '&.Mui-focusVisible': { outlineOffset: -2 },
          // Why it cannot be done stands in it, to be read.
          '&.Mui-disabled': { opacity: 1, color: tokens.ink3 },
        },
      },
    },
    MuiListItemIcon: { styleOverrides: { root: { minWidth: 24, color: tokens.ink2 } } },
    MuiInputBase: {
      styleOverrides: {
        root: { fontSize: 13 },
        input: { '&::placeholder': { color: tokens.ink3, opacity: 1 } },
      },
    },
    MuiOutlinedInput: {
      styleOverrides: { notchedOutline: { borderColor: tokens.edge }, input: { padding: '7px 10px' } },
    },
    MuiFormControlLabel: { styleOverrides: { label: { fontSize: 13 } } },
    MuiCheckbox: { defaultProps: { size: 'small' }, styleOverrides: { root: { padding: 4 } } },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          height: 30,
          padding: '0 10px',
          textTransform: 'none',
          fontSize: 13,
          color: tokens.ink,
          borderColor: tokens.edge,
          whiteSpace: 'nowrap',
          '&.Mui-selected, &.Mui-selected:hover': {
            background: tokens.accentSoft,
            color: tokens.accentInk,
            fontWeight: 500,
          },
        },
      },
    },
    MuiCssBaseline: {
      styleOverrides: {
        html: { height: '100%' },
        body: {
          height: '100%',
          overflow: 'hidden',
          fontSize: 13,
          lineHeight: 1.45,
          fontVariantNumeric: 'tabular-nums',
          background: tokens.ground,
          // Lets English break long words only where a line would overflow; Chinese breaks anywhere already.
          overflowWrap: language === 'en-US' ? 'break-word' : 'normal',
          // A Chinese font draws quotes and apostrophes as wide as its characters: right in Chinese, holes in English.
          fontVariantEastAsian: language === 'en-US' ? 'proportional-width' : 'normal',
        },
        '#root': { height: '100%' },
        '*:focus-visible': focus,
        '::-webkit-scrollbar': { width: 10, height: 10 },
        '::-webkit-scrollbar-thumb': {
          background: tokens.edge,
          borderRadius: 5,
          border: `2px solid ${tokens.panel}`,
        },
        '::-webkit-scrollbar-track': { background: 'transparent' },
        '@media (prefers-reduced-motion: reduce)': { '*': { animationDuration: '0.01ms !important' } },
      },
    },
  };
}
