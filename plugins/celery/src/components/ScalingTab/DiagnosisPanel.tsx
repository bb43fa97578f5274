import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Skeleton, Text } from '@backstage/ui';
import { Diagnosis } from '@celery-keda/backstage-plugin-celery-common';
import { ReactNode } from 'react';
import { celeryTranslationRef, useDiagnosisText } from '../../i18n';
import { CopyButton } from '../CopyButton';
import { Panel } from '../Panel';
import { StateShape } from '../StateShape';
import { EvidenceTable } from './EvidenceTable';
import styles from './DiagnosisPanel.module.css';

/** What is going on, why, what to do, what happens next, and how we know. */
export function DiagnosisPanel(props: { diagnosis: Diagnosis | undefined }) {
  const { diagnosis } = props;
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <Panel title={t('tab.diagnosis.title')}>
      {diagnosis ? (
        <Content diagnosis={diagnosis} />
      ) : (
        <Flex direction="column" gap="2">
          <Skeleton width="9rem" height="1.5rem" />
          <Skeleton width="100%" height="2.5rem" />
        </Flex>
      )}
    </Panel>
  );
}

function Content({ diagnosis }: { diagnosis: Diagnosis }) {
  const { cause, evidence, next, notes, sentence, whatToDo } = diagnosis;
  const { t } = useTranslationRef(celeryTranslationRef);
  const text = useDiagnosisText();
  return (
    <Flex direction="column" gap="3">
      <Flex align="center" gap="2">
        <StateShape shape={diagnosis.shape} severity={diagnosis.severity} />
        <Text variant="body-large" weight="bold">
          {text([diagnosis.title])}
        </Text>
      </Flex>
      <Text as="p">{text(sentence)}</Text>
      {cause && (
        <Part title={t('tab.diagnosis.cause')}>
          <Text as="p">{text([cause])}</Text>
        </Part>
      )}
      {whatToDo && (
        <Part title={t('tab.diagnosis.whatToDo')}>
          <Text as="p">{text([whatToDo.message])}</Text>
          {whatToDo.command && <Command command={whatToDo.command} />}
          {whatToDo.link && (
            <Link href={whatToDo.link}>{t('tab.diagnosis.readMore')}</Link>
          )}
        </Part>
      )}
      {next && (
        <Part title={t('tab.diagnosis.next')}>
          <Text as="p">{text([next.message])}</Text>
        </Part>
      )}
      {notes.map(note => (
        <Text as="p" variant="body-small" color="secondary" key={text([note])}>
          {text([note])}
        </Text>
      ))}
      {evidence.length > 0 && (
        <details className={styles.evidence}>
          <summary>{t('tab.diagnosis.evidence')}</summary>
          <EvidenceTable evidence={evidence} />
        </details>
      )}
    </Flex>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <Text as="h4" variant="body-small" color="secondary">
        {props.title}
      </Text>
      {props.children}
    </div>
  );
}

function Command({ command }: { command: string }) {
  return (
    <div className={styles.command}>
      <code>{command}</code>
      <CopyButton text={command} />
    </div>
  );
}
