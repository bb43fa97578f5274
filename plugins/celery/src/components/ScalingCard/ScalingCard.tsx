import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import {
  CeleryService,
  celeryQueueReadPermission,
  parseCeleryAnnotations,
} from '@celery-keda/backstage-plugin-celery-common';
import { ReactNode, useMemo } from 'react';
import { celeryTranslationRef } from '../../i18n';
import { Boundary } from '../Boundary';
import {
  AnnotationProblems,
  NoAnnotations,
  NotPermitted,
  RenderFailure,
} from './CardMessages';
import { CardSkeleton } from './CardSkeleton';
import { QueuesCard } from './QueuesCard';

/**
 * The entity card *Scaling*: each of a service's queues with its work and its
 * workers, and what is going on with them.
 */
export function ScalingCard() {
  return (
    <Boundary
      fallback={() => (
        <TitledCard>
          <RenderFailure />
        </TitledCard>
      )}
    >
      <EntityScaling />
    </Boundary>
  );
}

function EntityScaling() {
  const { entity } = useEntity();
  const annotations = useMemo(() => parseCeleryAnnotations(entity), [entity]);
  switch (annotations.kind) {
    case 'service':
      return <PermittedScaling entity={entity} service={annotations.service} />;
    case 'problems':
      return (
        <TitledCard>
          <AnnotationProblems problems={annotations.problems} />
        </TitledCard>
      );
    default:
      return (
        <TitledCard>
          <NoAnnotations />
        </TitledCard>
      );
  }
}

function PermittedScaling(props: { entity: Entity; service: CeleryService }) {
  const { allowed, loading } = useEntityPermission(celeryQueueReadPermission);
  if (loading) {
    return (
      <TitledCard>
        <CardSkeleton queues={props.service.queues.length} />
      </TitledCard>
    );
  }
  if (!allowed) {
    return (
      <TitledCard>
        <NotPermitted />
      </TitledCard>
    );
  }
  return <QueuesCard {...props} />;
}

function TitledCard(props: { children: ReactNode }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <EntityInfoCard title={t('card.title')}>{props.children}</EntityInfoCard>
  );
}
