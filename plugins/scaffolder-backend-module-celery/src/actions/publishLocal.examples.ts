import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: "A repository on the portal's own disk",
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'publish:local',
          name: 'Publish',
          input: { name: 'orders' },
        },
      ],
    }),
  },
  {
    description: 'With a message of its own',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'publish:local',
          name: 'Publish',
          input: { name: 'orders', message: 'Begin the order service' },
        },
      ],
    }),
  },
];
