import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useEffect, useState } from 'react';
import { listed } from '../../../i18n/format.ts';
import { RoleGate } from '../../actions/role-gate.tsx';
import { useWorkbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { addCategoryId, CategoriesPart } from './categories-part.tsx';
import { CoverRuleForm } from './cover-rule-form.tsx';
import { CoverlessForm } from './coverless-form.tsx';
import { ErpPart } from './erp-part.tsx';
import { HotFolderForm } from './hot-folder-form.tsx';
import { OperatorsPart } from './operators-part.tsx';
import { SchemesPart } from './schemes-part.tsx';
import { ServicePart } from './service-part.tsx';
import { StoragePart } from './storage-part.tsx';
import { UnsavedParts } from './unsaved-parts.tsx';
import { useCategoryDraft } from './use-category-draft.ts';
import { useErpDraft } from './use-erp-draft.ts';
import { useSchemes } from './use-schemes.ts';
import { type WindowChoices, WindowPart } from './window-part.tsx';

const parts = [
  'window',
  'bills',
  'schemes',
  'categories',
  'hotFolder',
  'storage',
  'service',
  'erp',
  'operators',
] as const;
export type SettingsPart = (typeof parts)[number];

interface SettingsDialogProps extends WindowChoices {
  /** What is shown first, with the keyboard on it. */
  startsAt: SettingsPart;
  onClose: () => void;
}

/** What this window looks like and how the station works: on the left the parts, on the right the one chosen. */
export function SettingsDialog({ startsAt, onClose: onClosed, ...choices }: SettingsDialogProps) {
  const text = useText();
  const { station } = useWorkbench();
  const [part, setPart] = useState(startsAt);
  // Kept here, so that looking at another part loses nothing.
  const categories = useCategoryDraft();
  const erp = useErpDraft();
  const schemes = useSchemes();
  const unsaved = (
    [
      ['schemes', schemes],
      ['categories', categories],
      ['erp', erp],
    ] as const
  ).filter(([, editing]) => editing.isChanged);
  const [isAsking, setIsAsking] = useState(false);
  useEffect(() => void station.refreshSettings(), [station]);

  const onClose = () => (unsaved.length > 0 ? setIsAsking(true) : onClosed());
  function onEntered(): void {
    // Whoever is faster than the dialog opens keeps what was chosen, and the field that is typed into.
    if (part !== startsAt || document.activeElement?.closest('[role=tabpanel]')) return;
    // A list that the service keeps has no way to add to it.
    const add = startsAt === 'categories' ? document.getElementById(addCategoryId) : null;
    (add ?? document.getElementById(tabId(startsAt)))?.focus();
  }
  async function saveAndClose(): Promise<void> {
    setIsAsking(false);
    for (const [name, editing] of unsaved)
      if (!(await editing.save())) {
        setPart(name);
        return;
      }
    onClosed();
  }

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth={false}
      aria-labelledby="settings-title"
      slotProps={{
        transition: { onEntered },
        paper: { sx: { width: 960, maxWidth: 'calc(100% - 48px)', height: 600, margin: '24px' } },
      }}
    >
      <DialogTitle id="settings-title">{text('settings.title')}</DialogTitle>
      <Panes>
        <PartTabs
          orientation="vertical"
          selectionFollowsFocus
          value={part}
          aria-label={text('settings.parts')}
          onChange={(_, chosen: SettingsPart) => setPart(chosen)}
        >
          {parts.map((one) => (
            <Tab
              key={one}
              value={one}
              id={tabId(one)}
              aria-controls={panelId}
              label={text(`settings.part.${one}`)}
            />
          ))}
        </PartTabs>
        <Part role="tabpanel" id={panelId} aria-labelledby={tabId(part)}>
          {part === 'window' && <WindowPart {...choices} />}
          {part === 'bills' && (
            <RoleGate command="settings.setCoverless">
              <CoverlessForm />
              <CoverRuleForm />
            </RoleGate>
          )}
          {part === 'schemes' && (
            <RoleGate command="schemes.save">
              <SchemesPart editing={schemes} />
            </RoleGate>
          )}
          {part === 'categories' && (
            <RoleGate command="categories.save">
              <CategoriesPart editing={categories} />
            </RoleGate>
          )}
          {part === 'hotFolder' && (
            <RoleGate command="settings.setHotFolder">
              <HotFolderForm />
            </RoleGate>
          )}
          {part === 'storage' && <StoragePart />}
          {part === 'service' && <ServicePart />}
          {part === 'erp' && (
            <RoleGate command="erp.save">
              <ErpPart editing={erp} />
            </RoleGate>
          )}
          {part === 'operators' && <OperatorsPart />}
        </Part>
      </Panes>
      <DialogActions>
        <Button onClick={onClose}>{text('app.dialog.close')}</Button>
      </DialogActions>
      {isAsking && (
        <UnsavedParts
          parts={listed(
            unsaved.map(([name]) => text(`settings.part.${name}`)),
            text.language,
          )}
          onBack={() => setIsAsking(false)}
          onDiscard={onClosed}
          onSave={() => void saveAndClose()}
        />
      )}
    </Dialog>
  );
}

const panelId = 'settings-panel';
const tabId = (part: SettingsPart) => `settings-tab-${part}`;

const Panes = styled('div')({
  flex: 1,
  minHeight: 0,
  display: 'grid',
  gridTemplateColumns: '184px minmax(0, 1fr)',
  borderTop: '1px solid var(--line)',
});
const PartTabs = styled(Tabs)({
  padding: 8,
  borderRight: '1px solid var(--line)',
  background: 'var(--ground)',
  '& .MuiTab-root': {
    alignItems: 'flex-start',
    minHeight: 36,
    maxWidth: 'none',
    padding: '0 12px',
    borderRadius: 6,
    textAlign: 'left',
  },
  // The list cuts off what stands out of it.
  '& .MuiTab-root:focus-visible': { outlineOffset: -2 },
  '& .Mui-selected': { background: 'var(--accent-soft)' },
  '& .MuiTabs-indicator': { display: 'none' },
}) as typeof Tabs;
const Part = styled('div')({
  overflowY: 'auto',
  padding: 24,
  display: 'grid',
  alignContent: 'start',
  gap: 24,
  // Their own only: a text field draws its outline as a fieldset too.
  '& > fieldset:not([data-gate]), & > [data-gate] > fieldset': {
    border: 'none',
    padding: 0,
    display: 'grid',
    gap: 16,
    margin: 0,
    minWidth: 0,
  },
  '& > fieldset > legend, & > [data-gate] > fieldset > legend': {
    padding: '0 0 12px',
    fontWeight: 600,
    color: 'var(--ink)',
  },
});
