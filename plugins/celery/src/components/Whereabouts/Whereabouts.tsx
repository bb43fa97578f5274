import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { celeryTranslationRef } from '../../i18n';
import { Scaling } from '../../scaling';
import { ANNOTATION_CLUSTER, ANNOTATION_NAMESPACE } from '../../workers';
import { ServiceProps } from '../ServiceGate';

/** Says which broker holds a service's queues, and where its workers run. */
export function Whereabouts(props: ServiceProps & { scaling: Scaling }) {
  const { entity, service, scaling } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const annotations = entity.metadata.annotations ?? {};
  const workers = scaling.workers.value;
  const cluster =
    (workers && 'objects' in workers ? workers.cluster : undefined) ??
    annotations[ANNOTATION_CLUSTER];
  const namespace = annotations[ANNOTATION_NAMESPACE];
  const parts: string[] = [t('card.broker', { broker: service.broker })];
  if (cluster && namespace) {
    parts.push(t('card.clusterNamespace', { cluster, namespace }));
  } else if (cluster) {
    parts.push(t('card.cluster', { cluster }));
  } else if (namespace) {
    parts.push(t('card.namespace', { namespace }));
  }
  return (
    <Text variant="body-small" color="secondary">
      {parts.join(' · ')}
    </Text>
  );
}
