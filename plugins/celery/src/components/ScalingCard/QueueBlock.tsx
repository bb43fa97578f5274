import { Flex, Skeleton, Text } from '@backstage/ui';
import { useDiagnosisText } from '../../i18n';
import { QueueScaling } from '../../scaling';
import { StateShape } from '../StateShape';
import { QueueNumbers } from './QueueNumbers';
import { WorkersBar } from './WorkersBar';
import styles from './QueueBlock.module.css';

/** One queue: what is going on, and the numbers that prove it. */
export function QueueBlock(props: { scaling: QueueScaling; old: boolean }) {
  const { queue, diagnosis, workers } = props.scaling;
  const text = useDiagnosisText();
  return (
    <article className={styles.columns} aria-label={queue.name}>
      <div className={styles.words}>
        <Flex align="center" gap="2" className={styles.headline}>
          {diagnosis ? (
            <>
              <StateShape
                shape={diagnosis.shape}
                severity={diagnosis.severity}
              />
              <Text weight="bold">{text([diagnosis.title])}</Text>
            </>
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
          <Text as="p">{text(diagnosis.sentence)}</Text>
        ) : (
          <Skeleton width="100%" height="1.25rem" />
        )}
      </div>
      <div className={styles.numbers}>
        <QueueNumbers queue={queue} old={props.old} />
        <WorkersBar queue={queue.name} workers={workers} />
      </div>
    </article>
  );
}
