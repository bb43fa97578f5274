import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { CeleryService } from '@celery-keda/backstage-plugin-celery-common';
import { celeryTranslationRef } from '../../i18n';
import { Scaling, useScaling } from '../../scaling';
import { RefreshControl } from '../RefreshControl';
import { ServiceProps, StatusFailure } from '../ServiceGate';
import { ServiceNotices } from '../ServiceNotices';
import { Whereabouts } from '../Whereabouts';
import { CardFrame } from './CardFrame';
import { CardSkeleton } from './CardSkeleton';
import { QueueList } from './QueueList';
import { RecentOf, useRecent } from './useRecent';
import styles from './QueuesCard.module.css';

/** The card of a service that the viewer may see. */
export function QueuesCard(props: ServiceProps & { detailsHref?: string }) {
  const { detailsHref, entity, service } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  const scaling = useScaling(entity, service);
  const recent = useRecent(service.entityRef, scaling.paused);
  return (
    <CardFrame
      headerActions={
        <RefreshControl
          refreshSeconds={scaling.refreshSeconds}
          nextAt={scaling.status.nextAt}
          paused={scaling.paused}
          onPausedChange={scaling.setPaused}
        />
      }
      footerActions={
        <Flex
          align="center"
          justify="between"
          gap="3"
          className={styles.footer}
        >
          <Whereabouts entity={entity} service={service} scaling={scaling} />
          {detailsHref && (
            <Link href={detailsHref} variant="body-small">
              {t('tab.details')}
            </Link>
          )}
        </Flex>
      }
    >
      <Content service={service} scaling={scaling} recent={recent} />
    </CardFrame>
  );
}

function Content(props: {
  service: CeleryService;
  scaling: Scaling;
  recent: RecentOf | undefined;
}) {
  const { service, scaling, recent } = props;
  if (scaling.queues) {
    return (
      <>
        <ServiceNotices scaling={scaling} />
        <QueueList queues={scaling.queues} old={scaling.old} recent={recent} />
      </>
    );
  }
  if (scaling.status.error) {
    return <StatusFailure error={scaling.status.error} />;
  }
  return <CardSkeleton queues={service.queues.length} />;
}
