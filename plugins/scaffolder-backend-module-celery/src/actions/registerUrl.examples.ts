import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The entities of a repository on GitHub',
    example: stringify({
      steps: [
        {
          id: 'register',
          action: 'catalog:register:url',
          name: 'Register',
          input: {
            repoContentsUrl: '${{ steps.publish.output.repoContentsUrl }}',
          },
        },
      ],
    }),
  },
];
