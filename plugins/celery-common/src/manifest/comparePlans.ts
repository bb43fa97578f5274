import {
  PLAN_SETTING_NAMES,
  PlanSettingName,
  PlanSettings,
} from './planSettings';

/**
 * One setting in the cluster and in the repository: the `same`, or it
 * `differs`, or `unknown` where one of the two objects is not known.
 *
 * @public
 */
export interface PlanComparison {
  name: PlanSettingName;
  /** In the cluster; `null`: nothing is set. */
  inForce?: string | number | null;
  /** In the repository; `null`: nothing is set. */
  inRepository?: string | number | null;
  verdict: 'same' | 'differs' | 'unknown';
}

/**
 * Compares the settings in force with a repository's, differences first.
 * What neither sets is left out.
 *
 * @public
 */
export function comparePlans(
  inForce: PlanSettings,
  inRepository: PlanSettings,
): PlanComparison[] {
  const compared = PLAN_SETTING_NAMES.filter(
    name => (inForce[name] ?? inRepository[name] ?? null) !== null,
  ).map(
    (name): PlanComparison => ({
      name,
      inForce: inForce[name],
      inRepository: inRepository[name],
      verdict: verdictOf(inForce[name], inRepository[name]),
    }),
  );
  return [
    ...compared.filter(({ verdict }) => verdict === 'differs'),
    ...compared.filter(({ verdict }) => verdict !== 'differs'),
  ];
}

function verdictOf(
  inForce: string | number | null | undefined,
  inRepository: string | number | null | undefined,
): PlanComparison['verdict'] {
  if (inForce === undefined || inRepository === undefined) {
    return 'unknown';
  }
  return evened(inForce) === evened(inRepository) ? 'same' : 'differs';
}

/** Where lines of a formula are broken makes no difference. */
function evened(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value;
}

/**
 * The variant of a plan that differs least from the one in force; the first
 * of several.
 *
 * @public
 */
export function nearestPlan<T extends { settings: PlanSettings }>(
  inForce: PlanSettings,
  variants: readonly T[],
): T | undefined {
  const differences = ({ settings }: T) =>
    comparePlans(inForce, settings).filter(
      ({ verdict }) => verdict === 'differs',
    ).length;
  return variants.reduce<T | undefined>(
    (nearest, variant) =>
      nearest && differences(nearest) <= differences(variant)
        ? nearest
        : variant,
    undefined,
  );
}
