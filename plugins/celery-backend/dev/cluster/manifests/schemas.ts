import { z } from 'zod';

const texts = z.record(z.string(), z.string());

const container = z.looseObject({
  name: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: z
    .array(z.looseObject({ name: z.string(), value: z.string().optional() }))
    .optional(),
});

/**
 * What an API server would insist on, as far as the local cluster relies on
 * it.
 */
export const SCHEMAS: Record<string, z.ZodType> = {
  ConfigMap: z.looseObject({ data: texts.optional() }),
  Deployment: z.looseObject({
    spec: z
      .looseObject({
        replicas: z.int().nonnegative().optional(),
        selector: z.looseObject({ matchLabels: texts }),
        template: z.looseObject({
          metadata: z.looseObject({
            labels: texts,
            annotations: texts.optional(),
          }),
          spec: z.looseObject({
            terminationGracePeriodSeconds: z.int().nonnegative().optional(),
            containers: z.array(container).min(1),
          }),
        }),
      })
      .refine(
        ({ selector, template }) =>
          Object.entries(selector.matchLabels).every(
            ([key, value]) => template.metadata.labels[key] === value,
          ),
        {
          path: ['selector', 'matchLabels'],
          message: "must match the template's labels",
        },
      ),
  }),
  ScaledObject: z.looseObject({
    spec: z.looseObject({
      scaleTargetRef: z.looseObject({ name: z.string() }),
      pollingInterval: z.int().positive().optional(),
      cooldownPeriod: z.int().nonnegative().optional(),
      initialCooldownPeriod: z.int().nonnegative().optional(),
      minReplicaCount: z.int().nonnegative().optional(),
      maxReplicaCount: z.int().nonnegative().optional(),
      triggers: z
        .array(z.looseObject({ type: z.string(), metadata: texts }))
        .min(1),
    }),
  }),
  TriggerAuthentication: z.looseObject({
    spec: z.looseObject({
      secretTargetRef: z
        .array(
          z.looseObject({
            parameter: z.string(),
            name: z.string(),
            key: z.string(),
          }),
        )
        .optional(),
    }),
  }),
};

/** What every object has. */
export const OBJECT = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z
      .string()
      .regex(
        /^(?![-.])[-a-z0-9.]{1,253}(?<![-.])$/,
        'must be lower-case letters, digits, "-" and "."',
      ),
    namespace: z.string().optional(),
    labels: texts.optional(),
    annotations: texts.optional(),
  }),
});

/** The first thing that is wrong with a value, and where. */
export function problemOf(
  schema: z.ZodType,
  value: unknown,
): string | undefined {
  const { error } = schema.safeParse(value);
  if (!error) {
    return undefined;
  }
  const [{ path, message }] = error.issues;
  const where = path
    .map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return where ? `${where}: ${message}` : message;
}
