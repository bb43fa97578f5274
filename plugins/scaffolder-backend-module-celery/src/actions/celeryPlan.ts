import { Config } from '@backstage/config';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { readEnvironment } from '../plan/environment';
import { planService } from '../plan/planService';
import { examples } from './celeryPlan.examples';

/**
 * Makes `celery:plan`, which checks what is known about a service and plans
 * how its workers scale, from the same code that the wizard previews with.
 */
export function createCeleryPlanAction(options: { config: Config }) {
  return createTemplateAction({
    id: 'celery:plan',
    description:
      'Checks the parameters of a Celery service, resolves their defaults and plans how the workers of each queue scale and stop.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string().describe('The name of the service'),
        owner: z =>
          z.string().describe('Entity ref of the group or user that owns it'),
        description: z => z.string().describe('One line about it').optional(),
        system: z =>
          z
            .string()
            .describe('Entity ref of the system it is part of')
            .optional(),
        broker: z =>
          z
            .string()
            .describe('A name under celery.brokers; the first by default')
            .optional(),
        namespace: z =>
          z
            .string()
            .describe(
              'The Kubernetes namespace; called like the service by default',
            )
            .optional(),
        queues: z =>
          z
            .array(
              z.object({
                name: z.string().describe('The name of the queue'),
                workload: z
                  .object({})
                  .passthrough()
                  .describe('What is known about its work')
                  .optional(),
              }),
            )
            .describe('The queues; one called like the service by default')
            .optional(),
        workload: z =>
          z
            .object({})
            .passthrough()
            .describe('What is known about the work of queues that do not say')
            .optional(),
        priorities: z =>
          z
            .boolean()
            .describe('Whether tasks have priorities; not, by default')
            .optional(),
        region: z => z.string().describe('The region of IBM Cloud').optional(),
        cluster: z =>
          z
            .string()
            .describe("The portal's name of the cluster; the first by default")
            .optional(),
        registryNamespace: z =>
          z
            .string()
            .describe('The namespace in IBM Cloud Container Registry')
            .optional(),
        publish: z =>
          z
            .string()
            .describe(
              'Where the repository goes: local (the default) or github',
            )
            .optional(),
        repoUrl: z =>
          z
            .string()
            .describe('The repository on GitHub, as RepoUrlPicker writes it')
            .optional(),
      },
      output: {
        service: z =>
          z
            .object({})
            .passthrough()
            .describe(
              'The service: every parameter with its default resolved, and the numbers of each queue',
            ),
        workers: z =>
          z
            .array(z.object({}).passthrough())
            .describe(
              'For each queue its numbers once more, with the reason of every one in lines that fit into a comment',
            ),
        publish: z =>
          z.enum(['local', 'github']).describe('Where the repository goes'),
        warnings: z =>
          z
            .array(z.string())
            .describe('What the plan cannot give, a sentence each'),
      },
    },
    async handler(ctx) {
      const service = planService(ctx.input, readEnvironment(options.config));
      for (const queue of service.queues) {
        ctx.logger.info(
          `Queue ${queue.name}: ${queue.minReplicas} to ${queue.maxReplicas} workers, one for each ${queue.target} tasks.`,
        );
      }
      const warnings = service.queues.flatMap(({ name, warnings: found }) =>
        found.map(text => `Queue ${name}: ${text}`),
      );
      warnings.forEach(text => ctx.logger.warn(text));
      // Reasons are long, and every step writes its input into the log.
      const queues = service.queues.map(({ reasons, ...queue }) => queue);
      // Without what is undefined, as JSON has no such value.
      ctx.output('service', JSON.parse(JSON.stringify({ ...service, queues })));
      ctx.output('workers', JSON.parse(JSON.stringify(service.queues)));
      ctx.output('publish', service.publish);
      ctx.output('warnings', warnings);
    },
  });
}
