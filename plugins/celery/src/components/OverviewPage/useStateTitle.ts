import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { celeryTranslationRef } from '../../i18n';
import { OverviewState } from '../../overview';

/** Names states as the service's own page does, as far as it has them. */
export function useStateTitle(): (state: OverviewState) => string {
  const { t } = useTranslationRef(celeryTranslationRef);
  return useCallback(
    state => {
      switch (state) {
        case 'unknown':
        case 'not-permitted':
        case 'annotations':
        case 'waiting':
        case 'growing':
        case 'working':
          return t(`overview.state.${state}`);
        default:
          return t(`diagnosis.title.${state}`);
      }
    },
    [t],
  );
}
