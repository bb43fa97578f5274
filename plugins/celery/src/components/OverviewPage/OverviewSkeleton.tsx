import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { celeryTranslationRef } from '../../i18n';

/** Takes the room of what is being read. */
export function OverviewSkeleton() {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <div role="status">
      <VisuallyHidden>{t('overview.loading')}</VisuallyHidden>
      <Flex direction="column" gap="4" aria-hidden="true">
        <Skeleton width="100%" height="3.5rem" />
        <Skeleton width="100%" height="2.5rem" />
        <Skeleton width="100%" height="20rem" />
      </Flex>
    </div>
  );
}
