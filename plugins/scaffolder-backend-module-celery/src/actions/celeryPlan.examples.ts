import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A service with one queue, all defaults',
    example: stringify({
      steps: [
        {
          id: 'plan',
          action: 'celery:plan',
          name: 'Plan',
          input: { name: 'orders', owner: 'group:default/platform' },
        },
      ],
    }),
  },
  {
    description: 'A service whose second queue has longer tasks',
    example: stringify({
      steps: [
        {
          id: 'plan',
          action: 'celery:plan',
          name: 'Plan',
          input: {
            name: 'orders',
            owner: 'group:default/platform',
            queues: [
              { name: 'orders' },
              {
                name: 'reports',
                workload: {
                  taskSeconds: 120,
                  longestTaskSeconds: 600,
                  maxWorkers: 4,
                },
              },
            ],
          },
        },
      ],
    }),
  },
];
