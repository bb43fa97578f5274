import { screen } from '@testing-library/react';
import { CeleryChoice } from './CeleryChoice/CeleryChoice';
import { CeleryText } from './CeleryText/CeleryText';
import { renderField } from '../__testUtils__/renderField';

const about = (subject: string) => ({ 'ui:options': { about: subject } });

describe('CeleryText', () => {
  it.each([
    ['description', 'x'.repeat(201), /At most 200 .* this one has 201/],
    ['namespace', 'kube-system', /keeps for itself/],
    ['cluster', 'https://10.0.0.1', /not an address/],
    ['registryNamespace', 'abc', /4 to 30 characters/],
  ])('says what is wrong with a %s', async (subject, wrong, problem) => {
    const { start, user, value } = renderField<string>(CeleryText, {
      uiSchema: about(subject),
    });
    start();
    const input = screen.getByRole('textbox');
    expect(input).toBeValid();
    await user.click(input);
    await user.paste(wrong);
    expect(input).toHaveAccessibleDescription(problem);
    expect(value()).toBe(wrong);

    await user.clear(input);
    expect(input).toBeValid();
    expect(value()).toBeUndefined();
  });

  it('refuses a template that uses it for something else', () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    expect(
      renderField<string>(CeleryText, { uiSchema: about('colour') }).start,
    ).toThrow('about colour: choose one of description, cluster');
    log.mockRestore();
  });
});

describe('CeleryChoice', () => {
  it('offers what the template allows, in words', async () => {
    const { start, user, value } = renderField<string>(CeleryChoice, {
      value: 'us-south',
      uiSchema: about('region'),
      schema: { enum: ['jp-tok', 'us-south', 'moon'] },
    });
    start();
    await user.click(screen.getByRole('button', { name: /Dallas/ }));
    expect(
      screen
        .getAllByRole('option', { hidden: false })
        .map(({ textContent }) => textContent),
    ).toEqual(['Tokyo (jp-tok)', 'Dallas (us-south)', 'moon']);
    await user.click(
      screen.getByRole('option', { name: /Tokyo/, hidden: false }),
    );
    expect(value()).toBe('jp-tok');
  });

  it('refuses a template that uses it for something else', () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    expect(
      renderField<string>(CeleryChoice, { uiSchema: about('colour') }).start,
    ).toThrow('about colour: choose one of region, publish');
    log.mockRestore();
  });
});
