import { Card, CardBody, Flex } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { HistoryRangeName } from '../../history';
import { QueueScaling, useScaling } from '../../scaling';
import { HistoryPanel } from '../HistoryPanel';
import { RefreshControl } from '../RefreshControl';
import { CardSkeleton } from '../ScalingCard/CardSkeleton';
import { ServiceProps, StatusFailure } from '../ServiceGate';
import { ServiceNotices } from '../ServiceNotices';
import { StateAnnouncer } from '../StateAnnouncer';
import { WhatIfPanel } from '../WhatIfPanel';
import { Whereabouts } from '../Whereabouts';
import { DiagnosisPanel } from './DiagnosisPanel';
import { PlanPanel } from './PlanPanel';
import { QueuePanel } from './QueuePanel';
import { QueuePicker } from './QueuePicker';
import { WorkersPanel } from './WorkersPanel';
import styles from './ServicePage.module.css';

/** The search parameter that names the queue shown. */
const QUEUE_PARAM = 'queue';

/** All about one of a service's queues, the worst one unless one is chosen. */
export function ServicePage(
  props: ServiceProps & { range?: HistoryRangeName },
) {
  const { entity, service } = props;
  const scaling = useScaling(entity, service);
  const [search] = useSearchParams();
  const { queues, status } = scaling;

  const wanted = search.get(QUEUE_PARAM);
  const shown =
    queues?.find(({ queue }) => queue.name === wanted) ?? queues?.[0];
  return (
    <div className={styles.page}>
      <Flex align="center" justify="between" gap="3" className={styles.bar}>
        <Whereabouts {...props} scaling={scaling} />
        <Flex align="center" gap="2">
          <RefreshControl
            refreshSeconds={scaling.refreshSeconds}
            nextAt={status.nextAt}
            paused={scaling.paused}
            onPausedChange={scaling.setPaused}
          />
        </Flex>
      </Flex>
      <ServiceNotices scaling={scaling} />
      {queues && shown ? (
        <>
          <StateAnnouncer queues={queues} />
          {queues.length > 1 && (
            <QueuePicker
              queues={queues}
              shown={shown.queue.name}
              param={QUEUE_PARAM}
            />
          )}
          <QueuePanels
            entityRef={service.entityRef}
            shown={shown}
            old={scaling.old}
            observedAt={status.value?.observedAt ?? null}
            range={props.range}
          />
        </>
      ) : (
        <Card>
          <CardBody>
            {status.error && !status.value ? (
              <StatusFailure error={status.error} />
            ) : (
              <CardSkeleton queues={1} />
            )}
          </CardBody>
        </Card>
      )}
    </div>
  );
}

function QueuePanels(props: {
  entityRef: string;
  shown: QueueScaling;
  old: boolean;
  observedAt: string | null;
  range?: HistoryRangeName;
}) {
  const { entityRef, shown, old, observedAt } = props;
  const { workers } = shown;
  const maxReplicas =
    workers && 'replicas' in workers ? workers.replicas.max : null;
  return (
    <div className={styles.panels}>
      <div className={styles.even}>
        <DiagnosisPanel diagnosis={shown.diagnosis} />
      </div>
      <div className={styles.even}>
        <QueuePanel queue={shown.queue} old={old} observedAt={observedAt} />
      </div>
      <div className={styles.wide}>
        <HistoryPanel
          entityRef={entityRef}
          queue={shown.queue.name}
          maxReplicas={maxReplicas}
          range={props.range}
        />
      </div>
      <WorkersPanel queue={shown.queue.name} workers={workers} />
      <div className={styles.long}>
        <PlanPanel
          entityRef={entityRef}
          queue={shown.queue.name}
          workers={workers}
        />
      </div>
      <WhatIfPanel
        key={shown.queue.name}
        queue={shown.queue}
        workers={workers}
      />
    </div>
  );
}
