import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import { celeryTranslationRef } from '../../i18n';
import styles from './CardFrame.module.css';

/** The card itself, whatever it has to say. */
export function CardFrame(props: {
  headerActions?: ReactNode;
  footerActions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(celeryTranslationRef);
  return (
    <EntityInfoCard
      {...props}
      title={t('card.title')}
      className={styles.card}
    />
  );
}
