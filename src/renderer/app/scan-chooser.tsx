import ArrowDropDownOutlined from '@mui/icons-material/ArrowDropDownOutlined';
import CheckOutlined from '@mui/icons-material/CheckOutlined';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListSubheader from '@mui/material/ListSubheader';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import { memo, useRef } from 'react';
import { ActionKey } from '../actions/action-key.tsx';
import { chooseScan, profile as editProfiles } from '../actions/capture-actions.ts';
import { chooseProfile, deviceOf, profileFor } from '../actions/chosen-profile.ts';
import type { ActionContext } from '../actions/context.ts';
import { ariaKeys, printedKeys } from '../actions/keys.ts';
import { contextOf, runAction, useKeys, useNow, useWorkbench } from '../actions/workbench-provider.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { profileName } from '../components/profile-name.ts';
import { useText } from '../components/text.tsx';
import { Chooser } from './chooser.ts';

/** What the next stack is scanned with, chosen in one step: the profile, and the scanner where the profile leaves it open. */
export const ScanChooser = memo(function ScanChooser() {
  const workbench = useWorkbench();
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  const keysNow = useKeys();
  const { settings, scanners, chosen, deviceId, deviceName, isOpen } = useNow(chosenNow);
  const now = text('scan.with', {
    profile: profileName(chosen.settings, text),
    device: deviceName ?? text('scan.noDevice'),
  });
  const close = () => workbench.ui.set(({ focusTree }) => ({ panel: null, focusTree: focusTree + 1 }));
  return (
    <>
      <Chooser
        ref={button}
        variant="outlined"
        aria-label={text('scan.chooser.label', { now })}
        aria-keyshortcuts={ariaKeys(keysNow(chooseScan)[0])}
        aria-haspopup="menu"
        title={now}
        onClick={() => runAction(workbench, chooseScan)}
      >
        <span>{now}</span>
        <ArrowDropDownOutlined />
      </Chooser>
      {isOpen && button.current && (
        <Menu open anchorEl={button.current} onClose={close} transitionDuration={0}>
          <Heading>{text('scan.chooser.profiles')}</Heading>
          {(settings?.profiles.profiles ?? []).map((profile) => (
            <MenuItem
              key={profile.id}
              role="menuitemradio"
              aria-checked={profile.id === chosen.id}
              onClick={() => {
                chooseProfile(contextOf(workbench), profile.id);
                close();
              }}
            >
              <Tick>{profile.id === chosen.id && <CheckOutlined />}</Tick>
              <Words>
                {profileName(profile.settings, text)}
                <small>
                  {text('scan.summary', {
                    sides: text(`scan.sides.${profile.settings.sides}.short`),
                    dpi: profile.settings.dpi,
                    colour: text(`scan.colour.${profile.settings.colour}`),
                  })}
                  {profile.deviceName && ` · ${profile.deviceName}`}
                </small>
              </Words>
              {profile.key && <KeyCap keys={printedKeys(profile.key)} />}
            </MenuItem>
          ))}
          {chosen.deviceId === null &&
            (scanners.found?.devices.length ?? 0) > 0 && [
              <Divider key="line" />,
              <Heading key="heading">{text('scan.chooser.scanners')}</Heading>,
              ...(scanners.found?.devices ?? []).map((one) => (
                <MenuItem
                  key={one.id}
                  role="menuitemradio"
                  aria-checked={one.id === deviceId}
                  onClick={() => {
                    workbench.ui.set({ device: one });
                    close();
                  }}
                >
                  <Tick>{one.id === deviceId && <CheckOutlined />}</Tick>
                  <Words>
                    {one.name}
                    <small>
                      {text(`scan.driver.${one.driver}`)}
                      {one.detail && ` · ${one.detail}`}
                    </small>
                  </Words>
                </MenuItem>
              )),
            ]}
          <Divider />
          <MenuItem
            onClick={() => {
              close();
              runAction(workbench, editProfiles);
            }}
          >
            <Tick />
            <Words>{text('scan.chooser.edit')}</Words>
            <ActionKey action={editProfiles} />
          </MenuItem>
        </Menu>
      )}
    </>
  );
});

function chosenNow(context: ActionContext) {
  const { settings, scanners } = context.now;
  const chosen = profileFor(context, 'stack');
  const device = deviceOf(context, chosen);
  return {
    settings,
    scanners,
    chosen,
    deviceId: device?.id ?? null,
    deviceName: device?.name ?? null,
    isOpen: context.ui.panel?.type === 'scan-with',
  };
}

const Heading = styled(ListSubheader)({
  lineHeight: '28px',
  fontSize: 12,
  fontWeight: 500,
  color: 'var(--ink3)',
  background: 'none',
});
const Tick = styled(ListItemIcon)({ color: 'var(--accent)', '.MuiMenuItem-root &': { minWidth: 24 } });
const Words = styled('span')({
  flex: 1,
  display: 'grid',
  paddingRight: 24,
  maxWidth: 420,
  '& small': { fontSize: 12, color: 'var(--ink2)', overflow: 'hidden', textOverflow: 'ellipsis' },
});
