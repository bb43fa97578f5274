import { z } from 'zod';
import { planSettingsSchema } from './planSettings';

/**
 * Why a repository's manifests could not be read. Stable: pages explain each
 * code.
 *
 * - `no-source`: the entity does not say where its sources are.
 * - `not-allowed`: the portal may not read there.
 * - `no-manifest`: there is no `deploy/base/kustomization.yaml` there.
 * - `unreachable`: the repository does not answer, or not in time.
 * - `too-large`: the manifests are larger than is read.
 * - `invalid`: the manifests are no YAML, or no manifests.
 *
 * @public
 */
export const manifestErrorCodeSchema = z.enum([
  'no-source',
  'not-allowed',
  'no-manifest',
  'unreachable',
  'too-large',
  'invalid',
]);

/** {@inheritDoc manifestErrorCodeSchema} @public */
export type ManifestErrorCode = z.infer<typeof manifestErrorCodeSchema>;

/**
 * A queue's plan as one of the repository's variants has it: its base, or an
 * overlay that changes it.
 *
 * @public
 */
export const manifestPlanSchema = z.object({
  /** The variant's folder in the repository, such as `deploy/base`. */
  path: z.string(),
  /** False when the variant also changes things in ways that are not read. */
  complete: z.boolean(),
  settings: planSettingsSchema,
});

/** {@inheritDoc manifestPlanSchema} @public */
export type ManifestPlan = z.infer<typeof manifestPlanSchema>;

/**
 * The answer of `GET /v1/entities/:kind/:namespace/:name/manifest`.
 *
 * @public
 */
export const serviceManifestSchema = z.object({
  entityRef: z.string(),
  /** When the repository was read, ISO 8601; `null` when it could not be. */
  readAt: z.string().nullable(),
  /** Why it could not be read just now; what there is, is then of `readAt`. */
  error: z
    .object({ code: manifestErrorCodeSchema, message: z.string() })
    .optional(),
  /** In the order of the entity's annotation, each with its variants. */
  queues: z.array(
    z.object({
      name: z.string(),
      /** The base first; empty when no manifest is about this queue. */
      variants: z.array(manifestPlanSchema),
    }),
  ),
});

/** {@inheritDoc serviceManifestSchema} @public */
export type ServiceManifest = z.infer<typeof serviceManifestSchema>;
