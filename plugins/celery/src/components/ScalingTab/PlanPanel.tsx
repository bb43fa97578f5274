import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, Text } from '@backstage/ui';
import {
  comparePlans,
  ManifestPlan,
  nearestPlan,
  planSettingsOf,
  ServiceManifest,
  WorkerGroupReading,
} from '@celery-keda/backstage-plugin-celery-common';
import { ReactNode, useMemo } from 'react';
import { useFormats } from '../../format';
import { celeryTranslationRef } from '../../i18n';
import { useServiceManifest } from '../../manifest';
import { Polling, useNow } from '../../polling';
import { Hint } from '../Hint';
import { Panel } from '../Panel';
import { PlanTable } from './PlanTable';

/**
 * The settings that scaling follows at this moment, against those in the
 * service's repository.
 */
export function PlanPanel(props: {
  entityRef: string;
  queue: string;
  workers: WorkerGroupReading | undefined;
}) {
  const { entityRef, queue, workers } = props;
  const manifest = useServiceManifest(entityRef);
  return <ComparedPlans queue={queue} workers={workers} manifest={manifest} />;
}

/** What {@link PlanPanel} shows of what it has read. */
export function ComparedPlans(props: {
  queue: string;
  workers: WorkerGroupReading | undefined;
  manifest: Pick<Polling<ServiceManifest>, 'value' | 'error'>;
}) {
  const { queue, workers, manifest } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const group = workers && !('unknown' in workers) ? workers : undefined;
  const unread = group?.unknownKinds.scaledObjects;
  const variants = manifest.value?.queues.find(
    ({ name }) => name === queue,
  )?.variants;
  const { rows, plan } = useMemo(() => {
    const inForce = group ? planSettingsOf(group) : {};
    const nearest = nearestPlan(inForce, variants ?? []);
    return {
      rows: comparePlans(inForce, nearest?.settings ?? {}),
      plan: nearest,
    };
  }, [group, variants]);
  const isKnown = rows.some(({ inForce }) => inForce !== undefined);
  return (
    <Panel title={t('tab.plan.title')}>
      <Flex direction="column" gap="3">
        {unread && (
          <Note>
            {t('tab.plan.unknown')} {t(`workers.reason.${unread.unknown}`)}
          </Note>
        )}
        {workers && !isKnown && !unread && <Note>{t('tab.plan.none')}</Note>}
        <Verdict
          manifest={manifest}
          plan={plan}
          differences={
            rows.filter(({ verdict }) => verdict === 'differs').length
          }
          isKnown={isKnown}
        />
        {rows.length > 0 && <PlanTable rows={rows} isCompared={!!plan} />}
      </Flex>
    </Panel>
  );
}

/** Whether the plans differ, or why nobody can say. */
function Verdict(props: {
  manifest: Pick<Polling<ServiceManifest>, 'value' | 'error'>;
  plan: ManifestPlan | undefined;
  differences: number;
  isKnown: boolean;
}) {
  const { manifest, plan, differences, isKnown } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const { value, error } = manifest;
  if (!value && !error) {
    return (
      <div role="status" aria-label={t('tab.plan.reading')}>
        <Skeleton width="60%" height="1.25rem" />
      </div>
    );
  }
  const path = plan?.path ?? '';
  return (
    <>
      {plan && isKnown && (
        <Text as="p" weight={differences > 0 ? 'bold' : undefined}>
          {differences > 0
            ? t('tab.plan.differences', { count: differences, path })
            : t('tab.plan.same', { path })}
        </Text>
      )}
      {plan && !isKnown && <Note>{t('tab.plan.only', { path })}</Note>}
      {plan && !plan.complete && (
        <Note>{t('tab.plan.incomplete', { path })}</Note>
      )}
      {value && !value.error && !plan && <Note>{t('tab.plan.notThere')}</Note>}
      {(error || value?.error) && (
        <Note>
          {t('tab.plan.unread')}{' '}
          {t(`tab.plan.reason.${error ? 'backend' : value!.error!.code}`)}
        </Note>
      )}
      <ReadAt readAt={value?.readAt} />
    </>
  );
}

function ReadAt({ readAt }: { readAt: string | null | undefined }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const formats = useFormats();
  const now = useNow(10_000);
  const at = Date.parse(readAt ?? '');
  if (Number.isNaN(at)) {
    return null;
  }
  return (
    <Note>
      <Hint text={formats.moment(at)}>
        {t('tab.plan.readAt', {
          duration: formats.duration((now - at) / 1000),
        })}
      </Hint>
    </Note>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <Text as="p" variant="body-small" color="secondary">
      {children}
    </Text>
  );
}
