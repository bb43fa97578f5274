import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, VisuallyHidden } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { celeryTranslationRef } from '../../i18n';

const CONFIRMED_MILLISECONDS = 2_000;

/** Copies a text, and says that it has. */
export function CopyButton(props: { text: string }) {
  const { t } = useTranslationRef(celeryTranslationRef);
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), CONFIRMED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setCopied(true);
    } catch {
      // Pages without a secure origin may not; the text can be selected.
      setCopied(false);
    }
  };
  return (
    <>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={copied ? <RiCheckLine /> : <RiFileCopyLine />}
        aria-label={t('copy.label')}
        onPress={copy}
      />
      <VisuallyHidden role="status">
        {copied ? t('copy.done') : ''}
      </VisuallyHidden>
    </>
  );
}
