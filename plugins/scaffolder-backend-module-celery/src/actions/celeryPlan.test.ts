import { ConfigReader } from '@backstage/config';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parse } from 'yaml';
import { createCeleryPlanAction } from './celeryPlan';
import { examples } from './celeryPlan.examples';

const config = new ConfigReader({ celery: { brokers: [{ name: 'main' }] } });
const action = createCeleryPlanAction({ config });

describe('celery:plan', () => {
  it.each(examples)('works as in the example: $description', async example => {
    const context = createMockActionContext({
      input: parse(example.example).steps[0].input,
    });

    await action.handler(context);

    expect(context.output).toHaveBeenCalledWith(
      'service',
      expect.objectContaining({ name: 'orders', broker: 'main' }),
    );
    expect(context.output).toHaveBeenCalledWith('publish', 'local');
  });

  it('hands on what the plan cannot give, with the name of the queue', async () => {
    const context = createMockActionContext({
      input: {
        name: 'orders',
        owner: 'platform',
        queues: [
          { name: 'orders' },
          { name: 'reports', workload: { longestTaskSeconds: 7200 } },
        ],
      },
    });

    await action.handler(context);

    const [, warnings] = (context.output as jest.Mock).mock.calls.find(
      ([name]) => name === 'warnings',
    );
    expect(warnings).not.toEqual([]);
    expect(
      warnings.every((text: string) => text.startsWith('Queue reports: ')),
    ).toBe(true);
  });

  it('refuses what is wrong before any other step', async () => {
    const context = createMockActionContext({
      input: { name: 'class', owner: 'platform' },
    });

    await expect(action.handler(context)).rejects.toThrow(
      'is a keyword of Python',
    );
  });
});
