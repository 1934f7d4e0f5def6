import RefreshOutlined from '@mui/icons-material/RefreshOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { styled } from '@mui/material/styles';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useEffect, useEffectEvent, useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import type { Capabilities, Device } from '../../../contract/queries.ts';
import type { ScanProfile } from '../../../domain/rules/profile.ts';
import { useUi, useWorkbench } from '../../actions/workbench-provider.tsx';
import { wordError } from '../../components/error-words.ts';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** Which scanner, and how it scans. What the device cannot do is not offered. */
export function ScanSetup({ onClose }: { onClose: () => void }) {
  const text = useText();
  const { station, ui } = useWorkbench();
  const device = useUi((state) => state.device);
  const profile = useUi((state) => state.profile);
  const [devices, setDevices] = useState<readonly Device[] | null>(null);
  const [profiles, setProfiles] = useState<readonly ScanProfile[]>([]);
  const [capabilities, setCapabilities] = useState<Capabilities | null>(null);
  const [error, setError] = useState<StationError | null>(null);

  async function look(): Promise<void> {
    setDevices(null);
    setError(null);
    const found = await station.client.ask('devices.list', {});
    setDevices(found.ok ? found.value : []);
    if (!found.ok) setError(found.error);
    const first = found.ok ? found.value[0] : undefined;
    if (first && !ui.get().device) ui.set({ device: first });
  }

  const onOpen = useEffectEvent(() => {
    void look();
    void station.client.ask('settings.get', {}).then((settings) => {
      if (settings.ok) setProfiles(settings.value.profiles);
    });
  });
  useEffect(() => onOpen(), []);

  useEffect(() => {
    if (!device) return;
    let isCurrent = true;
    setCapabilities(null);
    void station.client.ask('devices.capabilities', { deviceId: device.id }).then((found) => {
      if (!isCurrent) return;
      if (found.ok) {
        setCapabilities(found.value);
        ui.set(({ profile: now }) => ({ profile: within(now, found.value) }));
      } else setError(found.error);
    });
    return () => {
      isCurrent = false;
    };
  }, [station, ui, device]);

  const change = (part: Partial<ScanProfile>) => ui.set({ profile: { ...profile, ...part } });
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="scan-setup-title">
      <DialogTitle id="scan-setup-title">{text('scan.setup.title')}</DialogTitle>
      <DialogContent>
        <Form>
          <FormControl>
            <Label id="device-label">{text('scan.setup.device')}</Label>
            {!devices && <Quiet role="status">{text('scan.setup.searching')}</Quiet>}
            {devices?.length === 0 && <Note data-tone="warn">{text('scan.setup.none')}</Note>}
            <RadioGroup
              aria-labelledby="device-label"
              value={device?.id ?? ''}
              onChange={(_, id) => ui.set({ device: devices?.find((one) => one.id === id) ?? null })}
            >
              {devices?.map((one) => (
                <FormControlLabel
                  key={one.id}
                  value={one.id}
                  control={<Radio size="small" />}
                  label={
                    <>
                      {one.name} <Quiet as="span">{text(`scan.driver.${one.driver}`)}</Quiet>
                    </>
                  }
                />
              ))}
            </RadioGroup>
            <span>
              <Button startIcon={<RefreshOutlined />} onClick={() => void look()}>
                {text('scan.setup.refresh')}
              </Button>
            </span>
          </FormControl>
          {error && <Note>{`${wordError(error, text).what} — ${wordError(error, text).todo}`}</Note>}
          {profiles.length > 1 && (
            <Choice
              label={text('scan.setup.profile')}
              value={profiles.find((one) => isSame(one, profile))?.name ?? ''}
              options={profiles.map((one) => [one.name, one.name])}
              onChange={(name) => ui.set({ profile: profiles.find((one) => one.name === name) ?? profile })}
            />
          )}
          <Choice
            label={text('scan.setup.source')}
            value={profile.source}
            options={(capabilities?.sources ?? ['feeder', 'platen']).map((one) => [
              one,
              text(`scan.source.${one}`),
            ])}
            onChange={(source) => change({ source })}
          />
          <Choice
            label={text('scan.setup.sides')}
            value={profile.sides}
            options={(capabilities?.sides ?? ['simplex', 'duplex']).map((one) => [
              one,
              text(`scan.sides.${one}`),
            ])}
            onChange={(sides) => change({ sides })}
          />
          <Choice
            label={text('scan.setup.dpi')}
            value={String(profile.dpi)}
            options={offeredDpi(capabilities, profile.dpi).map((dpi) => [String(dpi), `${dpi} dpi`])}
            onChange={(dpi) => change({ dpi: Number(dpi) })}
          />
          <Choice
            label={text('scan.setup.colour')}
            value={profile.colour}
            options={(capabilities?.colours ?? ['bitonal', 'gray', 'colour']).map((one) => [
              one,
              text(`scan.colour.${one}`),
            ])}
            onChange={(colour) => change({ colour })}
          />
        </Form>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {text('scan.setup.done')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Choice<T extends string>(props: {
  label: string;
  value: T | '';
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}) {
  return (
    <Row>
      <RowName>{props.label}</RowName>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={props.label}
        value={props.value}
        onChange={(_, value: T | null) => value && props.onChange(value)}
      >
        {props.options.map(([value, words]) => (
          <ToggleButton key={value} value={value}>
            {words}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Row>
  );
}

/** The usual resolutions among those the device has; a scanner may list dozens. */
function offeredDpi(capabilities: Capabilities | null, chosen: number): readonly number[] {
  const usual = [150, 200, 300, 400, 600];
  const offered = capabilities ? usual.filter((dpi) => capabilities.dpi.includes(dpi)) : usual;
  return [
    ...new Set([...(offered.length > 0 ? offered : (capabilities?.dpi.slice(0, 6) ?? [])), chosen]),
  ].sort((a, b) => a - b);
}

/** The settings nearest to these that the device can do. */
function within(profile: ScanProfile, capabilities: Capabilities): ScanProfile {
  const pick = <T,>(wanted: T, offered: readonly T[]) =>
    offered.includes(wanted) ? wanted : (offered[0] ?? wanted);
  return {
    ...profile,
    source: pick(profile.source, capabilities.sources),
    sides: pick(profile.sides, capabilities.sides),
    dpi: pick(profile.dpi, capabilities.dpi),
    colour: pick(profile.colour, capabilities.colours),
  };
}

function isSame(a: ScanProfile, b: ScanProfile): boolean {
  return a.source === b.source && a.sides === b.sides && a.dpi === b.dpi && a.colour === b.colour;
}

const Form = styled('div')({ display: 'grid', gap: 16 });
const Row = styled('div')({
  display: 'grid',
  gridTemplateColumns: '120px minmax(0, 1fr)',
  alignItems: 'center',
});
const Label = styled(FormLabel)({ fontSize: 13, color: 'var(--ink2)' });
const RowName = styled('span')({ color: 'var(--ink2)' });
const Quiet = styled('div')({ color: 'var(--ink3)', fontSize: 12 }) as React.ComponentType<
  React.ComponentProps<'div'> & { as?: 'span' }
>;
