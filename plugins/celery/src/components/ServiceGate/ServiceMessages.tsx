import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import {
  ANNOTATION_BROKER,
  ANNOTATION_KEY_PREFIX,
  ANNOTATION_QUEUES,
  AnnotationProblem,
} from '@celery-keda/backstage-plugin-celery-common';
import { InvalidAnswerError } from '../../api';
import { celeryTranslationRef, useAnnotationText } from '../../i18n';
import styles from './ServiceMessages.module.css';

const EXAMPLE = `metadata:
  annotations:
    ${ANNOTATION_BROKER}: orders-broker
    ${ANNOTATION_QUEUES}: orders
    ${ANNOTATION_KEY_PREFIX}: "orders:"`;

/** The entity has no Celery annotations: which ones to add. */
export function NoAnnotations() {
  const { t } = useTranslationRef(celeryTranslationRef);
  return <AnnotationsToAdd title={t('absent.title')} body={t('absent.body')} />;
}

/** No entity has Celery annotations: which ones to add. */
export function NoServices() {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <AnnotationsToAdd
      title={t('overview.empty.title')}
      body={t('overview.empty.body')}
    />
  );
}

function AnnotationsToAdd({ title, body }: { title: string; body: string }) {
  return (
    <Flex direction="column" gap="2">
      <Text weight="bold">{title}</Text>
      <Text color="secondary">{body}</Text>
      <pre className={styles.example}>{EXAMPLE}</pre>
    </Flex>
  );
}

/** The entity's Celery annotations are wrong: what to change in each. */
export function AnnotationProblems(props: { problems: AnnotationProblem[] }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const text = useAnnotationText();
  return (
    <Alert
      status="warning"
      icon
      title={t('problems.title')}
      description={
        <ul className={styles.problems}>
          {props.problems.map(problem => (
            <li key={problem.message}>
              {text(problem)}
              {problem.value !== undefined && (
                <>
                  {' '}
                  <code>{t('problems.found', { value: problem.value })}</code>
                </>
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** The viewer may not read the entity's queues. */
export function NotPermitted() {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <Alert
      status="info"
      icon
      title={t('notPermitted.title')}
      description={t('notPermitted.body')}
    />
  );
}

/** There is no status to show, and never was. */
export function StatusFailure(props: { error: Error }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const { error } = props;
  if (error instanceof InvalidAnswerError) {
    return (
      <Alert
        status="danger"
        icon
        title={t('failure.version.title')}
        description={t('failure.version.body')}
      />
    );
  }
  const answer = error instanceof ResponseError ? error : undefined;
  const statusCode = answer?.response.status;
  if (statusCode === 403) {
    return <NotPermitted />;
  }
  if (statusCode === 404) {
    return (
      <Alert
        status="warning"
        icon
        title={t('failure.notFound.title')}
        description={t('failure.notFound.body')}
      />
    );
  }
  if (statusCode === 400) {
    return (
      <Alert
        status="warning"
        icon
        title={t('failure.request.title')}
        description={answer?.cause.message}
      />
    );
  }
  return (
    <Alert
      status="danger"
      icon
      title={t('failure.backend.title')}
      description={t('failure.backend.body')}
    />
  );
}

/** Something failed to render. */
export function RenderFailure() {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <Alert
      status="danger"
      icon
      title={t('failure.render.title')}
      description={t('failure.render.body')}
    />
  );
}
