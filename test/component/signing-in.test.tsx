import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { err } from '../../src/domain/result.ts';
import { showWindow } from './render.tsx';

it('OPER-36 a wait is told for as long as it lasts', async () => {
  const { fixture, text } = await showWindow();
  vi.spyOn(fixture, 'run').mockResolvedValue(err({ type: 'SignInLocked', waitMs: 2_000 }) as never);
  const operator = { id: 'o', name: '林晓', role: 'operator' as const, isActive: true };
  fixture.emit({ type: 'session.changed', session: { state: 'locked', operator, name: operator.name } });
  const cover = page.getByRole('dialog', { name: text('signIn.locked') });
  await expect.element(cover).toBeVisible();
  await userEvent.keyboard('123456{Enter}');
  await expect.element(cover.getByRole('alert')).toMatchTextContent(/输错次数过多.*请等待 2 秒后再试/);
  await expect.element(cover.getByRole('alert')).not.toBeInTheDocument();
});
