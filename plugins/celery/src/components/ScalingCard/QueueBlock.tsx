import { Flex, Skeleton, Text } from '@backstage/ui';
import {
  Diagnosis,
  DiagnosisSeverity,
} from '@celery-keda/backstage-plugin-celery-common';
import { useDiagnosisText } from '../../i18n';
import { concernsBroker, QueueScaling } from '../../scaling';
import { QueueNumbers, Sparkline, WorkersBar } from '../QueueFigures';
import { RECENT_SECONDS, RecentOf } from './useRecent';
import { StateShape } from '../StateShape';
import styles from './QueueBlock.module.css';

/** Severities whose cause and remedy are worth the room. */
const ATTENTION: readonly DiagnosisSeverity[] = [
  'trouble',
  'unknown',
  'warning',
];

/** One queue: what is going on, and the numbers that prove it. */
export function QueueBlock(props: {
  scaling: QueueScaling;
  old: boolean;
  /** What is kept of a queue's last minutes; absent when nothing is to be shown. */
  recent?: RecentOf;
}) {
  const { queue, diagnosis, workers } = props.scaling;
  const text = useDiagnosisText();
  return (
    <div role="group" className={styles.columns} aria-label={queue.name}>
      <div className={styles.words}>
        <Flex
          align="center"
          justify="between"
          gap="2"
          className={styles.headline}
        >
          {diagnosis ? (
            <Flex align="center" gap="2">
              <StateShape
                shape={diagnosis.shape}
                severity={diagnosis.severity}
              />
              <Text weight="bold">{text([diagnosis.title])}</Text>
            </Flex>
          ) : (
            <Skeleton width="8rem" height="1.25rem" />
          )}
          <Text
            variant="body-small"
            color="secondary"
            className={styles.name}
            title={queue.name}
          >
            {queue.name}
          </Text>
        </Flex>
        {diagnosis ? (
          <Explanation diagnosis={diagnosis} />
        ) : (
          <Skeleton width="100%" height="1.25rem" />
        )}
      </div>
      <div className={styles.numbers}>
        <QueueNumbers queue={queue} old={props.old} />
        {props.recent && (
          <Sparkline
            seconds={RECENT_SECONDS}
            recent={props.recent(queue.name)}
          />
        )}
        <WorkersBar queue={queue.name} workers={workers} />
      </div>
    </div>
  );
}

function Explanation({ diagnosis }: { diagnosis: Diagnosis }) {
  const { cause, next, notes, sentence, severity, whatToDo } = diagnosis;
  const text = useDiagnosisText();
  if (concernsBroker(diagnosis)) {
    return null;
  }
  const wantsAttention = ATTENTION.includes(severity);
  const details = wantsAttention
    ? [cause, whatToDo?.message].flatMap(message => message ?? [])
    : [next?.message].flatMap(message => message ?? []);
  return (
    <>
      <Text as="p">{text(sentence)}</Text>
      {details.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {text(details)}
        </Text>
      )}
      {wantsAttention && whatToDo?.command && (
        <code className={styles.command}>{whatToDo.command}</code>
      )}
      {notes.length > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {text(notes)}
        </Text>
      )}
    </>
  );
}
