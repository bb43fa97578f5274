import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The entities of a repository that publish:local made',
    example: stringify({
      steps: [
        {
          id: 'register',
          action: 'catalog:register:local',
          name: 'Register',
          input: { name: 'orders' },
        },
      ],
    }),
  },
];
